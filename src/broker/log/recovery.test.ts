import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { LineLogger } from '../../core/logger.ts'
import { batches, decodeRecords, encodeBatch, encodeEndTransactionMarker, splitBatches, type BatchOptions } from '../../protocol/records/index.ts'
import { ProcessKilled, VirtualDisk } from '../../testing/virtual-disk.ts'
import { VirtualTime } from '../../testing/virtual-time.ts'
import type { LogConfig } from './log-config.ts'
import { PartitionLog } from './partition-log.ts'
import { TailCache } from './tail-cache.ts'

const directory = '/data/orders-0'
const small: Partial<LogConfig> = { segmentBytes: 700, indexIntervalBytes: 150, fileDeleteDelayMs: 1000 }

interface Opened {
  log: PartitionLog
  time: VirtualTime
  lines: string[]
}

function open(disk: VirtualDisk, options: { clean?: boolean; recoveryPoint?: number; config?: Partial<LogConfig>; highWatermark?: number } = {}): Opened {
  const time = new VirtualTime()
  const lines: string[] = []
  disk.makeDirectory('/data')
  disk.syncDirectory('/')
  const env = {
    disk,
    system: time,
    logger: new LineLogger((level, line) => (level === 'info' || level === 'debug' ? 0 : lines.push(line))),
    tailCache: new TailCache(0),
  }
  return { log: PartitionLog.open(env, { directory, topic: 'orders', partition: 0, config: small, recoveryPoint: 0, ...options }), time, lines }
}

function batch(value: string, options: BatchOptions & { count?: number } = {}): Buffer {
  const one = { timestamp: 1_767_225_600_000, key: Buffer.from(value), value: Buffer.from(value.padEnd(60, '.')) }
  return encodeBatch(Array.from({ length: options.count ?? 1 }, () => one), options)
}

function keys(log: PartitionLog): string[] {
  const found: string[] = []
  for (let offset = log.logStartOffset; offset < log.logEndOffset; ) {
    const result = log.read(offset, { maxBytes: 400, minOneMessage: true, upTo: 'logEnd' })
    assert.ok(result.bytes > 0, `nothing at offset ${offset}`)
    const records = result.records.flatMap(splitBatches).flatMap(bytes => decodeRecords(bytes))
    found.push(...records.map(record => `${record.offset}:${record.key?.toString() ?? ''}`))
    offset = result.nextOffset
  }
  return found
}

/** Appends, syncs now and then, transacts, truncates and closes: what a log does in a short life. Notes what was promised. */
async function life(disk: VirtualDisk, promised: { appended: string[]; synced: number }): Promise<void> {
  const { log } = open(disk)
  for (let i = 0; i < 24; i++) {
    const producer = i % 3 === 0 ? {} : { producerId: 7, producerEpoch: 0, baseSequence: i - Math.floor(i / 3) - 1 }
    const records = batch(`k${i}`, { ...producer, compression: i % 5 === 0 ? 'gzip' : 'none' })
    const { firstOffset } = log.append(records, { leaderEpoch: Math.floor(i / 10), origin: 'client' })
    promised.appended[firstOffset] = `${firstOffset}:k${i}`
    if (i % 4 === 3) promised.synced = await log.sync()
  }
  log.close()
  promised.synced = log.logEndOffset
}

async function countOperations(): Promise<number> {
  const disk = new VirtualDisk()
  await life(disk, { appended: [], synced: 0 })
  return disk.operations
}

async function dieAt(disk: VirtualDisk, operation: number, promised: { appended: string[]; synced: number }): Promise<boolean> {
  disk.killAfter(operation)
  let died = false
  // A sync that never settles is a process that died waiting for it.
  const settled = life(disk, promised).then(
    () => {},
    error => {
      if (!(error instanceof ProcessKilled)) throw error
      died = true
    },
  )
  await Promise.race([settled, new Promise(resolve => setImmediate(resolve))])
  return died || disk.operations >= operation
}

