import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ClosedError, ConnectionError, TimeoutError } from '../core/errors.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { findCoordinatorApi, newFindCoordinatorResponse, newFindCoordinatorResponseCoordinator } from '../protocol/generated/find-coordinator.ts'
import { heartbeatApi, newHeartbeatRequest, newHeartbeatResponse } from '../protocol/generated/heartbeat.ts'
import { metadataApi, newMetadataResponse } from '../protocol/generated/metadata.ts'
import { ScriptedBroker, ScriptedCluster, silence } from '../testing/scripted-broker.ts'
import { VirtualNetwork } from '../testing/virtual-network.ts'
import { VirtualTime } from '../testing/virtual-time.ts'
import { Cluster } from './cluster.ts'
import { type ClientOptions, clientOptions, type ClusterConfig, resolveOptions } from './config.ts'

async function scene(brokerCount = 1, options: Partial<ClientOptions> = {}) {
  const time = new VirtualTime()
  const network = new VirtualNetwork({ timers: time })
  const scripted = new ScriptedCluster()
  const brokers: ScriptedBroker[] = []
  for (let nodeId = 1; nodeId <= brokerCount; nodeId++) brokers.push(await ScriptedBroker.listen(network, scripted, { nodeId, port: 9091 + nodeId }))
  const given = { bootstrapServers: '127.0.0.1:9092', network, system: time, ...options }
  const cluster = new Cluster(resolveOptions<ClientOptions>('Test', clientOptions, given) as unknown as ClusterConfig)
  const settled = async <T>(promise: Promise<T>, limitMs = 600_000): Promise<T> => {
    let done = false
    promise.then(
      () => (done = true),
      () => (done = true),
    )
    await time.advanceUntil(() => done, { stepMs: 1, limitMs })
    return promise
  }
  return { time, network, scripted, brokers, broker: brokers[0]!, cluster, settled }
}

test('metadata names brokers, leaders and epochs; the bootstrap connection becomes the one of its broker', async () => {
  const s = await scene(2)
  s.scripted.topics.set('orders', { leaders: [1, 2, -1], leaderEpoch: 3, topicId: 'AAAAAAAAAAAAAAAAAAAAbA' })
  const [topic] = await s.settled(s.cluster.topicMetadata(['orders']))
  assert.equal(topic!.topicId, 'AAAAAAAAAAAAAAAAAAAAbA')
  assert.deepEqual(s.cluster.leaderOf('orders', 1), topic!.partitions[1])
  assert.deepEqual([topic!.partitions[1]!.leader, topic!.partitions[1]!.leaderEpoch], [2, 3])
  assert.equal(s.cluster.leaderOf('orders', 2), undefined)
  assert.equal(s.cluster.metadata.topicName(topic!.topicId), 'orders')
  await s.settled(s.cluster.connection(1))
  assert.equal(s.broker.connections, 1)
  await s.settled(s.cluster.connection(2))
  assert.equal(s.brokers[1]!.connections, 1)
  s.cluster.close()
  assert.equal(s.time.pending, 0)
})

test('channels have connections of their own', async () => {
  const s = await scene()
  await s.settled(s.cluster.refresh())
  const [main, coordinator] = await s.settled(Promise.all([s.cluster.connection(1), s.cluster.connection(1, { channel: 'coordinator' })]))
  assert.notEqual(main, coordinator)
  assert.equal(s.cluster.connected(1), main)
  assert.equal(s.cluster.connected(1, 'coordinator'), coordinator)
  s.cluster.close()
})

test('refreshes that are asked for together go together, one more follows for those who came while it was under way', async () => {
  const s = await scene()
  await s.settled(s.cluster.refresh())
  s.broker.requests.length = 0
  const first = s.cluster.refresh()
  const others = [s.cluster.refresh(), s.cluster.refresh(), s.cluster.refresh()]
  await s.settled(Promise.all([first, ...others]))
  assert.equal(s.broker.received(metadataApi).length, 2)
  for (let i = 0; i < 10; i++) s.cluster.requestRefresh()
  await s.time.advance(1_000)
  assert.equal(s.broker.received(metadataApi).length, 3)
  s.cluster.close()
})

