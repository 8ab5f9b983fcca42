// The administrative client against a whole broker: our own, or Apache Kafka at ROOKERY_TEST_BOOTSTRAP.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { apiByKey } from '../protocol/api.ts'
import { apis } from '../protocol/api.ts'
import { KafkaUnderTest } from '../testing/kafka-under-test.ts'
import { Admin } from './admin.ts'
import { PartialFailureError } from './admin/fan-out.ts'
import type { OffsetSpec } from './admin/offsets.ts'
import { Producer } from './producer.ts'

let kafka: KafkaUnderTest
let admin: Admin
before(async () => {
  kafka = await KafkaUnderTest.start()
  admin = new Admin({ bootstrapServers: kafka.bootstrapServers, defaultApiTimeoutMs: 20_000 })
})
after(async () => {
  await admin.close()
  await kafka.close()
})

const api = (name: string) => apiByKey(apis.find(known => known.name === name)!.key)!

async function topicWith(values: string[], numPartitions = 1): Promise<string> {
  const name = kafka.name('admin')
  await admin.createTopics([{ name, numPartitions }])
  await using producer = new Producer({ bootstrapServers: kafka.bootstrapServers })
  await producer.sendBatch(values.map((value, i) => ({ topic: name, partition: 0, value, timestamp: 1_700_000_000_000 + i * 1000 })))
  return name
}

test('topics: create, list, describe by name and id, delete by name and id', async () => {
  const [a, b] = [kafka.name('topic'), kafka.name('topic')]
  const [created] = await admin.createTopics([{ name: a, numPartitions: 3, replicationFactor: 1, configs: { 'retention.ms': 3_600_000 } }, b])
  assert.deepEqual([created!.name, created!.numPartitions, created!.replicationFactor], [a, 3, 1])
  const listed = (await admin.listTopics()).filter(topic => topic.name === a || topic.name === b)
  assert.deepEqual(
    listed.map(topic => [topic.name, topic.isInternal]),
    [
      [a, false],
      [b, false],
    ],
  )
  const [byName] = await admin.describeTopics([a])
  const [byId] = await admin.describeTopics([{ topicId: created!.topicId }])
  assert.equal(byName!.topicId, created!.topicId)
  assert.equal(byId!.name, a)
  assert.deepEqual(
    byName!.partitions.map(({ partition, replicas, isr }) => [partition, replicas.length, isr.length]),
    [
      [0, 1, 1],
      [1, 1, 1],
      [2, 1, 1],
    ],
  )
  await admin.deleteTopics([{ topicId: created!.topicId }, b])
  await assert.rejects(admin.describeTopics([a]), { code: 'UNKNOWN_TOPIC_OR_PARTITION' })
  assert.ok(!(await admin.listTopics()).some(topic => topic.name === a || topic.name === b))
})

test('of several topics the good ones are created and the others named', async () => {
  const [good, taken] = [kafka.name('good'), kafka.name('taken')]
  await admin.createTopics([taken])
  await assert.rejects(admin.createTopics([taken]), { name: 'ProtocolError', code: 'TOPIC_ALREADY_EXISTS', message: new RegExp(taken) })
  await assert.rejects(admin.createTopics([good, taken, 'not good']), (error: unknown) => {
    assert.ok(error instanceof PartialFailureError)
    assert.deepEqual(
      [...error.results].map(([name, result]) => [name, result instanceof Error ? (result as unknown as { code: string }).code : 'created']),
      [
        [good, 'created'],
        [taken, 'TOPIC_ALREADY_EXISTS'],
        ['not good', 'INVALID_TOPIC_EXCEPTION'],
      ],
    )
    return true
  })
  await admin.describeTopics([good])
})

test('validateOnly creates nothing, and bad settings are refused by name', async t => {
  if (kafka.skipsWithout(t, api('DescribeConfigs'))) return
  const name = kafka.name('validated')
  await admin.createTopics([{ name, numPartitions: 2 }], { validateOnly: true })
  assert.ok(!(await admin.listTopics()).some(topic => topic.name === name))
  await assert.rejects(admin.createTopics([{ name, configs: { 'retention.msx': 1 } }]), { code: 'INVALID_CONFIG', message: /retention\.msx/ })
  await assert.rejects(admin.createTopics([{ name, replicationFactor: 9 }]), { code: 'INVALID_REPLICATION_FACTOR' })
  await assert.rejects(admin.createTopics([{ name, numPartitions: 0 }]), { code: 'INVALID_PARTITIONS' })
})