describe('a process killed at any moment', () => {
  test('loses nothing that was appended', async () => {
    const total = await countOperations()
    assert.ok(total > 100, `only ${total} operations`)
    for (let at = 1; at <= total; at++) {
      const disk = new VirtualDisk({ seed: at })
      const promised = { appended: [] as string[], synced: 0 }
      await dieAt(disk, at, promised)
      disk.restart()
      const { log } = open(disk)
      const found = keys(log)
      // The append that was cut short may be there as a whole or not at all.
      assert.deepEqual(found.slice(0, promised.appended.length), promised.appended, `killed in operation ${at}`)
      assert.ok(found.length <= promised.appended.length + 1)
      log.append(batch('after'), { leaderEpoch: 5, origin: 'client' })
      assert.equal(keys(log).at(-1), `${found.length}:after`)
    }
  })
})

/** Per operation. A soak runs with many more. */
const powerLosses = Number(process.env.POWER_LOSSES ?? 6)

describe('a power loss at any moment', () => {
  test('loses nothing that was synced, and leaves a prefix of what was appended', async () => {
    const total = await countOperations()
    let cut = 0
    let states = 0
    for (let at = 1; at <= total; at++) {
      for (let variant = 0; variant < powerLosses; variant++) {
        const disk = new VirtualDisk({ seed: at * 100 + variant })
        const promised = { appended: [] as string[], synced: 0 }
        await dieAt(disk, at, promised)
        disk.losePower()
        const { log, lines } = open(disk)
        const found = keys(log)
        states++
        cut += lines.filter(line => line.includes('cut off')).length
        assert.ok(found.length >= promised.synced, `operation ${at} variant ${variant}: ${found.length} records, ${promised.synced} were durable`)
        // One append may have been on its way without its offset being known to the script.
        const known = Math.min(found.length, promised.appended.length)
        assert.deepEqual(found.slice(0, known), promised.appended.slice(0, known))
        // Recovery that is itself interrupted changes nothing.
        if (variant === 0) {
          const again = open(disk)
          assert.deepEqual(keys(again.log), found)
          assert.deepEqual(again.lines, [], 'what was cut stays cut')
        }
      }
    }
    assert.ok(cut > 20, `only ${cut} of ${states} states had a torn tail: the disk is too kind`)
  })

  test('what a failed sync left behind in the page cache is made durable by the next process, or it does not count', async () => {
    const disk = new VirtualDisk()
    const first = open(disk)
    first.log.append(batch('a'), { leaderEpoch: 0, origin: 'client' })
    disk.inject({ operation: 'sync', path: '.log', code: 'EIO' })
    await assert.rejects(first.log.sync(), /EIO/)
    // The system now takes the pages for clean. The process ends and another one reads them.
    disk.restart()
    const second = open(disk)
    assert.deepEqual(keys(second.log), ['0:a'])
    assert.equal(await second.log.sync(), 1)
    disk.losePower()
    assert.deepEqual(keys(open(disk).log), ['0:a'])
  })

  test('a recovery that loses power over and over ends in the same log', async () => {
    for (let seed = 1; seed <= 10 * powerLosses; seed++) {
      const disk = new VirtualDisk({ seed })
      const promised = { appended: [] as string[], synced: 0 }
      await dieAt(disk, 40 + (seed % 100), promised)
      for (let i = 1; i < 8; i++) {
        disk.losePower()
        disk.killAfter(i * 2)
        try {
          open(disk)
        } catch (error) {
          assert.ok(error instanceof ProcessKilled, String(error))
        }
      }
      disk.losePower()
      const found = keys(open(disk).log)
      assert.ok(found.length >= promised.synced)
      const known = Math.min(found.length, promised.appended.length)
      assert.deepEqual(found.slice(0, known), promised.appended.slice(0, known))
    }
  })
})

