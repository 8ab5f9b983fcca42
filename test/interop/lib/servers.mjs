// The servers under test: Rookery's broker from this checkout, and Apache Kafka as the control. Both on 127.0.0.1,
// a free port and a directory of their own; both are stopped with SIGTERM and killed if they stay.
import { spawn, spawnSync } from 'node:child_process'
import { createServer, connect } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { java, root, runJava } from './toolchain.mjs'

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

const running = new Set()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

export function temporaryDirectory(name) {
  return mkdtempSync(join(tmpdir(), `rookery-${name}-`))
}

class Server {
  constructor(name, child, port, dataDir) {
    Object.assign(this, { name, child, port, dataDir, bootstrap: `127.0.0.1:${port}`, output: '' })
    running.add(child)
    const keep = chunk => {
      this.output = (this.output + chunk).slice(-64_000)
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    this.exited = new Promise(resolve => child.once('exit', (code, signal) => {
      running.delete(child)
      // What fails after this fails for want of a server.
      if (!this.stopping) console.error(`${name} on ${this.bootstrap} is gone (${signal ?? `exit code ${code}`}), and nobody had asked it to:\n${this.output.slice(-4_000)}`)
      resolve(code)
    }))
  }

  /** Stops the server; its directory stays. */
  async stop(signal = 'SIGTERM') {
    this.stopping = true
    if (this.child.exitCode === null) this.child.kill(signal)
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 30_000)
    const code = await this.exited
    clearTimeout(timer)
    return code
  }

  remove() {
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}

async function untilListening(server, timeoutMs) {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    if (server.child.exitCode !== null) throw new Error(`${server.name} stopped at its start:\n${server.output}`)
    const open = await new Promise(resolve => {
      const socket = connect(server.port, '127.0.0.1', () => { socket.destroy(); resolve(true) })
      socket.once('error', () => resolve(false))
    })
    if (open) return
    if (Date.now() > deadline) throw new Error(`${server.name} does not listen on ${server.bootstrap}:\n${server.output}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/**
 * Rookery from this checkout (`dist/` must be built), on `dataDir` or a fresh directory; `wrap` is a command put before its own, such as strace. `main`: the plain
 * modules by default, `dist/bin/rookery.js` is what the package has.
 */
export async function startRookery({ dataDir = temporaryDirectory('broker'), port, properties = {}, node = process.execPath, wrap = [], main = 'dist/cli/main.js', readyWithinMs = 60_000 } = {}) {
  port ??= await freePort()
  const args = [join(root, main), 'start', ...(properties['log.dirs'] ? [] : ['--data-dir', dataDir]), '--listen', `127.0.0.1:${port}`]
  for (const [key, value] of Object.entries(properties)) args.push('-c', `${key}=${value}`)
  const [command, ...rest] = [...wrap, node, ...args]
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  const server = new Server('rookery', child, port, dataDir)
  const deadline = Date.now() + readyWithinMs
  while (!/ready on/.test(server.output)) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`rookery did not become ready:\n${server.output}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  return server
}

/** The property file of a single Apache Kafka node that is broker and controller. */
export function apacheProperties({ port, controllerPort, dataDir, nodeId = 1, properties = {} }) {
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': nodeId,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.quorum.voters': `${nodeId}@127.0.0.1:${controllerPort}`,
    'log.dirs': dataDir,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    ...properties,
  }).map(([key, value]) => `${key}=${value}\n`).join('')
}

/** Apache Kafka 4.3.1 on a fresh, formatted directory, or on a given one that is already formatted. */
export async function startApache(libs, { dataDir, port, properties = {}, heap = '1G', flags, config } = {}) {
  port ??= await freePort()
  const work = temporaryDirectory('apache')
  const file = join(work, 'server.properties')
  const fresh = dataDir === undefined && config === undefined
  dataDir ??= join(work, 'data')
  writeFileSync(file, config ?? apacheProperties({ port, controllerPort: await freePort(), dataDir, properties }))
  if (fresh) runJava(libs, ['kafka.tools.StorageTool', 'format', '-t', 'AAAAAAAAAAAAAAAAAAAABQ', '-c', file])
  const child = spawn('java', java(libs, ['kafka.Kafka', file], { heap, flags }), { stdio: ['ignore', 'pipe', 'pipe'] })
  const server = new Server('apache', child, port, dataDir)
  if (config !== undefined) void server.exited.then(() => rmSync(work, { recursive: true, force: true }))
  await untilListening(server, 180_000)
  return server
}

/** Another broker, that keeps its records in memory: `argsFor(port)` are the arguments of its command. */
export async function startOther(name, command, argsFor, { env = {} } = {}) {
  const port = await freePort()
  const child = spawn(command, argsFor(port), { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  const server = new Server(name, child, port, temporaryDirectory(name))
  await untilListening(server, 60_000)
  return server
}

export { spawnSync }
