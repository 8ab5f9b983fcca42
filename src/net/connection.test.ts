import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ConnectionError, CorruptionError, TimeoutError } from '../core/errors.ts'
import { apiVersionsApi } from '../protocol/generated/api-versions.ts'
import { heartbeatApi, newHeartbeatRequest, newHeartbeatResponse } from '../protocol/generated/heartbeat.ts'
import { metadataApi, newMetadataRequest } from '../protocol/generated/metadata.ts'
import { newProduceRequest, produceApi } from '../protocol/generated/produce.ts'
import { hangUp, ScriptedBroker, ScriptedCluster, silence } from '../testing/scripted-broker.ts'
import { VirtualNetwork } from '../testing/virtual-network.ts'
import { VirtualTime } from '../testing/virtual-time.ts'
import { Connection, type ConnectionOptions } from './connection.ts'
import { software } from './software.ts'

async function scene(options: Partial<ConnectionOptions> = {}) {
  const time = new VirtualTime()
  const network = new VirtualNetwork({ timers: time })
  const broker = await ScriptedBroker.listen(network, new ScriptedCluster(), { nodeId: 1 })
  broker.on(heartbeatApi, () => newHeartbeatResponse())
  const connect = () => Connection.connect(network, time, { host: broker.host, port: broker.port, clientId: 'scene', ...options })
  return { time, network, broker, connect }
}

/** Settles the promise into what it became, so that time can be moved meanwhile. */
function outcome<T>(promise: Promise<T>): { value?: T; error?: any } {
  const result: { value?: T; error?: any } = {}
  promise.then(
    value => (result.value = value),
    (error: unknown) => (result.error = error),
  )
  return result
}

test('the first request tells name and version of the software, and requests use the highest version that both know', async () => {
  const { broker, connect } = await scene()
  broker.offer(heartbeatApi, [0, 3])
  const connection = await connect()
  assert.equal(broker.received(apiVersionsApi)[0]!.clientSoftwareName, 'rookery')
  assert.equal(connection.versionOf(heartbeatApi), 3)
  await connection.send(heartbeatApi, newHeartbeatRequest({ groupId: 'g' }))
  const last = broker.requests.at(-1)!
  assert.equal(last.version, 3)
  assert.equal(last.clientId, 'scene')
  assert.equal(last.body.groupId, 'g')
})

test('the software version is that of package.json', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  assert.equal(software.version, version)
})

test('a broker that does not know our ApiVersions version says which it knows, and the handshake goes on with that (KIP-511)', async () => {
  const { broker, connect } = await scene()
  broker.offer(apiVersionsApi, [0, 1])
  const connection = await connect()
  assert.deepEqual(
    broker.requests.map(request => request.version),
    [1],
  )
  assert.deepEqual(connection.advertised(apiVersionsApi.key), [0, 1])
})

test('requests of one turn leave in one write, and answers find their requests', async () => {
  const { network, broker, connect } = await scene()
  const connection = await connect()
  let deliveries = 0
  const deliver = network.deliver.bind(network)
  network.deliver = action => {
    deliveries++
    deliver(action)
  }
  broker.on(heartbeatApi, body => newHeartbeatResponse({ throttleTimeMs: body.generationId }))
  const sent = [1, 2, 3].map(generationId => connection.send(heartbeatApi, newHeartbeatRequest({ generationId })))
  await Promise.resolve()
  assert.equal(deliveries, 1)
  assert.equal(connection.inFlight, 3)
  assert.deepEqual(
    (await Promise.all(sent)).map(response => response.throttleTimeMs),
    [1, 2, 3],
  )
  assert.equal(connection.inFlight, 0)
})

test('an API that the broker does not offer is refused with its name and both ranges', async () => {
  const { broker, connect } = await scene()
  broker.offer(heartbeatApi, null)
  broker.offer(metadataApi, [0, 20])
  const connection = await connect()
  await assert.rejects(connection.send(heartbeatApi, newHeartbeatRequest()), { code: 'UNSUPPORTED_VERSION', message: /Heartbeat.*does not offer it.*0 to 4/ })
  await connection.send(metadataApi, newMetadataRequest({ topics: [] }))
})

test('a request that cannot be encoded fails alone', async () => {
  const { connect } = await scene()
  const connection = await connect()
  await assert.rejects(connection.send(heartbeatApi, newHeartbeatRequest({ groupInstanceId: 'static' }), { version: 0 }), { code: 'UNSUPPORTED_VERSION' })
  await connection.send(heartbeatApi, newHeartbeatRequest())
})

test('an unanswered request times out on the sweep, and what waited behind it fails with the connection', async () => {
  const { time, broker, connect } = await scene({ requestTimeoutMs: 1_000 })
  broker.on(heartbeatApi, () => silence)
  const connection = await connect()
  const slow = outcome(connection.send(heartbeatApi, newHeartbeatRequest()))
  await time.advance(400)
  const behind = outcome(connection.send(heartbeatApi, newHeartbeatRequest()))
  const patient = outcome(connection.send(heartbeatApi, newHeartbeatRequest(), { timeoutMs: 60_000 }))
  assert.equal(time.pending, 1, 'one timer for all requests')
  await time.advance(599)
  assert.deepEqual(slow, {})
  await time.advance(1)
  assert.ok(slow.error instanceof TimeoutError)
  assert.match(slow.error.message, /did not answer Heartbeat within 1000 ms/)
  assert.ok(behind.error instanceof ConnectionError)
  assert.ok(patient.error instanceof ConnectionError)
  assert.ok(connection.closed)
  assert.equal(time.pending, 0)
})

