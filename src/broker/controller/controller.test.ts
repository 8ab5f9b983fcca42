import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { newCreatePartitionsRequest } from '../../protocol/generated/create-partitions.ts'
import { newCreateTopicsRequest, newCreateTopicsRequestCreatableTopic } from '../../protocol/generated/create-topics.ts'
import { newDeleteTopicsRequest } from '../../protocol/generated/delete-topics.ts'
import { newIncrementalAlterConfigsRequest } from '../../protocol/generated/incremental-alter-configs.ts'
import { errorByCode } from '../../protocol/error-codes.ts'
import { startController, type ControllerUnderTest } from '../../testing/controller-harness.ts'
import { VirtualDisk } from '../../testing/virtual-disk.ts'
import { VirtualTime } from '../../testing/virtual-time.ts'
import { SeededRandom } from '../../core/random.ts'
import { newRegisterBrokerRecord } from '../../protocol/generated/records/register-broker-record.ts'
import { applyRecords, ConfigResourceType, imageRecords, MetadataImage, type MetadataDelta } from '../image.ts'
import { readMetadata } from '../raft/read-only.ts'
import { placeReplicas } from './placement.ts'
import { listSnapshots } from '../raft/snapshot.ts'

const directory = '/data'
let disk: VirtualDisk
let time: VirtualTime

beforeEach(() => {
  time = new VirtualTime()
  disk = new VirtualDisk({ clock: time })
})

const start = (options: Parameters<typeof startController>[3] = {}): Promise<ControllerUnderTest> => startController(disk, time, directory, options)

async function create(tested: ControllerUnderTest, name: string, partitions = 1, configs: Record<string, string> = {}): Promise<string> {
  const topic = newCreateTopicsRequestCreatableTopic({
    name,
    numPartitions: partitions,
    replicationFactor: 1,
    configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
  })
  const { topics } = await tested.controller.handle('createTopics', newCreateTopicsRequest({ topics: [topic] }))
  assert.equal(errorByCode(topics[0]!.errorCode).name, 'NONE', topics[0]!.errorMessage ?? '')
  return topics[0]!.topicId
}

