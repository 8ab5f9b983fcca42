import assert from 'node:assert/strict'
import test from 'node:test'
import type { ByteStream, StreamHandlers } from '../net/network.ts'
import { VirtualNetwork } from './virtual-network.ts'
import { VirtualTime } from './virtual-time.ts'

function recorder(): { handlers: StreamHandlers; text: () => string; closed: () => boolean; pieces: () => number } {
  const chunks: Buffer[] = []
  let closes = 0
  return {
    handlers: { onData: chunk => void chunks.push(chunk), onClose: () => void closes++ },
    text: () => Buffer.concat(chunks).toString(),
    closed: () => closes === 1,
    pieces: () => chunks.length,
  }
}

test('bytes arrive in order, cut into pieces, after the latency, and the end is reported once on both sides', async () => {
  const time = new VirtualTime()
  const network = new VirtualNetwork({ timers: time, latencyMs: 5, segmentBytesMax: 3, random: time.random })
  const server = recorder()
  let accepted: ByteStream | undefined
  const listener = await network.listen('127.0.0.1', 0, stream => {
    accepted = stream
    return server.handlers
  })
  const client = recorder()
  const connecting = network.connect({ host: 'localhost', port: listener.port, connectTimeoutMs: 100 }, () => client.handlers)
  await time.advance(5)
  const stream = await connecting
  stream.write([Buffer.from('hello '), Buffer.from('world')])
  assert.equal(server.text(), '')
  await time.advance(5)
  assert.equal(server.text(), 'hello world')
  assert.ok(server.pieces() > 1)
  accepted!.pause()
  stream.write([Buffer.from('!')])
  await time.advance(5)
  assert.equal(server.text(), 'hello world')
  assert.equal(stream.bufferedBytes, 1)
  accepted!.resume()
  await time.advance(0)
  assert.equal(server.text(), 'hello world!')
  accepted!.end()
  await time.advance(5)
  assert.ok(client.closed() && server.closed())
})

test('a port in use is refused by name, an empty port refuses, an isolated one times out', async () => {
  const time = new VirtualTime()
  const network = new VirtualNetwork({ timers: time })
  await network.listen('127.0.0.1', 9092, () => recorder().handlers)
  await assert.rejects(network.listen('127.0.0.1', 9092, () => recorder().handlers), /127\.0\.0\.1:9092: the port is in use/)
  await assert.rejects(network.connect({ host: '127.0.0.1', port: 9093, connectTimeoutMs: 50 }, () => recorder().handlers), /ECONNREFUSED/)
  network.isolate('127.0.0.1', 9092)
  const attempt = assert.rejects(network.connect({ host: '127.0.0.1', port: 9092, connectTimeoutMs: 50 }, () => recorder().handlers), /within 50 ms/)
  await time.advance(50)
  await attempt
})
