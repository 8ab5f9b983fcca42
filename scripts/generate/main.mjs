// Writes src/protocol/generated/ and src/protocol/error-codes.ts from schemas/. The files are checked in.
//
//   node scripts/generate/main.mjs [--check]      (npm run generate)
//
// --check writes nothing and exits 1 if a file would change. No dependencies, no build.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { emitMessage } from './emit.mjs'
import { kebab } from './notation.mjs'
import { loadSchemas } from './load.mjs'

const output = fileURLToPath(new URL('../../src/protocol/generated', import.meta.url))
const errorCodes = join(output, '..', 'error-codes.ts')
const check = process.argv.includes('--check')

const lowerFirst = name => name[0].toLowerCase() + name.slice(1)
const { kafkaVersion, apis, others, errors } = loadSchemas()
const files = new Map()
const names = new Map()

function header(source) {
  return `// GENERATED from schemas/${source} (Kafka ${kafkaVersion}) by npm run generate. Do not edit.\n`
}

/** The import lines that the text needs; `up` leads to src/protocol. */
function imports(text, up, defType) {
  const uses = word => new RegExp(`\\b${word}\\b`).test(text)
  const list = candidates => candidates.filter(uses).join(', ')
  const lines = [`import type { ${defType} } from '${up}api.ts'`]
  const errorNames = list(['nullField', 'unsupportedField', 'unsupportedVersion'])
  if (errorNames !== '') lines.push(`import { ${errorNames} } from '${up}errors.ts'`)
  const types = list(['Records', 'TaggedField', 'Uuid'])
  if (types !== '') lines.push(`import type { ${types} } from '${up}ids.ts'`)
  const values = list(['INT64_MAX', 'ZERO_UUID'])
  if (values !== '') lines.push(`import { ${values} } from '${up}ids.ts'`)
  lines.push(/\bsized\(/.test(text) ? `import { type Reader, sized } from '${up}reader.ts'` : `import type { Reader } from '${up}reader.ts'`, `import type { Writer } from '${up}writer.ts'`)
  return lines.join('\n') + '\n\n'
}

function claim(message) {
  for (const struct of message.structs) {
    if (names.has(struct.tsName)) throw new Error(`${struct.tsName} is both in ${names.get(struct.tsName)} and in ${message.name}`)
    names.set(struct.tsName, message.name)
  }
}

const flexibleFrom = message => (message.flexibleFrom === Infinity ? 'Infinity' : message.flexibleFrom)

for (const { name, request, response, source } of apis) {
  claim(request)
  claim(response)
  const body = `${emitMessage(request)}\n${emitMessage(response)}
export const ${lowerFirst(name)}Api = {
  key: ${request.key},
  name: '${name}',
  versions: [${request.versions[0]}, ${request.versions[1]}],
  flexibleFrom: ${flexibleFrom(request)},
  latestVersionUnstable: ${request.unstable},
  listeners: [${request.listeners.map(listener => `'${listener}'`).join(', ')}],
  readRequest: read${name}Request,
  writeRequest: write${name}Request,
  readResponse: read${name}Response,
  writeResponse: write${name}Response,
} as const satisfies ApiDef<${name}Request, ${name}Response>
`
  files.set(`${kebab(name)}.ts`, header(source) + imports(body, '../', 'ApiDef') + body)
}

for (const { message, source } of others) {
  claim(message)
  const def = message.kind === 'metadata' || message.kind.startsWith('coordinator') ? 'RecordDef' : 'MessageDef'
  const body = `${emitMessage(message)}
export const ${lowerFirst(message.name)} = {
${def === 'RecordDef' ? `  type: ${message.key},\n` : ''}  name: '${message.name}',
  versions: [${message.versions[0]}, ${message.versions[1]}],
  flexibleFrom: ${flexibleFrom(message)},
  read: read${message.name},
  write: write${message.name},
} as const satisfies ${def}<${message.name}>
`
  files.set(`records/${kebab(message.name)}.ts`, header(source) + imports(body, '../../', def) + body)
}

function table(imported, body) {
  const lines = imported.map(({ symbols, file, type }) => `import ${type ? 'type ' : ''}{ ${symbols.join(', ')} } from '${file}'`)
  return `${header('')}${lines.join('\n')}\n\n${body}`
}

const byKey = [...apis].sort((a, b) => a.request.key - b.request.key)
files.set('apis.ts', table(
  byKey.map(({ name }) => ({ symbols: [`${lowerFirst(name)}Api`], file: `./${kebab(name)}.ts` })),
  `/** Every API, by key. */\nexport const apis = [\n${byKey.map(({ name }) => `  ${lowerFirst(name)}Api,`).join('\n')}\n] as const\n`,
))

const recordFile = message => `./${kebab(message.name)}.ts`

/** A union of record types and the table of their codecs. */
function recordTable(title, members, unionName, tableName) {
  const sorted = [...members].sort((a, b) => a.key - b.key)
  const types = sorted.map(message => ({ symbols: [message.name], file: recordFile(message), type: true }))
  const values = sorted.map(message => ({ symbols: [lowerFirst(message.name)], file: recordFile(message) }))
  return [[...types, ...values], `/** ${title} */
export type ${unionName} =
${sorted.map(message => `  | { type: '${message.name}', data: ${message.name} }`).join('\n')}

export const ${tableName} = [
${sorted.map(message => `  ${lowerFirst(message.name)},`).join('\n')}
] as const
`]
}

const kraft = others.filter(({ source }) => source.startsWith('metadata/')).map(({ message }) => message)
files.set('records/metadata-record-types.ts', table(...recordTable('The records of the metadata log.', kraft, 'MetadataRecord', 'metadataRecordDefs')))

for (const [module, name] of [['group-coordinator', 'Group'], ['transaction-coordinator', 'Transaction'], ['share-coordinator', 'Share']]) {
  const all = others.filter(({ source }) => source.startsWith(`${module}/`)).map(({ message }) => message)
  const half = (what, kind) => {
    const members = all.filter(message => message.kind === kind)
    return recordTable(`The ${what.toLowerCase()}s of the ${module}'s log.`, members, `${name}Record${what}`, `${lowerFirst(name)}${what}Defs`)
  }
  const [keyImports, keyBody] = half('Key', 'coordinator-key')
  const [valueImports, valueBody] = half('Value', 'coordinator-value')
  files.set(`records/${lowerFirst(name)}-record-types.ts`, table([...keyImports, ...valueImports], `${keyBody}\n${valueBody}`))
}

const modules = [...files.keys()].filter(name => name !== 'apis.ts').sort()
files.set('index.ts', header('') + modules.map(name => `export * from './${name}'`).join('\n') + '\n')

const messageLines = [
  ...byKey.flatMap(({ name }) => ['Request', 'Response'].map(kind => {
    const api = `${lowerFirst(name)}Api`
    return `  { name: '${name}${kind}', versions: ${api}.versions, read: ${api}.read${kind}, write: ${api}.write${kind} },`
  })),
  ...others.map(({ message }) => `  ${lowerFirst(message.name)},`),
]
files.set('all-messages.ts', table(
  [...byKey.map(({ name }) => ({ symbols: [`${lowerFirst(name)}Api`], file: `./${kebab(name)}.ts` })),
    ...others.map(({ message }) => ({ symbols: [lowerFirst(message.name)], file: `./records/${kebab(message.name)}.ts` }))],
  `interface AnyMessage {
  name: string
  versions: readonly [number, number]
  read: (r: Reader, v: number) => unknown
  write: (w: Writer, m: never, v: number) => void
}

/** Every message, for tests and tools that go through all of them. */
export const allMessages: readonly AnyMessage[] = [
${messageLines.join('\n')}
]
`,
).replace('\n', "\nimport type { Reader } from '../reader.ts'\nimport type { Writer } from '../writer.ts'\n"))

const codeLines = errors.map(({ code, name }) => `  ${name}: ${code},`)
const rowLines = errors.map(({ code, name, retriable, staleMetadata, text }) => {
  return `  [${code}, '${name}', ${retriable}, ${staleMetadata}, '${text.replaceAll("'", "\\'")}'],`
})
const errorText = `${header('errors.txt')}
export const ErrorCode = {
${codeLines.join('\n')}
} as const

export type ErrorName = keyof typeof ErrorCode

export interface ErrorInfo {
  code: number
  /** Kafka's name, for example NOT_LEADER_OR_FOLLOWER. */
  name: string
  /** Whether a client may send the same request again. */
  retriable: boolean
  /** Whether a client should refresh its metadata before it does. */
  staleMetadata: boolean
  message: string
}

const rows: readonly (readonly [number, string, boolean, boolean, string])[] = [
${rowLines.join('\n')}
]

const byCode = new Map<number, ErrorInfo>()
for (const [code, name, retriable, staleMetadata, message] of rows) byCode.set(code, { code, name, retriable, staleMetadata, message })

/** What a code means. A code that this version of the schemas does not know is not retriable. */
export function errorByCode(code: number): ErrorInfo {
  return byCode.get(code) ?? { code, name: \`UNKNOWN_ERROR_CODE_\${code}\`, retriable: false, staleMetadata: false, message: \`unknown error code \${code}\` }
}
`

let different = 0
function put(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  different++
  if (check) console.error(`differs: ${path}`)
  else {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}

for (const [name, text] of files) put(join(output, name), text)
put(errorCodes, errorText)
for (const name of existsSync(output) ? readdirSync(output, { recursive: true }).filter(name => name.endsWith('.ts') && !files.has(name)) : []) {
  different++
  if (check) console.error(`no longer generated: ${join(output, name)}`)
  else rmSync(join(output, name))
}
console.log(`${files.size + 1} files from Kafka ${kafkaVersion}'s schemas, ${different} ${check ? 'differ' : 'changed'}`)
process.exitCode = check && different > 0 ? 1 : 0
