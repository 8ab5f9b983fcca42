// Kafka's rules for what a version can carry, and the framing of records and blobs.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { CoordinatorRecord } from './coordinator-records.ts'
import { decodeCoordinatorRecord, decodeTransactionRecord, encodeCoordinatorRecord, encodeTransactionRecord } from './coordinator-records.ts'
import { ErrorCode, errorByCode } from './error-codes.ts'
import { DecodeError, EncodeError, ProtocolError, UnsupportedVersionError, errorFor } from './errors.ts'
import {
  fetchApi, newFetchRequest, newFetchRequestPartition, newFetchRequestReplicaState, newFetchRequestTopic, newFetchResponse,
  newFetchResponseFetchableTopicResponse, newFetchResponsePartitionData, readFetchRequest, readFetchResponse, writeFetchRequest, writeFetchResponse,
} from './generated/fetch.ts'
import { newMetadataRequest, writeMetadataRequest } from './generated/metadata.ts'
import { newConsumerProtocolAssignment } from './generated/records/consumer-protocol-assignment.ts'
import { newConsumerProtocolSubscription } from './generated/records/consumer-protocol-subscription.ts'
import { newOffsetCommitKey } from './generated/records/offset-commit-key.ts'
import { newOffsetCommitValue } from './generated/records/offset-commit-value.ts'
import { newTopicRecord } from './generated/records/topic-record.ts'
import { newTransactionLogKey } from './generated/records/transaction-log-key.ts'
import { newTransactionLogValue } from './generated/records/transaction-log-value.ts'
import { decodeAssignment, decodeSubscription, encodeAssignment, encodeSubscription } from './group-protocol.ts'
import { decodeMetadataRecord, encodeMetadataRecord } from './metadata-records.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

describe('what a version can carry', () => {
  it('a value in a field that the version lacks is refused, a default or an ignorable one is not', () => {
    assert.throws(() => writeFetchRequest(new Writer(), newFetchRequest({ replicaId: 3 }), 15), /FetchRequest.ReplicaId is set, but version 15/)
    const replicaState = newFetchRequestReplicaState({ replicaId: 3 })
    assert.throws(() => writeFetchRequest(new Writer(), newFetchRequest({ replicaState }), 14), UnsupportedVersionError)
    writeFetchRequest(new Writer(), newFetchRequest({ replicaId: -1 }), 15)
    writeFetchRequest(new Writer(), newFetchRequest({ rackId: 'r1', clusterId: 'c' }), 4)
  })

  it('a version outside the range is refused both ways', () => {
    for (const version of [3, 19, -1]) {
      assert.throws(() => writeFetchRequest(new Writer(), newFetchRequest(), version), /FetchRequest has no version -?\d+ \(versions 4 to 18\)/)
      assert.throws(() => readFetchRequest(new Reader(Buffer.alloc(100)), version), UnsupportedVersionError)
    }
    assert.deepEqual(fetchApi.versions, [4, 18])
  })

  it('null goes only where the version allows it', () => {
    assert.throws(() => writeMetadataRequest(new Writer(), newMetadataRequest({ topics: null }), 0), /MetadataRequest.Topics must not be null in version 0/)
    writeMetadataRequest(new Writer(), newMetadataRequest({ topics: null }), 1)
    assert.throws(() => writeFetchRequest(new Writer(), newFetchRequest({ rackId: null as never }), 12), EncodeError)
  })

  it('unknown tagged fields are kept and written back, after the known ones', () => {
    const message = newFetchRequest({ clusterId: 'c', unknownTags: [{ tag: 2, data: Buffer.from('two') }, { tag: 900, data: Buffer.alloc(200, 1) }] })
    message.topics.push(newFetchRequestTopic({ partitions: [newFetchRequestPartition({ unknownTags: [{ tag: 7, data: Buffer.alloc(0) }] })] }))
    const w = new Writer()
    writeFetchRequest(w, message, 18)
    assert.deepEqual(readFetchRequest(new Reader(w.toBuffer()), 18), message)
    assert.throws(() => writeFetchRequest(new Writer(), newFetchRequest({ unknownTags: [{ tag: 1, data: Buffer.alloc(0) }] }), 18), EncodeError)
  })

  it('too many unknown tagged fields are refused', () => {
    const w = new Writer()
    writeFetchRequest(w, newFetchRequest(), 12)
    const bytes = w.toBuffer()
    const tags = Buffer.concat([Buffer.from([100]), ...Array.from({ length: 100 }, (_, i) => Buffer.from([i + 10, 0]))])
    assert.throws(() => readFetchRequest(new Reader(Buffer.concat([bytes.subarray(0, -1), tags])), 12), /more than 64 unknown tagged fields/)
  })

  it('a tagged field whose content is not as long as it says is refused', () => {
    const w = new Writer()
    writeFetchRequest(w, newFetchRequest({ clusterId: 'abc' }), 12)
    const bytes = w.toBuffer()
    bytes[bytes.length - 5] = 5
    assert.throws(() => readFetchRequest(new Reader(Buffer.concat([bytes, Buffer.alloc(1)])), 12), /tagged field ends -1 bytes from its stated end/)
  })

  it('records are views on read and may be several buffers on write', () => {
    const partition = newFetchResponsePartitionData({ records: [Buffer.from('ab'), Buffer.from('cd')] })
    const message = newFetchResponse({ responses: [newFetchResponseFetchableTopicResponse({ partitions: [partition] })] })
    const w = new Writer()
    writeFetchResponse(w, message, 18)
    const bytes = w.toBuffer()
    const read = readFetchResponse(new Reader(bytes), 18).responses[0]!.partitions[0]!
    assert.equal(read.records!.toString(), 'abcd')
    assert.equal(read.records!.buffer, bytes.buffer)
  })

  it('errors name the message, the version and the place', () => {
    const message = 'FetchRequest v12: needs 4 bytes, has 3 at byte 4 of 7'
    assert.throws(() => readFetchRequest(new Reader(Buffer.alloc(7)), 12), { name: 'DecodeError', message })
  })
})

