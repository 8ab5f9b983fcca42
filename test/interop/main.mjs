// The interop suite: every part in turn, each a program that ends with `N passed, N failed[, N skipped]`.
//   npm run interop [-- part ...]       e.g. npm run interop -- clients
// Needs Node and npm; Java 17 with Maven, kcat, Python's confluent_kafka and Go where they are to be had: a part or a
// client whose toolchain is absent is skipped and says so. Ends with the sum of all parts, and exits 1 on a failure.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { kafkaLibs, root } from './lib/toolchain.mjs'

/** name, needs Java?, program and arguments. */
const parts = [
  ['codecs', true, ['scripts/interop/codec-oracle/main.mjs'], 'every message and version against Kafka\'s own classes'],
  ['records', true, ['scripts/interop/records-oracle/main.mjs', '--cases', '200'], 'record batches and compression against Kafka\'s own classes'],
  ['assignors', true, ['scripts/interop/assignors-oracle/main.mjs'], 'assignors against the Java client\'s'],
  ['configs', true, ['scripts/interop/configs/import-configs.mjs', '--check'], 'configuration names, types and defaults'],
  ['settings', true, ['scripts/interop/settings.mjs'], 'what both brokers say of their settings'],
  ['logs', true, ['scripts/interop/dump-log.mjs'], 'our log files read by DumpLogSegments'],
  ['clients', false, ['test/interop/clients.mjs'], 'every client on our broker'],
  ['groups', false, ['test/interop/groups.mjs'], 'groups that mix the clients, held heartbeats, kafka-consumer-groups'],
  ['wire', true, ['test/interop/wire.mjs'], 'the same requests to our broker and to Apache Kafka, answers compared'],
  ['tools', true, ['test/interop/tools.mjs'], 'Apache Kafka\'s command-line tools on our broker'],
  ['suite-apache', true, ['test/interop/suite-on-apache.mjs'], 'our client\'s own test suite on Apache Kafka'],
  ['graduate', true, ['scripts/interop/graduate.mjs'], 'Apache Kafka opens our directory'],
  ['testkit', false, ['test/interop/testkit.mjs'], 'the test kit from shell and Python, and its tests on real clusters'],
]

const wanted = process.argv.slice(2)
const libs = kafkaLibs()
const total = { passed: 0, failed: 0, skipped: 0 }
const rows = []
for (const [name, needsJava, [program, ...args], what] of parts) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  if (needsJava && !libs) {
    rows.push([name, 'skipped: needs Java 17 and Maven'])
    total.skipped++
    continue
  }
  if (!existsSync(join(root, program))) {
    rows.push([name, `FAILED: ${program} is not there`])
    total.failed++
    continue
  }
  console.log(`\n== ${name}: ${what}`)
  const begin = Date.now()
  const { code, tail } = await run([program, ...args])
  const line = [...tail.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/gm)].at(-1)
  if (line) {
    total.passed += Number(line[1])
    total.failed += Number(line[2])
    total.skipped += Number(line[3] ?? 0)
  }
  // A part that dies without its closing line, or exits non-zero with no failed check, is a failure of its own.
  if (!line || (code !== 0 && line[2] === '0')) total.failed++
  rows.push([name, `${line?.[0].trim() ?? `FAILED: no closing line, exit ${code}`} (${Math.round((Date.now() - begin) / 1000)} s)`])
}

function run(command) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...(libs ? { ROOKERY_KAFKA_LIBS: libs } : {}) } })
    let tail = ''
    child.stdout.on('data', chunk => {
      process.stdout.write(chunk)
      tail = (tail + chunk).slice(-4000)
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), 15 * 60_000)
    child.once('close', code => {
      clearTimeout(timer)
      resolve({ code, tail })
    })
  })
}

console.log('\n== interop')
for (const [name, result] of rows) console.log(`${name.padEnd(14)} ${result}`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed > 0 ? 1 : 0
