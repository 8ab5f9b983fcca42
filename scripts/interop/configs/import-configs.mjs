// Reads the facts of Kafka's configuration definitions out of its jars and writes src/broker/config-table.ts.
// A new Kafka release: ROOKERY_KAFKA_LIBS=DIR node scripts/interop/configs/import-configs.mjs, then review the diff.
// With --check it writes nothing and compares; ends with `N passed, N failed`.

import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'

const libs = process.env.ROOKERY_KAFKA_LIBS
if (!libs) {
  console.error('import-configs: set ROOKERY_KAFKA_LIBS to the folder that holds the jars of Apache Kafka')
  process.exit(2)
}
const version = readdirSync(libs).map(name => /^kafka-server-(\d.*)\.jar$/.exec(name)?.[1]).find(Boolean)
const here = new URL('.', import.meta.url).pathname
const output = execFileSync('java', ['-cp', `${libs}/*`, `${here}ConfigFacts.java`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

const sections = { broker: [], topic: [], group: [], clientMetrics: [] }
const dynamicOnly = new Set()
for (const line of output.trim().split('\n')) {
  const [section, ...facts] = line.split(' ')
  if (section === 'dynamicOnly') dynamicOnly.add(facts[0])
  else sections[section].push(facts)
}
// The last columns are rarely there: one word each, in any order, so that a line stays readable.
const render = ([name, type, value, validator, importance, internal, mode, synonyms]) =>
  [
    name, type, value, validator, importance,
    ...(internal === '-' ? [] : ['internal']),
    ...(mode === '-' ? [] : [mode]),
    ...(dynamicOnly.has(name) ? ['dynamicOnly'] : []),
    ...(synonyms === '-' ? [] : [`=${synonyms}`]),
  ].join(' ')

let text = `// GENERATED from the configuration definitions of Apache Kafka ${version} by scripts/interop/configs/import-configs.mjs. Do not edit.
// Per line: name, type, default (- none, "" empty, ! required), validator, importance, then: internal, cluster-wide or per-broker
// (may change while running), dynamicOnly (not in server.properties), =NAME|NAME (the broker's properties it falls back to).

export const kafkaVersion = '${version}'
`
for (const [section, lines] of Object.entries(sections)) {
  text += `\nexport const ${section}ConfigTable = \`\n${lines.map(render).join('\n')}\n\`\n`
}
const table = new URL('../../../src/broker/config-table.ts', import.meta.url)
console.log(Object.entries(sections).map(([section, lines]) => `${section} ${lines.length}`).join(', '))
if (process.argv.includes('--check')) {
  // Writes nothing: each line of the checked-in table against Apache Kafka's own definitions.
  const expected = text.split('\n').slice(1)
  const actual = readFileSync(table, 'utf8').split('\n').slice(1)
  const differing = [...expected.filter(line => !actual.includes(line)), ...actual.filter(line => !expected.includes(line))]
  for (const line of differing) console.log(`FAILED  ${line}`)
  console.log(`${expected.length - differing.length} passed, ${differing.length} failed`)
  process.exitCode = differing.length > 0 ? 1 : 0
} else writeFileSync(table, text)
