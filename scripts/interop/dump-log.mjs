// Our logs beside Apache Kafka's own log classes, and under its DumpLogSegments.
//   node scripts/interop/dump-log.mjs [--seeds N] [--seed S]
// Needs Java and, in ROOKERY_KAFKA_LIBS, the folder with Apache Kafka's jars. Random histories (all codecs, idempotent and
// transactional producers with their mistakes, bad batches, rolls, retention, DeleteRecords, truncation, compaction) are
// played to both logs at once: every answer must be the same, and in the end the files byte for byte. Then each opens the
// other's directory, after a clean stop and after a kill. DumpLogSegments reads what we wrote and must find nothing.
// Ends with `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { nodeDisk } from '../../dist/broker/disk/node-disk.js'
import { LogCleaner, planCleaning } from '../../dist/broker/log/cleaner.js'
import { PartitionLog } from '../../dist/broker/log/index.js'
import { SeededRandom, silentLogger } from '../../dist/core/index.js'
import { batches, decodeRecords, encodeBatch, encodeEndTransactionMarker } from '../../dist/protocol/records/index.js'
import { crc32c } from '../../dist/core/hash.js'
import { VirtualTime } from '../../dist/testing/virtual-time.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const libs = process.env.ROOKERY_KAFKA_LIBS
if (!libs) {
  console.error('set ROOKERY_KAFKA_LIBS to the folder with Apache Kafka\'s jars')
  process.exit(1)
}
const option = (name, fallback) => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : fallback)
const seeds = option('--seeds', 48)
const firstSeed = option('--seed', 1)
const work = mkdtempSync(join(tmpdir(), 'rookery-dump-'))
const logging = `-Dlog4j2.configurationFile=${join(root, 'test/interop/log4j2.xml')}`
const jvm = ['-Xmx512M', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', logging, '-cp', `${libs}/*`]

let passed = 0
let failed = 0
async function check(name, run) {
  try {
    await run()
    passed++
  } catch (error) {
    failed++
    console.log(`FAILED  ${name}: ${error.message}`)
  }
}
function same(what, ours, theirs) {
  if (!isDeepStrictEqual(ours, theirs)) throw new Error(`${what} differs:\n  ours   ${show(ours)}\n  Kafka  ${show(theirs)}`)
}
const show = value => JSON.stringify(value)?.slice(0, 1500)

// ---- Apache Kafka's side

const java = spawn('java', [...jvm, join(root, 'scripts/interop/log-oracle/LogOracle.java')], { stdio: ['pipe', 'pipe', 'ignore'] })
const waiting = []
createInterface({ input: java.stdout }).on('line', line => waiting.shift()(JSON.parse(line)))
java.on('close', code => {
  if (waiting.length === 0) return
  console.log(`the oracle ended with ${code}\n${passed} passed, ${failed + 1} failed`)
  process.exit(1)
})
async function kafka(request) {
  const answer = await new Promise(resolve => {
    waiting.push(resolve)
    java.stdin.write(`${JSON.stringify(request)}\n`)
  })
  if (answer.error) throw new Error(`Kafka's log says ${answer.error}`)
  return answer
}

// ---- one history on both sides

const javaName = name => name.replace(/[A-Z]/g, letter => `.${letter.toLowerCase()}`)
function javaConfig(config) {
  const name = key => (key === 'segmentBytes' ? 'internal.segment.bytes' : javaName(key))
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [name(key), Array.isArray(value) ? value.join(',') : String(value)]))
}

class Pair {
  constructor(name, seed, config) {
    this.name = name
    this.random = new SeededRandom(seed)
    // Beyond the real time: file times, which stand in for timestamps that are missing, must not lie in the future.
    this.time = new VirtualTime({ startMs: 1_900_000_000_000, seed })
    this.config = config
    this.oursDir = join(work, name, 'ours', 'topic-0')
    this.theirsDir = join(work, name, 'kafka', 'topic-0')
    mkdirSync(this.oursDir, { recursive: true })
    mkdirSync(this.theirsDir, { recursive: true })
    this.producers = new Map()
    this.values = 0
  }

