import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { LineLogger } from '../../core/logger.ts'
import { randomUuid } from '../../core/random.ts'
import { decodeRecords, encodeBatch, splitBatches, type BatchOptions } from '../../protocol/records/index.ts'
import { VirtualTime } from '../../testing/virtual-time.ts'
import { nodeDisk } from '../disk/node-disk.ts'
import type { LogConfig } from './log-config.ts'
import { PartitionLog, type AppendOptions, type LogEnvironment, type ReadResult } from './partition-log.ts'
import { TailCache } from './tail-cache.ts'

let root: string
let time: VirtualTime
let lines: string[]

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rookery-log-'))
  time = new VirtualTime()
  lines = []
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function environment(options: Partial<LogEnvironment> = {}): LogEnvironment {
  return { disk: nodeDisk, system: time, logger: new LineLogger((_level, line) => lines.push(line)), ...options }
}

function open(config: Partial<LogConfig> = {}, options: { clean?: boolean; recoveryPoint?: number; env?: Partial<LogEnvironment> } = {}): PartitionLog {
  return PartitionLog.open(environment(options.env), { directory: `${root}/orders-0`, topic: 'orders', partition: 0, config, ...options })
}

function batch(values: readonly string[], options: BatchOptions & { timestamp?: number } = {}): Buffer {
  const timestamp = options.timestamp ?? time.now()
  return encodeBatch(values.map(value => ({ timestamp, key: Buffer.from(value), value: Buffer.from(value) })), options)
}

const asClient: AppendOptions = { leaderEpoch: 1, origin: 'client' }
const noCache = { tailCache: new TailCache(0) }

function valuesOf(result: ReadResult): string[] {
  const records = result.records.flatMap(buffer => splitBatches(buffer)).flatMap(bytes => decodeRecords(bytes))
  return records.map(record => `${record.offset}:${record.value?.toString()}`)
}

function readAll(log: PartitionLog, from = log.logStartOffset): string[] {
  const found: string[] = []
  for (let offset = from; offset < log.logEndOffset; ) {
    const result = log.read(offset, { maxBytes: 1000, minOneMessage: true, upTo: 'logEnd' })
    if (result.bytes === 0) break
    found.push(...valuesOf(result))
    offset = result.nextOffset
  }
  return found
}

describe('append and read', () => {
  for (const [name, env] of [['from the tail cache', {}], ['from the file', noCache]] as const) {
    test(`records come back ${name} with the offsets they were given`, () => {
      const log = open({}, { env })
      assert.deepEqual([log.append(batch(['a', 'b']), asClient).firstOffset, log.append(batch(['c']), asClient).firstOffset], [0, 2])
      assert.equal(log.logEndOffset, 3)
      assert.deepEqual(readAll(log), ['0:a', '1:b', '2:c'])
      // A read begins with the batch that holds the offset.
      assert.deepEqual(readAll(log, 1), ['0:a', '1:b', '2:c'])
      assert.deepEqual(readAll(log, 2), ['2:c'])
      log.close()
    })

    test(`a read ${name} ends at the high watermark and respects the byte limit`, () => {
      const log = open({}, { env })
      for (const value of ['a', 'b', 'c', 'd']) log.append(batch([value]), asClient)
      const size = log.sizeBytes / 4
      assert.deepEqual(log.read(0, { maxBytes: 1000, upTo: 'highWatermark' }).records, [])
      log.updateHighWatermark(3)
      assert.deepEqual(valuesOf(log.read(0, { maxBytes: 1000, upTo: 'highWatermark' })), ['0:a', '1:b', '2:c'])
      assert.deepEqual(valuesOf(log.read(1, { maxBytes: size * 2 - 1, upTo: 'logEnd' })), ['1:b'])
      assert.deepEqual(valuesOf(log.read(1, { maxBytes: 1, upTo: 'logEnd' })), [])
      assert.deepEqual(valuesOf(log.read(1, { maxBytes: 1, minOneMessage: true, upTo: 'logEnd' })), ['1:b'])
      assert.equal(log.read(4, { maxBytes: 1000, upTo: 'logEnd' }).nextOffset, 4)
      assert.throws(() => log.read(5, { maxBytes: 1000, upTo: 'logEnd' }), { code: 'OFFSET_OUT_OF_RANGE' })
      log.close()
    })
  }

  test('segments roll by size, and everything is found again after a clean close and after a kill', () => {
    const log = open({ segmentBytes: 300, indexIntervalBytes: 100 })
    for (let i = 0; i < 40; i++) log.append(batch([`v${i}`]), asClient)
    const expected = readAll(log)
    assert.equal(expected.length, 40)
    assert.ok(log.segments.length > 5)
    log.close()

    const clean = open({ segmentBytes: 300 }, { clean: true, env: noCache })
    assert.deepEqual(readAll(clean), expected)
    clean.append(batch(['more']), asClient)
    // The process dies here: the log is opened again without a close.
    const killed = open({ segmentBytes: 300 }, { clean: false, env: noCache })
    assert.deepEqual(readAll(killed), [...expected, '40:more'])
    assert.equal(killed.latestEpoch, 1)
    killed.close()
  })

  test('the files are named as Apache Kafka names them', () => {
    const log = open({ segmentBytes: 150 })
    for (let i = 0; i < 4; i++) log.append(batch([`v${i}`]), asClient)
    log.close()
    const second = String(log.segments[1]!.baseOffset).padStart(20, '0')
    const names = readdirSync(`${root}/orders-0`)
    const first = '00000000000000000000'
    for (const name of [`${first}.log`, `${first}.index`, `${second}.log`, `${second}.timeindex`, `${second}.snapshot`, 'leader-epoch-checkpoint']) {
      assert.ok(names.includes(name), `${name} is missing in ${names.join(' ')}`)
    }
  })

  test('sync tells what is durable and calls share rounds', async () => {
    const log = open()
    log.append(batch(['a']), asClient)
    const first = log.sync()
    log.append(batch(['b']), asClient)
    const second = log.sync()
    const third = log.sync()
    assert.equal(await first, 1)
    assert.equal(await second, 2)
    assert.equal(await third, 2)
    assert.equal(log.recoveryPoint, 2)
    log.close()
  })

  test('a truncation while the device is busy is not promised to be durable', async () => {
    const log = open()
    for (const value of ['a', 'b', 'c']) log.append(batch([value]), asClient)
    const syncing = log.sync()
    log.truncateTo(1)
    for (const value of ['x', 'y']) log.append(batch([value]), { leaderEpoch: 2, origin: 'client' })
    assert.ok((await syncing) <= 1)
    assert.equal(await log.sync(), 3)
    log.close()
  })

  test('a log that is deleted while the device is busy takes nothing out of service', async () => {
    const failures: string[] = []
    const log = open({}, { env: { onStorageFailure: (_log, error) => failures.push(error.message) } })
    log.append(batch(['a']), asClient)
    const syncing = log.sync()
    log.delete()
    await assert.rejects(syncing, { code: 'CLOSED' })
    assert.deepEqual(failures, [])
    assert.equal(log.failure, undefined)
  })

  test('a directory of another topic id is refused', () => {
    const id = randomUuid(time.random)
    const options = { directory: `${root}/t-0`, topic: 't', partition: 0 }
    PartitionLog.open(environment(), { ...options, topicId: id }).close()
    assert.throws(() => PartitionLog.open(environment(), { ...options, topicId: randomUuid(time.random) }), /belongs to topic id/)
  })
})