test('a shorter timeout behind a longer one is kept', async () => {
  const { time, broker, connect } = await scene()
  broker.on(heartbeatApi, () => silence)
  const connection = await connect()
  const long = outcome(connection.send(heartbeatApi, newHeartbeatRequest()))
  const short = outcome(connection.send(heartbeatApi, newHeartbeatRequest(), { timeoutMs: 50 }))
  await time.advance(50)
  assert.ok(short.error instanceof TimeoutError)
  assert.ok(long.error instanceof ConnectionError)
})

test('a lost connection fails everything in flight and tells its listeners once', async () => {
  const { broker, connect } = await scene()
  broker.on(heartbeatApi, body => (body.generationId === 2 ? hangUp : silence))
  const connection = await connect()
  const closes: Error[] = []
  connection.onClose(error => closes.push(error))
  const requests = [1, 2].map(generationId => connection.send(heartbeatApi, newHeartbeatRequest({ generationId })))
  for (const request of requests) await assert.rejects(request, (error: any) => error instanceof ConnectionError && error.retriable)
  assert.equal(closes.length, 1)
  assert.match(closes[0]!.message, /closed the connection with 2 requests in flight/)
  await assert.rejects(connection.send(heartbeatApi, newHeartbeatRequest()), ConnectionError)
})

test('an abort ends the wait of the caller and leaves the connection to the others', async () => {
  const { broker, connect } = await scene()
  let answer!: (value: ReturnType<typeof newHeartbeatResponse>) => void
  broker.on(heartbeatApi, body => (body.generationId === 1 ? new Promise(resolve => (answer = resolve)) : newHeartbeatResponse({ throttleTimeMs: 7 })))
  const connection = await connect()
  const aborter = new AbortController()
  const first = connection.send(heartbeatApi, newHeartbeatRequest({ generationId: 1 }), { signal: aborter.signal })
  const second = connection.send(heartbeatApi, newHeartbeatRequest({ generationId: 2 }))
  await new Promise(resolve => queueMicrotask(() => resolve(undefined)))
  aborter.abort(new Error('changed my mind'))
  await assert.rejects(first, { code: 'ABORTED', cause: aborter.signal.reason })
  answer(newHeartbeatResponse())
  assert.equal((await second).throttleTimeMs, 7)
  await assert.rejects(connection.send(heartbeatApi, newHeartbeatRequest(), { signal: aborter.signal }), { code: 'ABORTED' })
})

test('a request without an answer is done when its bytes are handed over', async () => {
  const { broker, connect } = await scene()
  broker.on(produceApi, () => silence)
  const connection = await connect()
  const errors: (Error | undefined)[] = []
  connection.dispatchUnanswered(produceApi, newProduceRequest({ acks: 0 }), error => errors.push(error))
  assert.deepEqual(errors, [])
  await Promise.resolve()
  assert.deepEqual(errors, [undefined])
  assert.equal(connection.inFlight, 0)
  await connection.send(heartbeatApi, newHeartbeatRequest())
  assert.equal(broker.received(produceApi).length, 1)
})

const strangers: [name: string, bytes: Buffer, message: RegExp][] = [
  ['an HTTP server', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), /answered in HTTP/],
  ['a TLS listener', Buffer.from([0x15, 3, 3, 0, 2, 2, 40]), /answered in TLS/],
  ['a frame beyond the limit', Buffer.from([0x7f, 0xff, 0xff, 0xff, 0, 0]), /larger than/],
  ['a negative frame length', Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0]), /-1 bytes/],
  ['an answer to another request', Buffer.from([0, 0, 0, 4, 0, 0, 0, 99]), /answered request 99, but 0 was due/],
]
for (const [name, bytes, message] of strangers) {
  test(`${name} ends the handshake in plain words`, async () => {
    const { broker, connect } = await scene()
    broker.on(apiVersionsApi, () => bytes)
    await assert.rejects(connect(), (error: any) => error instanceof ConnectionError && message.test(error.message))
  })
}

test('a peer that hangs up on the first request is suspected of TLS or SASL', async () => {
  const { broker, connect } = await scene()
  broker.on(apiVersionsApi, () => hangUp)
  await assert.rejects(connect(), { code: 'CONNECTION', message: /TLS or SASL/ })
})

test('a response that cannot be read is a CorruptionError and ends the connection', async () => {
  const { broker, connect } = await scene()
  broker.on(heartbeatApi, (_, request) => {
    const frame = Buffer.alloc(4 + 4 + 1)
    frame.writeInt32BE(5, 0)
    frame.writeInt32BE(request.correlationId, 4)
    return frame
  })
  const connection = await connect()
  await assert.rejects(connection.send(heartbeatApi, newHeartbeatRequest()), (error: any) => error instanceof CorruptionError && /Heartbeat v4/.test(error.message))
  assert.ok(connection.closed)
})

test('an aborted attempt to connect leaves no open stream behind', async () => {
  const { network, broker, connect } = await scene({ signal: AbortSignal.abort() })
  await assert.rejects(connect(), { code: 'ABORTED' })
  const aborter = new AbortController()
  broker.on(apiVersionsApi, () => silence)
  const time = new VirtualTime()
  const opening = Connection.connect(network, time, { host: broker.host, port: broker.port, clientId: null, signal: aborter.signal })
  const result = outcome(opening)
  await time.advance(0)
  aborter.abort()
  await time.advance(0)
  assert.equal(result.error.code, 'ABORTED')
  assert.equal(time.pending, 0)
})