  openOurs(directory, options) {
    const environment = { disk: nodeDisk, system: this.time, logger: silentLogger }
    return PartitionLog.open(environment, { directory, topic: 'topic', partition: 0, config: this.config, ...options })
  }

  async open() {
    this.log = this.openOurs(this.oursDir, { clean: true })
    await kafka({ op: 'open', dir: this.theirsDir, config: javaConfig(this.config), clean: true, now: this.time.now() })
  }

  async append(records, origin, epoch, what, options = {}) {
    const copy = Buffer.from(records)
    const theirs = await kafka({ op: 'append', records: copy.toString('base64'), origin: origin.toUpperCase(), epoch, now: this.time.now(), ...options })
    let ours
    try {
      const info = this.log.append(Buffer.from(records), { leaderEpoch: epoch, origin, ...options })
      ours = { first: info.firstOffset, last: info.lastOffset, logStart: info.logStartOffset, duplicate: info.duplicate }
    } catch (error) {
      ours = { code: error.code, recordErrors: error.recordErrors }
    }
    const answer = ({ code, recordErrors, first, last, logStart }) => (code ? { code, errors: recordErrors?.map(e => e.batchIndex) } : { first, last, logStart })
    const expected = answer(theirs)
    // Kafka ends with an unspecific error where decompression or a codec number fails; ours names the record batch.
    if (expected.code === 'UNKNOWN_SERVER_ERROR' && ['INVALID_RECORD', 'CORRUPT_MESSAGE'].includes(ours.code)) expected.code = ours.code
    same(`${this.name}: the answer to ${what} (${theirs.message ?? ''})`, answer(ours), expected)
    return theirs
  }

  async state(isolation, times, log = this.log) {
    const theirs = await kafka({ op: 'state', isolation, times })
    return { ours: describe(log, isolation, times), theirs }
  }

  async compareState(what, times = [], log = this.log) {
    for (const isolation of ['LOG_END', 'TXN_COMMITTED']) {
      const { ours, theirs } = await this.state(isolation, times, log)
      // Kafka may tell of aborted transactions somewhat further on than it read.
      // Its last stable offset may lag behind a log start that passed an open transaction.
      theirs.times = theirs.times.map(found => (found?.[0] === -1 ? null : found))
      theirs.lastStable = Math.max(theirs.lastStable, theirs.logStart)
      theirs.readTo = Math.max(theirs.readTo, theirs.logStart)
      theirs.aborted = unique(theirs.aborted).filter(([, firstOffset]) => firstOffset < theirs.readTo)
      for (const key of Object.keys(ours)) {
        if (key === 'segments' && this.loose) continue
        // When a marker that ended nothing may go, Kafka sees somewhat later than we do.
        if (key === 'batches' && this.loose) for (const list of [ours.batches, theirs.batches]) for (const header of list) if (header[7]) header[11] = -1
        // Where a segment's largest timestamp is that of an emptied batch or of a deleted record, Kafka finds nothing; we look on.
        if (key === 'times' && (this.loose || ours.logStart > 0)) ours.times = ours.times.map((found, i) => (theirs.times[i] === null ? null : found))
        same(`${this.name}: ${key} (${isolation}) ${what}`, ours[key], theirs[key])
      }
    }
  }
}