describe('the controller', () => {
  test('keeps topics, settings, features and producer ids over a clean stop', async () => {
    let tested = await start()
    const id = await create(tested, 'orders', 3, { 'retention.ms': '1000' })
    await create(tested, 'gone')
    await tested.controller.handle('deleteTopics', newDeleteTopicsRequest({ topicNames: ['gone'] }), 5)
    await tested.controller.handle('incrementalAlterConfigs', newIncrementalAlterConfigsRequest({
      resources: [{ resourceType: ConfigResourceType.BROKER, resourceName: '', configs: [{ name: 'message.max.bytes', configOperation: 0, value: '2000' }] }],
    }))
    const first = await tested.controller.handle('allocateProducerIds', { brokerId: 1, brokerEpoch: tested.brokerEpoch })
    assert.deepEqual([first.producerIdStart, first.producerIdLen], [0, 1000])
    const { clusterId } = tested.controller
    await tested.stop()

    tested = await start()
    const { image } = tested.controller
    assert.equal(tested.controller.clusterId, clusterId)
    assert.equal(image.topicsByName.get('orders')!.id, id)
    assert.deepEqual(image.topicsById.get(id)!.partitions.map(p => [p.leader, p.isr, p.elr, p.leaderEpoch]), Array(3).fill([1, [1], [], 2]))
    assert.deepEqual([...image.configs(ConfigResourceType.TOPIC, 'orders')], [['retention.ms', '1000']])
    assert.equal(image.topicsByName.has('gone'), false)
    assert.equal(tested.controller.config.number('message.max.bytes'), 2000)
    assert.equal(image.metadataVersion, 30)
    const second = await tested.controller.handle('allocateProducerIds', { brokerId: 1, brokerEpoch: tested.brokerEpoch })
    assert.equal(second.producerIdStart, 1000)
    assert.equal(tested.controller.epoch, 2)
    await tested.stop()
  })

  test('says goodbye as Apache Kafka does: marked, no leaders, eligible, fenced', async () => {
    let tested = await start()
    await create(tested, 'orders', 2)
    await tested.stop()
    tested = await start({ register: false })
    const { image } = tested.controller
    const broker = image.brokers.get(1)!
    assert.deepEqual([broker.fenced, broker.inControlledShutdown], [true, true])
    for (const p of image.topicsByName.get('orders')!.partitions) {
      assert.deepEqual([p.leader, p.isr, p.elr, p.lastKnownElr, p.leaderEpoch], [-1, [], [1], [1], 1])
    }
  })

  test('after a kill every acknowledged change is there, and each partition has a new leader epoch', async () => {
    for (let seed = 1; seed <= 30; seed++) {
      disk = new VirtualDisk({ clock: time, seed })
      let tested = await start()
      const ids = new Map<string, string>()
      for (let i = 0; i < 5; i++) ids.set(`topic-${i}`, await create(tested, `topic-${i}`, 2))
      // Decided, perhaps written, never acknowledged.
      const unanswered = tested.controller.handle('createTopics', newCreateTopicsRequest({ topics: [newCreateTopicsRequestCreatableTopic({ name: 'perhaps', numPartitions: 1, replicationFactor: 1 })] }))
      unanswered.catch(() => {})
      disk.losePower()
      tested = await start()
      for (const [name, id] of ids) {
        const topic = tested.controller.image.topicsByName.get(name)
        assert.equal(topic?.id, id, `seed ${seed}: ${name}`)
        assert.deepEqual(topic.partitions.map(p => [p.leader, p.isr]), [[1, [1]], [1, [1]]])
        assert.ok(topic.partitions.every(p => p.leaderEpoch >= 1))
      }
      await tested.stop()
    }
  })

  test('publishes an image before it answers, and answers in order', async () => {
    const tested = await start()
    const seen: string[] = []
    tested.controller.onImage((_image, delta: MetadataDelta) => seen.push(`image ${[...delta.changedTopics].join()}`))
    await Promise.all(['a', 'b', 'c'].map(name => create(tested, name).then(() => seen.push(`answer ${name}`))))
    for (const name of ['a', 'b', 'c']) assert.ok(seen.indexOf(`image ${name}`) < seen.indexOf(`answer ${name}`), seen.join())
    assert.deepEqual(seen.filter(line => line.startsWith('answer')), ['answer a', 'answer b', 'answer c'])
    await tested.stop()
  })

  test('a request that changes nothing waits for what its decision saw', async () => {
    const tested = await start()
    const orders = newCreateTopicsRequest({ topics: [newCreateTopicsRequestCreatableTopic({ name: 'orders', numPartitions: 1, replicationFactor: 1 })] })
    void tested.controller.handle('createTopics', orders)
    const again = tested.controller.handle('createTopics', orders)
    assert.equal(tested.controller.image.topicsByName.has('orders'), false, 'not durable yet')
    const { topics } = await again
    assert.equal(errorByCode(topics[0]!.errorCode).name, 'TOPIC_ALREADY_EXISTS')
    assert.equal(tested.controller.image.topicsByName.has('orders'), true, 'what the answer speaks of is durable')
    await tested.stop()
  })

  test('one topic of a request may fail without the others, and validateOnly changes nothing', async () => {
    const tested = await start()
    const topic = (name: string, init: Partial<ReturnType<typeof newCreateTopicsRequestCreatableTopic>> = {}) =>
      newCreateTopicsRequestCreatableTopic({ name, numPartitions: 1, replicationFactor: 1, ...init })
    const topics = [
      topic('good'), topic('a b'), topic('', {}), topic('x.y'), topic('rf', { replicationFactor: 3 }), topic('none', { numPartitions: 0 }),
      topic('config', { configs: [{ name: 'retention.sm', value: '1' }] }),
      topic('manual', { numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: 0, brokerIds: [1] }, { partitionIndex: 1, brokerIds: [1] }] }),
      topic('absent', { numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: 0, brokerIds: [9] }] }),
    ]
    const errors = async (validateOnly: boolean): Promise<string[]> =>
      (await tested.controller.handle('createTopics', newCreateTopicsRequest({ topics, validateOnly }))).topics.map(result => errorByCode(result.errorCode).name)
    const expected = [
      'NONE', 'INVALID_TOPIC_EXCEPTION', 'INVALID_TOPIC_EXCEPTION', 'NONE', 'INVALID_REPLICATION_FACTOR', 'INVALID_PARTITIONS',
      'INVALID_CONFIG', 'NONE', 'INVALID_REPLICA_ASSIGNMENT',
    ]
    assert.deepEqual(await errors(true), expected)
    assert.equal(tested.controller.image.topicsByName.size, 0)
    assert.deepEqual(await errors(false), expected)
    assert.deepEqual([...tested.controller.image.topicsByName.keys()].sort(), ['good', 'manual', 'x.y'])
    const grown = await tested.controller.handle('createPartitions', newCreatePartitionsRequest({ topics: [{ name: 'good', count: 4, assignments: null }, { name: 'manual', count: 2, assignments: null }] }))
    assert.deepEqual(grown.results.map(result => errorByCode(result.errorCode).name), ['NONE', 'INVALID_PARTITIONS'])
    assert.equal(tested.controller.image.topicsByName.get('good')!.partitions.length, 4)
    await tested.stop()
  })

  test('internal topics are capped to the live brokers, with a warning', async () => {
    const tested = await start()
    const [one, two] = await Promise.all([tested.controller.autoCreateTopic('__consumer_offsets'), tested.controller.autoCreateTopic('__consumer_offsets')])
    assert.equal(one, two, 'two calls share one creation')
    const topic = tested.controller.image.topicsByName.get('__consumer_offsets')!
    assert.deepEqual([topic.partitions.length, topic.partitions[0]!.replicas], [50, [1]])
    assert.equal(tested.controller.image.configs(ConfigResourceType.TOPIC, '__consumer_offsets').get('cleanup.policy'), 'compact')
    assert.equal(tested.lines.filter(line => line.includes('replication factor 1 instead of 3')).length, 1)
    await tested.stop()
  })

  test('a disk that fails takes back what was not durable and refuses all that follows', async () => {
    const tested = await start()
    await create(tested, 'orders')
    disk.inject({ operation: 'sync', path: '__cluster_metadata', code: 'EIO', times: Infinity })
    await assert.rejects(create(tested, 'lost'), /metadata log is out of service/)
    assert.equal(tested.controller.image.topicsByName.has('lost'), false)
    await assert.rejects(create(tested, 'later'), /metadata log is out of service/)
  })

  test('a full disk refuses the request that met it, and nothing else', async () => {
    const tested = await start()
    // Once more than the reserve can help.
    disk.inject({ operation: 'write', path: '__cluster_metadata', code: 'ENOSPC', times: 2 })
    await assert.rejects(create(tested, 'unlucky'))
    await create(tested, 'lucky')
    assert.deepEqual([...tested.controller.image.topicsByName.keys()], ['lucky'])
    await tested.stop()
  })
})

