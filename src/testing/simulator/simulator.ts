// One simulated run: the plan is carried out on virtual time, first with faults (safety: nothing that was promised may be broken), then healed
// (liveness: everything must get going again and come to the same end), and the checker judges. The same plan gives the same trace, byte for byte.

import type { Timer } from '../../core/clock.ts'
import { check } from '../checker/checker.ts'
import { ProcessKilled } from '../virtual-disk.ts'
import { type Actor, timeouts } from './actor.ts'
import { AdminActor } from './admin-actor.ts'
import { MemberActor } from './member-actor.ts'
import { type ActorPlan, drawPlan, type Fault, type Plan, type PlanOptions } from './plan.ts'
import { ProducerActor } from './producer-actor.ts'
import { ReaderActor } from './reader-actor.ts'
import { keyOf, Record } from './record.ts'
import { consumerSessionMs, Trace, World } from './world.ts'

export interface RunResult {
  seed: number
  /** What was broken; empty when all is well. */
  failures: string[]
  /** Two runs of one plan have the same. */
  hash: string
  figures: {
    operations: number
    acknowledged: number
    read: number
    unknown: number
    /** Events that crossed a door. */
    events: number
    virtualMs: number
    kills: number
    powerLosses: number
    restarts: number
    faults: number
  }
  /** The longest wait for each kind of thing that the healed system had to do, in virtual milliseconds. */
  waits: Readonly<{ [what: string]: number }>
  trace: readonly string[]
  /** What the broker logged last. */
  log: readonly string[]
}

export interface RunOptions {
  /** How many lines of the trace are kept. Default 0. */
  trace?: number
}

/** The files that hold the records of the plan's topics. */
const records = /\/(events|rolling|retained|compacted)-\d+\/\d+\.log$/

/**
 * How long each thing may take that the healed system has to be able to do again, in milliseconds, from the timeouts of those who do it: who keeps
 * waiting beyond them waits for something that does not come.
 */
const patience = {
  /** The last fault may have been a stop, which has half a minute, and a machine that comes back after 15 s. Then a start. */
  broker: 30_000 + 15_000 + 5000,
  /** A start with nothing in the way. */
  start: 5000,
  /** What a client was at: the longest is a send that waits for metadata, and then for its delivery. */
  operation: timeouts.block + timeouts.delivery,
  /** The plan's longest absence. */
  back: 20_000 + 1000,
  /** A connection that died unnoticed is found out by its request; a producer may need one for an id, one for metadata and one for its batch. */
  send: 3 * (timeouts.request + timeouts.connection),
  /** A new client, or one call after the other: an API call gives up after its timeout, and here nothing stands in its way. */
  api: timeouts.api,
  /**
   * A member that vanished is given up after its session; one that lives and was lost on the way has the poll interval to come back, twice if the
   * others went on without it. Then everything is read.
   */
  group: Math.max(timeouts.session, consumerSessionMs) + 2 * timeouts.pollInterval + timeouts.api,
}

export async function runSeed(seed: number, options: PlanOptions & RunOptions = {}): Promise<RunResult> {
  return runPlan(drawPlan(seed, options), options)
}

export async function runPlan(plan: Plan, options: RunOptions = {}): Promise<RunResult> {
  const trace = new Trace(options.trace ?? 0)
  const world = new World(plan, trace)
  const run = new Run(plan, world)
  const onRejection = (error: unknown): void => {
    // What a dead process has left unfinished.
    if (error instanceof ProcessKilled) return
    world.violations.push(`nobody handles: ${error instanceof Error ? error.stack : String(error)}`)
  }
  process.on('unhandledRejection', onRejection)
  try {
    await run.go()
  } finally {
    process.off('unhandledRejection', onRejection)
  }
  return run.result()
}

class Run {
  readonly #plan: Plan
  readonly #world: World
  readonly #record: Record
  readonly #actors = new Map<string, Actor>()
  readonly #failures: string[] = []
  readonly #waits: Partial<{ [limit in keyof typeof patience]: number }> = {}
  /** What faults that have struck still have in store. */
  readonly #aftermaths = new Map<Timer, () => void>()
  #reader: ReaderActor | undefined