function describe(log, isolation, times) {
  const records = []
  const aborted = []
  const headers = []
  let offset = log.logStartOffset
  while (offset < log.logEndOffset) {
    const result = log.read(offset, { maxBytes: 5000, minOneMessage: true, upTo: isolation === 'LOG_END' ? 'logEnd' : 'lastStable' })
    for (const transaction of result.abortedTransactions ?? []) aborted.push([transaction.producerId, transaction.firstOffset])
    if (result.bytes === 0) break
    for (const buffer of result.records) {
      for (const { header, position } of batches(buffer)) {
        if (header.baseOffset >= offset) headers.push(headerOf(header))
        if (header.isControl) continue
        for (const record of decodeRecords(buffer, position)) {
          const text = bytes => bytes?.toString('base64') ?? null
          if (record.offset >= offset) records.push([record.offset, record.timestamp, text(record.key), text(record.value)])
        }
      }
    }
    offset = result.nextOffset
  }
  const producers = log.activeProducers().sort((a, b) => a.producerId - b.producerId)
  return {
    logStart: log.logStartOffset,
    logEnd: log.logEndOffset,
    highWatermark: log.highWatermark,
    lastStable: log.lastStableOffset,
    epochs: log.epochs.map(({ epoch, startOffset }) => [epoch, startOffset]),
    producers: producers.map(({ producerId, producerEpoch, batches: last, lastTimestamp, coordinatorEpoch, currentTxnFirstOffset }) => [
      producerId, producerEpoch, last.at(-1)?.lastSequence ?? -1, lastTimestamp, coordinatorEpoch, currentTxnFirstOffset,
    ]),
    segments: log.segments.map(segment => [segment.baseOffset, segment.size]),
    times: times.map(timestamp => {
      const found = timestamp === -3 ? log.offsetOfMaxTimestamp() : log.offsetForTimestamp(timestamp)
      return found === undefined ? null : [found.timestamp, found.offset, found.leaderEpoch]
    }),
    records,
    batches: headers,
    aborted: unique(aborted),
    readTo: offset,
  }
}
const headerOf = h => [
  h.baseOffset, h.lastOffset, h.recordCount, h.producerId, h.producerEpoch, h.baseSequence, h.isTransactional, h.isControl,
  h.partitionLeaderEpoch, h.compression, h.maxTimestamp, h.hasDeleteHorizon ? h.baseTimestamp : -1,
]
const unique = list => [...new Set(list.map(entry => JSON.stringify(entry)))].sort().map(text => JSON.parse(text))

const codecs = ['none', 'none', 'gzip', 'snappy', 'lz4', 'zstd']

