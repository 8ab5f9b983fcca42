// How long until the broker answers, and what it weighs when idle: Rookery beside Apache Kafka, empty directories.
import { spawn } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apacheProperties, freePort, temporaryDirectory } from '../test/interop/lib/servers.mjs'
import { java, root, runJava } from '../test/interop/lib/toolchain.mjs'
import { kafkaFlags, Table } from './lib/measure.mjs'
import { firstAnswer, residentMb } from './lib/peers.mjs'

export async function start({ libs, rounds }) {
  const times = new Table('Start on an empty directory, from spawn to the first ApiVersions answer', 'ms', false)
  const memory = new Table('Resident memory, idle, 2 s after the start', 'MB', false)
  const resident = { rookery: [], apache: [] }

  const rookery = async () => {
    const port = await freePort()
    const dataDir = temporaryDirectory('bench')
    const begin = performance.now()
    const child = spawn(process.execPath, [join(root, 'dist/bin/rookery.js'), 'start', '--data-dir', dataDir, '--listen', `127.0.0.1:${port}`], { stdio: 'ignore' })
    const ms = await firstAnswer(port, begin, child)
    await new Promise(resolve => setTimeout(resolve, 2000))
    resident.rookery.push(residentMb(child.pid))
    child.kill('SIGTERM')
    await new Promise(resolve => child.once('exit', resolve))
    rmSync(dataDir, { recursive: true, force: true })
    return ms
  }
  const apache = async () => {
    const port = await freePort()
    const dataDir = temporaryDirectory('bench')
    const file = join(dataDir, 'server.properties')
    writeFileSync(file, apacheProperties({ port, controllerPort: await freePort(), dataDir: join(dataDir, 'data') }))
    const begin = performance.now()
    runJava(libs, ['kafka.tools.StorageTool', 'format', '-t', 'AAAAAAAAAAAAAAAAAAAABQ', '-c', file])
    const child = spawn('java', java(libs, ['kafka.Kafka', file], { heap: '1G', flags: kafkaFlags }), { stdio: 'ignore' })
    const ms = await firstAnswer(port, begin, child)
    await new Promise(resolve => setTimeout(resolve, 2000))
    resident.apache.push(residentMb(child.pid))
    child.kill('SIGKILL')
    await new Promise(resolve => child.once('exit', resolve))
    rmSync(dataDir, { recursive: true, force: true })
    return ms
  }
  await times.row('`rookery start` / format and `kafka.Kafka`', { rookery, ...(libs ? { apache } : {}) }, { rounds, goal: 'under 250 ms' })
  await memory.row('one node, no topics', { rookery: async () => resident.rookery.shift(), ...(libs ? { apache: async () => resident.apache.shift() } : {}) }, { rounds, goal: 'under 80 MB' })

  const embedded = new Table('Embedded start in a running process', 'ms', false)
  const { Broker } = await import(join(root, 'dist/broker/index.js'))
  const once = async () => {
    const dataDir = temporaryDirectory('bench')
    const begin = performance.now()
    const broker = await Broker.start({ properties: { 'log.dirs': dataDir, listeners: 'PLAINTEXT://127.0.0.1:0' } })
    const ms = performance.now() - begin
    await broker.close()
    rmSync(dataDir, { recursive: true, force: true })
    return ms
  }
  await embedded.row('Broker.start()', { rookery: once }, { rounds: rounds + 2, goal: 'under 20 ms' })
  return [times, memory, embedded]
}
