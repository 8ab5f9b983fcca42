// Other brokers in one process beside ours, driven by Kafka's own perf tools: kfake (Go, keeps records in memory) and nisshi (Rust, here with its storage in
// memory). kfake is built by the Go toolchain when there is one; nisshi takes part when `node bench/nisshi.mjs` has built it. What is missing is said and left out.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../test/interop/lib/servers.mjs'
import { cache } from '../test/interop/lib/toolchain.mjs'
import { Table } from './lib/measure.mjs'
import { consumePerf, cpuSeconds, createTopic, deleteTopic, firstAnswer, producePerf, unsynced } from './lib/peers.mjs'
import { nisshiBinary } from './nisshi.mjs'

const here = dirname(fileURLToPath(import.meta.url))

export async function others({ libs, rounds, quick }) {
  if (!libs || quick) return []
  const servers = { rookery: await unsynced(), kfake: await kfake(), nisshi: await nisshi() }
  for (const [name, server] of Object.entries(servers)) if (server === undefined) delete servers[name]
  try {
    const names = Object.keys(servers)
    if (names.length < 2) return []
    const about = 'acks=all, batch.size 65536, linger.ms 10; ours writes to the page cache, the others keep records in memory'
    const produce = new Table(`Produce beside other brokers, Java producer-perf-test, ${about}`, 'records/s', true, { checked: false })
    const consume = new Table('Consume beside other brokers, Java consumer-perf-test', 'records/s', true, { checked: false })
    const cpu = new Table('CPU of the broker process per million records, beside other brokers', 's', false, { checked: false })
    for (const size of [100, 1000]) {
      const records = 500_000 / (size / 100)
      const label = `${size} B, 6 partitions`
      for (let round = 0; round < 2; round++) {
        // The first round warms every server up and is not looked at.
        const topic = `others-${size}-${round}`
        for (const server of Object.values(servers)) await createTopic(server.bootstrap, topic, 6)
        const warm = round === 0
        const run = async (table, what, work) => {
          const spent = {}
          const contenders = Object.fromEntries(names.map(name => [name, async () => {
            const before = cpuSeconds(servers[name].child.pid)
            const figure = await work(servers[name])
            ;(spent[name] ??= []).push((cpuSeconds(servers[name].child.pid) - before) / (records / 1e6))
            return figure
          }]))
          if (warm) {
            for (const contend of Object.values(contenders)) await contend().catch(() => {})
            return
          }
          await table.row(label, contenders, { rounds })
          await cpu.row(`${what} ${label}`, Object.fromEntries(names.map(name => [name, async () => spent[name]?.shift()])), { rounds })
        }
        await run(produce, 'produce', server => producePerf(libs, server, { topic, records, size }))
        await run(consume, 'consume', server => consumePerf(libs, server, { topic, records }))
        for (const server of Object.values(servers)) await deleteTopic(server.bootstrap, topic).catch(() => {})
      }
    }
    return [produce, consume, cpu]
  } finally {
    for (const server of Object.values(servers)) {
      if (server.stop) await server.stop('SIGKILL')
      else server.child.kill('SIGKILL')
      server.remove?.()
    }
  }
}

async function started(name, command, args, options = {}) {
  const port = await freePort()
  const child = spawn(command, args(port), { stdio: 'ignore', ...options })
  process.once('exit', () => child.kill('SIGKILL'))
  await firstAnswer(port, 0, child)
  console.log(`  ${name} listens`)
  return { child, bootstrap: `127.0.0.1:${port}` }
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
  return started('kfake', binary, port => [String(port)])
}

async function nisshi() {
  if (!existsSync(nisshiBinary)) {
    console.log('  nisshi is left out: `node bench/nisshi.mjs` has not built it')
    return undefined
  }
  return started('nisshi', nisshiBinary, port => [
    'broker', '--kafka-cluster-id', 'bench', '--kafka-listener-url', `tcp://127.0.0.1:${port}`, '--kafka-advertised-listener-url', `tcp://127.0.0.1:${port}`, '--storage-engine', 'memory://bench/',
  ], { env: { ...process.env, RUST_LOG: 'error' } })
}
