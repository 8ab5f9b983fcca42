import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { silentLogger } from '../../core/logger.ts'
import { SeededRandom } from '../../core/random.ts'
import {
  batches,
  batchSizeInBytes,
  decodeRecords,
  encodeBatch,
  encodeEndTransactionMarker,
  type BatchHeader,
  type BatchOptions,
  type LogRecord,
} from '../../protocol/records/index.ts'
import { ProcessKilled, VirtualDisk } from '../../testing/virtual-disk.ts'
import { VirtualTime } from '../../testing/virtual-time.ts'
import { LogCleaner, planCleaning } from './cleaner.ts'
import type { LogConfig } from './log-config.ts'
import { OffsetMap } from './offset-map.ts'
import { PartitionLog, type AppendOptions } from './partition-log.ts'
import { TailCache } from './tail-cache.ts'

const compact: Partial<LogConfig> = {
  segmentBytes: 1500,
  indexIntervalBytes: 200,
  cleanupPolicy: ['compact'],
  fileDeleteDelayMs: 100,
  deleteRetentionMs: 1000,
  minCleanableDirtyRatio: 0.01,
}

function open(disk: VirtualDisk, time: VirtualTime, config: Partial<LogConfig> = {}): PartitionLog {
  disk.makeDirectory('/data')
  disk.syncDirectory('/')
  const env = { disk, system: time, logger: silentLogger, tailCache: new TailCache(0) }
  return PartitionLog.open(env, { directory: '/data/t-0', topic: 't', partition: 0, config: { ...compact, ...config }, recoveryPoint: 0 })
}

const client: AppendOptions = { leaderEpoch: 1, origin: 'client' }

function put(log: PartitionLog, time: VirtualTime, entries: readonly [string, string | null][], options: BatchOptions = {}): number {
  const records = entries.map(([key, value]) => ({ timestamp: time.now(), key: Buffer.from(key), value: value === null ? null : Buffer.from(value) }))
  return log.append(encodeBatch(records, options), client).firstOffset
}

/** Ends the producer's transaction. */
function end(log: PartitionLog, time: VirtualTime, producerId: number, commit: boolean): void {
  const marker = encodeEndTransactionMarker(commit, time.now(), { producerId, producerEpoch: 0, coordinatorEpoch: 0 })
  log.append(marker, { leaderEpoch: 1, origin: 'coordinator' })
}

/** Closes the active segment, makes all durable and commits it, and cleans. */
async function clean(log: PartitionLog, time: VirtualTime): Promise<void> {
  log.roll()
  await log.sync()
  log.updateHighWatermark(log.logEndOffset)
  await new LogCleaner(time, silentLogger).clean(log)
  await time.advance(200)
}

interface Stored {
  headers: BatchHeader[]
  records: LogRecord[]
}

function contents(log: PartitionLog): Stored {
  const headers: BatchHeader[] = []
  const records: LogRecord[] = []
  for (let offset = log.logStartOffset; offset < log.logEndOffset; ) {
    const result = log.read(offset, { maxBytes: 500, minOneMessage: true, upTo: 'logEnd' })
    if (result.bytes === 0) break
    for (const buffer of result.records) {
      for (const { header, position } of batches(buffer)) {
        headers.push(header)
        if (!header.isControl) records.push(...decodeRecords(buffer, position))
      }
    }
    assert.ok(result.nextOffset > offset)
    offset = result.nextOffset
  }
  return { headers, records }
}

const text = (records: readonly LogRecord[]): string[] => records.map(record => `${record.offset}:${record.key}=${record.value?.toString() ?? 'null'}`)