test('an answer of an older time does not take a leader epoch back', async () => {
  const s = await scene(2)
  s.scripted.topics.set('orders', { leaders: [2], leaderEpoch: 5 })
  await s.settled(s.cluster.topicMetadata(['orders']))
  s.scripted.topics.set('orders', { leaders: [1], leaderEpoch: 4 })
  await s.settled(s.cluster.refresh())
  assert.deepEqual([s.cluster.leaderOf('orders', 0)!.leader, s.cluster.leaderOf('orders', 0)!.leaderEpoch], [2, 5])
  s.scripted.topics.set('orders', { leaders: [1], leaderEpoch: 0, topicId: 'AAAAAAAAAAAAAAAAAAAAbA' })
  await s.settled(s.cluster.refresh())
  s.scripted.topics.set('orders', { leaders: [2], leaderEpoch: 0, topicId: 'AAAAAAAAAAAAAAAAAAAAbQ' })
  await s.settled(s.cluster.refresh())
  assert.equal(s.cluster.leaderOf('orders', 0)!.leader, 2, 'another topic of the same name begins at 0')
  s.cluster.close()
})

test('a broker that dies is left for another, and for the bootstrap servers when all are gone', async () => {
  const s = await scene(2, { bootstrapServers: '127.0.0.1:9092,127.0.0.1:9099' })
  await s.settled(s.cluster.refresh())
  await s.broker.close()
  s.scripted.brokers.delete(1)
  await s.settled(s.cluster.refresh())
  assert.deepEqual([...s.cluster.metadata.brokers.keys()], [2])
  await s.brokers[1]!.close()
  s.scripted.brokers.delete(2)
  const moved = await ScriptedBroker.listen(s.network, s.scripted, { nodeId: 7, port: 9099 })
  await s.settled(s.cluster.refresh())
  assert.deepEqual([...s.cluster.metadata.brokers.keys()], [7])
  assert.equal(moved.connections, 1)
  s.cluster.close()
})

test('metadataRecoveryStrategy none does not go back to the bootstrap servers', async () => {
  const s = await scene(2, { bootstrapServers: '127.0.0.1:9099,127.0.0.1:9092', metadataRecoveryStrategy: 'none' })
  await s.settled(s.cluster.refresh())
  await Promise.all(s.brokers.map(broker => broker.close()))
  const other = await ScriptedBroker.listen(s.network, s.scripted, { nodeId: 7, port: 9099 })
  await assert.rejects(s.settled(s.cluster.refresh()), ConnectionError)
  assert.equal(other.connections, 0)
  s.cluster.close()
})

test('a broker that asks for it gets a client that starts again (KIP-1102)', async () => {
  const s = await scene(1)
  await s.settled(s.cluster.refresh())
  let asked = 0
  s.broker.on(metadataApi, body => {
    if (asked++ === 0) return newMetadataResponse({ errorCode: ErrorCode.REBOOTSTRAP_REQUIRED })
    return s.scripted.metadata(body.topics === null ? null : body.topics.map(topic => topic.name)) as never
  })
  await s.settled(s.cluster.refresh())
  assert.equal(asked, 2)
  assert.equal(s.broker.connections, 2)
  s.cluster.close()
})

test('the pause between attempts to connect grows and is shared', async () => {
  const s = await scene(0, { reconnectBackoffMs: 50, reconnectBackoffMaxMs: 1_000, retryBackoffMs: 1, retryBackoffMaxMs: 1 })
  let attempts = 0
  const connect = s.network.connect.bind(s.network)
  s.network.connect = (options, handlers) => {
    attempts++
    return connect(options, handlers)
  }
  const lost = s.cluster.request('any', heartbeatApi, newHeartbeatRequest(), { timeoutMs: 10_000 })
  await assert.rejects(s.settled(lost), (error: unknown) => error instanceof TimeoutError && /ECONNREFUSED/.test(error.message))
  assert.ok(attempts >= 12 && attempts <= 17, `${attempts} attempts in 10 s`)
  s.cluster.close()
  assert.equal(s.time.pending, 0)
})

