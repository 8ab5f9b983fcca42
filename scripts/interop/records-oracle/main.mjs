// Our record batches beside Apache Kafka's own classes, on random batches in both directions.
//   node scripts/interop/records-oracle/main.mjs [--cases N] [--seed S] [--golden]
// Needs Java and, in ROOKERY_KAFKA_LIBS, the folder with Apache Kafka's jars. What Java builds we read, what we build
// Java reads, and both must find what the case says; without compression the bytes must be equal too. Batches compacted
// by both must hold the same. Ends with `N passed, N failed`. --golden rewrites test/golden/records.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { SeededRandom } from '../../../dist/core/index.js'
import { describeBatches } from '../../../dist/protocol/records/describe.js'
import { BatchBuilder, ControlRecordType, encodeControlBatch, encodeEndTransactionMarker, retainRecords } from '../../../dist/protocol/records/index.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const libs = process.env.ROOKERY_KAFKA_LIBS
if (!libs) {
  console.error('set ROOKERY_KAFKA_LIBS to the folder with Apache Kafka\'s jars')
  process.exit(1)
}
const option = (name, fallback) => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : fallback)
const cases = option('--cases', 2000)
const random = new SeededRandom(option('--seed', 1))

const java = spawn('java', ['-Xmx1G', '-cp', `${libs}/*`, join(root, 'scripts/interop/records-oracle/RecordsOracle.java')], {
  stdio: ['pipe', 'pipe', 'ignore'],
})
const waiting = []
createInterface({ input: java.stdout }).on('line', line => waiting.shift()(JSON.parse(line)))
java.on('close', code => {
  if (waiting.length === 0) return
  console.error(`the oracle ended with ${code}`)
  console.log('0 passed, 1 failed')
  process.exit(1)
})
const encode = (_key, value) => (value?.type === 'Buffer' ? Buffer.from(value.data).toString('base64') : value)
async function ask(request) {
  const answer = await new Promise(resolve => {
    waiting.push(resolve)
    java.stdin.write(`${JSON.stringify(request, encode)}\n`)
  })
  if (answer.error) throw new Error(`Java says ${answer.error}`)
  return answer.bytes === undefined ? answer.batches : Buffer.from(answer.bytes, 'base64')
}

const pick = list => list[random.int(list.length)]
const chance = p => random.next() < p

function randomBytes() {
  if (chance(0.1)) return null
  if (chance(0.1)) return Buffer.alloc(0)
  const length = chance(0.05) ? random.int(80_000) : random.int(150)
  if (chance(0.4)) return random.bytes(length)
  const words = ['rook', 'crow', 'jackdaw ', 'magpie', '\u{1f426}', '0,', ' ']
  let text = ''
  while (text.length < length) text += pick(words)
  return Buffer.from(text)
}

function randomSpec() {
  const idempotent = chance(0.4)
  const spec = {
    compression: pick(['none', 'gzip', 'snappy', 'lz4', 'zstd']),
    baseOffset: chance(0.2) ? random.int(2 ** 31) * 2 ** 20 : random.int(1000),
    partitionLeaderEpoch: random.int(100) - 1,
    producerId: idempotent ? random.int(2 ** 31) * 2 ** 10 : -1,
    producerEpoch: idempotent ? random.int(2 ** 15) : -1,
    baseSequence: idempotent ? (chance(0.2) ? 2 ** 31 - 1 - random.int(4) : random.int(2 ** 31)) : -1,
    isTransactional: idempotent && chance(0.5),
    isControl: false,
    ...(chance(0.2) ? { logAppendTime: 1_760_000_000_000 + random.int(1000) } : {}),
    records: Array.from({ length: 1 + (chance(0.1) ? random.int(3000) : random.int(20)) }, () => ({
      timestamp: chance(0.1) ? random.int(2 ** 31) * 2000 : 1_760_000_000_000 + random.int(5000),
      key: randomBytes(),
      value: randomBytes(),
      headers: chance(0.2) ? Array.from({ length: random.int(4) }, () => ({ key: pick(['', 'a', 'trace-id', 'žluťoučký']), value: randomBytes() })) : [],
    })),
  }
  if (chance(0.3) && spec.compression !== 'none' && spec.compression !== 'snappy') {
    spec.level = { gzip: [1, 6, 9], lz4: [1, 9, 17], zstd: [-5, 1, 3, 19] }[spec.compression][random.int(3)]
  }
  return spec
}

function buildOurs(spec) {
  const builder = new BatchBuilder(chance(0.5) ? { initialBytes: 61 } : {})
  for (const { timestamp, key, value, headers } of spec.records) builder.append(timestamp, key, value, headers)
  return builder.build(spec)
}