describe('damage', () => {
  function filled(): { disk: VirtualDisk; expected: string[] } {
    const disk = new VirtualDisk()
    const { log } = open(disk)
    for (let i = 0; i < 20; i++) log.append(batch(`k${i}`), { leaderEpoch: 1, origin: 'client' })
    const expected = keys(log)
    log.close()
    return { disk, expected }
  }
  const files = (disk: VirtualDisk, suffix: string): string[] => {
    const names = disk.list(directory).map(entry => `${directory}/${entry.name}`)
    return names.filter(name => name.endsWith(suffix)).sort()
  }

  test('of a torn tail is cut off, with one line that says what', () => {
    const { disk, expected } = filled()
    const last = files(disk, '.log').at(-1)!
    disk.corrupt(last, bytes => bytes.subarray(0, bytes.length - 10))
    const { log, lines } = open(disk, { recoveryPoint: 12 })
    assert.deepEqual(keys(log), expected.slice(0, 19))
    assert.equal(lines.length, 1)
    assert.match(lines[0]!, /orders-0: cut off the end of the log: 1\d\d bytes behind offset 19 .*torn by an unclean stop/)
  })

  test('in the middle of the log is neither cut nor served', () => {
    const { disk } = filled()
    for (const [at, why] of [[0, /has a good batch behind it|has a later segment behind it/], [-1, /lies below the recovery point/]] as const) {
      const file = files(disk, '.log').at(at)!
      const before = Buffer.from(disk.readFile(file))
      disk.corrupt(file, bytes => void (bytes[100]! ^= 1))
      const recoveryPoint = at === 0 ? 0 : 20
      assert.throws(() => open(disk, { recoveryPoint }), (error: Error) => why.test(error.message) && error.message.includes('stays offline'))
      // Nothing was changed: with the byte put right, everything is there.
      disk.corrupt(file, () => before)
      assert.equal(keys(open(disk, { recoveryPoint }).log).length, 20)
    }
  })

  test('of a batch\'s length is not mistaken for a file that ends early', () => {
    const { disk } = filled()
    const first = files(disk, '.log')[0]!
    const lastBatch = [...batches(disk.readFile(first))].at(-1)!.position
    disk.corrupt(first, bytes => void (bytes[lastBatch + 9]! ^= 1))
    assert.throws(() => open(disk), /has a later segment behind it .* stays offline/)
  })

  test('of a record full of zeros is not mistaken for pages that were never written', () => {
    const disk = new VirtualDisk()
    const { log } = open(disk, { config: { segmentBytes: 100_000 } })
    const zeros = encodeBatch([{ timestamp: 1_767_225_600_000, key: null, value: Buffer.alloc(20_000) }])
    for (const records of [batch('a'), zeros, batch('b')]) log.append(records, { leaderEpoch: 1, origin: 'client' })
    const [file] = files(disk, '.log')
    disk.corrupt(file!, bytes => void (bytes[250]! ^= 1))
    disk.restart()
    assert.throws(() => open(disk), /has a good batch behind it .* stays offline/)
  })

  test('of pages that were never written, with later ones that were, is a torn tail', () => {
    const disk = new VirtualDisk()
    const { log } = open(disk, { config: { segmentBytes: 100_000 } })
    for (let i = 0; i < 100; i++) log.append(batch(`k${i}`), { leaderEpoch: 1, origin: 'client' })
    const [file] = files(disk, '.log')
    disk.corrupt(file!, bytes => void bytes.fill(0, 4096, 8192))
    disk.restart()
    const again = open(disk)
    assert.equal(again.log.logEndOffset, 4096 / batch('k10').length | 0)
    assert.equal(again.lines.length, 1)
  })

  test('that is found while reading is answered with an error, and the rest is served', () => {
    const { disk, expected } = filled()
    disk.corrupt(files(disk, '.log')[1]!, bytes => void (bytes[200]! ^= 1))
    const { log, lines } = open(disk, { clean: true })
    const second = log.segments[1]!.baseOffset
    // What stands before the corrupt batch is served; the batch itself never, and one line says so however often it is asked for.
    assert.equal(log.read(second, { maxBytes: 10_000, upTo: 'logEnd' }).nextOffset, second + 1)
    for (let i = 0; i < 3; i++) assert.throws(() => log.read(second + 1, { maxBytes: 10_000, upTo: 'logEnd' }), { code: 'CORRUPT_MESSAGE' })
    assert.equal(lines.length, 1)
    assert.deepEqual(log.read(0, { maxBytes: 1, minOneMessage: true, upTo: 'logEnd' }).nextOffset, 1)
    const third = log.segments[2]!.baseOffset
    assert.deepEqual(expected.length - third, keysFrom(log, third).length)
  })

  const keysFrom = (log: PartitionLog, from: number): string[] => {
    const found: string[] = []
    for (let offset = from; offset < log.logEndOffset; ) {
      const result = log.read(offset, { maxBytes: 400, minOneMessage: true, upTo: 'logEnd' })
      for (const bytes of result.records.flatMap(splitBatches)) for (const record of decodeRecords(bytes)) found.push(String(record.offset))
      offset = result.nextOffset
    }
    return found
  }

  for (const suffix of ['.index', '.timeindex']) {
    for (const [what, change] of [
      ['removed', undefined],
      ['emptied', () => Buffer.alloc(0)],
      ['zeroed', (bytes: Buffer) => Buffer.alloc(bytes.length + 120)],
      ['cut within an entry', (bytes: Buffer) => bytes.subarray(0, bytes.length - 3)],
      ['filled with noise', (bytes: Buffer) => bytes.fill(0x7f)],
      ['with a wrong sign in the last entry', (bytes: Buffer) => void (bytes[bytes.length - 4]! ^= 0x80)],
    ] as const) {
      test(`of ${suffix} files (${what}) changes no answer`, () => {
        const { disk, expected } = filled()
        for (const file of files(disk, suffix)) {
          if (change === undefined) disk.remove(file)
          else disk.corrupt(file, change)
        }
        const { log } = open(disk, { clean: true })
        assert.deepEqual(keys(log), expected)
        assert.equal(log.offsetForTimestamp(1_767_225_600_000)?.offset, 0)
        assert.equal(log.offsetOfMaxTimestamp()?.timestamp, 1_767_225_600_000)
      })
    }
  }

  for (const name of ['leader-epoch-checkpoint', '.snapshot']) {
    test(`of ${name} is repaired from the batches`, () => {
      const disk = new VirtualDisk()
      const { log } = open(disk)
      for (let i = 0; i < 20; i++) {
        const records = batch(`k${i}`, { producerId: 9, producerEpoch: 0, baseSequence: i })
        log.append(records, { leaderEpoch: 1 + Math.floor(i / 8), origin: 'client' })
      }
      const epochs = log.epochs
      log.close()
      for (const file of files(disk, name)) disk.corrupt(file, bytes => bytes.subarray(0, bytes.length - 2))
      for (const clean of [true, false]) {
        const again = open(disk, { clean }).log
        assert.deepEqual(again.epochs, epochs)
        assert.equal(again.activeProducers()[0]!.batches.at(-1)!.lastSequence, 19)
      }
    })
  }

  test('a recovery that finds everything as it was changes nothing but the length of an index that has too much', () => {
    const { disk } = filled()
    open(disk)
    const content = (): string[] => ['.index', '.timeindex', 'leader-epoch-checkpoint'].flatMap(suffix => files(disk, suffix)).map(file => disk.readFile(file).toString('hex'))
    const before = content()
    open(disk)
    assert.deepEqual(content(), before)
    // Entries of batches that never came, as a kill leaves them.
    for (const file of files(disk, '.index')) disk.corrupt(file, bytes => Buffer.concat([bytes, Buffer.alloc(80, 7)]))
    open(disk)
    assert.deepEqual(content(), before)
  })

  test('a preallocated index with a tail of zeros, as Apache Kafka leaves it when killed, is trimmed', () => {
    const { disk, expected } = filled()
    for (const suffix of ['.index', '.timeindex']) {
      for (const file of files(disk, suffix)) disk.corrupt(file, bytes => Buffer.concat([bytes, Buffer.alloc(1200)]))
    }
    const { log } = open(disk, { clean: true })
    assert.deepEqual(keys(log), expected)
    log.append(batch('more'), { leaderEpoch: 1, origin: 'client' })
    log.close()
    assert.equal(disk.stat(files(disk, '.timeindex').at(-1)!)!.size % 12, 0)
    assert.ok(disk.stat(files(disk, '.timeindex').at(-1)!)!.size < 100)
  })
})

