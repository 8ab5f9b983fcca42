// The benchmark: pairs measured alternately on this machine, printed as medians and ratios, written to bench/RESULTS.md.
// Sections that ran replace their part of it; the others stay as they were.
//   npm run bench [-- --quick] [--only start,broker,client,scale,groups,assignors,thousand,offsets,others] [--rounds N] [--check] [--record] [--gb N]
// --check writes the ratios to .cache/bench-ratios.json and fails when a row's ratio to the best peer falls, three times, below half of what bench/baseline.json has; --record writes that file.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { KAFKA_VERSION, kafkaLibs } from '../test/interop/lib/toolchain.mjs'
import { machine } from './lib/measure.mjs'
import { clientNode } from './lib/peers.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, rounds: { type: 'string' }, check: { type: 'boolean', default: false }, record: { type: 'boolean', default: false }, gb: { type: 'string' } } })
const SECTIONS = ['start', 'broker', 'client', 'scale', 'groups', 'assignors', 'thousand', 'offsets', 'others']
// Long by their nature: only asked for by name.
const notQuick = ['thousand', 'others']
const names = SECTIONS.filter(name => (options.only ? options.only.split(',').includes(name) : !(options.quick && notQuick.includes(name))) && existsSync(join(here, `${name}.mjs`)))

if (!existsSync(join(here, 'node_modules'))) spawnSync('npm', ['ci', '--silent', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' })
const libs = kafkaLibs()
if (!libs) console.log('Java or Maven is missing: Apache Kafka and its tools are left out')
const context = { libs, quick: options.quick, gb: options.gb, rounds: Number(options.rounds ?? (options.quick ? 1 : 3)) }
const command = `npm run bench${options.quick ? ' -- --quick' : ''}`
const sections = {}
for (const name of names) await run(name)

async function run(name) {
  console.log(`# ${name}`)
  const [load] = loadavg()
  const begin = performance.now()
  let tables
  try {
    tables = await (await import(`./${name}.mjs`))[name](context)
  } catch (error) {
    // The other sections are worth having, and of this one what was there before.
    console.error(`${name} failed: ${error.stack}`)
    process.exitCode = 1
    return
  }
  const minutes = (performance.now() - begin) / 60_000
  console.log(`  (${name}: ${Math.round(minutes * 60)} s)`)
  const when = `_${new Date().toISOString().slice(0, 10)}, \`${command}\`, ${context.rounds} round${context.rounds === 1 ? '' : 's'}, ${minutes.toFixed(1)} minutes; load average before: ${load.toFixed(1)}_`
  sections[name] = { tables, text: `${when}\n\n${tables.map(table => table.markdown()).join('\n')}` }
}
const head = `# Results\n\nWritten by \`npm run bench\`, section by section: a run of some of them (\`--only\`) replaces those. Contenders in turn; median (lowest..highest).\n`
  + `A ratio above 1 means that ours is better.\n\n- machine: ${machine()}, shared by broker and driver\n- Apache Kafka ${KAFKA_VERSION}, heap 1 GB, with the JVM flags of its own scripts (G1, both compilers), also for the Java tools\n`
  + `- Node clients on Node ${clientNode().version}; kafkajs 2.2.4, @platformatic/kafka 2.12.1, confluent-kafka-javascript 1.10.1 where it could be built\n- durability: no fsync on either side unless the table says otherwise\n`
const resultsFile = join(here, 'RESULTS.md')
const marked = name => new RegExp(`<!-- ${name} -->\n([^]*?)\n<!-- end of ${name} -->`)
const before = existsSync(resultsFile) ? readFileSync(resultsFile, 'utf8') : ''
const kept = SECTIONS.map(name => [name, sections[name]?.text ?? marked(name).exec(before)?.[1]]).filter(([, text]) => text !== undefined)
const text = `${head}${kept.map(([name, part]) => `\n<!-- ${name} -->\n${part.trimEnd()}\n<!-- end of ${name} -->\n`).join('')}`
// A quick run leaves too much out to stand beside the others, and so does one of some cells.
if (!options.quick && process.env.ROOKERY_BENCH_CELLS === undefined) writeFileSync(resultsFile, text)
else console.log(`\n${Object.values(sections).map(section => section.text).join('\n')}`)

const baselineFile = join(here, 'baseline.json')
/** Of each row the ratio to the best peer: one that is slow today and fast tomorrow moves nothing. */
function ratiosOf(name) {
  const rows = sections[name].tables.filter(table => table.checked).flatMap(table => table.rows.filter(row => !row.isLowest).map(row => [table.title, row]))
  return rows.flatMap(([title, { scenario, ratios }]) => {
    const finite = Object.values(ratios).filter(Number.isFinite)
    return finite.length === 0 ? [] : [[`${name} | ${title} | ${scenario}`, Number(Math.min(...finite).toFixed(2))]]
  })
}

const measured = Object.fromEntries(Object.keys(sections).flatMap(ratiosOf))
const kind = options.quick ? 'quick' : 'full'
const recorded = existsSync(baselineFile) ? JSON.parse(readFileSync(baselineFile, 'utf8')) : {}
// The lowest of all recorded runs: what noise alone has done before is no fall.
const lowest = { ...measured }
for (const [name, ratio] of Object.entries(recorded[kind] ?? {})) {
  // A row of a section that ran and no longer has it is gone; the other sections keep theirs.
  if (name in measured || !(name.split(' | ')[0] in sections)) lowest[name] = Math.min(ratio, measured[name] ?? Infinity)
}
if (options.record) writeFileSync(baselineFile, `${JSON.stringify({ ...recorded, [kind]: lowest }, null, 2)}\n`)
if (options.check) {
  const isFallen = ([name, ratio]) => ratio < (recorded[kind]?.[name] ?? 0) / 2
  // A fall counts when it is there three times: what else the machine does for a moment is none.
  for (let again = 0; again < 2; again++) {
    const doubtful = new Set(Object.entries(measured).filter(isFallen).map(([name]) => name.split(' | ')[0]))
    for (const section of doubtful) {
      console.log(`a ratio of ${section} fell, once more:`)
      await run(section)
      for (const [name, ratio] of ratiosOf(section)) measured[name] = Math.max(ratio, measured[name] ?? 0)
    }
  }
  // What this run found, for whoever wants to look at it later.
  const found = join(here, '../.cache/bench-ratios.json')
  mkdirSync(dirname(found), { recursive: true })
  writeFileSync(found, `${JSON.stringify({ when: new Date().toISOString(), machine: machine(), command, load: loadavg()[0], ratios: measured }, null, 2)}\n`)
  console.log(`ratios of this run: ${relative(process.cwd(), found)}`)
  const fallen = Object.entries(measured).filter(isFallen)
  for (const [name, ratio] of fallen) console.log(`FELL: ${name}: ${ratio}, recorded ${recorded[kind][name]}`)
  console.log(`${Object.keys(measured).length - fallen.length} passed, ${fallen.length} failed: ratios that held, and that fell below half of what was recorded`)
  if (fallen.length > 0) process.exitCode = 1
}
process.exit()