/** What the spec says, in the form of a description. */
function expectedRecords(spec) {
  return spec.records.map(({ timestamp, key, value, headers }, i) => [
    spec.baseOffset + i,
    spec.logAppendTime ?? timestamp,
    key?.toString('base64') ?? null,
    value?.toString('base64') ?? null,
    headers.flatMap(header => [header.key, header.value?.toString('base64') ?? null]),
  ])
}

let passed = 0
let failed = 0
async function check(name, run) {
  try {
    const complaint = await run()
    if (complaint === undefined) passed++
    else throw new Error(complaint)
  } catch (error) {
    failed++
    if (failed <= 10) console.error(`${name}: ${error.message}`)
  }
}
/** A description without what compression may make different. */
const contents = ({ sizeInBytes, crc, ...rest }) => rest

async function checkSpec(spec) {
  const theirs = await ask({ op: 'build', ...spec })
  const found = describeBatches(theirs)
  if (!isDeepStrictEqual(found, await ask({ op: 'describe', bytes: theirs }))) return 'we read Java\'s bytes differently than Java'
  if (!isDeepStrictEqual(found[0].records, expectedRecords(spec))) return 'Java\'s bytes do not hold what was asked for'
  const ours = buildOurs(spec)
  const readByJava = await ask({ op: 'describe', bytes: ours })
  if (!isDeepStrictEqual(readByJava, describeBatches(ours))) return 'Java reads our bytes differently than we'
  if (!isDeepStrictEqual(contents(readByJava[0]), contents(found[0]))) return 'our batch says something else than Java\'s'
  if (spec.compression === 'none' && spec.logAppendTime === undefined && !ours.equals(theirs)) return 'our bytes differ from Java\'s'
  // Compaction: the same records stay, and the same header.
  const offsets = spec.records.map((_, i) => spec.baseOffset + i)
  const keep = chance(0.1) ? [] : chance(0.1) ? offsets : offsets.filter(() => chance(0.5))
  const kept = new Set(keep)
  const keepEmpty = chance(0.5)
  const compacted = await ask({ op: 'retain', bytes: theirs, keep, keepEmpty, deleteHorizonMs: 1_770_000_000_000 })
  const mine = retainRecords(theirs, 0, record => kept.has(record.offset), { keepEmpty, deleteHorizonMs: 1_770_000_000_000 })
  const described = mine === null ? [] : await ask({ op: 'describe', bytes: mine })
  const wanted = await ask({ op: 'describe', bytes: compacted })
  if (!isDeepStrictEqual(described.map(contents), wanted.map(contents))) {
    const headers = [described, wanted].map(list => JSON.stringify(list.map(({ records, ...header }) => header)))
    return `compaction leaves ${headers[0]} where Java leaves ${headers[1]}`
  }
  return undefined
}

const controls = Object.keys(ControlRecordType)
const controlSpec = (type, extra) => ({
  compression: 'none', baseOffset: 41, partitionLeaderEpoch: 5, producerId: -1, producerEpoch: -1, baseSequence: -1,
  isTransactional: false, isControl: true,
  records: [{ timestamp: 1_760_000_000_123, control: { type, ...extra } }],
})
const markerSpec = type => ({ ...controlSpec(type, { coordinatorEpoch: 9 }), producerId: 77, producerEpoch: 2, isTransactional: true })

async function checkControl(type) {
  const marker = type === 'ABORT' || type === 'COMMIT'
  const theirs = await ask({ op: 'build', ...(marker ? markerSpec(type) : controlSpec(type)) })
  const [{ records: [[, timestamp, , value]] }] = describeBatches(theirs)
  const place = { baseOffset: 41, partitionLeaderEpoch: 5 }
  const ours = marker
    ? encodeEndTransactionMarker(type === 'COMMIT', timestamp, { producerId: 77, producerEpoch: 2, coordinatorEpoch: 9, ...place })
    : encodeControlBatch([{ type: ControlRecordType[type], value: Buffer.from(value, 'base64') }], timestamp, place)
  return ours.equals(theirs) ? undefined : `${ours.toString('hex')} is not ${theirs.toString('hex')}`
}