/** Appends something to both: mostly good batches, now and then one with a fault. */
async function step(pair, state) {
  const { random, time } = pair
  const chance = p => random.next() < p
  await time.advance(random.int(2000))
  const compacted = pair.config.cleanupPolicy?.includes('compact') ?? false
  const count = 1 + random.int(chance(0.1) ? 60 : 4)
  const records = Array.from({ length: count }, () => ({
    timestamp: chance(0.03) ? -1 : time.now() - random.int(5000),
    key: !compacted && chance(0.2) ? null : Buffer.from(`key${random.int(8)}`),
    value: chance(0.1) ? null : Buffer.from(`value${pair.values++}`.padEnd(random.int(60), '.')),
    headers: chance(0.2) ? [{ key: 'h', value: random.int(2) ? null : Buffer.from('x') }] : [],
  }))
  const options = { compression: codecs[random.int(codecs.length)] }
  const kind = random.int(10)
  let what = 'a plain batch'
  let commit
  if (kind >= 4) {
    const producerId = 100 + random.int(4)
    const isTransactional = producerId >= 102
    const producer = pair.producers.get(producerId) ?? { epoch: 0, next: 0, last: undefined, open: false, coordinatorEpoch: 1 }
    pair.producers.set(producerId, producer)
    if (isTransactional && chance(0.3)) {
      const isCommit = chance(0.5)
      what = `a ${isCommit ? 'commit' : 'abort'} marker of producer ${producerId}`
      let { epoch, coordinatorEpoch } = producer
      const late = chance(0.1)
      if (late) epoch = Math.max(0, epoch - 1)
      if (chance(0.1)) coordinatorEpoch++
      if (chance(0.05)) coordinatorEpoch = 0
      const transactionVersion = chance(0.3) ? 2 : 1
      if (transactionVersion === 2 && !late && chance(0.8)) epoch++
      const marker = encodeEndTransactionMarker(isCommit, time.now(), { producerId, producerEpoch: epoch, coordinatorEpoch })
      const answer = await pair.append(marker, 'coordinator', state.epoch, what, { transactionVersion })
      if (!answer.code) {
        producer.coordinatorEpoch = coordinatorEpoch
        if (epoch > producer.epoch) Object.assign(producer, { epoch, next: 0, last: undefined })
      }
      return
    }
    Object.assign(options, { producerId, producerEpoch: producer.epoch, baseSequence: producer.next, isTransactional: isTransactional && !chance(0.05) })
    const fault = random.int(12)
    what = `a batch of producer ${producerId}`
    if (fault === 0) {
      options.baseSequence = (producer.next + 1 + random.int(3)) % 2 ** 31
      what += ' with a gap'
    } else if (fault === 1 && producer.last) {
      await pair.append(producer.last, 'client', state.epoch, `${what}, sent again`)
      return
    } else if (fault === 2 && producer.epoch > 0) {
      options.producerEpoch--
      what += ' with an old epoch'
    } else if (fault === 3) {
      options.producerEpoch++
      options.baseSequence = chance(0.7) ? 0 : 3
      what += ' with a new epoch'
    } else if (fault === 4 && producer.next === 0) {
      options.baseSequence = 2 ** 31 - 1 - random.int(3)
      what += ' at the end of the sequences'
    }
    commit = bytes => {
      producer.epoch = options.producerEpoch
      producer.next = (options.baseSequence + count) % 2 ** 31
      producer.last = bytes
    }
  }
  let bytes = encodeBatch(records, options)
  const fault = random.int(40)
  const patched = change => {
    bytes = Buffer.from(bytes)
    change(bytes)
    bytes.writeUInt32BE(crc32c(bytes, 21), 17)
  }
  if (fault === 0) {
    bytes = Buffer.from(bytes)
    bytes[bytes.length - 1] ^= 1
    what += ' with a wrong checksum'
  } else if (fault === 1) {
    patched(b => b.writeInt16BE(b.readInt16BE(21) | 0x20, 21))
    what += ' with the control bit'
  } else if (fault === 2) {
    patched(b => b.writeInt32BE(b.readInt32BE(57) + 1, 57))
    what += ' with a wrong count'
  } else if (fault === 3) {
    patched(b => b.writeInt32BE(-2, 23))
    what += ' with a negative offset delta'
  } else if (fault === 4) {
    patched(b => b.writeInt16BE(b.readInt16BE(21) | 0x08, 21))
    what += ' with LogAppendTime set by the client'
  } else if (fault === 5) {
    bytes = encodeBatch([3_700_000, 0].map(ahead => ({ timestamp: time.now() + ahead, key: Buffer.from('k'), value: null })), { compression: options.compression })
    what = 'a batch from the future'
    commit = undefined
  } else if (fault === 6 && compacted) {
    bytes = encodeBatch([{ timestamp: time.now(), key: Buffer.from('k'), value: null }, { timestamp: time.now(), key: null, value: Buffer.from('v') }])
    what = 'a record without a key'
    commit = undefined
  } else if (fault === 7) {
    bytes = encodeBatch([{ timestamp: time.now(), key: Buffer.from('k'), value: Buffer.alloc(5000, 'x') }])
    what = 'a large batch'
    commit = undefined
  } else if (fault === 8) {
    bytes = encodeBatch([{ timestamp: time.now(), key: Buffer.from('k'), value: Buffer.alloc(20_000, 'x') }])
    what = 'a batch over max.message.bytes'
    commit = undefined
  } else if (fault === 9) {
    patched(b => b.writeInt32BE(-1, 53))
    if (!commit) patched(b => b.writeBigInt64BE(7n, 43))
    what += ' with a producer id and no sequence'
    commit = undefined
  } else if (fault === 10) {
    patched(b => b.writeBigInt64BE(5n, 0))
    what += ' with a base offset'
  } else if (fault === 11) {
    // The largest timestamp in the header is not the records'.
    patched(b => b.writeBigInt64BE(BigInt(time.now() + 123), 35))
    what += ' with a wrong maximum timestamp'
  }
  const answer = await pair.append(bytes, 'client', state.epoch, what)
  if (!answer.code && commit) commit(bytes)
}

