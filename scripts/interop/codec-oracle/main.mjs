// Our codecs against Kafka's own classes, for every message and version, in both directions.
//
//   npm run oracle -- [folder of Kafka's jars] [--seed N] [--rounds N] [--only NAME] [--write-golden]
//
// 1. A random instance goes to Kafka as JSON; the bytes that Kafka writes must be the bytes that we write, and reading them must give the instance back.
// 2. A random instance with unknown tagged fields is written by us, read and written by Kafka, and must come back byte for byte.
// 3. Defaults: a new instance written by Kafka is ours. 4. Framing of log records and group blobs. 5. The table of error codes.
// 6. schemas/ is what the jars say.
// --write-golden stores two instances of each message and version in test/golden/protocol, for `npm test`, which has no Java.
// The folder defaults to $ROOKERY_KAFKA_LIBS, then .cache/apache-kafka/4.3.1/libs.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { inspect, isDeepStrictEqual, parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { loadSchemas } from '../../generate/load.mjs'
import { jsonText, randomFrom, randomStruct } from './random-message.mjs'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'seed': { type: 'string' },
    'rounds': { type: 'string', default: '3' },
    'only': { type: 'string' },
    'write-golden': { type: 'boolean', default: false },
  },
})
const libs = positionals[0] ?? process.env.ROOKERY_KAFKA_LIBS ?? '.cache/apache-kafka/4.3.1/libs'
if (!existsSync(libs)) {
  console.error(`oracle: no folder ${libs} (give Kafka's jars as an argument or in ROOKERY_KAFKA_LIBS)`)
  process.exit(2)
}
const seed = Number(options.seed ?? Date.now() % 1_000_000)
const root = new URL('../../../', import.meta.url)
const { allMessages } = await import(new URL('dist/protocol/generated/all-messages.js', root))
const protocol = await import(new URL('dist/protocol/index.js', root))
const {
  Reader, Writer, encodeMetadataRecord, decodeMetadataRecord,
  encodeCoordinatorRecord, encodeTransactionRecord, encodeShareRecord, encodeSubscription, encodeAssignment,
} = protocol

const { apis, others, errors } = loadSchemas()
const ofApis = apis.flatMap(api => [api.request, api.response].map(message => ({ message, source: api.source })))
const models = new Map([...ofApis, ...others].map(entry => [entry.message.name, entry]))

const source = fileURLToPath(new URL('Oracle.java', import.meta.url))
const java = spawn('java', ['-Xmx512m', '-XX:+UseSerialGC', '-cp', `${libs}/*`, source, libs], { stdio: ['pipe', 'pipe', 'inherit'] })
const waiting = []
createInterface({ input: java.stdout, crlfDelay: Infinity }).on('line', line => waiting.shift()(line))
java.on('exit', code => {
  if (waiting.length > 0) {
    console.error(`oracle: java ended with ${code} and ${waiting.length} answers open`)
    process.exit(1)
  }
})

async function ask(line) {
  if (!java.stdin.write(line + '\n')) await once(java.stdin, 'drain')
  const { promise, resolve } = deferred()
  waiting.push(resolve)
  return promise
}

function deferred() {
  let resolve
  const promise = new Promise(r => { resolve = r })
  return { promise, resolve }
}

let passed = 0
let failed = 0
function judge(ok, what, detail) {
  if (ok) passed++
  else if (++failed <= 40) console.error(`FAILED ${what}: ${detail()}`)
}

function bytesOf(codec, value, version) {
  const w = new Writer()
  codec.write(w, value, version)
  return w.toBuffer()
}

/** Runs ours, so that an exception is a failed check and not the end. */
function attempt(run) {
  try {
    return { result: run() }
  } catch (error) {
    return { error }
  }
}

function compare(what, answer, ours) {
  if (ours.error) return judge(false, what, () => `we threw ${ours.error}`)
  const base64 = ours.result.toString('base64')
  judge(answer === `ok ${base64}`, what, () => `Kafka ${answer.slice(0, 600)}, we ${base64.slice(0, 600)}`)
}

const golden = []