  constructor(plan: Plan, world: World) {
    this.#plan = plan
    this.#world = world
    this.#record = new Record(world.violations)
  }

  /** Lets time pass until the work is done. False: it did not come to an end. */
  async #within(work: Promise<unknown>, what: string, limit: keyof typeof patience): Promise<boolean> {
    const limitMs = patience[limit]
    const begin = this.#world.time.monotonic()
    let done = false
    work.then(
      () => (done = true),
      error => {
        done = true
        this.#failures.push(`${what}: ${error instanceof Error ? error.stack : String(error)}`)
      },
    )
    const ended = await this.#world.time.runUntil(() => done, limitMs)
    this.#waits[limit] = Math.max(this.#waits[limit] ?? 0, this.#world.time.monotonic() - begin)
    if (ended) return true
    this.#failures.push(`${what}: no end within ${limitMs / 1000} s of virtual time`)
    return false
  }

  async go(): Promise<void> {
    const plan = this.#plan
    const world = this.#world
    if (!(await this.#within(world.start(), 'the first start', 'start'))) return
    const stage = { world, record: this.#record, plan }
    for (const actorPlan of plan.actors) this.#actors.set(actorPlan.name, newActor(actorPlan, stage))
    const admin = this.#actors.get('admin') as AdminActor
    admin.start()
    const topics = plan.topics.map(({ configs, name, partitions }) => ({ name, numPartitions: partitions, replicationFactor: 1, configs }))
    if (!(await this.#within(admin.admin.createTopics(topics), 'creating the topics', 'api'))) return
    for (const actor of this.#actors.values()) if (actor !== admin) actor.start()

    // What it promised in its last life it must still know.
    world.onServing = () => admin.lookAtOffsets().catch((error: unknown) => admin.judge(error, 'look at offsets'))
    const origin = world.time.monotonic()
    const runs = [...this.#actors.values()].map(actor => {
      const operations = plan.operations.filter(operation => operation.actor === actor.plan.name).map(operation => ({ ...operation, at: operation.at + origin }))
      return actor.run(operations)
    })
    for (const run of runs) run.catch((error: unknown) => void this.#failures.push(`an actor fails: ${error instanceof Error ? error.stack : String(error)}`))
    for (const fault of plan.faults) world.time.schedule(fault.at, () => this.#strike(fault))
    await world.time.runUntil(() => false, plan.safetyMs)
    if (this.#failures.length === 0) await this.#converge(runs)
    this.#judge()
  }

  #strike(fault: Fault): void {
    const world = this.#world
    const { disk, network, time } = world
    world.note(`fault ${JSON.stringify(fault)}`)
    const later = (ms: number, action: () => void): void => {
      const timer = time.schedule(ms, () => {
        this.#aftermaths.delete(timer)
        action()
      })
      this.#aftermaths.set(timer, action)
    }
    switch (fault.kind) {
      case 'kill':
      case 'powerLoss':
        return world.killAfter(fault.afterChanges, fault.downMs, fault.kind === 'powerLoss')
      case 'restart':
        return world.restart(fault.downMs)
      case 'pause': {
        const target = fault.actor === 'broker' ? world.process : this.#actors.get(fault.actor)
        target?.pause()
        return later(fault.forMs, () => target?.resume())
      }
      case 'cut': {
        const { actor, direction } = fault
        if (direction === 'both') network.cut(actor, 'broker')
        else if (direction === 'toBroker') network.cut(actor, 'broker', 'oneWay')
        else network.cut('broker', actor, 'oneWay')
        return later(fault.forMs, () => network.heal())
      }
      case 'stall':
        network.stall()
        return later(fault.forMs, () => network.release())
      case 'reset':
        for (const connection of network.connections) if (world.random.next() < fault.share) connection.reset()
        return
      case 'halfOpen':
        for (const connection of network.connections) if (world.random.next() < fault.share) connection.halfOpen()
        return
      case 'flaky':
        network.resetChance = fault.chance
        return later(fault.forMs, () => (network.resetChance = 0))
      case 'slowNetwork':
        network.latencyMs = fault.latencyMs
        network.jitterMs = fault.jitterMs
        return later(fault.forMs, () => {
          network.latencyMs = this.#plan.latencyMs
          network.jitterMs = this.#plan.jitterMs
        })
      case 'slowDisk':
        disk.syncMs = fault.syncMs
        return later(fault.forMs, () => (disk.syncMs = this.#plan.syncMs))
      case 'fullDisk':
        world.diskFaults++
        disk.capacityBytes = disk.usedBytes + fault.freeBytes
        return later(fault.forMs, () => {
          disk.capacityBytes = Infinity
          world.diskFaults--
        })
      case 'stallSome': {
        const stalled = network.connections.filter(() => world.random.next() < fault.share)
        for (const connection of stalled) connection.stall(fault.direction)
        return later(fault.forMs, () => stalled.forEach(connection => connection.release()))
      }
      case 'readFlip':
        // Not while a broker starts: the end of a log that cannot be read is taken for torn, and is.
        if (!world.running) return
        disk.inject({ operation: 'read', path: records, code: 'FLIP', times: fault.times })
        // A log in which a wrong bit was read is out of service until the next start.
        return later(fault.forMs, () => {
          disk.clearFaults('FLIP')
          world.kill(0, false)
        })
      case 'bitFlip':
        world.kill(Math.max(1, fault.downMs), false)
        return world.flipBit(fault.suffix)
      case 'syncError':
      case 'readError':
      case 'nameError':
      case 'writeError': {
        world.diskFaults++
        if (fault.kind === 'syncError') disk.inject({ operation: 'sync', code: 'EIO' })
        else if (fault.kind === 'readError') disk.inject({ operation: 'read', path: records, code: 'EIO', times: fault.times })
        else if (fault.kind === 'nameError') disk.inject({ operation: fault.operation, code: 'EIO' })
        else disk.inject({ operation: 'write', code: 'EIO', partialBytes: fault.partialBytes })
        // The machine is replaced by one with a good disk: what had not reached the platter is lost.
        return later(3000 + fault.downMs, () => {
          disk.clearFaults()
          world.diskFaults--
          world.kill(fault.downMs, fault.kind === 'syncError')
        })
      }
    }
  }

  /** Everything healthy again: each client that lives must be able to go on, and a new one must find everything. */
  async #converge(runs: Promise<void>[]): Promise<void> {
    const plan = this.#plan
    const world = this.#world
    for (const actor of this.#actors.values()) actor.stop()
    // What the last faults still have in store comes now, not in the midst of what has to converge.
    for (const [timer, action] of this.#aftermaths) {
      timer.cancel()
      action()
    }
    this.#aftermaths.clear()
    world.heal(plan)
    for (const actor of this.#actors.values()) actor.resume()
    if (!(await this.#within(this.#up(), 'the broker comes up after the last fault', 'broker'))) return
    if (!(await this.#within(Promise.all(runs), 'the clients finish what they were at', 'operation'))) return
    for (const actor of this.#actors.values()) if (actor.isBack !== undefined && !(await this.#within(actor.isBack, `${actor.plan.name} comes back`, 'back'))) return
    // What was cut through by the last faults comes to its end in the time that the clients allow for it.
    for (const actor of this.#actors.values()) {
      if (!(actor instanceof ProducerActor)) continue
      if (!(await this.#within(actor.flush(), `${actor.plan.name} flushes`, 'operation'))) return
      for (const { name, partitions } of plan.topics) {
        for (let partition = 0; partition < partitions; partition++) {
          let acknowledged = false
          const sent = actor.send(name, partition, 'k0').then(ok => (acknowledged = ok))
          if (!(await this.#within(sent, `${actor.plan.name} sends after everything is healed`, 'send'))) return
          if (!acknowledged) this.#failures.push(`${actor.plan.name} cannot send to ${keyOf(name, partition)} after everything is healed`)
        }
      }
    }
    this.#reader = newActor({ name: 'auditor', kind: 'reader' }, { world, record: this.#record, plan }) as ReaderActor
    this.#reader.start()
    let starts = new Map<string, number>()
    if (!(await this.#within(this.#reader.readAll(plan.topics).then(result => (starts = result)), 'the auditor reads everything', 'api'))) return
    await this.#groupsCatchUp(starts)
    if (this.#failures.length > 0) return
    await this.#auditMetadata()
    // Nothing that was acknowledged may depend on the page cache.
    world.kill(0, true)
    if (!(await this.#within(this.#up(), 'the broker comes up after a power loss at rest', 'start'))) return
    this.#reader.crash(0)
    await this.#within(this.#reader.isBack!, 'the auditor comes back', 'start')
    if (!(await this.#within(this.#reader.readAll(plan.topics).then(result => (starts = result)), 'the auditor reads everything after a power loss', 'api'))) return
    await this.#auditMetadata()
    this.#floors = starts
  }

  /** Resolves when the broker serves. */
  async #up(): Promise<void> {
    while (!this.#world.running) await new Promise<void>(resolve => this.#world.time.schedule(10, resolve))
  }

  #floors = new Map<string, number>()

  /** Every group has to process everything that is there. */
  async #groupsCatchUp(starts: Map<string, number>): Promise<void> {
    const members = [...this.#actors.values()].filter(actor => actor instanceof MemberActor)
    const groups = new Map<string, string[]>()
    for (const { group, topics } of members.map(member => member.plan)) groups.set(group!, [...(topics ?? [])])
    const missing = (group: string): string | undefined => {
      const processed = this.#record.processed.get(group)
      for (const [key, offsets] of this.#record.known) {
        const topic = key.slice(0, key.lastIndexOf('-'))
        if (!groups.get(group)!.includes(topic)) continue
        for (const offset of offsets) if (offset >= (starts.get(key) ?? 0) && processed?.get(key)?.has(offset) !== true) return `${key} offset ${offset}`
      }
      return undefined
    }
    for (const group of groups.keys()) {
      let done = false
      const work = members.filter(member => member.group === group).map(async member => {
        while (!done) {
          await member.work(1000, 10)
          if (missing(group) === undefined) done = true
        }
      })
      const begin = this.#world.time.monotonic()
      const caughtUp = await this.#world.time.runUntil(() => done, patience.group)
      this.#waits.group = Math.max(this.#waits.group ?? 0, this.#world.time.monotonic() - begin)
      if (caughtUp) await this.#within(Promise.all(work), `${group} finishes its last polls`, 'api')
      else {
        done = true
        this.#failures.push(`${group} has not processed everything ${patience.group / 1000} s after everything was healed: ${missing(group)} is missing; members: ${members.filter(member => member.group === group).map(member => member.describe()).join('; ')}`)
        return
      }
    }
  }

  /** Topics, settings and committed offsets are as they were acknowledged. */
  async #auditMetadata(): Promise<void> {
    const record = this.#record
    const { admin } = this.#actors.get('admin') as AdminActor
    const look = async (): Promise<void> => {
      const there = new Set((await admin.listTopics()).map(({ name }) => name))
      for (const { name } of this.#plan.topics) if (!there.has(name)) this.#failures.push(`the topic ${name} is gone`)
      for (const [topic, expected] of record.topics) {
        if (!record.unknowable.has(topic) && there.has(topic) !== expected) this.#failures.push(`the topic ${topic} is ${expected ? 'gone' : 'still there'}`)
      }
      for (const { name } of this.#plan.topics) {
        const [described] = await admin.describeConfigs([{ type: 'topic', name }])
        const entries = new Map(described!.entries.map(entry => [entry.name, entry.value]))
        for (const [subject, expected] of record.configs) {
          const [topic, config] = subject.split(' ')
          if (topic === name && !record.unknowable.has(subject) && entries.get(config!) !== expected) {
            this.#failures.push(`${subject} is ${String(entries.get(config!))}, and ${expected} was acknowledged`)
          }
        }
      }
      for (const [group, offsets] of record.committed) {
        const committed = new Map((await admin.listGroupOffsets(group)).map(({ offset, partition, topic }) => [keyOf(topic, partition), offset]))
        for (const [key, expected] of offsets) {
          if (!record.unknowable.has(`${group} ${key}`) && (committed.get(key) ?? -1) < expected) {
            this.#failures.push(`${group} has committed ${String(committed.get(key))} for ${key}, and ${expected} was acknowledged`)
          }
        }
      }
      // Whatever is committed has been processed.
      const { known } = record
      for (const group of record.processed.keys()) {
        for (const { offset, partition, topic } of await admin.listGroupOffsets(group)) {
          const key = keyOf(topic, partition)
          const processed = record.processed.get(group)!.get(key)
          for (const each of known.get(key) ?? []) {
            if (each < offset && processed?.has(each) !== true) this.#failures.push(`${group} has committed ${offset} for ${key}, and nobody has processed ${each}`)
          }
        }
      }
    }
    await this.#within(look(), 'the audit of the metadata', 'api')
  }

  #judge(): void {
    const kinds = new Map(this.#plan.topics.map(({ kind, name }) => [name, kind]))
    const kindOf = (key: string): string | undefined => kinds.get(key.slice(0, key.lastIndexOf('-')))
    const complete = this.#failures.length === 0
    const verdict = check(this.#record.history, {
      complete,
      groups: false,
      mayVanish: (key, offset) => {
        const kind = kindOf(key)
        return kind === 'compacted' || (kind === 'retained' && (!complete || offset < (this.#floors.get(key) ?? Infinity)))
      },
    })
    this.#verdict = verdict.figures
    for (const { message, type } of verdict.anomalies) this.#failures.push(`${type}: ${message}`)
    if (complete) this.#judgeCompaction()
    this.#failures.push(...this.#world.violations)
  }

  #verdict = { operations: 0, acknowledged: 0, read: 0, info: 0 }

  /** Of a compacted topic, the last record of each key must be there at the end. */
  #judgeCompaction(): void {
    for (const { kind, name } of this.#plan.topics) {
      if (kind !== 'compacted') continue
      const key = keyOf(name, 0)
      const last = new Map<string, { offset: number; value: number }>()
      const final = new Set<number>()
      for (const operation of this.#record.history) {
        if (operation.f !== 'send' && operation.f !== 'poll') continue
        for (const step of operation.steps) {
          const places = 'send' in step ? (step.send.key === key && step.send.offset !== null ? [[step.send.offset, step.send.value] as const] : []) : (step.poll[key] ?? [])
          for (const [offset, value] of places) {
            const { recordKey } = this.#record.sent.get(value as number)!
            if (offset > (last.get(recordKey)?.offset ?? -1)) last.set(recordKey, { offset, value: value as number })
            if ('poll' in step && operation.process === this.#reader?.number) final.add(offset)
          }
        }
      }
      for (const [recordKey, { offset, value }] of last) {
        if (!final.has(offset)) this.#failures.push(`compaction: ${key} lost offset ${offset}, the last record (${value}) of ${recordKey}`)
      }
    }
  }

  result(): RunResult {
    const { figures, lines, time, trace } = this.#world
    const { acknowledged, info, read } = this.#verdict
    trace.add(time.monotonic(), 'history', this.#record.history.length, Buffer.from(JSON.stringify(this.#record.history)), () => 'end')
    return {
      seed: this.#plan.seed,
      failures: this.#failures,
      hash: trace.hash,
      figures: {
        operations: this.#record.operations,
        acknowledged,
        read,
        unknown: info,
        events: trace.events,
        virtualMs: time.monotonic(),
        kills: figures.kills,
        powerLosses: figures.powerLosses,
        restarts: figures.restarts,
        faults: this.#plan.faults.length,
      },
      waits: this.#waits,
      trace: trace.lines,
      log: lines,
    }
  }
}

function newActor(plan: ActorPlan, stage: { world: World; record: Record; plan: Plan }): Actor {
  switch (plan.kind) {
    case 'producer':
      return new ProducerActor(plan, stage)
    case 'reader':
      return new ReaderActor(plan, stage)
    case 'member':
      return new MemberActor(plan, stage)
    case 'admin':
      return new AdminActor(plan, stage)
  }
}
