// Every client against one server: each creates, writes (all codecs), reads what every other wrote, works in a group of
// two with one leaving, commits and resumes, looks offsets up by time, describes and deletes.
//   node test/interop/clients.mjs [--target rookery|apache] [--only java,kcat,...]
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { Report } from './lib/report.mjs'
import { startApache, startRookery } from './lib/servers.mjs'
import { clients, kafkaLibs } from './lib/toolchain.mjs'

const { values: options } = parseArgs({ options: { target: { type: 'string', default: 'rookery' }, only: { type: 'string' } } })
const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd']
const COUNT = 20
const PARTITIONS = 4
// Younger than any retention, or the records would be deleted while they are being read.
const TIMESTAMP = Date.now() - 3_600_000

const libs = kafkaLibs()
const { found, skipped } = clients(libs)
const report = new Report(`clients on ${options.target}`)
for (const [name, why] of Object.entries(skipped)) report.skip(name, why)
const names = Object.keys(found).filter(name => !options.only || options.only.split(',').includes(name))
const server = options.target === 'apache' ? await startApache(libs) : await startRookery({ properties: { 'group.initial.rebalance.delay.ms': '0' } })

function drive(name, command, argument) {
  const [program, ...args] = found[name]
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args, server.bootstrap, command, JSON.stringify(argument)], { stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', chunk => (stdout += chunk))
    child.stderr.on('data', chunk => (stderr += chunk))
    const timer = setTimeout(() => child.kill('SIGKILL'), 90_000)
    child.once('error', reject)
    child.once('exit', code => {
      clearTimeout(timer)
      if (code !== 0) return reject(new Error(`exit ${code}: ${stderr.trim().split('\n').slice(-4).join(' | ')}`))
      try {
        resolve(JSON.parse(stdout.trim().split('\n').at(-1)))
      } catch {
        reject(new Error(`no JSON answer: ${stdout}${stderr}`))
      }
    })
  })
}

/** One check: `examine` throws or answers a text when the result is not what it ought to be. */
const check = (name, what, command, argument, examine = () => undefined) =>
  report.check(`${name}: ${what}`, async () => {
    const answer = await drive(name, command, argument)
    if (answer.unsupported) return { skip: answer.unsupported }
    const complaint = examine(answer)
    if (complaint) throw new Error(complaint)
    return undefined
  })

const differs = (what, actual, expected) =>
  JSON.stringify(actual) === JSON.stringify(expected) ? undefined : `${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`

const expectedLines = prefix => Array.from({ length: COUNT }, (_, i) => `${prefix}-key-${i}\t${prefix}-value-${i}\t${i}\t${TIMESTAMP + i}\n`)

try {
  const writers = names.filter(name => name !== 'kcat')
  // 1. Each creates a topic of its own and writes to it with every codec.
  for (const name of writers) {
    await check(name, 'create', 'create', { topic: `by-${name}`, partitions: PARTITIONS })
    for (const codec of CODECS) {
      await check(name, `produce ${codec}`, 'produce', { topic: `by-${name}`, codec, count: COUNT, prefix: `${name}-${codec}`, timestamp: TIMESTAMP })
    }
  }
  // 2. Everybody reads what everybody wrote.
  for (const reader of names) {
    for (const writer of writers) {
      const lines = CODECS.flatMap(codec => expectedLines(`${writer}-${codec}`)).sort()
      const digest = createHash('sha256').update(lines.join('')).digest('hex')
      await check(reader, `read what ${writer} wrote`, 'read', { topic: `by-${writer}`, count: lines.length }, answer =>
        differs('records', [answer.count, answer.digest], [lines.length, digest]))
    }
  }
  // kcat's records carry timestamps of its own, so the others check that all have come.
  if (names.includes('kcat')) {
    for (const codec of CODECS) await check('kcat', `produce ${codec}`, 'produce', { topic: 'by-kcat', codec, count: COUNT, prefix: `kcat-${codec}` })
    for (const reader of names) {
      const count = CODECS.length * COUNT
      await check(reader, 'read what kcat wrote', 'read', { topic: 'by-kcat', count }, answer => differs('records', answer.count, count))
    }
  }
  // 3. A group of two, one leaving; commit and resume. 4. Offsets by time, describe, delete.
  const maker = writers[0]
  for (const name of names) {
    const topic = `group-${name}`
    await drive(maker, 'create', { topic, partitions: PARTITIONS })
    await drive(maker, 'produce', { topic, codec: 'none', count: 100, prefix: 'g', timestamp: TIMESTAMP })
    await check(name, 'group of two, one leaves, commit and resume', 'group', { topic, group: `group-of-${name}`, count: 100 }, answer =>
      differs('group', [answer.owned[0] + answer.owned[1], answer.afterLeave, answer.read, answer.resumed],
        [PARTITIONS, PARTITIONS, 100, Array.from({ length: 6 }, (_, i) => `extra-${i}`)]))
    const reference = await drive(maker, 'offsets', { topic, timestamp: TIMESTAMP + 50 })
    await check(name, 'offsets by time', 'offsets', { topic, timestamp: TIMESTAMP + 50 }, answer => differs('offsets', answer.offsets, reference.offsets))
    await check(name, 'describe', 'describe', { topic }, answer => differs('partitions', answer.partitions, PARTITIONS))
    await check(name, 'delete', 'delete', { topic })
  }
} finally {
  await server.stop()
  server.remove()
}
report.finish()
