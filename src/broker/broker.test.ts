// A node's life: what it keeps over a restart, what stands in its way, what a full disk may cost.

import assert from 'node:assert/strict'
import test from 'node:test'
import { ErrorCode } from '../protocol/error-codes.ts'
import { createTopicsApi, newCreateTopicsRequest, newCreateTopicsRequestCreatableTopic } from '../protocol/generated/create-topics.ts'
import { fetchApi, newFetchRequest, newFetchRequestPartition, newFetchRequestTopic } from '../protocol/generated/fetch.ts'
import { metadataApi, newMetadataRequest } from '../protocol/generated/metadata.ts'
import { incrementalAlterConfigsApi, newIncrementalAlterConfigsRequest } from '../protocol/generated/incremental-alter-configs.ts'
import { BrokerScene, settled } from '../testing/broker-scene.ts'
import { VirtualDisk } from '../testing/virtual-disk.ts'
import { VirtualNetwork } from '../testing/virtual-network.ts'
import { VirtualTime } from '../testing/virtual-time.ts'
import { Broker } from './broker.ts'

async function highWatermark(scene: BrokerScene, topicId: string): Promise<number> {
  const partitions = [newFetchRequestPartition({ partition: 0, partitionMaxBytes: 1000 })]
  const response = await scene.send(fetchApi, newFetchRequest({ maxWaitMs: 0, sessionEpoch: -1, topics: [newFetchRequestTopic({ topicId, partitions })] }))
  return response.responses[0]!.partitions[0]!.highWatermark
}

test('topics and records are there after a clean stop and after a kill, and the epoch rises', async () => {
  const disk = new VirtualDisk()
  let scene = await BrokerScene.start({ disk })
  const id = await scene.createTopic('orders')
  await scene.produce('orders', ['a', 'b'])
  await scene.close()
  assert.ok(disk.exists('/data/.kafka_cleanshutdown'))
  scene = await BrokerScene.start({ disk })
  assert.equal(await highWatermark(scene, id), 2)
  assert.equal((await scene.produce('orders', ['c'])).baseOffset, 2)
  const { topics } = await scene.send(metadataApi, newMetadataRequest({ topics: null }))
  assert.deepEqual(topics.map(({ name, topicId, partitions }) => [name, topicId, partitions[0]!.leaderEpoch > 0]), [['orders', id, true]])
  // No stop at all: the process is gone, the page cache is not.
  disk.restart()
  const after = await BrokerScene.start({ disk })
  assert.equal(await highWatermark(after, id), 3)
  await after.close()
})

test('what was acknowledged survives a power loss', async () => {
  const disk = new VirtualDisk()
  const scene = await BrokerScene.start({ disk })
  const id = await scene.createTopic('orders')
  for (let i = 0; i < 10; i++) assert.equal((await scene.produce('orders', [`${i}`])).errorCode, ErrorCode.NONE)
  disk.losePower()
  const after = await BrokerScene.start({ disk })
  assert.equal(await highWatermark(after, id), 10)
  await after.close()
})

test('a deleted topic takes its records along, and its name can be used again', async () => {
  await using scene = await BrokerScene.start()
  await scene.createTopic('orders')
  await scene.produce('orders', ['a'])
  await scene.deleteTopic('orders')
  assert.equal((await scene.produce('orders', ['b'])).errorCode, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)
  assert.deepEqual(scene.disk.list('/data').filter(({ name }) => /^orders/.test(name)).map(({ name }) => /-delete$/.test(name)), [true])
  const id = await scene.createTopic('orders')
  assert.equal(await highWatermark(scene, id), 0)
  assert.equal((await scene.produce('orders', ['c'])).baseOffset, 0)
  await scene.time.advance(61_000)
  assert.deepEqual(scene.disk.list('/data').map(({ name }) => name).filter(name => name.startsWith('orders')), ['orders-0'])
})

test('a setting that changes while running reaches the log', async () => {
  await using scene = await BrokerScene.start()
  await scene.createTopic('orders')
  const set = (resourceType: number, resourceName: string, name: string, value: string) =>
    scene.send(incrementalAlterConfigsApi, newIncrementalAlterConfigsRequest({ resources: [{ resourceType, resourceName, configs: [{ name, configOperation: 0, value }] }] }))
  assert.equal((await scene.produce('orders', ['x'.repeat(500)])).errorCode, ErrorCode.NONE)
  await set(2, 'orders', 'max.message.bytes', '300')
  assert.equal((await scene.produce('orders', ['x'.repeat(500)])).errorCode, ErrorCode.MESSAGE_TOO_LARGE)
  await scene.createTopic('others')
  await set(4, '', 'message.max.bytes', '200')
  assert.equal((await scene.produce('others', ['x'.repeat(250)])).errorCode, ErrorCode.MESSAGE_TOO_LARGE)
  // The topic's own setting wins.
  assert.equal((await scene.produce('orders', ['x'.repeat(210)])).errorCode, ErrorCode.NONE)
})