describe('snapshots', () => {
  const small = { snapshotBytes: 2000, retentionBytes: 3000 }

  test('are taken by bytes, replace old ones and old log, and a start needs nothing but them', async () => {
    let tested = await start({ metadataLog: small })
    for (let i = 0; i < 100; i++) await create(tested, `topic-${i}`, 2)
    const records = [...imageRecords(tested.controller.image)]
    assert.ok(tested.metadataLog.logStartOffset > 0, 'the log below the snapshots is gone')
    const snapshots = listSnapshots(disk, tested.metadataLog.directory)
    assert.equal(snapshots.length, 1)
    tested.controller.snapshot()
    await tested.stop(false)

    tested = await start({ register: false, metadataLog: small })
    assert.deepEqual([...imageRecords(tested.metadataLog.loadedImage)].length, records.length)
    assert.equal(tested.controller.image.topicsByName.size, 100)
    assert.equal(tested.controller.image.partitionCount, 200)
    await tested.stop(false)

    // A snapshot alone is the whole metadata.
    for (const { name } of disk.list(tested.metadataLog.directory)) if (!name.endsWith('.checkpoint')) disk.remove(`${tested.metadataLog.directory}/${name}`)
    tested = await start({ register: false })
    assert.equal(tested.controller.image.topicsByName.size, 100)
    await tested.stop(false)
  })

  test('a damaged one is not used: the log behind it tells the same, and without the log the start is refused', async () => {
    let tested = await start()
    await create(tested, 'orders')
    tested.controller.snapshot()
    await create(tested, 'payments')
    const [snapshot] = listSnapshots(disk, tested.metadataLog.directory)
    await tested.stop()
    const bytes = disk.readFile(snapshot!.path)
    bytes[bytes.length >> 1]! ^= 1
    disk.writeFileAtomic(snapshot!.path, bytes)
    tested = await start()
    assert.deepEqual([...tested.controller.image.topicsByName.keys()].sort(), ['orders', 'payments'])
    assert.ok(tested.lines.some(line => line.includes('is damaged')), tested.lines.join('\n'))
    await tested.stop()
  })
})