describe('leftovers of an interrupted compaction', () => {
  const name = (suffix: string): string => `${directory}/00000000000000000000${suffix}`
  function leftover(...suffixes: string[]): { disk: VirtualDisk; before: string[] } {
    const disk = new VirtualDisk()
    const { log } = open(disk, { config: { segmentBytes: 5000, cleanupPolicy: ['compact'] } })
    for (let i = 0; i < 3; i++) log.append(batch(`k${i}`), { leaderEpoch: 1, origin: 'client' })
    log.roll()
    log.append(batch('k3'), { leaderEpoch: 1, origin: 'client' })
    const before = keys(log)
    log.close()
    // What compaction has left of the first segment: its last batch.
    const bytes = disk.readFile(name('.log'))
    const last = [...batches(bytes)].at(-1)!.position
    for (const suffix of suffixes) {
      const file = disk.open(name(suffix), 'write')
      if (suffix.startsWith('.log')) file.write([bytes.subarray(last)], 0)
      file.close()
    }
    return { disk, before }
  }
  const opened = (disk: VirtualDisk): string[] => {
    const found = keys(open(disk, { clean: true }).log)
    assert.deepEqual(disk.list(directory).filter(entry => /swap|cleaned|deleted/.test(entry.name)), [])
    return found
  }

  test('a swap file takes the place of what it replaces', () => {
    const { disk, before } = leftover('.log.swap', '.index.swap')
    assert.deepEqual(opened(disk), before.slice(2))
  })

  test('a swap file beside a cleaned one, as Apache Kafka may leave them, is not complete and goes', () => {
    const { disk, before } = leftover('.log.swap', '.index.cleaned')
    assert.deepEqual(opened(disk), before)
  })

  test('cleaned and deleted files go', () => {
    const { disk, before } = leftover('.log.cleaned', '.index.swap', '.timeindex.deleted')
    assert.deepEqual(opened(disk), before)
  })
})

