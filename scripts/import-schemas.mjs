// Reads the facts of Kafka's messages (names, types, version ranges, tags, nullability, defaults) out of Kafka's jars into schemas/,
// in the notation of schemas/README.md. Texts that explain are left in the jars. `npm run generate` then writes the codecs.
//
//   node scripts/import-schemas.mjs [folder of the jars] [--check]
//
// The folder defaults to $ROOKERY_KAFKA_LIBS, then .cache/apache-kafka/4.3.1/libs. --check writes nothing and exits 1 if schemas/ differs.
// A key that this script does not know is an error, so that a new kind of fact is never lost in silence.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflateRawSync } from 'node:zlib'
import { kebab, printMessage } from './generate/notation.mjs'

const schemas = fileURLToPath(new URL('../schemas', import.meta.url))
const check = process.argv.includes('--check')
const libs = process.argv.slice(2).find(word => !word.startsWith('--')) ?? process.env.ROOKERY_KAFKA_LIBS ?? '.cache/apache-kafka/4.3.1/libs'

const MESSAGE_KEYS = new Set(['name', 'type', 'apiKey', 'listeners', 'validVersions', 'deprecatedVersions', 'flexibleVersions',
  'latestVersionUnstable', 'fields', 'commonStructs', 'about'])
const STRUCT_KEYS = new Set(['name', 'versions', 'fields', 'about'])
const FIELD_KEYS = new Set(['name', 'type', 'versions', 'nullableVersions', 'taggedVersions', 'tag', 'flexibleVersions', 'default', 'ignorable',
  'mapKey', 'entityType', 'zeroCopy', 'fields', 'about'])

function refuseUnknown(object, known, where) {
  const unknown = Object.keys(object).filter(key => !known.has(key))
  if (unknown.length > 0) throw new Error(`${where}: unknown ${unknown.join(', ')}`)
}

function fieldOf(json, where) {
  where = `${where}.${json.name}`
  refuseUnknown(json, FIELD_KEYS, where)
  const range = text => (text === undefined ? undefined : text.trim())
  const field = { name: json.name, type: json.type, versions: range(json.versions ?? json.taggedVersions), fields: fieldsOf(json, where) }
  if (json.nullableVersions !== undefined) field.nullable = range(json.nullableVersions)
  if (json.tag !== undefined) Object.assign(field, { tag: json.tag, tagged: range(json.taggedVersions) })
  // A bare JSON null counts as no default in Kafka; only the text "null" makes null the default.
  if (json.default !== undefined && json.default !== null) field.default = String(json.default)
  if (json.ignorable) field.ignorable = true
  if (json.flexibleVersions !== undefined) field.flexible = range(json.flexibleVersions)
  if (json.mapKey) field.mapKey = true
  if (json.entityType) field.entity = json.entityType
  return field
}

function fieldsOf(json, where) {
  return (json.fields ?? []).map(field => fieldOf(field, where))
}

function messageOf(json, where) {
  refuseUnknown(json, MESSAGE_KEYS, where)
  const message = { kind: json.type, name: json.name, versions: json.validVersions, fields: fieldsOf(json, where) }
  if (json.apiKey !== undefined) message.key = json.apiKey
  if (json.flexibleVersions !== undefined) message.flexible = json.flexibleVersions
  if (json.listeners !== undefined) message.listeners = [...json.listeners].sort()
  if (json.deprecatedVersions !== undefined) message.deprecated = json.deprecatedVersions
  if (json.latestVersionUnstable === true) message.unstable = true
  message.structs = (json.commonStructs ?? []).map(struct => {
    refuseUnknown(struct, STRUCT_KEYS, `${where} ${struct.name}`)
    return { name: struct.name, versions: struct.versions, fields: fieldsOf(struct, `${where} ${struct.name}`) }
  }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return message
}

/** JSON as Kafka writes it: with comments. */
function parseJson(text) {
  return JSON.parse(text.replace(/"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, token => (token[0] === '"' ? token : '')))
}

/** The members of a zip file whose name passes the filter: [name, content][]. */
function readZip(path, filter) {
  const bytes = readFileSync(path)
  let end = bytes.length - 22
  while (end >= 0 && bytes.readUInt32LE(end) !== 0x06054b50) end--
  if (end < 0) throw new Error(`${path}: not a zip file`)
  const members = []
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const method = bytes.readUInt16LE(at + 10)
    const size = bytes.readUInt32LE(at + 20)
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    if (filter(name)) {
      const local = bytes.readUInt32LE(at + 42)
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
      const raw = bytes.subarray(start, start + size)
      members.push([name, (method === 0 ? raw : inflateRawSync(raw)).toString('utf8')])
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return members.sort(([a], [b]) => (a < b ? -1 : 1))
}

const files = new Map()
const versions = new Set()
const apis = new Map()
let count = 0
for (const jar of readdirSync(libs).filter(name => /^kafka-.*\.jar$/.test(name)).sort()) {
  const [, module, version] = /^kafka-(.+?)-(\d.*)\.jar$/.exec(jar)
  for (const [name, text] of readZip(join(libs, jar), name => /(^|\/)(message|metadata)\/\w+\.json$/.test(name))) {
    const message = messageOf(parseJson(text), `${jar}!${name}`)
    versions.add(version)
    count++
    if (message.kind === 'request' || message.kind === 'response') {
      const api = message.name.replace(/(Request|Response)$/, '')
      apis.set(api, { ...apis.get(api), [message.kind]: message })
    } else {
      files.set(`${module === 'clients' ? 'data' : module}/${kebab(message.name)}.txt`, printMessage(message))
    }
  }
}
for (const [api, { request, response }] of apis) {
  if (request === undefined || response === undefined || request.key !== response.key) throw new Error(`${api}: request and response do not match`)
  files.set(`apis/${kebab(api)}.txt`, `${printMessage(request)}\n${printMessage(response)}`)
}
if (versions.size !== 1) throw new Error(`${libs}: jars of ${versions.size} versions of Kafka (${[...versions].join(', ')})`)
files.set('kafka-version.txt', `${[...versions][0]}\n`)

const kept = new Set(['README.md', 'errors.txt'])
const present = existsSync(schemas) ? readdirSync(schemas, { recursive: true }).filter(name => /\.\w+$/.test(name) && !kept.has(name)) : []
let different = 0
for (const name of present.filter(name => !files.has(name))) {
  different++
  console.error(`no longer in Kafka: schemas/${name}`)
  if (!check) rmSync(join(schemas, name))
}
for (const [name, text] of files) {
  const path = join(schemas, name)
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
  different++
  if (check) console.error(`differs: schemas/${name}`)
  else {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}
console.log(`${count} messages of Kafka ${[...versions][0]} in ${files.size} files, ${different} ${check ? 'differ' : 'changed'}`)
process.exitCode = check && different > 0 ? 1 : 0
