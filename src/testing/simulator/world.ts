// The stage of a simulated run: virtual time, network and disk, the broker's machine, and a trace of everything that crosses a door. A driver;
// what happens on it is decided by the plan.

import { crc32c } from '../../core/hash.ts'
import { LineLogger } from '../../core/logger.ts'
import { SeededRandom } from '../../core/random.ts'
import { apiByKey } from '../../protocol/api.ts'
import { Broker } from '../../broker/broker.ts'
import { VirtualDisk } from '../virtual-disk.ts'
import { VirtualNetwork } from '../virtual-network.ts'
import { VirtualProcess } from '../virtual-process.ts'
import { VirtualTime } from '../virtual-time.ts'
import type { Plan } from './plan.ts'

/** The rolling hash of a run, and its last lines or all of them. */
export class Trace {
  readonly #keep: number
  readonly #lines: string[] = []
  #hash = 0
  #more = 0x9e3779b9
  events = 0

  /** `keep` is how many lines are kept: 0 for none, Infinity for all. */
  constructor(keep: number) {
    this.#keep = keep
  }

  /** `line` is asked for only when lines are kept; `number` and `bytes` go into the hash. */
  add(time: number, kind: string, number: number, bytes: Buffer | undefined, line: () => string): void {
    this.events++
    let h = this.#hash
    h = Math.imul(h ^ Math.round(time * 1000), 0x01000193)
    h = Math.imul(h ^ number, 0x01000193)
    for (let i = 0; i < kind.length; i++) h = Math.imul(h ^ kind.charCodeAt(i), 0x01000193)
    this.#hash = h >>> 0
    if (bytes !== undefined) this.#more = (Math.imul(this.#more, 31) + crc32c(bytes)) >>> 0
    if (this.#keep === 0) return
    this.#lines.push(`${time.toFixed(3).padStart(12)} ${line()}`)
    if (this.#lines.length > this.#keep) this.#lines.shift()
  }

  get hash(): string {
    return this.#hash.toString(16).padStart(8, '0') + this.#more.toString(16).padStart(8, '0')
  }

  get lines(): readonly string[] {
    return this.#lines
  }
}

/** When the broker gives up a member of a group under the consumer protocol, in milliseconds. */
export const consumerSessionMs = 10_000

const properties = {
  'node.id': '1',
  'log.dirs': '/data',
  listeners: 'PLAINTEXT://broker:9092',
  'offsets.topic.num.partitions': '2',
  'offsets.topic.segment.bytes': '1048576',
  'group.initial.rebalance.delay.ms': '0',
  'group.min.session.timeout.ms': '1000',
  'group.consumer.session.timeout.ms': String(consumerSessionMs),
  'group.consumer.min.session.timeout.ms': '1000',
  'group.consumer.heartbeat.interval.ms': '1000',
  'group.consumer.min.heartbeat.interval.ms': '500',
  'auto.create.topics.enable': 'false',
  'log.retention.check.interval.ms': '10000',
  'log.cleaner.backoff.ms': '5000',
  'log.flush.offset.checkpoint.interval.ms': '20000',
  'log.flush.start.offset.checkpoint.interval.ms': '20000',
  'metadata.log.max.record.bytes.between.snapshots': '20000',
}

export class World {
  readonly time: VirtualTime
  readonly network: VirtualNetwork
  readonly disk: VirtualDisk
  readonly trace: Trace
  readonly random: SeededRandom
  /** What the brokers of all lives logged, the latest last. */
  readonly lines: string[] = []
  /** What must never happen: an internal error in a log, a broker that does not start, a rejection that nobody handles. */
  readonly violations: string[] = []
  readonly figures = { kills: 0, powerLosses: 0, restarts: 0, starts: 0 }
  broker: Broker | undefined
  process: VirtualProcess | undefined
  #life = 0
  readonly #closedAt = new Map<string, number>()
  /** What the death of the process, whenever it comes, is to be followed by. */
  #onDeath: { powerLoss: boolean; downMs: number } | undefined
  /** Called when a broker serves that did not serve before. */
  onServing: () => void = () => undefined
  /** How many faults are in force that make a start or a stop fail. */
  diskFaults = 0

  constructor(plan: Plan, trace: Trace) {
    this.trace = trace
    this.random = new SeededRandom(plan.seed ^ 0x5eed)
    this.time = new VirtualTime({ seed: plan.seed })
    const { time } = this
    this.network = new VirtualNetwork({
      timers: time,
      random: new SeededRandom(plan.seed ^ 0x0e7),
      latencyMs: plan.latencyMs,
      jitterMs: plan.jitterMs,
      segmentBytesMax: 50,
      segmentChance: plan.segmentChance,
      onEvent: ({ bytes, connection, from, kind, to }) => {
        if (kind === 'close') this.#closedAt.set(to, time.monotonic())
        trace.add(time.monotonic(), kind, connection, bytes, () => `net ${kind} #${connection} ${from} > ${to}${bytes === undefined ? '' : ` ${bytes.length} bytes${to === 'broker' ? requestName(bytes) : ''}`}`)
      },
    })
    this.disk = new VirtualDisk({
      seed: plan.seed ^ 0xd15c,
      clock: time,
      timers: time,
      syncMs: plan.syncMs,
      onEvent: ({ bytes, operation, path, position }) =>
        trace.add(time.monotonic(), operation, position, bytes, () => `disk ${operation} ${path}${bytes === undefined ? '' : ` ${bytes.length} bytes at ${position}`}`),
      onKilled: () => this.#died(),
    })
  }

  /** Whether a request of that machine that was made at `since` can have been sent only once: it took no time to speak of, and no connection broke. */
  wasSentOnce(host: string, since: number): boolean {
    return this.time.monotonic() - since < 1000 && (this.#closedAt.get(host) ?? -1) < since
  }

  note(text: string): void {
    this.trace.add(this.time.monotonic(), text, 0, undefined, () => text)
  }

  get running(): boolean {
    return this.broker !== undefined
  }

  /** A new process on the broker's machine. Resolves when it serves, or has failed to. */
  async start(): Promise<void> {
    const life = ++this.#life
    this.figures.starts++
    // A wrong bit in what a start reads looks like a torn tail, and is cut off.
    this.disk.clearFaults('FLIP')
    const process = new VirtualProcess({ host: 'broker', time: this.time, network: this.network, disk: this.disk, random: new SeededRandom(this.random.int(2 ** 31)) })
    this.process = process
    this.note(`broker start ${life}`)
    const logger = new LineLogger((level, line) => {
      if (process.dead) return
      this.lines.push(`${this.time.monotonic().toFixed(3)} ${level} ${line}`)
      if (this.lines.length > 400) this.lines.splice(0, 200)
      if (/internal error|TypeError|RangeError|ReferenceError|AssertionError|broken assumption/.test(line)) this.violations.push(`the broker logs: ${line}`)
      this.trace.add(this.time.monotonic(), 'log', line.length, undefined, () => `broker ${level} ${line}`)
    })
    try {
      const broker = await Broker.start({ properties, disk: process.disk, network: process.network, system: process, logger })
      if (process.dead) return
      this.broker = broker
      this.note('broker serves')
      this.onServing()
      void broker.failed.then(reason => {
        if (process.dead || this.broker !== broker) return
        this.note(`broker failed: ${reason}`)
        // As a supervisor does.
        this.kill(1000, false)
      })
    } catch (error) {
      if (process.dead) return
      this.note(`broker does not start: ${String(error)}`)
      if (this.diskFaults === 0) this.violations.push(`the broker does not start: ${error instanceof Error ? error.stack : String(error)}`)
      process.kill()
      this.disk.restart()
      this.#scheduleStart(2000)
    }
  }

  #scheduleStart(delayMs: number): void {
    const life = this.#life
    this.time.schedule(delayMs, () => {
      if (this.#life !== life) return
      void this.start()
    })
  }

  /** Kills the broker's process, or its machine with `powerLoss`, and starts a new one after `downMs`. */
  kill(downMs: number, powerLoss: boolean): void {
    if (this.process === undefined || this.process.dead) return
    this.#onDeath = { downMs, powerLoss }
    this.#died()
  }

  /** The same in the middle of the `changes`th change of its disk, or after ten seconds when there are not so many. */
  killAfter(changes: number, downMs: number, powerLoss: boolean): void {
    const { process } = this
    if (process === undefined || process.dead) return
    if (changes === 0) return this.kill(downMs, powerLoss)
    this.#onDeath = { downMs, powerLoss }
    this.disk.killAfter(changes)
    this.time.schedule(10_000, () => {
      if (!process.dead) this.#died()
    })
  }

  /** A bit of the newest file of this kind that a topic of the plan has goes wrong, in the page cache and on the platter. */
  flipBit(suffix: string): void {
    const { disk, random } = this
    const topics = disk.list('/data').filter(({ kind, name }) => kind === 'directory' && !name.startsWith('__') && /-\d+$/.test(name))
    const files = topics.flatMap(({ name: topic }) => {
      const newest = disk.list(`/data/${topic}`).map(({ name }) => name).filter(name => name.endsWith(suffix)).sort().at(-1)
      return newest === undefined || disk.stat(`/data/${topic}/${newest}`)!.size === 0 ? [] : [`/data/${topic}/${newest}`]
    })
    if (files.length === 0) return
    const path = files[random.int(files.length)]!
    this.note(`bit flip in ${path}`)
    disk.corrupt(path, bytes => void (bytes[random.int(bytes.length)]! ^= 1 << random.int(8)))
  }

  #died(): void {
    const { process } = this
    if (process === undefined || process.dead) return
    const { downMs = 1000, powerLoss = false } = this.#onDeath ?? {}
    this.#onDeath = undefined
    this.broker = undefined
    this.note(powerLoss ? 'power loss' : 'kill')
    if (powerLoss) {
      this.figures.powerLosses++
      process.vanish()
      this.disk.losePower()
    } else {
      this.figures.kills++
      process.kill()
      this.disk.restart()
    }
    this.#scheduleStart(downMs)
  }

  /** SIGTERM and a new process. */
  restart(downMs: number): void {
    const { broker, process } = this
    if (broker === undefined || process === undefined) return
    this.figures.restarts++
    this.note('stop')
    this.broker = undefined
    let closed = false
    void broker.close().then(
      () => {
        closed = true
        if (process.dead) return
        this.note('stopped')
        process.kill()
        this.disk.restart()
        this.#scheduleStart(downMs)
      },
      (error: unknown) => {
        closed = true
        if (process.dead) return
        this.violations.push(`the stop fails: ${error instanceof Error ? error.stack : String(error)}`)
        this.kill(downMs, false)
      },
    )
    this.time.schedule(30_000, () => {
      if (closed || process.dead) return
      // A stop may wait for a disk that is slow or a process that is paused, no longer.
      this.note('stop takes too long')
      this.kill(downMs, false)
    })
  }

  /** Ends every fault, and brings the broker up if it is down. */
  heal(plan: Plan): void {
    this.note('heal')
    if (this.#onDeath !== undefined && this.process?.dead === false) this.#died()
    this.diskFaults = 0
    this.disk.clearFaults()
    this.disk.capacityBytes = Infinity
    this.disk.syncMs = plan.syncMs
    this.network.latencyMs = plan.latencyMs
    this.network.jitterMs = plan.jitterMs
    this.network.resetChance = 0
    this.network.release()
    this.network.heal()
    for (const connection of this.network.connections) connection.release()
    this.process?.resume()
  }
}

/** What a piece of a stream begins with, when it is a request's beginning. */
function requestName(bytes: Buffer): string {
  if (bytes.length < 12) return ''
  const api = apiByKey(bytes.readInt16BE(4))
  return api === undefined ? '' : ` ${api.name} v${bytes.readInt16BE(6)}`
}