describe('truncation', () => {
  test('takes back records, epochs, the recovery point and what was cached', async () => {
    const log = open()
    for (const [epoch, value] of [[1, 'a'], [2, 'b'], [3, 'c'], [3, 'd']] as const) log.append(batch([value]), { leaderEpoch: epoch, origin: 'client' })
    await log.sync()
    log.updateHighWatermark(4)
    log.truncateTo(2)
    assert.deepEqual([log.logEndOffset, log.highWatermark, log.recoveryPoint], [2, 2, 2])
    assert.deepEqual(log.epochs, [{ epoch: 1, startOffset: 0 }, { epoch: 2, startOffset: 1 }])
    assert.deepEqual(readAll(log), ['0:a', '1:b'])
    log.append(batch(['other']), { leaderEpoch: 4, origin: 'client' })
    assert.deepEqual(readAll(log), ['0:a', '1:b', '2:other'])
    assert.equal(await log.sync(), 3)
    log.close()
  })

  test('to the present end drops the epochs that have no record', () => {
    const log = open()
    log.append(batch(['a']), asClient)
    log.assignEpochStart(5, 1)
    assert.equal(log.latestEpoch, 5)
    log.truncateTo(1)
    assert.deepEqual(log.epochs, [{ epoch: 1, startOffset: 0 }])
    log.close()
  })

  test('an epoch without a record does not outlive a kill, one with records does', () => {
    const log = open()
    log.append(batch(['a']), asClient)
    log.append(batch(['b']), { leaderEpoch: 2, origin: 'client' })
    log.assignEpochStart(9, 2)
    assert.deepEqual(open({}, { clean: false, recoveryPoint: 0 }).epochs, [{ epoch: 1, startOffset: 0 }, { epoch: 2, startOffset: 1 }])
  })

  test('of everything begins again at the offset', () => {
    const log = open({ segmentBytes: 150 })
    for (let i = 0; i < 6; i++) log.append(batch([`v${i}`], { producerId: 3, producerEpoch: 0, baseSequence: i }), asClient)
    log.truncateFullyAndStartAt(100)
    assert.deepEqual([log.logStartOffset, log.logEndOffset, log.highWatermark, log.segments.length, log.activeProducers().length], [100, 100, 100, 1, 0])
    assert.equal(log.append(batch(['x']), asClient).firstOffset, 100)
    assert.deepEqual(readAll(open({}, { clean: false })), ['100:x'])
  })
})

describe('look-ups by time', () => {
  test('find the first record at or after a timestamp, and the newest one', () => {
    const log = open({ segmentBytes: 400, indexIntervalBytes: 100 })
    for (const timestamp of [10, 30, 20, 50, 40, 60, 60, 55]) log.append(batch([String(timestamp)], { timestamp: time.now() + timestamp }), asClient)
    const find = (timestamp: number): number | undefined => log.offsetForTimestamp(time.now() + timestamp)?.offset
    assert.deepEqual([0, 10, 11, 31, 50, 51, 60].map(find), [0, 0, 1, 3, 3, 5, 5])
    assert.equal(find(61), undefined)
    assert.deepEqual({ ...log.offsetOfMaxTimestamp() }, { timestamp: time.now() + 60, offset: 5, leaderEpoch: 1 })
    log.updateHighWatermark(8)
    log.deleteRecordsBefore(2)
    assert.equal(find(0), 2)
    log.close()
  })
})
