import assert from 'node:assert/strict'
import test from 'node:test'
import { BufferPool } from '../core/buffer-pool.ts'
import { LineLogger } from '../core/logger.ts'
import type { ByteStream } from '../net/network.ts'
import { VirtualNetwork } from '../testing/virtual-network.ts'
import { VirtualTime } from '../testing/virtual-time.ts'
import { type ConnectionInfo, CloseConnection, type PreparedRequest } from './server-connection.ts'
import { Server, type ServerLimits } from './server.ts'

const roomy: ServerLimits = {
  maxRequestBytes: 1000,
  maxPipelinedRequests: 10,
  maxPipelinedBytes: 10_000,
  maxUnsentBytes: 1_000_000,
  maxConnections: 100,
  maxConnectionsPerIp: 100,
  maxUnsentBytesTotal: 150_000,
  maxIdleMs: 60_000,
}

/** A server whose requests are words: `c:name` is concurrent, `s:name` is not, both answered by `answer`; `e:size` echoes at once; `x:` closes. */
async function scene(limits: Partial<ServerLimits> = {}, segmentBytesMax = 7, held = false, msPerLook = 0) {
  const time = new VirtualTime()
  // A clock that goes on while requests are worked on: `msPerLook` each time that somebody looks at it.
  let worked = 0
  const clock = { now: () => time.now(), monotonic: () => time.monotonic() + (worked += msPerLook) }
  const system = { clock, timers: time, random: time.random }
  const network = new VirtualNetwork({ timers: time, segmentBytesMax, random: time.random })
  const lines: string[] = []
  const started: string[] = []
  const open = new Map<string, (response: Buffer[] | null) => void>()
  let info: ConnectionInfo | undefined
  const prepare = (frame: Buffer, connection: ConnectionInfo): PreparedRequest => {
    info = connection
    const [kind, name] = frame.toString().split(':') as [string, string]
    if (kind === 'x') throw new CloseConnection('no such request')
    return {
      concurrent: kind === 'c',
      frameIsFree: true,
      start: () => {
        started.push(name)
        return kind === 'e' ? [Buffer.alloc(Number(name), 'e')] : new Promise(resolve => void open.set(name, resolve))
      },
    }
  }
  const logger = new LineLogger((_, line) => void lines.push(line))
  const server = new Server({ network, system, logger, limits: { ...roomy, ...limits }, pool: new BufferPool(), prepare })
  const listener = await server.listen('PLAINTEXT', '127.0.0.1', 9092)
  if (!held) server.open()
  const connect = async () => {
    const client = { stream: undefined as unknown as ByteStream, text: '', writes: 0, closed: 0 }
    client.stream = await network.connect({ host: '127.0.0.1', port: listener.port, connectTimeoutMs: 100 }, () => ({
      onData: chunk => void ((client.text += chunk.toString()), client.writes++),
      onClose: () => void client.closed++,
    }))
    return client
  }
  const answer = (name: string, text: string | null = name): void => open.get(name)!(text === null ? null : [Buffer.from(text)])
  return { time, server, connect, lines, started, answer, info: () => info! }
}

function frame(text: string): Buffer {
  const out = Buffer.alloc(4 + text.length)
  out.writeInt32BE(text.length)
  out.write(text, 4)
  return out
}

test('concurrent requests start together and are answered in the order they came', async () => {
  const { time, connect, started, answer } = await scene()
  const client = await connect()
  client.stream.write([frame('c:1'), frame('c:2'), frame('c:3'), frame('s:4'), frame('c:5')])
  await time.advance(1)
  assert.deepEqual(started, ['1', '2', '3'])
  answer('3')
  answer('2', null)
  await time.advance(1)
  assert.equal(client.text, '')
  answer('1')
  await time.advance(1)
  // A request without an answer leaves no gap; one that is not concurrent starts alone.
  assert.equal(client.text, '13')
  assert.deepEqual(started, ['1', '2', '3', '4'])
  answer('4')
  await time.advance(1)
  assert.deepEqual(started, ['1', '2', '3', '4', '5'])
})