describe('compaction', () => {
  test('keeps the newest record of each key, with its offset', async () => {
    const time = new VirtualTime()
    const log = open(new VirtualDisk(), time)
    for (let i = 0; i < 30; i++) put(log, time, [[`k${i % 4}`, `v${i}`]])
    await clean(log, time)
    assert.deepEqual(text(contents(log).records), ['26:k2=v26', '27:k3=v27', '28:k0=v28', '29:k1=v29'])
    assert.equal(log.logEndOffset, 30)
    assert.equal(log.logStartOffset, 0)
    assert.equal(planCleaning(log, time.now()), undefined, 'what is clean is not cleaned again')
  })

  test('a base offset that is wrong in one read, which no checksum covers, is not written for good', async () => {
    const time = new VirtualTime()
    const disk = new VirtualDisk()
    const log = open(disk, time)
    for (let i = 0; i < 30; i++) put(log, time, [[`k${i % 4}`, `v${i}`]])
    const path = '/data/t-0/00000000000000000000.log'
    const flip = (): void => disk.corrupt(path, bytes => void (bytes[batchSizeInBytes(bytes, 0) + 6]! ^= 1))
    flip()
    await clean(log, time)
    flip()
    assert.equal(contents(log).records.length, 30, 'the round was given up')
    await clean(log, time)
    assert.deepEqual(text(contents(log).records), ['26:k2=v26', '27:k3=v27', '28:k0=v28', '29:k1=v29'])
  })

  test('small segments are merged, and the old files are gone after the delay', async () => {
    const time = new VirtualTime()
    const disk = new VirtualDisk()
    const log = open(disk, time)
    for (let i = 0; i < 100; i++) put(log, time, [[`k${i % 3}`, 'x'.repeat(100)]])
    const before = log.segments.length
    for (let round = 0; round < 2; round++) {
      put(log, time, [['k0', 'again']])
      await clean(log, time)
    }
    assert.ok(before > 10 && log.segments.length <= 3, `${before} segments before, ${log.segments.length} after`)
    const names = disk.list('/data/t-0').map(entry => entry.name)
    assert.deepEqual(names.filter(name => /deleted|cleaned|swap/.test(name)), [])
    assert.equal(names.filter(name => name.endsWith('.log')).length, log.segments.length)
  })

  test('a tombstone hides its key at once, and goes when delete.retention.ms has passed since the first round', async () => {
    const time = new VirtualTime()
    const log = open(new VirtualDisk(), time)
    put(log, time, [['a', '1'], ['b', '1']])
    put(log, time, [['a', null]])
    put(log, time, [['c', '1']])
    await clean(log, time)
    assert.deepEqual(text(contents(log).records), ['1:b=1', '2:a=null', '3:c=1'])
    assert.equal(contents(log).headers.find(header => header.baseOffset === 2)!.hasDeleteHorizon, true)
    await time.advance(500)
    put(log, time, [['d', '1']])
    await clean(log, time)
    assert.deepEqual(text(contents(log).records).includes('2:a=null'), true, 'its time is not up')
    await time.advance(2000)
    put(log, time, [['e', '1']])
    await clean(log, time)
    assert.deepEqual(text(contents(log).records), ['1:b=1', '3:c=1', '4:d=1', '5:e=1'])
  })

  for (const compression of ['gzip', 'lz4', 'snappy', 'zstd'] as const) {
    test(`a ${compression} batch stays compressed`, async () => {
      const time = new VirtualTime()
      const log = open(new VirtualDisk(), time)
      put(log, time, [['a', '1'], ['b', '1'], ['c', '1']], { compression })
      put(log, time, [['b', '2']])
      await clean(log, time)
      assert.deepEqual(text(contents(log).records), ['0:a=1', '2:c=1', '3:b=2'])
      assert.equal(contents(log).headers[0]!.compression, compression)
    })
  }

  test('the last batch of a producer stays, empty, so that its sequence is known', async () => {
    const disk = new VirtualDisk()
    const time = new VirtualTime()
    const log = open(disk, time)
    const producer = (baseSequence: number): BatchOptions => ({ producerId: 5, producerEpoch: 2, baseSequence })
    put(log, time, [['a', '1']], producer(0))
    put(log, time, [['a', '2']], producer(1))
    for (let i = 0; i < 5; i++) put(log, time, [['a', `other${i}`]])
    await clean(log, time)
    const kept = contents(log).headers.filter(header => header.producerId === 5)
    assert.deepEqual(kept.map(header => [header.baseSequence, header.recordCount]), [[1, 0]])
    // Even when the producer states have to be read from the log again.
    disk.restart()
    for (const { name } of disk.list('/data/t-0')) if (name.endsWith('.snapshot')) disk.remove(`/data/t-0/${name}`)
    const again = open(disk, time)
    assert.throws(() => put(again, time, [['a', '9']], producer(7)), { code: 'OUT_OF_ORDER_SEQUENCE_NUMBER' })
    put(again, time, [['a', '3']], producer(2))
  })

  test('records of aborted transactions go, their marker after them; committed ones stay', async () => {
    const time = new VirtualTime()
    const log = open(new VirtualDisk(), time)
    const marker = (producerId: number, commit: boolean): void => end(log, time, producerId, commit)
    put(log, time, [['a', 'old'], ['b', 'old']])
    put(log, time, [['a', 'aborted']], { producerId: 1, producerEpoch: 0, baseSequence: 0, isTransactional: true })
    put(log, time, [['b', 'committed']], { producerId: 2, producerEpoch: 0, baseSequence: 0, isTransactional: true })
    marker(1, false)
    marker(2, true)
    put(log, time, [['z', 'plain']])
    await clean(log, time)
    const first = contents(log)
    assert.deepEqual(text(first.records), ['0:a=old', '3:b=committed', '6:z=plain'])
    assert.deepEqual(log.read(0, { maxBytes: 10_000, upTo: 'lastStable' }).abortedTransactions?.map(entry => entry.producerId), [1])
    // While a producer's newest batch is the aborted one, it stays as an empty batch, and the marker with it.
    const ofAborted = first.headers.filter(header => header.producerId === 1)
    assert.deepEqual(ofAborted.map(header => [header.baseOffset, header.isControl, header.recordCount]), [[2, false, 0], [4, true, 1]])
    put(log, time, [['q', 'next']], { producerId: 1, producerEpoch: 0, baseSequence: 1, isTransactional: true })
    marker(1, true)
    for (let round = 0; round < 3; round++) {
      await time.advance(3000)
      put(log, time, [['z', `plain${round}`]])
      await clean(log, time)
    }
    const markers = contents(log).headers.filter(header => header.isControl)
    // Of the aborted transaction nothing is left; the records of the others are, and need their markers.
    assert.deepEqual(markers.filter(header => header.recordCount > 0).map(header => header.baseOffset), [5, 8])
    assert.deepEqual(log.read(0, { maxBytes: 10_000, upTo: 'lastStable' }).abortedTransactions, [])
    assert.deepEqual(text(contents(log).records).slice(0, 2), ['0:a=old', '3:b=committed'])
  })

  test('an aborted transaction whose marker lies further on is known for aborted all the same', async () => {
    const time = new VirtualTime()
    const log = open(new VirtualDisk(), time)
    put(log, time, [['a', 'good']])
    put(log, time, [['a', 'aborted']], { producerId: 1, producerEpoch: 0, baseSequence: 0, isTransactional: true })
    log.roll()
    end(log, time, 1, false)
    // The marker is still in the active segment when the records of the transaction are cleaned.
    await log.sync()
    log.updateHighWatermark(log.logEndOffset)
    await new LogCleaner(time, silentLogger).clean(log)
    assert.deepEqual(text(contents(log).records), ['0:a=good'])
  })

  test('an aborted transaction of an earlier round does not make later records of its producer look aborted', async () => {
    const time = new VirtualTime()
    const log = open(new VirtualDisk(), time)
    const transaction = (baseSequence: number, value: string, commit: boolean): void => {
      put(log, time, [['a', value]], { producerId: 1, producerEpoch: 0, baseSequence, isTransactional: true })
      end(log, time, 1, commit)
    }
    transaction(0, 'aborted', false)
    await clean(log, time)
    transaction(1, 'first', true)
    transaction(2, 'second', true)
    await clean(log, time)
    assert.deepEqual(text(contents(log).records), ['4:a=second'])
  })

  test('stops at the open transaction, the high watermark and the minimum lag', async () => {
    const time = new VirtualTime()
    const log = open(new VirtualDisk(), time, { minCompactionLagMs: 5000 })
    for (let i = 0; i < 10; i++) put(log, time, [['a', 'x'.repeat(200)]])
    await clean(log, time)
    assert.equal(contents(log).records.length, 10, 'too young')
    await time.advance(10_000)
    put(log, time, [['a', 'open']], { producerId: 1, producerEpoch: 0, baseSequence: 0, isTransactional: true })
    for (let i = 0; i < 10; i++) put(log, time, [['a', 'x'.repeat(200)]])
    await time.advance(10_000)
    await clean(log, time)
    assert.equal(contents(log).records.length, 12, 'behind the open transaction nothing is touched')
  })

  test('a full key map ends the round early, and the next round goes on', async () => {
    const time = new VirtualTime()
    const log = open(new VirtualDisk(), time)
    for (let i = 0; i < 1800; i += 2) put(log, time, [[`k${i % 1000}`, 'v'], [`k${(i + 1) % 1000}`, 'v']])
    log.roll()
    await log.sync()
    log.updateHighWatermark(log.logEndOffset)
    const cleaner = new LogCleaner(time, silentLogger, { dedupeBufferBytes: 24 * 1024 })
    const first = await cleaner.clean(log)
    assert.equal(first!.endOffset, 768)
    while (planCleaning(log, time.now()) !== undefined) await cleaner.clean(log)
    const { records } = contents(log)
    assert.equal(records.length, 1000)
    assert.equal(new Set(records.map(record => String(record.key))).size, 1000)
  })

  test('random histories: the newest value of every key survives, in order, whatever was cleaned when', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = new SeededRandom(seed)
      const time = new VirtualTime({ seed })
      const disk = new VirtualDisk({ seed })
      let log = open(disk, time, { segmentBytes: 400 + random.int(2000) })
      const newest = new Map<string, { offset: number; value: string | null }>()
      for (let step = 0; step < 120; step++) {
        await time.advance(random.int(300))
        const entry = (_: unknown, i: number): [string, string | null] => [`k${random.int(12)}`, random.int(6) === 0 ? null : `${step}.${i}`]
        const entries = Array.from({ length: 1 + random.int(4) }, entry)
        const first = put(log, time, entries, { compression: random.int(3) === 0 ? 'gzip' : 'none' })
        entries.forEach(([key, value], i) => newest.set(key, { offset: first + i, value }))
        if (random.int(12) === 0) await clean(log, time)
        if (random.int(30) === 0) {
          disk.restart()
          log = open(disk, time, { segmentBytes: 400 + random.int(2000) })
        }
      }
      await time.advance(10_000)
      await clean(log, time)
      const { records } = contents(log)
      const found = new Map<string, { offset: number; value: string | null }>()
      let last = -1
      for (const record of records) {
        assert.ok(record.offset > last, 'offsets rise')
        last = record.offset
        found.set(String(record.key), { offset: record.offset, value: record.value?.toString() ?? null })
      }
      for (const [key, { offset, value }] of newest) {
        if (value === null) assert.ok(found.get(key) === undefined || found.get(key)!.value === null, `seed ${seed}: ${key} came back from the dead`)
        else assert.deepEqual(found.get(key), { offset, value }, `seed ${seed}: ${key}`)
      }
      assert.ok(records.length <= 12 + 4, `seed ${seed}: ${records.length} records are left of 12 keys`)
    }
  })
})