describe('a start after trouble', () => {
  test('a metadata transaction without an end is aborted: what it held never counts', async () => {
    let tested = await start()
    await create(tested, 'orders')
    tested.metadataLog.append(
      [{ type: 'BeginTransactionRecord', data: { name: 'half' } }, { type: 'TopicRecord', data: { name: 'ghost', topicId: 'gNksNugZTVizVZJLoT7YMg' } }],
      30,
    )
    await tested.metadataLog.sync()
    await tested.stop(false)
    for (let run = 0; run < 2; run++) {
      tested = await start()
      assert.deepEqual([...tested.controller.image.topicsByName.keys()], ['orders'])
      assert.equal(tested.metadataLog.transactionIsOpen, run === 0)
      await tested.stop(false)
    }
  })

  test('a lost or damaged quorum-state gives way to the epochs of the log', async () => {
    for (const content of [undefined, 'no JSON', '{"data_version":7}']) {
      let tested = await start()
      const { epoch } = tested.controller
      await tested.stop()
      const path = `${directory}/__cluster_metadata-0/quorum-state`
      if (content === undefined) disk.remove(path)
      else disk.writeFileAtomic(path, content)
      tested = await start()
      assert.equal(tested.controller.epoch, epoch + 1)
      await tested.stop()
    }
  })

  test('a torn end is cut off; damage with whole batches behind it stops the start, and nothing is cut', async () => {
    let tested = await start()
    for (const name of ['a', 'b', 'c']) await create(tested, name)
    await tested.stop()
    const path = `${directory}/__cluster_metadata-0/00000000000000000000.log`
    const whole = disk.readFile(path)
    disk.writeFileAtomic(path, Buffer.concat([whole, whole.subarray(0, 70)]))
    tested = await start()
    assert.equal(tested.controller.image.topicsByName.size, 3)
    await tested.stop()
    const damaged = disk.readFile(path)
    damaged[900]! ^= 1
    disk.writeFileAtomic(path, damaged)
    await assert.rejects(start(), /nothing was cut/)
    assert.deepEqual(disk.readFile(path), damaged)
  })

  test('the voters follow a controller listener that moves', async () => {
    let tested = await start()
    await tested.stop()
    tested = await start({ properties: { listeners: 'PLAINTEXT://127.0.0.1:9092,CONTROLLER://10.0.0.7:19093' } })
    await tested.stop()
    assert.deepEqual(readMetadata(disk, `${directory}/__cluster_metadata-0`).voters?.[0]?.endpoints, [{ name: 'CONTROLLER', host: '10.0.0.7', port: 19093 }])
  })
})

