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

/** A server that keeps what it hears per connection, and a way to connect from any machine. */
async function stage(options: { latencyMs?: number; jitterMs?: number; seed?: number; segmentBytesMax?: number; resetChance?: number } = {}) {
  const { seed = 1, ...rest } = options
  const time = new VirtualTime({ seed })
  const network = new VirtualNetwork({ timers: time, random: time.random, ...rest })
  const heard: { recorder: ReturnType<typeof recorder>; stream: ByteStream; errors: (Error | undefined)[] }[] = []
  const process = network.host('broker')
  await process.listen('broker', 9092, stream => {
    const entry = { recorder: recorder(), stream, errors: [] as (Error | undefined)[] }
    heard.push(entry)
    return { onData: chunk => entry.recorder.handlers.onData(chunk), onClose: error => void entry.errors.push(error) }
  })
  const connect = async (from = 'client', connectTimeoutMs = 1000) => {
    const entry = { recorder: recorder(), errors: [] as (Error | undefined)[] }
    let stream: ByteStream | undefined
    const opening = network.host(from).connect({ host: 'broker', port: 9092, connectTimeoutMs }, () => ({
      onData: chunk => entry.recorder.handlers.onData(chunk),
      onClose: error => void entry.errors.push(error),
    }))
    opening.then(opened => (stream = opened), () => {})
    await time.advance(100)
    return { ...entry, stream: stream! }
  }
  return { time, network, process, heard, connect }
}

const text = (value: string): Buffer[] => [Buffer.from(value)]

test('what is sent across a cut arrives in order when it is healed; whoever connects meanwhile runs into the timeout', async () => {
  const { time, network, heard, connect } = await stage({ latencyMs: 2 })
  const client = await connect()
  client.stream.write(text('a'))
  network.cut('client', 'broker')
  client.stream.write(text('b'))
  await time.advance(1000)
  assert.equal(heard[0]!.recorder.text(), '')
  const late = assert.rejects(network.host('client').connect({ host: 'broker', port: 9092, connectTimeoutMs: 50 }, () => recorder().handlers), /within 50 ms/)
  await time.advance(50)
  await late
  const other = await connect('elsewhere')
  other.stream.write(text('x'))
  await time.advance(10)
  assert.equal(heard[1]!.recorder.text(), 'x')
  network.heal()
  assert.equal(heard[0]!.recorder.text(), 'ab')
})

test('a one-way cut keeps answers back and lets requests through', async () => {
  const { time, network, heard, connect } = await stage()
  const client = await connect()
  network.cut('broker', 'client', 'oneWay')
  client.stream.write(text('question'))
  heard[0]!.stream.write(text('answer'))
  await time.advance(10)
  assert.equal(heard[0]!.recorder.text(), 'question')
  assert.equal(client.recorder.text(), '')
  network.heal()
  assert.equal(client.recorder.text(), 'answer')
})

test('a reset strikes between any two bytes, and both ends hear of it once', async () => {
  for (let after = 0; after <= 5; after++) {
    const { time, network, heard, connect } = await stage({ latencyMs: 1 })
    const client = await connect()
    network.connections[0]!.resetAfter(after, 'toServer')
    client.stream.write(text('he'))
    client.stream.write(text('llo!'))
    await time.advance(10)
    assert.equal(heard[0]!.recorder.text(), 'hello!'.slice(0, after))
    assert.equal(heard[0]!.errors.length, 1)
    assert.equal(client.errors.length, 1)
    assert.match(String(client.errors[0]), /ECONNRESET/)
    assert.equal(network.connections.length, 0)
  }
})

test('a killed process: its peers hear it, it hears nothing more and its last words are lost', async () => {
  const { time, network, process, heard, connect } = await stage()
  const client = await connect()
  process.kill()
  heard[0]!.stream.write(text('too late'))
  client.stream.write(text('anybody?'))
  await time.advance(10)
  assert.equal(client.errors.length, 1)
  assert.equal(client.recorder.text(), '')
  assert.equal(heard[0]!.recorder.text(), '')
  assert.equal(heard[0]!.errors.length, 0)
  await assert.rejects(network.host('client').connect({ host: 'broker', port: 9092, connectTimeoutMs: 50 }, () => recorder().handlers), /ECONNREFUSED/)
})

test('a machine that vanishes is silent; once it is back, writing to it finds out', async () => {
  const { time, network, process, connect } = await stage()
  const client = await connect()
  process.vanish()
  client.stream.write(text('anybody?'))
  await time.advance(1000)
  assert.equal(client.errors.length, 0)
  const attempt = assert.rejects(network.host('client').connect({ host: 'broker', port: 9092, connectTimeoutMs: 50 }, () => recorder().handlers), /within 50 ms/)
  await time.advance(50)
  await attempt
  network.host('broker')
  client.stream.write(text('hello?'))
  await time.advance(1)
  assert.match(String(client.errors[0]), /reset/)
})

test('a half-open connection: one end has given it up, the other learns it by writing', async () => {
  const { time, network, heard, connect } = await stage()
  const client = await connect()
  network.connections[0]!.halfOpen()
  await time.advance(1000)
  assert.equal(heard[0]!.errors.length, 1)
  assert.equal(client.errors.length, 0)
  client.stream.write(text('hello?'))
  await time.advance(1)
  assert.equal(client.errors.length, 1)
})

test('an orderly end waits behind what a paused reader has not taken', async () => {
  const { time, heard, connect } = await stage()
  const client = await connect()
  heard[0]!.stream.pause()
  client.stream.write(text('last words'))
  client.stream.end()
  await time.advance(10)
  assert.equal(heard[0]!.errors.length, 0)
  heard[0]!.stream.resume()
  await time.advance(1)
  assert.equal(heard[0]!.recorder.text(), 'last words')
  assert.deepEqual(heard[0]!.errors, [undefined])
})

test('jitter reorders across connections and never within one; the same seed gives the same order', async () => {
  const run = async (seed: number): Promise<string> => {
    const { time, heard, connect } = await stage({ latencyMs: 1, jitterMs: 10, seed, segmentBytesMax: 2 })
    const clients = [await connect(), await connect(), await connect()]
    const order: string[] = []
    heard.forEach((entry, i) => {
      const before = entry.recorder.handlers.onData
      entry.recorder.handlers.onData = chunk => {
        order.push(`${i}${chunk.toString()}`)
        before(chunk)
      }
    })
    clients.forEach(({ stream }) => stream.write(text('abcdefgh')))
    await time.advance(1000)
    for (const entry of heard) assert.equal(entry.recorder.text(), 'abcdefgh')
    return order.join(' ')
  }
  const first = await run(7)
  assert.equal(await run(7), first)
  assert.notEqual(await run(8), first)
  assert.ok(!/^0\S+( 0\S+)*( 1\S+)+( 2\S+)+$/.test(first), first)
})