test('partitions can be added, not taken away', async t => {
  if (kafka.skipsWithout(t, api('CreatePartitions'))) return
  const name = kafka.name('growing')
  await admin.createTopics([{ name, numPartitions: 1 }])
  await admin.createPartitions([{ name, count: 4 }])
  const [topic] = await admin.describeTopics([name])
  assert.equal(topic!.partitions.length, 4)
  await assert.rejects(admin.createPartitions([{ name, count: 2 }]), { code: 'INVALID_PARTITIONS' })
})

test('offsets by name and by time', async () => {
  const name = await topicWith(['a', 'b', 'c', 'd'])
  const at = async (spec: OffsetSpec): Promise<[number, number]> => {
    const [found] = await admin.listOffsets([{ topic: name, partition: 0, spec }])
    return [found!.offset, found!.timestamp]
  }
  assert.deepEqual(await at('earliest'), [0, -1])
  assert.deepEqual(await at('latest'), [4, -1])
  assert.deepEqual(await at('maxTimestamp'), [3, 1_700_000_003_000])
  assert.deepEqual(await at({ timestamp: 1_700_000_001_000 }), [1, 1_700_000_001_000])
  assert.deepEqual(await at({ timestamp: 1_700_000_001_001 }), [2, 1_700_000_002_000])
  assert.deepEqual(await at({ timestamp: 1_800_000_000_000 }), [-1, -1])
  const both = await admin.listOffsets([
    { topic: name, partition: 0, spec: 'earliest' },
    { topic: name, partition: 0, spec: 'latest' },
  ])
  assert.deepEqual(
    both.map(found => found.offset),
    [0, 4],
  )
  const [end] = await admin.offsetForLeaderEpoch([{ topic: name, partition: 0, leaderEpoch: both[1]!.leaderEpoch }])
  assert.equal(end!.endOffset, 4)
  await assert.rejects(admin.listOffsets([{ topic: name, partition: 9, spec: 'latest' }]), { code: 'UNKNOWN_TOPIC_OR_PARTITION', message: new RegExp(`${name}-9`) })
})

test('records can be deleted up to an offset', async () => {
  const name = await topicWith(['a', 'b', 'c', 'd'])
  assert.deepEqual(await admin.deleteRecords([{ topic: name, partition: 0, beforeOffset: 3 }]), [{ topic: name, partition: 0, lowWatermark: 3 }])
  assert.deepEqual(
    (await kafka.records(name, 0, 3)).map(record => record.value!.toString()),
    ['d'],
  )
  await assert.rejects(admin.deleteRecords([{ topic: name, partition: 0, beforeOffset: 10 }]), { code: 'OFFSET_OUT_OF_RANGE' })
  assert.equal((await admin.deleteRecords([{ topic: name, partition: 0, beforeOffset: -1 }]))[0]!.lowWatermark, 4)
})

test('the producers of a partition are told', async () => {
  const name = await topicWith(['a', 'b'])
  const [partition] = await admin.describeProducers([{ topic: name, partition: 0 }])
  const [producer] = partition!.activeProducers
  assert.ok(producer!.producerId >= 0)
  assert.deepEqual([producer!.producerEpoch, producer!.lastSequence, producer!.currentTransactionStartOffset], [0, 1, -1])
})