describe('placement', () => {
  const cluster = (racks: (string | null)[], fenced: number[] = []): MetadataImage =>
    applyRecords(
      MetadataImage.EMPTY,
      racks.map((rack, index) => ({ type: 'RegisterBrokerRecord', data: newRegisterBrokerRecord({ brokerId: index, brokerEpoch: 1, rack, fenced: fenced.includes(index) }) })),
    ).image

  test('spreads leaders and replicas evenly, over racks first', () => {
    const random = new SeededRandom(3)
    const image = cluster(['a', 'a', 'b', 'b', 'c', 'c'])
    const partitions = placeReplicas(image, 60, 3, random)
    const leaders = new Map<number, number>()
    const load = new Map<number, number>()
    for (const replicas of partitions) {
      assert.equal(new Set(replicas).size, 3)
      leaders.set(replicas[0]!, (leaders.get(replicas[0]!) ?? 0) + 1)
      for (const id of replicas) load.set(id, (load.get(id) ?? 0) + 1)
    }
    assert.deepEqual([...leaders.values()], Array(6).fill(10))
    assert.ok([...load.values()].every(count => Math.abs(count - 30) <= 6), [...load.values()].join())
    const neighbours = placeReplicas(image, 6, 3, random)
    assert.ok(neighbours.every(replicas => new Set(replicas.map(id => Math.floor(id / 2))).size >= 2))
  })

  test('a fenced broker comes last and never leads', () => {
    for (const replicas of placeReplicas(cluster([null, null, null], [1]), 12, 3, new SeededRandom(1))) assert.equal(replicas[2], 1)
    assert.throws(() => placeReplicas(cluster([null], [0]), 1, 1, new SeededRandom(1)), /replication factor 1 .* all are fenced/)
    assert.throws(() => placeReplicas(cluster([]), 1, 1, new SeededRandom(1)), /replication factor 1 .* none is registered/)
  })
})

describe('a directory of others', () => {
  test('another node, another quorum, another directory id are refused by name', async () => {
    const tested = await start()
    await tested.stop()
    await assert.rejects(start({ properties: { 'node.id': '2' } }), /node/)
    await assert.rejects(start({ clusterId: 'AAAAAAAAAAAAAAAAAAAABQ' }), /cluster/i)
    await assert.rejects(start({ metadataLog: { directoryId: 'AAAAAAAAAAAAAAAAAAAABw' } }), /directory\.id/)
  })

  test('of one voter under kraft.version 0 keeps its version', async () => {
    const path = `${directory}/__cluster_metadata-0`
    disk.makeDirectory(directory)
    disk.makeDirectory(path)
    disk.writeFileAtomic(`${directory}/meta.properties`, 'version=1\nnode.id=1\ncluster.id=AAAAAAAAAAAAAAAAAAAABQ\ndirectory.id=gNksNugZTVizVZJLoT7YMg\n')
    disk.writeFileAtomic(`${path}/quorum-state`, '{"clusterId":"","leaderId":1,"leaderEpoch":5,"votedId":-1,"appliedOffset":0,"currentVoters":[{"voterId":1}],"data_version":0}')
    let tested = await start()
    assert.deepEqual([tested.metadataLog.kraftVersion, tested.controller.epoch], [0, 6])
    await create(tested, 'orders')
    await tested.stop()
    tested = await start()
    assert.deepEqual([tested.metadataLog.kraftVersion, tested.controller.epoch], [0, 7])
    assert.match(disk.readFile(`${path}/quorum-state`).toString(), /"currentVoters":\[\{"voterId":1\}\],"data_version":0/)
    await tested.stop()
    disk.writeFileAtomic(`${path}/quorum-state`, '{"clusterId":"","leaderId":2,"leaderEpoch":5,"votedId":-1,"appliedOffset":0,"currentVoters":[{"voterId":1},{"voterId":2}],"data_version":0}')
    await assert.rejects(start(), /quorum of the voters 1, 2/)
  })
})