test('a full disk refuses what needs room, goes on reading, and takes up again when there is room', async () => {
  await using scene = await BrokerScene.start()
  const id = await scene.createTopic('orders')
  await scene.produce('orders', ['a'])
  scene.disk.capacityBytes = 0
  assert.equal((await scene.produce('orders', ['b'])).errorCode, ErrorCode.KAFKA_STORAGE_ERROR)
  const { topics } = await scene.send(createTopicsApi, newCreateTopicsRequest({ topics: [newCreateTopicsRequestCreatableTopic({ name: 'more', numPartitions: 1, replicationFactor: 1 })] }))
  assert.equal(topics[0]!.errorCode, ErrorCode.KAFKA_STORAGE_ERROR)
  assert.equal(await highWatermark(scene, id), 1)
  scene.disk.capacityBytes = Infinity
  assert.equal((await scene.produce('orders', ['c'])).baseOffset, 1)
  await scene.createTopic('more')
  assert.equal((await scene.produce('more', ['d'])).baseOffset, 0)
  assert.equal(scene.broker.failure, undefined)
})

test('on a full disk a topic can still be deleted, a killed broker comes back, and both give way to writing', async () => {
  const disk = new VirtualDisk()
  const scene = await BrokerScene.start({ disk })
  await scene.createTopic('ballast')
  const id = await scene.createTopic('orders')
  await scene.produce('orders', ['a'])
  await scene.produce('ballast', ['x'.repeat(400_000)])
  disk.capacityBytes = disk.usedBytes
  assert.equal((await scene.produce('orders', ['b'])).errorCode, ErrorCode.KAFKA_STORAGE_ERROR)
  disk.restart()
  await using after = await BrokerScene.start({ disk })
  assert.equal(await highWatermark(after, id), 1, 'it can be read')
  assert.equal((await after.produce('orders', ['b'])).errorCode, ErrorCode.KAFKA_STORAGE_ERROR, 'the reserve is not for records')
  await after.deleteTopic('ballast')
  await after.time.advance(61_000)
  assert.equal((await after.produce('orders', ['b'])).baseOffset, 1)
  assert.equal(after.lines.some(line => line.includes('left alone')), false)
})

test('a clean stop leaves no reserve behind: the directory is as Apache Kafka would leave it', async () => {
  const disk = new VirtualDisk()
  const scene = await BrokerScene.start({ disk })
  assert.ok(disk.exists('/data/.rookery-reserve'))
  await scene.close()
  assert.equal(disk.exists('/data/.rookery-reserve'), false)
})

test('a deleted topic takes the directories of partitions along that could not be opened', async () => {
  const disk = new VirtualDisk()
  const scene = await BrokerScene.start({ disk })
  await scene.createTopic('bad')
  for (const value of ['a', 'b']) await scene.produce('bad', [value])
  disk.corrupt('/data/bad-0/00000000000000000000.log', bytes => void (bytes[65]! ^= 1))
  disk.restart()
  await using after = await BrokerScene.start({ disk })
  assert.equal((await after.produce('bad', ['c'])).errorCode, ErrorCode.KAFKA_STORAGE_ERROR)
  await after.deleteTopic('bad')
  await after.time.advance(61_000)
  assert.deepEqual(disk.list('/data').filter(({ name }) => name.startsWith('bad')), [])
})

test('a sync that cannot be tried for want of descriptors is tried again, and nobody goes offline', async () => {
  await using scene = await BrokerScene.start()
  await scene.createTopic('orders')
  scene.disk.inject({ operation: 'open', path: 'orders-0/partition.metadata', code: 'EMFILE', times: 1 })
  scene.disk.inject({ operation: 'open', path: 'orders-0/leader-epoch-checkpoint', code: 'EMFILE', times: 1 })
  const sending = scene.produce('orders', ['a'])
  await scene.time.advance(500)
  assert.equal((await sending).errorCode, ErrorCode.NONE)
  assert.equal(scene.broker.failure, undefined)
  assert.equal(scene.lines.some(line => line.includes('offline')), false)
})

test('connections leave descriptors to the logs where the process may have few', async () => {
  class Narrow extends VirtualDisk {
    readonly maxDescriptors = 256
  }
  await using scene = await BrokerScene.start({ disk: new Narrow() })
  assert.ok(scene.lines.some(line => line.includes('may open 256 descriptors: at most 166 connections')), scene.lines.join('\n'))
})