test('a client that pipelines without reading is held back, and served when it reads again', async () => {
  const { time, server, connect, started } = await scene({ maxUnsentBytes: 100_000 }, 100_000)
  const client = await connect()
  client.stream.pause()
  for (let i = 0; i < 1000; i++) client.stream.write([frame('e:50000')])
  await time.advance(1)
  assert.ok(started.length < 10, `${started.length} requests ran for a client that does not read`)
  assert.ok(client.stream.bufferedBytes > 5000, 'the rest was read though nobody takes the answers')
  assert.equal(server.responseRoom, 0)
  client.stream.resume()
  await time.advance(1)
  assert.equal(started.length, 1000)
  assert.equal(server.responseRoom, 150_000)
  assert.equal(client.text.length, 50_000_000)
})

test('hundreds of requests in one chunk do not hold up another connection', async () => {
  const { time, connect, started } = await scene({ maxPipelinedRequests: 1000, maxPipelinedBytes: 100_000 }, 1_000_000)
  const greedy = await connect()
  const other = await connect()
  greedy.stream.write(Array.from({ length: 500 }, (_, i) => frame(`e:${i}`)))
  other.stream.write([frame('e:1000')])
  await time.advance(1)
  const turn = started.indexOf('1000')
  assert.ok(turn >= 0 && turn <= 16, `the other connection came after ${turn} requests`)
  assert.equal(started.length, 501)
})

test('twenty connections that pipeline share a turn: one that asks for one thing does not wait for all of them', async () => {
  const { time, connect, started } = await scene({ maxPipelinedRequests: 100, maxPipelinedBytes: 100_000 }, 1_000_000)
  const greedy = await Promise.all(Array.from({ length: 20 }, connect))
  const other = await connect()
  for (const { stream } of greedy) stream.write(Array.from({ length: 500 }, () => frame('e:1')))
  other.stream.write([frame('e:7')])
  await time.advance(1)
  const turn = started.indexOf('7')
  assert.ok(turn >= 0 && turn <= 64 + 20, `the other connection came after ${turn} requests`)
  // What came behind the hundred requests that may wait is not lost.
  for (const { text } of greedy) assert.equal(text.length, 500)
})

test('hostile bytes close their connection with one line each and leave the others alone', async () => {
  const { time, connect, lines, answer } = await scene()
  const good = await connect()
  good.stream.write([frame('c:1')])
  const hostile = [Buffer.from([0xff, 0xff, 0xff, 0xff]), Buffer.from([0, 0, 4, 0]), Buffer.from('GET / HTTP/1.1\r\n\r\n'), frame('x:')]
  for (const bytes of hostile) {
    const client = await connect()
    client.stream.write([bytes])
    await time.advance(1)
    assert.equal(client.closed, 1)
  }
  assert.equal(lines.length, hostile.length)
  for (const line of lines) assert.match(line, /^connection from 127\.0\.0\.1:\d+ closed: /)
  answer('1')
  await time.advance(1)
  assert.equal(good.text, '1')
  // So does a client that leaves in the middle of one.
  const half = await connect()
  half.stream.write([Buffer.from([0, 0, 0, 9, 1])])
  half.stream.end()
  await time.advance(1)
  assert.equal(lines.length, hostile.length + 1)
  assert.match(lines.at(-1)!, /^127\.0\.0\.1:\d+ closed in the middle of a frame, after 5 bytes of it$/)
})

test('connections are bounded in number and per host, idle ones close, waiting ones do not', async () => {
  const { time, server, connect, lines } = await scene({ maxConnectionsPerIp: 2 })
  const idle = await connect()
  const waiting = await connect()
  waiting.stream.write([frame('s:1')])
  const third = await connect()
  await time.advance(1)
  assert.equal(third.closed, 1)
  assert.match(lines.join(), /max\.connections\.per\.ip=2/)
  await time.advance(100_000)
  assert.equal(idle.closed, 1)
  assert.equal(waiting.closed, 0)
  assert.equal(server.connectionCount, 1)
})

test('a stopping server answers what runs, starts nothing new, and tells handlers of a lost client', async () => {
  const { time, server, connect, started, answer, info } = await scene()
  const client = await connect()
  const lost = await connect()
  lost.stream.write([frame('s:0')])
  await time.advance(1)
  const { signal } = info()
  lost.stream.destroy()
  await time.advance(1)
  assert.equal(signal.aborted, true)
  client.stream.write([frame('s:1'), frame('s:2')])
  await time.advance(1)
  const closing = server.close(5000)
  await time.advance(1)
  answer('1')
  await time.advance(1)
  await closing
  assert.equal(client.text, '1')
  assert.equal(client.closed, 1)
  assert.deepEqual(started, ['0', '1'])
})