async function writeGolden() {
  const one = (i, value) => ({ timestamp: 1_760_000_000_000 + i * 7, key: Buffer.from(`key-${i}`), value, headers: [] })
  const some = (n, value) => Array.from({ length: n }, (_, i) => one(i, value(i)))
  const base = {
    compression: 'none', baseOffset: 1000, partitionLeaderEpoch: 3, producerId: -1, producerEpoch: -1, baseSequence: -1,
    isTransactional: false, isControl: false,
  }
  const idempotent = { producerId: 4_000_000_000, producerEpoch: 7, baseSequence: 2 ** 31 - 2 }
  const odds = [{ key: 'žluťoučký', value: Buffer.from([0, 255]) }, { key: 'a', value: Buffer.alloc(0) }]
  const odd = [
    { timestamp: 1_760_000_000_000, key: null, value: null, headers: [] },
    { timestamp: 1_759_999_999_000, key: Buffer.alloc(0), value: Buffer.alloc(0), headers: [{ key: '', value: null }] },
    { timestamp: 3, key: Buffer.from('k'), value: Buffer.from('v'), headers: odds },
    { timestamp: 4_102_444_800_000, key: Buffer.from('long'), value: Buffer.alloc(200, 'x'), headers: [] },
  ]
  const golden = []
  const add = async (name, spec) => {
    const bytes = await ask({ op: 'build', ...spec })
    golden.push({ name, bytes: bytes.toString('base64'), batches: await ask({ op: 'describe', bytes }) })
  }
  for (const compression of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) {
    await add(`${compression}, five records`, { ...base, compression, records: some(5, i => Buffer.from(`value ${i} value`)) })
    await add(`${compression}, nulls, headers and far timestamps`, { ...base, compression, records: odd })
    await add(`${compression}, idempotent`, { ...base, ...idempotent, compression, records: some(4, () => Buffer.alloc(40, 'ab')) })
    // Several blocks of every codec, in few bytes.
    if (compression !== 'none') await add(`${compression}, 150 KB`, { ...base, compression, records: some(3, i => Buffer.alloc(50_000, `rook ${i} `)) })
  }
  const birds = some(30, i => Buffer.from(`crow ${i % 7} jackdaw ${i % 3}`))
  for (const level of [1, 17]) await add(`lz4 level ${level}`, { ...base, compression: 'lz4', level, records: birds })
  for (const level of [-7, 22]) await add(`zstd level ${level}`, { ...base, compression: 'zstd', level, records: birds })
  // Text with structure, from which every codec makes the more unusual of its sequences.
  const city = i => ['Brno', 'Praha', 'Ostrava'][(i * i) % 3]
  const lines = some(60, i => Buffer.from(`{"id":${i * 7919},"city":"${city(i)}","amount":${(i * 31) % 97}.${i % 10},"at":"2025-11-${10 + (i % 20)}"}`))
  for (const compression of ['gzip', 'snappy', 'lz4', 'zstd']) await add(`${compression}, lines of JSON`, { ...base, compression, records: lines })
  await add('zstd level 19, lines of JSON', { ...base, compression: 'zstd', level: 19, records: lines })
  await add('transactional', { ...base, ...idempotent, isTransactional: true, records: some(2, () => null) })
  await add('LogAppendTime', { ...base, logAppendTime: 1_761_000_000_000, records: some(3, () => Buffer.from('v')) })
  await add('delete horizon', { ...base, deleteHorizonMs: 1_761_111_111_111, records: some(3, () => null) })
  await add('empty, as compaction leaves it', {
    ...base, empty: true, ...idempotent, lastOffset: 1009, timestamp: 1_760_000_000_000,
  })
  for (const type of controls) await add(`control ${type}`, type === 'ABORT' || type === 'COMMIT' ? markerSpec(type) : controlSpec(type))
  const directory = join(root, 'test/golden/records')
  mkdirSync(directory, { recursive: true })
  // The 150 KB values would fill the file: they are checked by their length and start.
  const shorten = part => (part?.length > 2000 ? `${part.length}:${part.slice(0, 60)}` : part)
  const short = golden.map(entry => ({
    ...entry,
    batches: entry.batches.map(batch => ({ ...batch, records: batch.records.map(record => record.map(shorten)) })),
  }))
  writeFileSync(join(directory, 'batches.json'), `[\n${short.map(entry => JSON.stringify(entry)).join(',\n')}\n]\n`)
  console.log(`wrote ${golden.length} batches`)
}

if (process.argv.includes('--golden')) {
  await writeGolden()
} else {
  for (const type of controls) await check(`control ${type}`, () => checkControl(type))
  for (let i = 0; i < cases; i++) {
    const spec = randomSpec()
    await check(`case ${i} (${spec.compression}, ${spec.records.length} records)`, () => checkSpec(spec))
  }
  console.log(`${passed} passed, ${failed} failed`)
  if (failed > 0) process.exitCode = 1
}
java.stdin.end()