test('a partition that found no room for its directory says so once, refuses, and is in service when there is room', async () => {
  await using scene = await BrokerScene.start()
  await scene.createTopic('orders')
  // The record of the topic gets through, the files of its partition do not.
  scene.disk.inject({ operation: 'write', path: '/data/late-0/', code: 'ENOSPC', times: 3 })
  await scene.createTopic('late')
  assert.equal((await scene.produce('late', ['a'])).errorCode, ErrorCode.KAFKA_STORAGE_ERROR)
  await scene.time.advance(2500)
  assert.equal((await scene.produce('late', ['a'])).errorCode, ErrorCode.KAFKA_STORAGE_ERROR)
  assert.equal((await scene.produce('orders', ['a'])).baseOffset, 0)
  await scene.time.advance(3000)
  assert.equal((await scene.produce('late', ['b'])).baseOffset, 0)
  assert.deepEqual(scene.lines.filter(line => line.includes('late-0')).map(line => /cannot be opened|in service again/.exec(line)?.[0]), ['cannot be opened', 'in service again'])
})

test('a start that cannot be says why in one line and leaves nothing open', async () => {
  const time = new VirtualTime()
  const network = new VirtualNetwork({ timers: time })
  const start = (properties: Record<string, string>, disk = new VirtualDisk()) =>
    settled(time, Broker.start({ properties: { 'log.dirs': '/data', listeners: 'PLAINTEXT://127.0.0.1:9092', ...properties }, disk, network, system: time }))
  const full = new VirtualDisk({ capacityBytes: 10 })
  await assert.rejects(start({}, full), /\/data.*ENOSPC|no space/i)
  await assert.rejects(start({ listeners: 'SSL://127.0.0.1:9092' }), /SSL, which is not supported yet/)
  const disk = new VirtualDisk()
  const broker = await start({}, disk)
  await assert.rejects(start({}), /127\.0\.0\.1:9092: the port is in use/)
  await assert.rejects(start({ listeners: 'PLAINTEXT://127.0.0.1:9093' }, disk), /\/data.* (is in use|locked)/)
  await settled(time, broker.close())
  await assert.rejects(start({ 'node.id': '2' }, disk), /belongs to node\.id 1/)
  await settled(time, (await start({}, disk)).close())
})

test('a listener on all interfaces advertises the address that the client has reached, a free port the one that was bound', async () => {
  await using scene = await BrokerScene.start({ properties: { listeners: 'PLAINTEXT://:0' } })
  const { brokers } = await scene.send(metadataApi, newMetadataRequest({ topics: [] }))
  assert.deepEqual(brokers.map(({ nodeId, host, port }) => [nodeId, host, port]), [[1, '127.0.0.1', scene.broker.port]])
  await using other = await BrokerScene.start({ properties: { 'advertised.listeners': 'PLAINTEXT://broker.example.com:19092' } })
  const advertised = (await other.send(metadataApi, newMetadataRequest({ topics: [] }))).brokers
  assert.deepEqual(advertised.map(({ host, port }) => [host, port]), [['broker.example.com', 19_092]])
})

test('waiting requests are answered when the broker stops', async () => {
  const scene = await BrokerScene.start()
  const topicId = await scene.createTopic('orders')
  const partitions = [newFetchRequestPartition({ partition: 0, partitionMaxBytes: 1000 })]
  const waiting = scene.connection.send(fetchApi, newFetchRequest({ maxWaitMs: 60_000, minBytes: 1, sessionEpoch: -1, topics: [newFetchRequestTopic({ topicId, partitions })] }))
  await scene.time.advance(5)
  const before = scene.time.monotonic()
  const closing = scene.broker.close()
  assert.equal((await settled(scene.time, waiting)).responses[0]!.partitions[0]!.errorCode, ErrorCode.NONE)
  await settled(scene.time, closing)
  assert.ok(scene.time.monotonic() - before < 1000)
})

/** Time of which every look at the clock takes a second. */
class SlowTime extends VirtualTime {
  #spent = 0

  override monotonic(): number {
    return super.monotonic() + (this.#spent += 1000)
  }
}

test('a long start says how far it is, and others get their turn between the partitions', async () => {
  const disk = new VirtualDisk()
  const scene = await BrokerScene.start({ disk })
  await scene.createTopic('orders', 12)
  disk.restart()
  const time = new SlowTime()
  let turns = 0
  const defer = time.defer.bind(time)
  time.defer = callback => {
    turns++
    defer(callback)
  }
  await using after = await BrokerScene.start({ disk, time })
  assert.ok(turns >= 12, `${turns} turns`)
  assert.match(after.lines.filter(line => / partitions opened in /.test(line)).at(0) ?? '', /^info \d+ partitions opened in \d+ s, orders-\d+ is done$/)
})
