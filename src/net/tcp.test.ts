import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import type { ByteStream } from './network.ts'
import { TcpNetwork } from './tcp.ts'

/** A listener that gathers what each of its streams receives. */
async function listen() {
  const accepted: { stream: ByteStream; bytes: Buffer[]; closed: Promise<Error | undefined> }[] = []
  const listener = await new TcpNetwork().listen('127.0.0.1', 0, stream => {
    const bytes: Buffer[] = []
    let onClose!: (error: Error | undefined) => void
    const closed = new Promise<Error | undefined>(resolve => (onClose = resolve))
    accepted.push({ stream, bytes, closed })
    return { onData: chunk => void bytes.push(Buffer.from(chunk)), onClose }
  })
  return { listener, accepted }
}

const text = (bytes: Buffer[]): string => Buffer.concat(bytes).toString()

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setImmediate(resolve))
}

test('bytes go both ways over real sockets, and an end is a close on both sides', async () => {
  const { listener, accepted } = await listen()
  const received: Buffer[] = []
  let closed = 0
  const stream = await new TcpNetwork().connect({ host: '127.0.0.1', port: listener.port, connectTimeoutMs: 1000 }, () => ({
    onData: chunk => void received.push(Buffer.from(chunk)),
    onClose: () => void closed++,
  }))
  stream.write([Buffer.from('one '), Buffer.from('two '), Buffer.from('three')])
  await until(() => accepted.length === 1 && text(accepted[0]!.bytes) === 'one two three')
  const server = accepted[0]!.stream
  assert.deepEqual([server.remoteAddress, server.localPort], ['127.0.0.1', listener.port])
  let taken = 0
  server.write([Buffer.from('fo'), Buffer.from('ur')], () => void taken++)
  await until(() => text(received) === 'four' && taken === 1)
  stream.end()
  await accepted[0]!.closed
  await until(() => closed === 1)
  await listener.close()
})

test('a paused stream gives nothing until it is resumed, and a megabyte then comes whole', async () => {
  const { listener, accepted } = await listen()
  const socket = connect(listener.port, '127.0.0.1')
  await until(() => accepted.length === 1)
  const { stream, bytes } = accepted[0]!
  stream.pause()
  const sent = Buffer.alloc(5_000_000)
  for (let i = 0; i < sent.length; i += 4) sent.writeInt32LE(i, i)
  socket.write(sent)
  for (let i = 0; i < 20; i++) await new Promise(resolve => setImmediate(resolve))
  assert.equal(bytes.length, 0)
  stream.resume()
  await until(() => bytes.reduce((sum, chunk) => sum + chunk.length, 0) === sent.length)
  assert.ok(Buffer.concat(bytes).equals(sent))
  socket.destroy()
  await accepted[0]!.closed
  await listener.close()
})

test('a listener that closes ends its streams, and one that is reset learns why', async () => {
  const { listener, accepted } = await listen()
  const sockets = [connect(listener.port, '127.0.0.1'), connect(listener.port, '127.0.0.1')]
  await until(() => accepted.length === 2)
  sockets[0]!.resetAndDestroy()
  const first = await Promise.race(accepted.map(({ closed }) => closed))
  assert.equal((first as NodeJS.ErrnoException).code, 'ECONNRESET')
  const other = sockets[1]!
  other.resume()
  const ended = once(other, 'close')
  await listener.close()
  await ended
})
