import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newBrokerRegistrationChangeRecord } from '../protocol/generated/records/broker-registration-change-record.ts'
import { newPartitionChangeRecord } from '../protocol/generated/records/partition-change-record.ts'
import { newPartitionRecord } from '../protocol/generated/records/partition-record.ts'
import { newRegisterBrokerRecord } from '../protocol/generated/records/register-broker-record.ts'
import type { MetadataRecord } from '../protocol/generated/records/metadata-record-types.ts'
import { ConfigResourceType, MetadataImage, applyRecords, imageRecords } from './image.ts'
import { PersistentMap } from './persistent-map.ts'

const id = (n: number): string => Buffer.alloc(16, n).toString('base64url')

function topic(name: string, topicId: string, partitions: number): MetadataRecord[] {
  return [
    { type: 'TopicRecord', data: { name, topicId } },
    ...Array.from(
      { length: partitions },
      (_, partitionId): MetadataRecord => ({
        type: 'PartitionRecord',
        data: newPartitionRecord({ partitionId, topicId, replicas: [1], isr: [1], leader: 1, leaderEpoch: 0, partitionEpoch: 0, directories: [id(9)] }),
      }),
    ),
  ]
}

const change = (data: Parameters<typeof newPartitionChangeRecord>[0]): MetadataRecord => ({ type: 'PartitionChangeRecord', data: newPartitionChangeRecord(data) })
const config = (resourceType: number, resourceName: string, name: string, value: string | null): MetadataRecord => ({
  type: 'ConfigRecord',
  data: { resourceType, resourceName, name, value },
})

test('an old image does not see what newer records change', () => {
  const before = applyRecords(MetadataImage.EMPTY, topic('orders', id(1), 2)).image
  const { image, delta } = applyRecords(before, [change({ topicId: id(1), partitionId: 1, leader: -1, isr: [] }), ...topic('payments', id(2), 1)])
  assert.equal(before.partition('orders', 1)!.leader, 1)
  assert.equal(before.topicsByName.has('payments'), false)
  assert.equal(image.partition('orders', 1)!.leader, -1)
  assert.deepEqual([...delta.changedTopics].sort(), ['orders', 'payments'])
  assert.equal(image.topicsByName.get('orders')!.partitions[0], before.topicsByName.get('orders')!.partitions[0], 'untouched partitions are shared')
  assert.deepEqual([before.partitionCount, image.partitionCount], [2, 3])
})

test('a leader that is named begins a new leader epoch, even when it is the same; every change begins a partition epoch', () => {
  let { image } = applyRecords(MetadataImage.EMPTY, topic('orders', id(1), 1))
  const epochs = (): number[] => [image.partition('orders', 0)!.leaderEpoch, image.partition('orders', 0)!.partitionEpoch]
  image = applyRecords(image, [change({ topicId: id(1), partitionId: 0, isr: [1] })]).image
  assert.deepEqual(epochs(), [0, 1])
  image = applyRecords(image, [change({ topicId: id(1), partitionId: 0, leader: 1 })]).image
  assert.deepEqual(epochs(), [1, 2])
})

test('a topic takes its settings with it, and its name may be used again at once', () => {
  const made = applyRecords(MetadataImage.EMPTY, [...topic('orders', id(1), 3), config(2, 'orders', 'retention.ms', '5')]).image
  const { image, delta } = applyRecords(made, [{ type: 'RemoveTopicRecord', data: { topicId: id(1) } }, ...topic('orders', id(2), 1)])
  assert.equal(image.topicsByName.get('orders')!.id, id(2))
  assert.equal(image.topicsById.has(id(1)), false)
  assert.equal(image.configs(ConfigResourceType.TOPIC, 'orders').size, 0)
  assert.deepEqual(delta.deletedTopics.map(t => t.id), [id(1)])
  assert.deepEqual([...delta.changedTopics], ['orders'])
  assert.equal(image.partitionCount, 1)
})

test('the records of a snapshot build the same image', () => {
  const { image } = applyRecords(MetadataImage.EMPTY, [
    { type: 'FeatureLevelRecord', data: { name: 'group.version', featureLevel: 1 } },
    { type: 'FeatureLevelRecord', data: { name: 'metadata.version', featureLevel: 30 } },
    { type: 'RegisterBrokerRecord', data: newRegisterBrokerRecord({ brokerId: 1, brokerEpoch: 7, incarnationId: id(3) }) },
    { type: 'BrokerRegistrationChangeRecord', data: newBrokerRegistrationChangeRecord({ brokerId: 1, brokerEpoch: 7, fenced: -1 }) },
    ...topic('orders', id(1), 2),
    ...topic('gone', id(4), 2),
    config(2, 'orders', 'retention.ms', '5'),
    config(4, '', 'min.insync.replicas', '1'),
    config(4, '', 'message.max.bytes', '9'),
    config(4, '', 'message.max.bytes', null),
    { type: 'ProducerIdsRecord', data: { brokerId: 1, brokerEpoch: 7, nextProducerId: 3000 } },
    { type: 'ClientQuotaRecord', data: { entity: [{ entityType: 'user', entityName: null }], key: 'producer_byte_rate', value: 1024, remove: false } },
    { type: 'UserScramCredentialRecord', data: { name: 'ann', mechanism: 1, salt: Buffer.from('s'), storedKey: Buffer.from('k'), serverKey: Buffer.from('v'), iterations: 4096 } },
    { type: 'RemoveTopicRecord', data: { topicId: id(4) } },
  ])
  const records = [...imageRecords(image)]
  assert.deepEqual(records[0], { type: 'FeatureLevelRecord', data: { name: 'metadata.version', featureLevel: 30 } })
  const again = applyRecords(MetadataImage.EMPTY, records).image
  assert.deepEqual([...imageRecords(again)], records)
  assert.equal(again.brokers.get(1)!.fenced, false)
  assert.deepEqual([...again.configs(ConfigResourceType.BROKER, '')], [['min.insync.replicas', '1']])
  assert.equal(again.producerIds.nextProducerId, 3000)
  assert.equal(again.kept.size, 1)
})

test('a record about something unknown is corruption, not a guess', () => {
  assert.throws(() => applyRecords(MetadataImage.EMPTY, [change({ topicId: id(1), partitionId: 0 })]), /topic id/)
  const { image } = applyRecords(MetadataImage.EMPTY, topic('orders', id(1), 1))
  assert.throws(() => applyRecords(image, [change({ topicId: id(1), partitionId: 4, leader: 1 })]), /partition 4 of topic orders/)
})

test('a persistent map behaves as a map, version by version', () => {
  let map = PersistentMap.empty<string, number>()
  const model = new Map<string, number>()
  const versions: [PersistentMap<string, number>, Map<string, number>][] = []
  for (let i = 0; i < 2000; i++) {
    const key = `key-${(i * 7919) % 600}`
    if (i % 3 === 2) {
      map = map.delete(key)
      model.delete(key)
    } else {
      map = map.set(key, i)
      model.set(key, i)
    }
    if (i % 400 === 0) versions.push([map, new Map(model)])
  }
  versions.push([map, model])
  for (const [version, expected] of versions) {
    assert.equal(version.size, expected.size)
    assert.deepEqual(new Map([...version].sort()), new Map([...expected].sort()))
  }
})