async function history(pair, steps) {
  const { random, time } = pair
  const state = { epoch: 0 }
  const begin = time.now()
  const times = () => [begin, begin - 10_000, time.now(), time.now() - random.int(20_000), begin + random.int(Math.max(1, time.now() - begin)), -3]
  for (let i = 0; i < steps; i++) {
    await step(pair, state)
    if (random.int(4) === 0) {
      pair.log.updateHighWatermark(pair.log.logEndOffset)
      await kafka({ op: 'highWatermark', offset: pair.log.logEndOffset })
    }
    if (random.int(25) === 0) {
      state.epoch += 1 + random.int(2)
      pair.log.assignEpochStart(state.epoch, pair.log.logEndOffset)
      await kafka({ op: 'epoch', epoch: state.epoch, offset: pair.log.logEndOffset })
    }
    if (random.int(30) === 0) {
      pair.log.roll()
      await kafka({ op: 'roll', now: time.now() })
    }
    if (!pair.truncates && random.int(40) === 0) {
      const offset = pair.log.logStartOffset + random.int(pair.log.highWatermark - pair.log.logStartOffset + 1)
      pair.log.deleteRecordsBefore(offset)
      await kafka({ op: 'logStart', offset })
      await kafka({ op: 'retention', now: time.now() })
      pair.log.applyRetention(time.now())
    }
    if (random.int(30) === 0) {
      await kafka({ op: 'retention', now: time.now() })
      pair.log.applyRetention(time.now())
      await pair.compareState('after retention', times())
    }
    if (pair.truncates && random.int(40) === 0) {
      // To a batch border, as a follower does.
      const at = pair.log.logStartOffset + random.int(pair.log.logEndOffset - pair.log.logStartOffset + 1)
      const [bytes = Buffer.alloc(0)] = pair.log.read(at, { maxBytes: 1, minOneMessage: true, upTo: 'logEnd' }).records
      const [found] = batches(bytes)
      const offset = Math.max(pair.log.logStartOffset, found?.header.baseOffset ?? pair.log.logEndOffset)
      pair.log.truncateTo(offset)
      await kafka({ op: 'truncate', offset, now: time.now() })
      await pair.compareState(`after a truncation to ${offset}`, times())
      pair.log.assignEpochStart(state.epoch, pair.log.logEndOffset)
      await kafka({ op: 'epoch', epoch: state.epoch, offset: pair.log.logEndOffset })
      // What the producers believe is gone with it.
      for (const producer of pair.log.activeProducers()) {
        const known = pair.producers.get(producer.producerId)
        if (known) Object.assign(known, { epoch: producer.producerEpoch, next: ((producer.batches.at(-1)?.lastSequence ?? -1) + 1) % 2 ** 31, last: undefined })
      }
    }
    if (pair.config.cleanupPolicy?.includes('compact') && random.int(25) === 0) {
      pair.log.roll()
      await kafka({ op: 'roll', now: time.now() })
      await pair.log.sync()
      const plan = planCleaning(pair.log, time.now())
      if (plan !== undefined) {
        const result = await new LogCleaner(time, silentLogger).clean(pair.log)
        const theirs = await kafka({ op: 'clean', firstDirty: plan.firstDirtyOffset, firstUncleanable: plan.firstUncleanableOffset, now: time.now() })
        same(`${pair.name}: the end of the compaction`, result?.endOffset, theirs.endOffset)
        await pair.compareState(`after compaction up to ${theirs.endOffset}`, times())
      }
    }
    if (random.int(20) === 0) await pair.compareState(`after step ${i}`, times())
  }
  await pair.compareState('at the end', times())
  return times()
}

const isDataFile = name => /^\d{20}\.(log|index|timeindex|txnindex|snapshot)$|^leader-epoch-checkpoint$/.test(name)
const dataFiles = directory => readdirSync(directory).filter(isDataFile).sort()

function compareFiles(pair) {
  const names = dataFiles(pair.oursDir)
  const theirs = dataFiles(pair.theirsDir)
  // Empty indexes and snapshots at offsets where no segment begins are there or not by the way.
  const bases = new Set(pair.log.segments.map(segment => segment.baseOffset).concat(pair.log.logEndOffset))
  const counts = (directory, name) => {
    if (name.endsWith('.snapshot')) return bases.has(Number(name.slice(0, 20)))
    return !name.endsWith('index') || readFileSync(join(directory, name)).length > 0
  }
  const full = (directory, list) => list.filter(name => counts(directory, name))
  same(`${pair.name}: the list of files`, full(pair.oursDir, names), full(pair.theirsDir, theirs))
  for (const name of full(pair.oursDir, names)) {
    const a = readFileSync(join(pair.oursDir, name))
    const b = readFileSync(join(pair.theirsDir, name))
    if (name.endsWith('.snapshot')) {
      // Kafka's order of producers is that of a hash map.
      same(`${pair.name}: ${name}`, entriesOf(a), entriesOf(b))
    } else if (!a.equals(b)) {
      const at = a.findIndex((byte, i) => byte !== b[i])
      const [ours, theirs] = [a, b].map(bytes => bytes.subarray(Math.max(0, at - 20), at + 20).toString('hex'))
      throw new Error(`${pair.name}: ${name} differs at byte ${at} (ours ${a.length} bytes, Kafka ${b.length}): ${ours} / ${theirs}`)
    }
  }
}
function entriesOf(bytes) {
  const entries = []
  for (let at = 10; at < bytes.length; at += 46) entries.push(bytes.subarray(at, at + 46).toString('hex'))
  return entries.sort()
}