test('settings: describe, change one, replace all', async t => {
  if (kafka.skipsWithout(t, api('DescribeConfigs'), api('IncrementalAlterConfigs'), api('AlterConfigs'))) return
  const name = kafka.name('settings')
  await admin.createTopics([{ name, configs: { 'cleanup.policy': 'compact' } }])
  const resource = { type: 'topic', name } as const
  const read = async (): Promise<Record<string, string>> => {
    const [described] = await admin.describeConfigs([resource], { configNames: ['cleanup.policy', 'retention.ms'], includeSynonyms: true })
    return Object.fromEntries(described!.entries.map(entry => [entry.name, `${entry.value} ${entry.source}`]))
  }
  // A broker of a real cluster hears of a change a moment after the controller has acknowledged it.
  const becomes = async (expected: Record<string, string>): Promise<void> => {
    const until = Date.now() + 15_000
    while (!isDeepStrictEqual(await read(), expected) && Date.now() < until) await new Promise(resolve => setTimeout(resolve, 10))
    assert.deepEqual(await read(), expected)
  }
  await becomes({ 'cleanup.policy': 'compact DYNAMIC_TOPIC_CONFIG', 'retention.ms': '604800000 DEFAULT_CONFIG' })
  await admin.incrementalAlterConfigs([
    {
      ...resource,
      changes: [
        { name: 'cleanup.policy', op: 'append', value: 'delete' },
        { name: 'retention.ms', value: 1000 },
      ],
    },
  ])
  await becomes({ 'cleanup.policy': 'compact,delete DYNAMIC_TOPIC_CONFIG', 'retention.ms': '1000 DYNAMIC_TOPIC_CONFIG' })
  await admin.incrementalAlterConfigs([{ ...resource, changes: [{ name: 'cleanup.policy', op: 'delete' }] }])
  await becomes({ 'cleanup.policy': 'delete DEFAULT_CONFIG', 'retention.ms': '1000 DYNAMIC_TOPIC_CONFIG' })
  await admin.alterConfigs([{ ...resource, configs: { 'cleanup.policy': 'compact' } }])
  await becomes({ 'cleanup.policy': 'compact DYNAMIC_TOPIC_CONFIG', 'retention.ms': '604800000 DEFAULT_CONFIG' })
  await assert.rejects(admin.incrementalAlterConfigs([{ ...resource, changes: [{ name: 'retention.msx', value: 1 }] }]), { code: 'INVALID_CONFIG', message: /retention\.msx/ })
  await assert.rejects(admin.incrementalAlterConfigs([{ ...resource, changes: [{ name: 'retention.ms', value: 'long' }] }]), { code: 'INVALID_CONFIG' })
})

test('settings of a broker, and what has settings', async t => {
  if (kafka.skipsWithout(t, api('DescribeConfigs'), api('ListConfigResources'), api('DescribeCluster'))) return
  const { brokers } = await admin.describeCluster()
  const [described] = await admin.describeConfigs([{ type: 'broker', name: String(brokers[0]!.nodeId) }])
  assert.ok(described!.entries.some(entry => entry.name === 'num.partitions' && entry.type === 'INT'))
  const resources = await admin.listConfigResources({ types: ['broker'] })
  assert.ok(resources.some(resource => resource.type === 'broker' && resource.name === String(brokers[0]!.nodeId)))
  await assert.rejects(admin.describeConfigs([{ type: 'topic', name: kafka.name('missing') }]), { code: 'UNKNOWN_TOPIC_OR_PARTITION' })
})

test('groups that only have offsets: commit, list, describe, delete', async t => {
  if (kafka.skipsWithout(t, api('DescribeConfigs'))) return
  const name = await topicWith(['a', 'b', 'c'], 2)
  const groupId = kafka.name('group')
  await admin.alterGroupOffsets(groupId, [
    { topic: name, partition: 0, offset: 2, metadata: 'noted' },
    { topic: name, partition: 1, offset: 0 },
  ])
  const offsets = await admin.listGroupOffsets(groupId)
  assert.deepEqual(
    offsets.map(({ partition, offset, metadata }) => [partition, offset, metadata]).sort(),
    [
      [0, 2, 'noted'],
      [1, 0, ''],
    ],
  )
  assert.deepEqual(
    (
      await admin.listGroupOffsets(groupId, {
        partitions: [
          { topic: name, partition: 1 },
          { topic: name, partition: 7 },
        ],
      })
    ).map(({ partition }) => partition),
    [1],
  )
  const listed = (await admin.listGroups()).find(group => group.groupId === groupId)
  assert.equal(listed?.state, 'Empty')
  const [described] = await admin.describeGroups([groupId])
  assert.deepEqual([described!.type, described!.state, described!.members], ['classic', 'Empty', []])
  await admin.deleteGroupOffsets(groupId, [{ topic: name, partition: 1 }])
  assert.equal((await admin.listGroupOffsets(groupId)).length, 1)
  await admin.removeMembersFromGroup(groupId)
  await admin.deleteGroups([groupId])
  await assert.rejects(admin.deleteGroups([groupId]), { code: 'GROUP_ID_NOT_FOUND' })
  await assert.rejects(admin.describeGroups([groupId]), { code: 'GROUP_ID_NOT_FOUND' })
  await assert.rejects(admin.alterGroupOffsets(groupId, [{ topic: kafka.name('missing'), partition: 0, offset: 1 }]), { code: 'UNKNOWN_TOPIC_OR_PARTITION' })
})