test('a request that comes before the broker is ready waits for it', async () => {
  const { time, server, connect, started } = await scene({}, 7, true)
  const client = await connect()
  client.stream.write([frame('e:3')])
  await time.advance(1)
  assert.deepEqual(started, [])
  server.open()
  await time.advance(1)
  assert.equal(client.text, 'eee')
})

test('a held answer is asked for as soon as another request stands behind it, or the connection ends', async () => {
  const { time, connect, answer, info, server } = await scene()
  const client = await connect()
  client.stream.write([frame('s:1')])
  await time.advance(1)
  let asked = 0
  let behind: number | undefined
  info().whenMoreArrives((apiKey) => {
    asked++
    behind = apiKey
  })
  await time.advance(100)
  assert.equal(asked, 0)
  client.stream.write([frame('s:2')])
  await time.advance(1)
  assert.equal(asked, 1)
  // The API key of what stands behind: its first two bytes.
  assert.equal(behind, Buffer.from('s:').readInt16BE())
  // Behind it already when it is held: asked for at once.
  info().whenMoreArrives(() => void asked++)
  assert.equal(asked, 2)
  answer('1')
  await time.advance(1)
  answer('2')
  await time.advance(1)
  assert.equal(client.text, '12')
  // Answered for another reason: nobody asks any more.
  client.stream.write([frame('s:3')])
  await time.advance(1)
  info().whenMoreArrives(() => void asked++)
  answer('3')
  client.stream.write([frame('s:4')])
  await time.advance(1)
  assert.equal(asked, 2)
  info().whenMoreArrives(() => void asked++)
  client.stream.destroy()
  await time.advance(1)
  assert.equal(asked, 3)
  await server.close(0)
})

test('a byte now and then is no activity: a connection that drips is closed on the deadline, a slow upload is not', async () => {
  const { time, connect, server } = await scene({ maxRequestBytes: 1_000_000 }, 100_000)
  const dripping = await connect()
  const uploading = await connect()
  const prefix = Buffer.alloc(4)
  prefix.writeInt32BE(1_000_000)
  for (const { stream } of [dripping, uploading]) stream.write([prefix])
  for (let second = 0; second < 100; second++) {
    if (dripping.closed === 0) dripping.stream.write([Buffer.from([1])])
    uploading.stream.write([Buffer.alloc(1000)])
    await time.advance(1000)
  }
  assert.deepEqual([dripping.closed, uploading.closed, server.connectionCount], [1, 0, 1])
})

test('bad bytes without end do not fill the log: the first are told, the rest are counted', async () => {
  const { time, connect, lines } = await scene()
  for (let i = 0; i < 150; i++) {
    const client = await connect()
    client.stream.write([frame('x:')])
    await time.advance(1)
    assert.equal(client.closed, 1)
  }
  assert.equal(lines.length, 20)
  assert.match(lines[0]!, /closed: no such request/)
  await time.advance(10_000)
  assert.equal(lines.length, 21)
  assert.match(lines[20]!, /^130 more connections ended like that within 10 s, for example: connection from .* closed: no such request$/)
  const client = await connect()
  client.stream.write([frame('x:')])
  await time.advance(1)
  assert.equal(lines.length, 22, 'then the next one is told again')
})

test('requests that take long take turns: a connection that pipelines them does not hold up another', async () => {
  const { time, connect, started } = await scene({}, 100_000, false, 0.6)
  const clients = [await connect(), await connect()]
  clients.forEach(({ stream }, i) => stream.write(Array.from({ length: 9 }, (_, n) => frame(`e:${i + 1}${n}`))))
  await time.advance(10)
  assert.equal(started.length, 18)
  const first = started.findIndex(name => name.startsWith('2'))
  assert.ok(first > 0 && first < 6, started.join(' '))
  assert.deepEqual(started.filter(name => name.startsWith('1')), Array.from({ length: 9 }, (_, n) => `1${n}`))
})