describe('the key map', () => {
  test('finds what was put, whatever the length of the key, and says when it is full', () => {
    const random = new SeededRandom(1)
    const map = new OffsetMap(24 * 4096, random)
    const model = new Map<string, number>()
    const put = (key: string, offset: number): void => {
      // Somewhere within a larger buffer, as in a batch.
      const bytes = Buffer.from(`xx${key}yy`)
      map.put(bytes, 2, bytes.length - 4, offset)
      model.set(key, offset)
    }
    const get = (key: string): number => map.get(Buffer.from(key), 0, Buffer.byteLength(key))
    for (let offset = 0; !map.isFull; offset++) put('k'.repeat(random.int(9)) + random.int(5000).toString(36), offset)
    assert.equal(map.size, 3072)
    assert.equal(model.size, 3072)
    for (const [key, offset] of model) assert.equal(get(key), offset)
    assert.equal(get('another'), -1)
  })
})

describe('compaction that dies', () => {
  async function life(disk: VirtualDisk, time: VirtualTime, expected: Map<string, string>): Promise<void> {
    const log = open(disk, time)
    for (let i = 0; i < 24; i++) {
      put(log, time, [[`k${i % 5}`, `v${i}${'.'.repeat(80)}`]])
      expected.set(`k${i % 5}`, `${i}:v${i}`)
    }
    await log.sync()
    await clean(log, time)
  }

  for (const [how, crash] of [['is killed', 'restart'], ['loses power', 'losePower']] as const) {
    test(`because the process ${how} at any moment loses no key`, async () => {
      const probe = new VirtualDisk()
      await life(probe, new VirtualTime(), new Map())
      let interrupted = 0
      for (let at = 60; at <= probe.operations; at++) {
        const time = new VirtualTime()
        const disk = new VirtualDisk({ seed: at })
        const expected = new Map<string, string>()
        disk.killAfter(at)
        const done = life(disk, time, expected).then(
          () => true,
          error => {
            if (!(error instanceof ProcessKilled)) throw error
            return false
          },
        )
        const finished = await Promise.race([done, new Promise<boolean>(resolve => setImmediate(() => resolve(false)))])
        if (expected.size < 5 || finished) continue
        disk[crash]()
        // A second crash while the first one is being put right.
        disk.killAfter(1 + (at % 7))
        try {
          open(disk, new VirtualTime())
        } catch (error) {
          assert.ok(error instanceof ProcessKilled, String(error))
        }
        disk[crash]()
        const log = open(disk, new VirtualTime())
        const { records } = contents(log)
        const found = new Map(records.map(record => [String(record.key), `${record.offset}:${String(record.value).replace(/\.+$/, '')}`]))
        if (log.logEndOffset < 24) {
          assert.equal(crash, 'losePower')
          continue
        }
        interrupted++
        assert.deepEqual([...found].sort(), [...expected].sort(), `at operation ${at}`)
        const names = disk.list('/data/t-0').map(entry => entry.name)
        assert.deepEqual(names.filter(name => /deleted|cleaned|swap/.test(name)), [])
        await clean(log, new VirtualTime())
        assert.equal(contents(log).records.length, 5)
      }
      assert.ok(interrupted > 20, `only ${interrupted} interruptions`)
    })
  }
})