test('the cluster and its directories', async t => {
  if (kafka.skipsWithout(t, api('DescribeCluster'), api('DescribeLogDirs'))) return
  const name = await topicWith(['x'.repeat(1000)])
  const cluster = await admin.describeCluster()
  assert.equal(cluster.clusterId.length, 22)
  assert.ok(cluster.brokers.some(broker => broker.nodeId === cluster.controllerId && !broker.isFenced))
  const dirs = await admin.describeLogDirs({ partitions: [{ topic: name, partition: 0 }] })
  const replica = dirs.flatMap(dir => dir.replicas).find(item => item.topic === name)
  assert.ok(replica!.sizeBytes > 1000 && !replica!.isFuture)
  assert.equal(dirs[0]!.error, null)
})

test('features', async t => {
  const { features, epoch } = await admin.describeFeatures()
  assert.ok(epoch >= 0)
  if (kafka.skipsWithout(t, api('UpdateFeatures'))) return
  const metadataVersion = features.find(feature => feature.name === 'metadata.version')
  assert.ok(metadataVersion!.finalized! > 0)
  await assert.rejects(admin.updateFeatures([{ name: 'metadata.version', maxVersionLevel: 9_999 }]), { code: 'INVALID_UPDATE_VERSION' })
})

test('elections and reassignments on one broker', async t => {
  if (kafka.skipsWithout(t, api('ElectLeaders'), api('AlterPartitionReassignments'), api('ListPartitionReassignments'))) return
  const name = await topicWith(['a'])
  const [partition] = (await admin.describeTopics([name]))[0]!.partitions
  assert.deepEqual(await admin.electLeaders('preferred', [{ topic: name, partition: 0 }]), [], 'the preferred replica leads already')
  await assert.rejects(admin.electLeaders('preferred', [{ topic: kafka.name('missing'), partition: 0 }]), { code: 'UNKNOWN_TOPIC_OR_PARTITION' })
  await admin.alterPartitionReassignments([{ topic: name, partition: 0, replicas: [...partition!.replicas] }])
  await assert.rejects(admin.alterPartitionReassignments([{ topic: name, partition: 0, replicas: null }]), { code: 'NO_REASSIGNMENT_IN_PROGRESS' })
  await assert.rejects(admin.alterPartitionReassignments([{ topic: name, partition: 0, replicas: [4711] }]), { code: 'INVALID_REPLICA_ASSIGNMENT' })
  assert.deepEqual(await admin.listPartitionReassignments({ partitions: [{ topic: name, partition: 0 }] }), [])
})

test('the metadata quorum', async t => {
  if (kafka.skipsWithout(t, api('DescribeQuorum'))) return
  const quorum = await admin.describeQuorum()
  assert.ok(quorum.voters.some(voter => voter.replicaId === quorum.leaderId))
  assert.ok(quorum.highWatermark > 0)
})

test('an abort and a close end the wait', async () => {
  const other = new Admin({ bootstrapServers: '127.0.0.1:1', reconnectBackoffMs: 10 })
  const aborter = new AbortController()
  const aborted = assert.rejects(other.listTopics({ signal: aborter.signal }), { code: 'ABORTED' })
  const closed = assert.rejects(other.listTopics(), { code: 'CLOSED' })
  aborter.abort()
  await aborted
  await other.close()
  await closed
  await assert.rejects(other.listTopics(), { code: 'CLOSED' })
})

test('a cluster that cannot be reached is a TimeoutError with the address', async () => {
  const other = new Admin({ bootstrapServers: '127.0.0.1:1', defaultApiTimeoutMs: 300 })
  await assert.rejects(other.listTopics(), { code: 'TIMEOUT', message: /300 ms.*127\.0\.0\.1:1/ })
  await other.close()
})