const profiles = [
  { name: 'plain', config: {}, truncates: false },
  { name: 'truncated', config: {}, truncates: true },
  { name: 'expiring', config: { retentionMs: 15_000, retentionBytes: 9000, segmentMs: 20_000 }, truncates: false },
  { name: 'stamped', config: { messageTimestampType: 'LogAppendTime' }, truncates: false },
  { name: 'compacted', config: { cleanupPolicy: ['compact'], deleteRetentionMs: 5000, minCleanableDirtyRatio: 0.01 }, truncates: false, loose: true },
  {
    name: 'compacted-expiring',
    config: { cleanupPolicy: ['compact', 'delete'], retentionMs: -1, retentionBytes: 9000, deleteRetentionMs: 5000, minCleanableDirtyRatio: 0.01 },
    truncates: false,
    loose: true,
  },
]

const dumped = []
for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
  const profile = profiles[seed % profiles.length]
  const random = new SeededRandom(seed)
  const config = {
    segmentBytes: 6000 + random.int(8000),
    indexIntervalBytes: 100 + random.int(900),
    segmentIndexBytes: 4096,
    maxMessageBytes: 8000,
    fileDeleteDelayMs: 1000,
    ...profile.config,
  }
  const pair = new Pair(`${profile.name}-${seed}`, seed, config)
  pair.truncates = profile.truncates
  // Compaction compresses anew, and Kafka counts timestamps from the first record kept: the same batches in other bytes.
  pair.loose = profile.loose
  let times = []
  let finished = false
  await check(`${pair.name}: same answers`, async () => {
    await pair.open()
    times = await history(pair, 150)
    finished = true
  })
  if (!finished) continue

  await check(`${pair.name}: same recovery after a kill`, async () => {
    const oursKilled = join(work, pair.name, 'ours-killed', 'topic-0')
    const theirsKilled = join(work, pair.name, 'kafka-killed', 'topic-0')
    cpSync(pair.oursDir, oursKilled, { recursive: true })
    cpSync(pair.theirsDir, theirsKilled, { recursive: true })
    const logStartOffset = pair.log.logStartOffset
    const before = describe(pair.log, 'LOG_END', times)
    // An epoch without a record does not outlive a kill.
    before.epochs = before.epochs.filter(([, startOffset]) => startOffset < before.logEnd)
    // Kafka opens what we left behind, we open what Kafka did.
    await kafka({ op: 'close' })
    await kafka({ op: 'open', dir: oursKilled, config: javaConfig(config), clean: false, logStart: logStartOffset, now: pair.time.now() })
    const theirs = await kafka({ op: 'state', isolation: 'LOG_END', times })
    const log = pair.openOurs(theirsKilled, { clean: false, logStartOffset })
    const ours = describe(log, 'LOG_END', times)
    for (const key of ['logStart', 'logEnd', 'epochs', 'segments', 'times', 'records', 'batches', 'producers']) {
      if (key === 'segments' && pair.loose) continue
      if (key === 'producers') {
        // One without timestamps counts as expired when a log is opened.
        for (const side of [before, ours, theirs]) side.producers = side.producers.filter(([, , , lastTimestamp, , open]) => lastTimestamp >= 0 || open >= 0)
        // Compaction may have taken the newest record of a producer's last batch.
        if (pair.loose) for (const side of [before, ours, theirs]) for (const producer of side.producers) producer[3] = 0
      }
      if (key === 'times' && (pair.loose || logStartOffset > 0)) theirs.times = before.times
      // Kafka forgets producers whose newest snapshot lies at or below the log start; we remember what we knew.
      if (key !== 'producers' || logStartOffset === 0) same(`${pair.name}: ${key} as Kafka recovers our log`, before[key], theirs[key])
      same(`${pair.name}: ${key} as we recover Kafka's log`, ours[key], before[key])
    }
    log.close()
    await kafka({ op: 'close' })
  })

  await check(`${pair.name}: same files`, () => {
    pair.log.close()
    if (!pair.loose) compareFiles(pair)
  })

  await check(`${pair.name}: each opens the other's directory`, async () => {
    await kafka({ op: 'open', dir: pair.oursDir, config: javaConfig(config), clean: true, logStart: pair.log.logStartOffset, now: pair.time.now() })
    const log = pair.openOurs(pair.theirsDir, { clean: true, logStartOffset: pair.log.logStartOffset })
    log.updateHighWatermark(log.logEndOffset)
    await kafka({ op: 'highWatermark', offset: log.logEndOffset })
    await pair.compareState('when each has opened the other\'s files', times, log)
    log.close()
    await kafka({ op: 'close' })
  })
  dumped.push(pair)
}
java.stdin.end()

