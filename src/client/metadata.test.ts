import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newMetadataResponse, newMetadataResponsePartition, newMetadataResponseTopic } from '../protocol/generated/metadata.ts'
import { Metadata } from './metadata.ts'

const first = 'AAAAAAAAAAAAAAAAAAAAAQ'
const second = 'AAAAAAAAAAAAAAAAAAAAAg'

function answer(...topics: [name: string, topicId: string][]) {
  return newMetadataResponse({ topics: topics.map(([name, topicId]) => newMetadataResponseTopic({ name, topicId, partitions: [newMetadataResponsePartition({ leaderId: 1 })] })) })
}

test('an id that was told of two topics belongs to the one that was told last', () => {
  const metadata = new Metadata()
  metadata.update(answer(['orders', second], ['payments', first]), ['orders', 'payments'])
  metadata.update(answer(['orders', first]), ['orders'])
  assert.equal(metadata.topicName(first), 'orders')
  assert.equal(metadata.topic('payments'), undefined, 'asked for anew by whoever wants it')
  assert.equal(metadata.topicName(second), undefined)
  metadata.update(answer(['payments', second]), ['payments'])
  assert.deepEqual([metadata.topicName(first), metadata.topicName(second)], ['orders', 'payments'])
})