describe('records of logs', () => {
  it('metadata records carry their type and version', () => {
    const record = { type: 'TopicRecord' as const, data: newTopicRecord({ name: 'orders', topicId: 'ASNFZ4mrze_-3LqYdlQyEA' }) }
    const bytes = encodeMetadataRecord(record, 0)
    assert.equal(bytes.toString('hex', 0, 3), '010200')
    assert.deepEqual(decodeMetadataRecord(bytes), { record, version: 0 })
    assert.throws(() => decodeMetadataRecord(Buffer.from('02', 'hex')), /frame version 2/)
    assert.throws(() => decodeMetadataRecord(Buffer.from('01ff0100', 'hex')), /unknown type 255/)
    assert.throws(() => decodeMetadataRecord(Buffer.concat([bytes, Buffer.from([0])])), /1 bytes left over/)
    assert.throws(() => decodeMetadataRecord(Buffer.alloc(0)), DecodeError)
  })

  it('coordinator records: key, value, tombstone, and types of a newer Kafka', () => {
    const record: CoordinatorRecord = {
      key: { type: 'OffsetCommitKey', data: newOffsetCommitKey({ group: 'billing', topic: 'orders', partition: 3 }) },
      value: { type: 'OffsetCommitValue', version: 3, data: newOffsetCommitValue({ offset: 42, leaderEpoch: 7, metadata: '' }) },
    }
    const { key, value } = encodeCoordinatorRecord(record)
    assert.equal(key.readInt16BE(0), 1)
    assert.equal(value!.readInt16BE(0), 3)
    assert.deepEqual(decodeCoordinatorRecord(key, value), { kind: 'known', record })
    assert.deepEqual(decodeCoordinatorRecord(key, null), { kind: 'known', record: { key: record.key, value: null } })
    assert.deepEqual(decodeCoordinatorRecord(Buffer.from('03e7', 'hex'), value), { kind: 'unknown', type: 999, valueVersion: 3 })
    assert.deepEqual(decodeCoordinatorRecord(key, Buffer.from('0063', 'hex')), { kind: 'unknown', type: 1, valueVersion: 99 })
    assert.throws(() => decodeCoordinatorRecord(null, value), DecodeError)
    assert.throws(() => decodeCoordinatorRecord(key, value!.subarray(0, 5)), DecodeError)
  })

  it('transaction records', () => {
    const record = {
      key: { type: 'TransactionLogKey' as const, data: newTransactionLogKey({ transactionalId: 't' }) },
      value: { type: 'TransactionLogValue' as const, version: 1, data: newTransactionLogValue({ producerId: 9 }) },
    }
    const { key, value } = encodeTransactionRecord(record)
    assert.deepEqual(decodeTransactionRecord(key, value), { kind: 'known', record })
  })

  it('group blobs of a newer client are read as the newest known version', () => {
    const ownedPartitions = [{ topic: 'orders', partitions: [0, 2] }]
    const subscription = newConsumerProtocolSubscription({ topics: ['orders'], generationId: 4, rackId: 'r', ownedPartitions })
    const bytes = encodeSubscription(subscription)
    assert.deepEqual(decodeSubscription(bytes), subscription)
    const newer = Buffer.concat([Buffer.from('0063', 'hex'), bytes.subarray(2), Buffer.from('what comes later')])
    assert.deepEqual(decodeSubscription(newer), subscription)
    assert.deepEqual(decodeSubscription(encodeSubscription(subscription, 0)), newConsumerProtocolSubscription({ topics: ['orders'] }))
    assert.throws(() => decodeSubscription(Buffer.from('ffff', 'hex')), DecodeError)
    const assignment = newConsumerProtocolAssignment({ assignedPartitions: [{ topic: 'orders', partitions: [1] }], userData: Buffer.from('x') })
    assert.deepEqual(decodeAssignment(encodeAssignment(assignment)), assignment)
  })
})

describe('error codes', () => {
  it('know their name and whether to try again', () => {
    assert.deepEqual(errorByCode(ErrorCode.NOT_LEADER_OR_FOLLOWER), {
      code: 6, name: 'NOT_LEADER_OR_FOLLOWER', retriable: true, staleMetadata: true,
      message: "the broker is not the partition's leader, or not one of its replicas",
    })
    const error = errorFor(1, 'orders-3')
    assert.ok(error instanceof ProtocolError)
    const { code, errorCode, retriable, message } = error
    assert.deepEqual([code, errorCode, retriable, message], ['OFFSET_OUT_OF_RANGE', 1, false, 'orders-3: the offset lies outside the log'])
  })

  it('an unknown code is not retriable', () => {
    assert.equal(errorFor(4242).retriable, false)
    assert.equal(errorFor(4242).code, 'UNKNOWN_ERROR_CODE_4242')
  })
})