// ---- DumpLogSegments on everything that we wrote

function dump(files, ...options) {
  const command = [...jvm, 'org.apache.kafka.tools.DumpLogSegments', '--files', files.join(','), ...options]
  const result = spawnSync('java', command, { encoding: 'utf8', maxBuffer: 1 << 30 })
  const isError = line => line.trim() !== '' && !/^(Picked up|WARNING|SLF4J|Non-consecutive|.* is followed by)/.test(line)
  return { status: result.status, text: result.stdout, errors: result.stderr.split('\n').filter(isError), gaps: result.stderr }
}
const complaint = new RegExp(
  'isvalid: false|mismatch|[0-9] is followed by|corrupt|Found timestamp|out of order|do not have corresponding|Exception|invalid bytes|not in the log',
  'i',
)
/** It reports the beginning of any segment but the first as a gap behind offset -1; compaction leaves real ones. */
const isComplaint = (line, compacted) => complaint.test(line) && !/ -1 is followed by/.test(line) && !(compacted && /is followed by/.test(line))
for (const [what, suffixes, options] of [
  ['--deep-iteration', ['.log'], ['--deep-iteration', '--print-data-log']],
  ['--deep-iteration of compacted logs', ['.log'], ['--deep-iteration', '--print-data-log']],
  ['indexes', ['.index', '.timeindex'], []],
  ['--verify-index-only', ['.index', '.timeindex'], ['--verify-index-only']],
  ['--index-sanity-check', ['.index', '.timeindex'], ['--index-sanity-check']],
  ['snapshots', ['.snapshot'], []],
  ['transaction indexes', ['.txnindex'], []],
]) {
  await check(`DumpLogSegments, ${what}`, () => {
    const compacted = what.includes('compacted')
    const files = dumped
      .filter(pair => suffixes[0] !== '.log' || pair.name.startsWith('compacted') === compacted)
      .flatMap(pair => dataFiles(pair.oursDir).map(name => join(pair.oursDir, name)))
      .filter(name => suffixes.some(suffix => name.endsWith(suffix)) && (suffixes[0] === '.snapshot' || readFileSync(name).length > 0))
    if (files.length === 0) throw new Error('there is no file to look at')
    let records = 0
    for (let i = 0; i < files.length; i += 300) {
      const { status, text, errors, gaps } = dump(files.slice(i, i + 300), ...options)
      const line = `${text}${gaps}`.split('\n').find(candidate => isComplaint(candidate, compacted))
      if (status !== 0 || errors.length > 0 || line) throw new Error(`exit ${status}: ${line ?? errors.slice(0, 3).join(' | ')}`)
      records += text.split('\n').filter(candidate => /^\|? ?offset: \d+ /.test(candidate)).length
    }
    console.log(`ok      DumpLogSegments, ${what}: ${files.length} files${records > 0 ? `, ${records} records` : ''}`)
  })
}

rmSync(work, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
