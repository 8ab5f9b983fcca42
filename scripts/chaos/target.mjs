// The broker under test in a process of its own, ours or Apache Kafka: started, killed, paused and started again on the same directory and port.
import { readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { apacheProperties, freePort, startApache, startRookery, temporaryDirectory } from '../../test/interop/lib/servers.mjs'
import { kafkaLibs, runJava } from '../../test/interop/lib/toolchain.mjs'
import { createServer } from 'node:net'
import { writeFileSync } from 'node:fs'

/**
 * A port below those that the system gives to outgoing connections: while the broker is down nobody else may get it by chance.
 */
let nextPort = 26_000 + (process.pid % 80) * 12
export async function quietPort() {
  for (let tries = 0; tries < 900; tries++) {
    const port = nextPort++
    if (nextPort >= 27_000) nextPort = 26_000
    const free = await new Promise(resolve => {
      const server = createServer()
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
    })
    if (free) return port
  }
  return freePort()
}

const quick = {
  'offsets.topic.num.partitions': '5',
  'group.consumer.session.timeout.ms': '6000',
  'group.consumer.min.session.timeout.ms': '6000',
  'group.consumer.heartbeat.interval.ms': '500',
  'group.consumer.min.heartbeat.interval.ms': '500',
  'group.min.session.timeout.ms': '1000',
  'group.initial.rebalance.delay.ms': '100',
}

export class Target {
  restarts = []
  kills = 0
  pauses = 0
  #server

  /** `ours` or `apache`; `properties` besides the ones that make groups quick; `wrap` is put before the command of our broker. */
  constructor(kind, { properties = {}, wrap = [], dataDir } = {}) {
    this.kind = kind
    this.properties = { ...quick, ...properties }
    this.wrap = wrap
    this.dataDir = dataDir
  }

  get bootstrap() {
    return `127.0.0.1:${this.port}`
  }

  get output() {
    return this.#server.output
  }

  get running() {
    return this.#server.child.exitCode === null && this.#server.child.signalCode === null
  }

  get exited() {
    return this.#server.exited
  }

  get pid() {
    return this.#server.child.pid
  }

  async start() {
    if (this.port === undefined) {
      this.port = await quietPort()
      this.dataDir ??= temporaryDirectory('chaos')
      if (this.kind === 'apache') await this.#format()
    }
    const begin = performance.now()
    this.#server = this.kind === 'apache' ? await this.#startApache() : await startRookery({ port: this.port, dataDir: this.dataDir, properties: this.properties, wrap: this.wrap })
    this.restarts.push(performance.now() - begin)
  }

  async #format() {
    this.#config = apacheProperties({ port: this.port, controllerPort: await quietPort(), dataDir: join(this.dataDir, 'data'), properties: this.properties })
    const file = join(this.dataDir, 'server.properties')
    writeFileSync(file, this.#config)
    runJava(kafkaLibs(), ['kafka.tools.StorageTool', 'format', '-t', 'AAAAAAAAAAAAAAAAAAAABQ', '-c', file])
  }
  #config

  async #startApache() {
    const server = await startApache(kafkaLibs(), { dataDir: join(this.dataDir, 'data'), port: this.port, config: this.#config, heap: '700M' })
    return server
  }

  async kill() {
    this.kills++
    await this.#server.stop('SIGKILL')
  }

  stop() {
    return this.#server.stop()
  }

  pause() {
    this.pauses++
    this.#server.child.kill('SIGSTOP')
  }

  resume() {
    this.#server.child.kill('SIGCONT')
  }

  /** The directory of a partition's log. */
  logDirectory(topic, partition) {
    return join(this.dataDir, ...(this.kind === 'apache' ? ['data'] : []), `${topic}-${partition}`)
  }

  /** What a power loss does to bytes that no sync has covered: the last `bytes` of the newest segment are gone. Only while the broker is down. */
  cutTail(topic, partition, bytes) {
    const directory = this.logDirectory(topic, partition)
    const name = readdirSync(directory).filter(file => file.endsWith('.log')).sort().at(-1)
    const path = join(directory, name)
    truncateSync(path, Math.max(0, statSync(path).size - bytes))
  }

  remove() {
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}