describe('a disk that fails', () => {
  test('when full refuses the append, keeps reading, and goes on when there is room', () => {
    const disk = new VirtualDisk()
    const { log, lines } = open(disk)
    for (let i = 0; i < 3; i++) log.append(batch(`k${i}`), { leaderEpoch: 1, origin: 'client' })
    disk.capacityBytes = disk.usedBytes + 50
    for (let i = 0; i < 3; i++) assert.throws(() => log.append(batch('lost'), { leaderEpoch: 1, origin: 'client' }), { code: 'KAFKA_STORAGE_ERROR' })
    assert.equal(lines.length, 1, 'one line, not one for each append')
    assert.equal(log.logEndOffset, 3)
    assert.equal(keys(log).length, 3)
    disk.capacityBytes = Infinity
    assert.equal(log.append(batch('k3'), { leaderEpoch: 1, origin: 'client' }).firstOffset, 3)
    log.close()
    assert.deepEqual(keys(open(disk, { clean: true }).log), ['0:k0', '1:k1', '2:k2', '3:k3'])
  })

  test('without a descriptor left refuses the append and the read, and no more', () => {
    const disk = new VirtualDisk()
    const { log } = open(disk)
    log.append(batch('k0'), { leaderEpoch: 1, origin: 'client' })
    for (const segment of log.segments) segment.release()
    disk.inject({ operation: 'open', path: '.log', code: 'EMFILE', times: 2 })
    assert.throws(() => log.append(batch('lost'), { leaderEpoch: 1, origin: 'client' }), { code: 'KAFKA_STORAGE_ERROR' })
    assert.equal(log.failure, undefined)
    assert.equal(log.append(batch('k1'), { leaderEpoch: 1, origin: 'client' }).firstOffset, 1)
    log.close()
    assert.deepEqual(keys(open(disk, { clean: true }).log), ['0:k0', '1:k1'])
  })

  test('in a sync is never trusted again', async () => {
    const disk = new VirtualDisk()
    const { log } = open(disk)
    log.append(batch('a'), { leaderEpoch: 1, origin: 'client' })
    await log.sync()
    log.append(batch('b'), { leaderEpoch: 1, origin: 'client' })
    disk.inject({ operation: 'sync', path: '.log', code: 'EIO' })
    await assert.rejects(log.sync(), { code: 'KAFKA_STORAGE_ERROR' })
    // The disk would "succeed" now, with the pages dropped.
    await assert.rejects(log.sync(), { code: 'KAFKA_STORAGE_ERROR' })
    assert.throws(() => log.append(batch('c'), { leaderEpoch: 1, origin: 'client' }), { code: 'KAFKA_STORAGE_ERROR' })
    assert.throws(() => log.read(0, { maxBytes: 100, upTo: 'logEnd' }), { code: 'KAFKA_STORAGE_ERROR' })
    assert.equal(log.recoveryPoint, 1)
  })

  test('within a write leaves no part of the batch behind', () => {
    const disk = new VirtualDisk()
    const { log } = open(disk)
    log.append(batch('a'), { leaderEpoch: 1, origin: 'client' })
    disk.inject({ operation: 'write', path: '.log', code: 'EIO', partialBytes: 70 })
    assert.throws(() => log.append(batch('b'), { leaderEpoch: 1, origin: 'client' }), { code: 'KAFKA_STORAGE_ERROR' })
    disk.restart()
    const again = open(disk)
    assert.deepEqual(keys(again.log), ['0:a'])
    assert.deepEqual(again.lines, [])
  })
})

