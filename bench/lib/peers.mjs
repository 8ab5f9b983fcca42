// The servers and tools of a measurement: Apache Kafka and its tools with the flags of Kafka's own scripts, and what can be
// read of a process from outside.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { startApache, startRookery } from '../../test/interop/lib/servers.mjs'
import { java, root } from '../../test/interop/lib/toolchain.mjs'
import { kafkaFlags } from './measure.mjs'

const TICKS = 100

/** The Node that all Node clients run on: the one that bench/ has installed, otherwise the driver's. */
export function clientNode() {
  const installed = join(root, 'bench/node_modules/node/bin/node')
  const path = existsSync(installed) ? installed : process.execPath
  return { path, version: spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim() }
}

/** User and system CPU seconds that a process has used. */
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

export const residentMb = pid => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024

export const apache = (libs, options = {}) => startApache(libs, { flags: kafkaFlags, ...options })
/** Rookery with Kafka's own durability: answered from the page cache. */
export const unsynced = (options = {}) => startRookery({ main: 'dist/bin/rookery.js', readyWithinMs: 300_000, ...options, properties: { 'rookery.durability': 'replicated', 'group.initial.rebalance.delay.ms': '0', ...options.properties } })
/** Rookery as it starts by default: answered after a group-committed fdatasync. */
export const synced = (options = {}) => startRookery({ main: 'dist/bin/rookery.js', readyWithinMs: 300_000, ...options, properties: { 'group.initial.rebalance.delay.ms': '0', ...options.properties } })

/** Starts `make()` so that its event loop can be watched: `loopDelay()` answers the p99 (ms) since it was last asked. */
export async function withLoopDelay(make) {
  const server = await make({ wrap: ['env', `NODE_OPTIONS=--import=${new URL('loop-delay.mjs', import.meta.url)}`] })
  const asked = () => [...server.output.matchAll(/loop delay p99 ([\d.]+) ms/g)]
  server.loopDelay = async () => {
    server.output = ''
    server.child.kill('SIGUSR2')
    for (let i = 0; i < 500 && asked().length === 0; i++) await new Promise(resolve => setTimeout(resolve, 2))
    const [last] = asked()
    return last === undefined ? undefined : Number(last[1])
  }
  return server
}

/** Runs a Java tool and answers what it printed. The event loop goes on meanwhile. */
export function tool(libs, mainAndArgs) {
  return new Promise((resolve, reject) => {
    const child = spawn('java', java(libs, mainAndArgs, { flags: kafkaFlags }), { stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let errors = ''
    child.stdout.on('data', chunk => (out += chunk))
    child.stderr.on('data', chunk => (errors += chunk))
    const timer = setTimeout(() => child.kill('SIGKILL'), 180_000)
    child.once('exit', code => {
      clearTimeout(timer)
      if (code === 0) resolve(out)
      else reject(new Error(`${mainAndArgs[0]} ended with ${code}: ${errors.trim().split('\n')[0]}`))
    })
  })
}

export async function createTopic(bootstrapServers, topic, numPartitions) {
  const { Admin } = await import('../../dist/client/index.js')
  const admin = new Admin({ bootstrapServers })
  try {
    await admin.createTopics([{ name: topic, numPartitions, replicationFactor: 1 }])
  } finally {
    await admin.close()
  }
}

export async function deleteTopic(bootstrapServers, topic) {
  const { Admin } = await import('../../dist/client/index.js')
  const admin = new Admin({ bootstrapServers })
  try {
    await admin.deleteTopics([topic])
  } finally {
    await admin.close()
  }
}

/** Records per second of producer-perf-test; with `warmup`, of what came after that many. */
export async function producePerf(libs, server, { topic, records, size, codec = 'none', warmup, props = ['acks=all', 'batch.size=65536', 'linger.ms=10', 'buffer.memory=67108864'] }) {
  const out = await tool(libs, ['org.apache.kafka.tools.ProducerPerformance', '--topic', topic, '--num-records', String(records), '--record-size', String(size), '--throughput', '-1',
    ...(warmup ? ['--warmup-records', String(warmup)] : []), '--producer-props', `bootstrap.servers=${server.bootstrap}`, `compression.type=${codec}`, ...props])
  const last = out.trim().split('\n').at(-1)
  if (warmup && !last.includes('steady state')) throw new Error('producer-perf-test has no figure after its warm-up')
  return Number(/([\d.]+) records\/sec/.exec(last)[1])
}

/** Starts producer-perf-test at a fixed rate, to be stopped when what goes on meanwhile has been measured. Resolves when records flow. */
export async function steadyLoad(libs, server, { topic, size, perSecond }) {
  const child = spawn('java', java(libs, ['org.apache.kafka.tools.ProducerPerformance', '--topic', topic, '--num-records', String(perSecond * 600), '--record-size', String(size), '--throughput', String(perSecond),
    '--producer-props', `bootstrap.servers=${server.bootstrap}`, 'acks=all', 'batch.size=65536', 'linger.ms=10', 'buffer.memory=67108864'], { flags: kafkaFlags }), { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise(resolve => child.once('exit', resolve))
  // It reports every five seconds.
  await Promise.race([new Promise(resolve => child.stdout.once('data', resolve)), ended])
  return async () => {
    child.kill('SIGKILL')
    await ended
  }
}

/** Records per second of consumer-perf-test, without the time for joining the group. */
export async function consumePerf(libs, server, { topic, records }) {
  const out = await tool(libs, ['org.apache.kafka.tools.ConsumerPerformance', '--bootstrap-server', server.bootstrap, '--topic', topic, '--num-records', String(records), '--hide-header', '--timeout', '20000'])
  // start, end, MB, MB/s, records, records/s, rebalance ms, fetch ms, fetch MB/s, fetch records/s
  return Number(out.trim().split('\n').at(-1).split(',')[9])
}

/** The first runs of a server are its compiler's. */
export async function warmUp(libs, server, records) {
  await createTopic(server.bootstrap, 'warm', 6)
  await producePerf(libs, server, { topic: 'warm', records, size: 100 })
  await consumePerf(libs, server, { topic: 'warm', records })
  await deleteTopic(server.bootstrap, 'warm')
}

// ApiVersions v0, correlation id 1, no client id.
const API_VERSIONS = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0xff, 0xff])

/** Resolves with the time (ms since `begin`) at which the first ApiVersions answer arrived. */
export async function firstAnswer(port, begin, child) {
  for (;;) {
    const answered = await new Promise(resolve => {
      const socket = connect(port, '127.0.0.1', () => socket.write(API_VERSIONS))
      socket.once('data', () => { socket.destroy(); resolve(true) })
      socket.once('error', () => resolve(false))
    })
    if (answered) return performance.now() - begin
    if (child.exitCode !== null) throw new Error('the broker stopped at its start')
    await new Promise(resolve => setTimeout(resolve, 2))
  }
}

/** Opens `count` connections, each of which has had one answer. Resolves with the sockets. */
export function openConnections(port, count) {
  return Promise.all(Array.from({ length: count }, () => new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(API_VERSIONS))
    socket.once('data', () => resolve(socket))
    socket.once('error', reject)
  })))
}