async function checkVersion(codec, model, version, round) {
  const what = `${codec.name} v${version} (seed ${seed}, round ${round})`
  const random = randomFrom(seed + round * 7919 + version * 104729 + codec.name.length * 31 + codec.name.charCodeAt(3))
  const { value, json } = randomStruct(model, model.root, version, random)
  const text = jsonText(json)
  const answer = await ask(`{"op":"encode","name":"${codec.name}","version":${version},"json":${text}}`)
  compare(`${what} write`, answer, attempt(() => bytesOf(codec, value, version)))
  if (answer.startsWith('ok ')) {
    const bytes = Buffer.from(answer.slice(3), 'base64')
    if (round < 2) golden.push(`${codec.name} ${version} ${answer.slice(3)} ${round === 0 ? text : '-'}`)
    const { result, error } = attempt(() => {
      const r = new Reader(bytes)
      const message = codec.read(r, version)
      return r.remaining === 0 ? message : `${r.remaining} bytes left`
    })
    const detail = () => `${error ?? inspect(result, { depth: 9 }).slice(0, 800)} instead of ${inspect(value, { depth: 9 }).slice(0, 800)}`
    judge(error === undefined && isDeepStrictEqual(result, value), `${what} read`, detail)
  }
  const tagged = randomStruct(model, model.root, version, random, true)
  const ours = attempt(() => bytesOf(codec, tagged.value, version))
  if (ours.error) return judge(false, `${what} write with unknown tags`, () => `we threw ${ours.error}`)
  compare(`${what} echo`, await ask(`{"op":"echo","name":"${codec.name}","version":${version},"bytes":"${ours.result.toString('base64')}"}`), ours)
  const again = attempt(() => bytesOf(codec, codec.read(new Reader(ours.result), version), version))
  const same = again.error === undefined && again.result.equals(ours.result)
  judge(same, `${what} our own read and write`, () => `${again.error ?? again.result.toString('base64')}`)
}

async function checkFresh(codec, version) {
  const fresh = protocol[`new${codec.name}`]()
  // Kafka's new instances may hold null where no version allows it; then neither side can write.
  const answer = await ask(`{"op":"fresh","name":"${codec.name}","version":${version}}`)
  const ours = attempt(() => bytesOf(codec, fresh, version))
  if (answer.startsWith('error ') && ours.error) return judge(true)
  compare(`${codec.name} v${version} defaults`, answer, ours)
}

async function checkFraming(codec, model, source, version) {
  const what = `${codec.name} v${version} framing (seed ${seed})`
  const { value, json } = randomStruct(model, model.root, version, randomFrom(seed + version))
  const folder = source.split('/')[0]
  const encoders = { 'group-coordinator': encodeCoordinatorRecord, 'transaction-coordinator': encodeTransactionRecord, 'share-coordinator': encodeShareRecord }
  let ours
  if (folder === 'metadata') ours = attempt(() => encodeMetadataRecord({ type: codec.name, data: value }, version))
  else if (codec.name === 'ConsumerProtocolSubscription') ours = attempt(() => encodeSubscription(value, version))
  else if (codec.name === 'ConsumerProtocolAssignment') ours = attempt(() => encodeAssignment(value, version))
  else if (model.kind === 'coordinator-key') ours = attempt(() => encoders[folder]({ key: { type: codec.name, data: value }, value: null }).key)
  else if (model.kind === 'coordinator-value') {
    const key = codec.name.replace(/Value$/, 'Key')
    ours = attempt(() => encoders[folder]({ key: { type: key, data: protocol[`new${key}`]() }, value: { type: codec.name, data: value, version } }).value)
  } else return
  const answer = await ask(`{"op":"frame","kind":"${model.kind}","name":"${codec.name}","version":${version},"json":${jsonText(json)}}`)
  compare(what, answer, ours)
  if (folder === 'metadata') {
    const decoded = attempt(() => decodeMetadataRecord(Buffer.from(answer.slice(3), 'base64')))
    const same = isDeepStrictEqual(decoded.result, { record: { type: codec.name, data: value }, version })
    judge(same, `${what} decode`, () => `${decoded.error ?? inspect(decoded.result, { depth: 9 })}`)
  }
}

console.log(`oracle: seed ${seed}, ${options.rounds} rounds, ${allMessages.length} messages`)
let versions = 0
for (const codec of allMessages) {
  if (options.only !== undefined && !codec.name.includes(options.only)) continue
  const { message: model, source } = models.get(codec.name)
  for (let version = codec.versions[0]; version <= codec.versions[1]; version++) {
    versions++
    for (let round = 0; round < Number(options.rounds); round++) await checkVersion(codec, model, version, round)
    await checkFresh(codec, version)
    await checkFraming(codec, model, source, version)
  }
}
const table = errors.map(({ code, name, retriable, staleMetadata }) => `${code} ${name} ${retriable} ${staleMetadata}`)
const theirs = (await ask('{"op":"errors"}')).slice(3).split(',')
const different = [...table.filter(row => !theirs.includes(row)), ...theirs.filter(row => !table.includes(row))]
judge(different.length === 0, 'error codes', () => `differ: ${different.join('; ')}`)
java.stdin.end()
const imported = spawnSync(process.execPath, ['scripts/import-schemas.mjs', libs, '--check'], { cwd: fileURLToPath(root), encoding: 'utf8' })
judge(imported.status === 0, 'schemas/ against the jars', () => imported.stderr)

if (options['write-golden'] && failed === 0) {
  const folder = new URL('test/golden/protocol/', root)
  mkdirSync(folder, { recursive: true })
  const packed = gzipSync(golden.join('\n') + '\n', { level: 9 })
  writeFileSync(new URL('messages.txt.gz', folder), packed)
  console.log(`${golden.length} golden messages, ${packed.length} bytes`)
}
console.log(`${versions} versions of ${allMessages.length} messages`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