test('a request is repeated while its error passes, and not when it does not', async () => {
  const s = await scene()
  const codes: number[] = [ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, ErrorCode.NOT_COORDINATOR, ErrorCode.NONE]
  s.broker.on(heartbeatApi, () => newHeartbeatResponse({ errorCode: codes.shift()! }))
  s.broker.on(findCoordinatorApi, body =>
    newFindCoordinatorResponse({
      coordinators: body.coordinatorKeys.map(key => newFindCoordinatorResponseCoordinator({ key, nodeId: 1, host: s.broker.host, port: s.broker.port })),
    }),
  )
  const route = { coordinator: 'group', key: 'g' } as const
  const errorCode = (response: { errorCode: number }): number => response.errorCode
  await s.settled(s.cluster.request(route, heartbeatApi, newHeartbeatRequest(), { errorCode }))
  assert.equal(s.broker.received(heartbeatApi).length, 3)
  assert.equal(s.broker.received(findCoordinatorApi).length, 3, 'looked for again after each')
  codes.push(ErrorCode.FENCED_INSTANCE_ID)
  await assert.rejects(s.settled(s.cluster.request(route, heartbeatApi, newHeartbeatRequest(), { errorCode })), { code: 'FENCED_INSTANCE_ID' })
  s.cluster.close()
})

test('brokers before FindCoordinator v4 are asked in the single form', async () => {
  const s = await scene()
  s.broker.offer(findCoordinatorApi, [0, 3])
  s.broker.on(findCoordinatorApi, body => {
    assert.equal(body.key, 'g')
    return newFindCoordinatorResponse({ nodeId: 1, host: s.broker.host, port: s.broker.port })
  })
  assert.equal(await s.settled(s.cluster.coordinator('group', 'g')), 1)
  s.cluster.close()
})

test('connections that nobody uses are closed, and opened again when needed', async () => {
  const s = await scene(1, { connectionsMaxIdleMs: 5_000 })
  await s.settled(s.cluster.refresh())
  assert.ok(s.cluster.connected(1))
  await s.time.advance(11_000)
  assert.equal(s.cluster.connected(1), undefined)
  await s.settled(s.cluster.refresh())
  assert.ok(s.cluster.connected(1))
  s.cluster.close()
})

test('close fails what waits, whatever it waits for', async () => {
  const s = await scene()
  await s.settled(s.cluster.refresh())
  s.broker.on(heartbeatApi, () => silence)
  const waiting = [
    s.cluster.request('any', heartbeatApi, newHeartbeatRequest()),
    s.cluster.topicMetadata(['never']),
    s.cluster.request({ node: 9 }, heartbeatApi, newHeartbeatRequest()),
  ].map(promise => assert.rejects(promise as Promise<unknown>, ClosedError))
  await s.time.advance(10)
  s.cluster.close()
  await s.settled(Promise.all(waiting))
  assert.equal(s.time.pending, 0)
})

test('many who wait at once are no leak, and Node warns of none', async () => {
  const s = await scene()
  await s.settled(s.cluster.refresh())
  const warnings: string[] = []
  const onWarning = (warning: Error): void => void warnings.push(warning.message)
  process.on('warning', onWarning)
  try {
    const names = Array.from({ length: 20 }, (_, i) => `missing-${i}`)
    const lookups = names.map(name => s.cluster.topicMetadata([name], { timeoutMs: 2_000 }).catch((error: unknown) => error))
    await s.settled(Promise.all(lookups))
    await new Promise(resolve => setImmediate(resolve))
  } finally {
    process.off('warning', onWarning)
    s.cluster.close()
  }
  assert.deepEqual(warnings, [])
})
