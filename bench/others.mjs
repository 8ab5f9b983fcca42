// Other brokers in one process beside ours, driven by Kafka's own perf tools: kfake (Go, keeps records in memory) and nisshi (Rust, here with its storage in
// memory). kfake is built by the Go toolchain when there is one; nisshi takes part when `node bench/nisshi.mjs` has built it. What is missing is said and left out.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startOther } from '../test/interop/lib/servers.mjs'
import { cache } from '../test/interop/lib/toolchain.mjs'
import { Table } from './lib/measure.mjs'
import { consumePerf, cpuSeconds, createTopic, deleteTopic, producePerf, unsynced, warmUp } from './lib/peers.mjs'
import { nisshiBinary } from './nisshi.mjs'

const here = dirname(fileURLToPath(import.meta.url))

export async function others({ libs, rounds }) {
  if (!libs) return []
  const servers = Object.fromEntries(Object.entries({ rookery: await unsynced(), kfake: await kfake(), nisshi: await nisshi() }).filter(([, server]) => server !== undefined))
  const about = 'acks=all, batch.size 65536, linger.ms 10; ours writes to the page cache, the others keep records in memory'
  const produce = new Table(`Produce beside other brokers, Java producer-perf-test, ${about}`, 'records/s', true, { checked: false })
  const consume = new Table('Consume beside other brokers, Java consumer-perf-test', 'records/s', true, { checked: false })
  const cpu = new Table('CPU of the broker process per million records, beside other brokers', 's', false, { checked: false })
  try {
    if (Object.keys(servers).length < 2) return []
    for (const server of Object.values(servers)) await warmUp(libs, server, 500_000)
    for (const size of [100, 1000]) {
      const records = 50_000_000 / size
      const topic = `others-${size}`
      for (const server of Object.values(servers)) await createTopic(server.bootstrap, topic, 6)
      for (const [table, what, work] of [[produce, 'produce', producePerf], [consume, 'consume', consumePerf]]) {
        const spent = {}
        const each = make => Object.fromEntries(Object.entries(servers).map(([name, server]) => [name, make(name, server)]))
        await table.row(`${size} B, 6 partitions`, each((name, server) => async () => {
          const before = cpuSeconds(server.child.pid)
          const figure = await work(libs, server, { topic, records, size })
          ;(spent[name] ??= []).push((cpuSeconds(server.child.pid) - before) / (records / 1e6))
          return figure
        }), { rounds })
        await cpu.row(`${what} ${size} B, 6 partitions`, each(name => async () => spent[name]?.shift()), { rounds })
      }
      for (const server of Object.values(servers)) await deleteTopic(server.bootstrap, topic)
    }
    return [produce, consume, cpu]
  } finally {
    for (const server of Object.values(servers)) {
      await server.stop('SIGKILL')
      server.remove()
    }
  }
}

async function kfake() {
  const binary = join(cache, 'kfake/kfake')
  if (!existsSync(binary)) {
    mkdirSync(dirname(binary), { recursive: true })
    const { status, error } = spawnSync('go', ['build', '-o', binary, '.'], { cwd: join(here, 'kfake'), stdio: ['ignore', 'ignore', 'inherit'] })
    if (status !== 0) {
      console.log(`  kfake is left out: ${error?.code === 'ENOENT' ? 'there is no Go toolchain' : 'it could not be built'}`)
      return undefined
    }
  }
  return startOther('kfake', binary, port => [String(port)])
}

async function nisshi() {
  if (!existsSync(nisshiBinary)) {
    console.log('  nisshi is left out: `node bench/nisshi.mjs` has not built it')
    return undefined
  }
  return startOther('nisshi', nisshiBinary, port => [
    'broker', '--kafka-cluster-id', 'bench', '--kafka-listener-url', `tcp://127.0.0.1:${port}`, '--kafka-advertised-listener-url', `tcp://127.0.0.1:${port}`, '--storage-engine', 'memory://bench/',
  ], { env: { RUST_LOG: 'error' } })
}