describe('producers and transactions', () => {
  const transactional = { producerId: 4, producerEpoch: 0, isTransactional: true }
  function transact(log: PartitionLog): void {
    const append = (records: Buffer, origin: 'client' | 'coordinator' = 'client'): void => void log.append(records, { leaderEpoch: 1, origin })
    append(batch('t0', { ...transactional, baseSequence: 0 }))
    append(batch('plain'))
    append(batch('t1', { ...transactional, baseSequence: 1 }))
    append(encodeEndTransactionMarker(false, 1_767_225_600_000, { producerId: 4, producerEpoch: 0, coordinatorEpoch: 3 }), 'coordinator')
    append(batch('t2', { ...transactional, baseSequence: 2 }))
    append(encodeEndTransactionMarker(true, 1_767_225_600_000, { producerId: 4, producerEpoch: 0, coordinatorEpoch: 3 }), 'coordinator')
    append(batch('open', { ...transactional, baseSequence: 3 }))
    append(batch('tail'))
  }
  const committed = (log: PartitionLog): { upTo: number; aborted: number[] } => {
    log.updateHighWatermark(log.logEndOffset)
    const aborted = new Set<number>()
    let offset = 0
    for (;;) {
      const result = log.read(offset, { maxBytes: 150, minOneMessage: true, upTo: 'lastStable' })
      for (const transaction of result.abortedTransactions!) aborted.add(transaction.firstOffset)
      if (result.bytes === 0) return { upTo: offset, aborted: [...aborted] }
      offset = result.nextOffset
    }
  }

  test('the last stable offset stops at the open transaction, and the aborted one is told', () => {
    const { log } = open(new VirtualDisk())
    transact(log)
    assert.equal(log.lastStableOffset, 0, 'nothing is committed before the high watermark moves')
    log.updateHighWatermark(3)
    assert.equal(log.lastStableOffset, 0, 'the marker lies at the high watermark, not below it')
    log.updateHighWatermark(4)
    assert.equal(log.lastStableOffset, 4)
    assert.deepEqual(committed(log), { upTo: 6, aborted: [0] })
    const commit = encodeEndTransactionMarker(true, 1_767_225_600_000, { producerId: 4, producerEpoch: 0, coordinatorEpoch: 3 })
    log.append(commit, { leaderEpoch: 1, origin: 'coordinator' })
    assert.equal(log.lastStableOffset, 6, 'the marker counts once the high watermark has passed it')
    assert.deepEqual(committed(log), { upTo: 9, aborted: [0] })
  })

  test('the index of an aborted transaction tells how far it can reach', () => {
    const { log } = open(new VirtualDisk())
    const begin = (producerId: number): void =>
      void log.append(batch('x', { producerId, producerEpoch: 0, baseSequence: 0, isTransactional: true }), { leaderEpoch: 1, origin: 'client' })
    const abort = (producerId: number): void => {
      const marker = encodeEndTransactionMarker(false, 1_767_225_600_000, { producerId, producerEpoch: 0, coordinatorEpoch: 0 })
      log.append(marker, { leaderEpoch: 1, origin: 'coordinator' })
    }
    for (const producerId of [1, 2, 3]) begin(producerId)
    for (const producerId of [2, 1, 3]) abort(producerId)
    const entries = log.segments.flatMap(segment => segment.txnIndex.entries)
    const found = entries.map(entry => [entry.producerId, entry.firstOffset, entry.lastOffset, entry.lastStableOffset])
    assert.deepEqual(found, [[2, 1, 3, 0], [1, 0, 4, 2], [3, 2, 5, 6]])
  })

  for (const [how, clean] of [['a clean stop', true], ['a kill', false]] as const) {
    test(`${how} keeps transactions, sequences and the last stable offset`, () => {
      const disk = new VirtualDisk()
      const first = open(disk).log
      transact(first)
      if (clean) first.close()
      else disk.restart()
      const { log } = open(disk, { clean })
      assert.deepEqual(committed(log), { upTo: 6, aborted: [0] })
      const send = (baseSequence: number): ReturnType<PartitionLog['append']> =>
        log.append(batch('x', { ...transactional, baseSequence }), { leaderEpoch: 1, origin: 'client' })
      assert.throws(() => send(9), { code: 'OUT_OF_ORDER_SEQUENCE_NUMBER' })
      assert.equal(send(3).duplicate, true)
      assert.equal(send(4).firstOffset, 8)
    })
  }

  for (const [what, damage] of [
    ['damaged', (disk: VirtualDisk, path: string): void => disk.corrupt(path, bytes => bytes.subarray(0, bytes.length - 1))],
    ['missing, the offset index with it,', (disk: VirtualDisk, path: string): void => {
      for (const name of [path, path.replace('.txnindex', '.index')]) disk.remove(name)
    }],
  ] as const) {
    test(`a transaction index that is ${what} is rebuilt for its segment`, () => {
      const disk = new VirtualDisk()
      const { log } = open(disk, { config: { segmentBytes: 5000 } })
      transact(log)
      log.roll()
      transact2(log)
      log.close()
      damage(disk, `${directory}/00000000000000000000.txnindex`)
      const again = open(disk, { clean: true })
      assert.deepEqual(committed(again.log).aborted, [0])
      assert.equal(again.lines.length, what === 'damaged' ? 1 : 0)
    })
  }
  const transact2 = (log: PartitionLog): void => void log.append(batch('later'), { leaderEpoch: 1, origin: 'client' })

  test('a truncation takes back what the cut batches had done', () => {
    const { log } = open(new VirtualDisk())
    transact(log)
    log.truncateTo(3)
    assert.equal(log.logEndOffset, 3)
    assert.deepEqual(committed(log), { upTo: 0, aborted: [] })
    assert.equal(log.activeProducers()[0]!.batches.at(-1)!.lastSequence, 1)
    assert.equal(log.append(batch('t2', { ...transactional, baseSequence: 2 }), { leaderEpoch: 2, origin: 'client' }).firstOffset, 3)
  })
})
