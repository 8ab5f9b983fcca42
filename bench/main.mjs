// The benchmark: pairs measured alternately on this machine, printed as medians and ratios, written to bench/RESULTS.md.
//   npm run bench [-- --quick] [--only start,broker,client,groups] [--rounds N]
import { existsSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { KAFKA_VERSION, kafkaLibs } from '../test/interop/lib/toolchain.mjs'
import { machine } from './lib/measure.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, rounds: { type: 'string' } } })
const names = ['start', 'broker', 'client', 'groups'].filter(name => (options.only ? options.only.split(',').includes(name) : true)).filter(name => existsSync(join(here, `${name}.mjs`)))

if (!existsSync(join(here, 'node_modules'))) spawnSync('npm', ['ci', '--silent', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' })
const libs = kafkaLibs()
if (!libs) console.log('Java or Maven is missing: Apache Kafka and its tools are left out')
const context = { libs, quick: options.quick, rounds: Number(options.rounds ?? (options.quick ? 1 : 3)) }
const tables = []
for (const name of names) {
  console.log(`# ${name}`)
  tables.push(...(await (await import(`./${name}.mjs`))[name](context)))
}
const text = `# Results\n\nWritten by \`npm run bench${options.quick ? ' -- --quick' : ''}${options.only ? ` -- --only ${options.only}` : ''}\`. ${context.rounds} rounds, contenders in turn; median (lowest..highest).\n`
  + `A ratio above 1 means that ours is better.\n\n- machine: ${machine()}, shared by broker and driver\n- Apache Kafka ${KAFKA_VERSION}, heap 1 GB\n\n`
  + tables.map(table => table.markdown()).join('\n')
if (!options.quick) writeFileSync(join(here, 'RESULTS.md'), text)
else console.log(`\n${text}`)
