// The clients of a simulated run. Each actor is an application around one of our clients in a process of its own: it does the plan's
// operations one after the other, and writes down what it saw, which is what the checker judges. Drivers.

import { cooperativeStickyAssignor, rangeAssignor } from '../../assignors/index.ts'
import { Admin, Consumer, type ConsumerOptions, CorruptionError, KafkaError, Producer } from '../../client/index.ts'
import { deferred } from '../../core/async.ts'
import { SeededRandom } from '../../core/random.ts'
import type { Operation as HistoryOperation, Polled } from '../checker/history.ts'
import { VirtualProcess } from '../virtual-process.ts'
import type { ActorPlan, Operation, Plan } from './plan.ts'
import type { World } from './world.ts'

/** The clients' timeouts, in milliseconds: what the healed system may take is reckoned from them. */
export const timeouts = {
  request: 6000,
  api: 15_000,
  connection: 3000,
  /** A producer's for what it cannot send yet, and for what it has accepted. */
  block: 20_000,
  delivery: 40_000,
  close: 10_000,
  /** Members of classic groups; the consumer protocol's is the broker's (world.ts). */
  session: 8000,
  heartbeat: 1000,
  pollInterval: 30_000,
} as const

export const keyOf = (topic: string, partition: number): string => `${topic}-${partition}`

/** What is known beyond single operations. */
export class Record {
  readonly history: HistoryOperation[] = []
  /** value -> where it was sent to, and under which key. */
  readonly sent = new Map<number, { key: string; recordKey: string }>()
  /** group -> partition -> offsets that a member has finished. */
  readonly processed = new Map<string, Map<string, Set<number>>>()
  /** group -> partition -> the highest offset whose commit was acknowledged. */
  readonly committed = new Map<string, Map<string, number>>()
  /** Partition -> the offsets that somebody has read or been told: where there is a record. */
  readonly known = new Map<string, Set<number>>()
  /** Topic -> whether it must be there. */
  readonly topics = new Map<string, boolean>()
  /** `topic config` -> its value. */
  readonly configs = new Map<string, string>()
  /**
   * What nobody can know any more: `topics`, `configs` and `group partition` of which a request may have been sent twice, or is still on its way. (A request
   * that was given up may take effect after a later one has been answered; Kafka has nothing against that but for idempotent producers.)
   */
  readonly unknowable = new Set<string>()
  readonly violations: string[]
  operations = 0
  /** `group partition` -> the processes that own it, and whether another one came while they did. */
  readonly #owners = new Map<string, Map<number, boolean>>()
  #process = 0
  #value = 0

  constructor(violations: string[]) {
    this.violations = violations
  }

  /** There is a record at this offset. */
  note(key: string, offset: number): void {
    const offsets = this.known.get(key)
    if (offsets === undefined) this.known.set(key, new Set([offset]))
    else offsets.add(offset)
  }

  /** A member was told that a partition of its group is its own. */
  owns(subject: string, process: number): void {
    const owners = this.#owners.get(subject) ?? new Map<number, boolean>()
    for (const other of owners.keys()) owners.set(other, true)
    this.#owners.set(subject, owners.set(process, false))
  }

  /** It is not any more. True when another had it while this one did. */
  gaveUp(subject: string, process: number): boolean {
    const owners = this.#owners.get(subject)
    const shared = owners?.get(process) === true
    owners?.delete(process)
    return shared
  }

  nextProcess(): number {
    return this.#process++
  }

  nextValue(): number {
    return this.#value++
  }
}

interface Stage {
  readonly world: World
  readonly record: Record
  readonly plan: Plan
}

export abstract class Actor {
  readonly plan: ActorPlan
  protected readonly stage: Stage
  protected process!: VirtualProcess
  protected id = -1
  #death = deferred<'dead'>()
  #stopped = false
  #back: Promise<void> | undefined

  constructor(plan: ActorPlan, stage: Stage) {
    this.plan = plan
    this.stage = stage
  }

  get #world(): World {
    return this.stage.world
  }

  protected get now(): number {
    return this.#world.time.monotonic()
  }

  /** Options that all clients have in common. */
  protected get options() {
    return {
      bootstrapServers: 'broker:9092',
      clientId: this.plan.name,
      system: this.process,
      network: this.process.network,
      requestTimeoutMs: timeouts.request,
      defaultApiTimeoutMs: timeouts.api,
      socketConnectionSetupTimeoutMs: timeouts.connection,
      metadataMaxAgeMs: 60_000,
    }
  }

  /** A new process, and in it a new client. */
  start(): void {
    const { random, time, network } = this.#world
    this.id = this.stage.record.nextProcess()
    this.#death = deferred<'dead'>()
    this.process = new VirtualProcess({
      host: this.plan.name,
      time,
      network,
      random: new SeededRandom(random.int(2 ** 31)),
      ...(this.plan.clockOffsetMs === undefined ? {} : { clockOffsetMs: this.plan.clockOffsetMs }),
    })
    this.born()
  }

  protected abstract born(): void
  protected abstract perform(operation: Operation): Promise<void>
  /** The process is gone. */
  protected died(): void {}

  /** Does the operations at their times, one after the other, until `stop`. */
  async run(operations: readonly Operation[]): Promise<void> {
    for (const operation of operations) {
      await this.#until(operation.at)
      if (this.#stopped) return
      await this.#back
      // The application does nothing while its process is paused.
      if ((await this.alive(new Promise<void>(resolve => this.process.defer(resolve)))) === 'dead') continue
      if (this.#stopped) return
      this.stage.record.operations++
      if (operation.kind === 'crash') this.crash(operation.backAfterMs)
      else await this.alive(this.perform(operation))
    }
  }

  /** No further operations. The client goes on living. */
  stop(): void {
    this.#stopped = true
  }

  /** Which process of the history this one is. */
  get number(): number {
    return this.id
  }

  get isBack(): Promise<void> | undefined {
    return this.#back
  }

  /** Resolves with the work's result, or with 'dead' when the process dies first: of that nobody hears any more. */
  protected async alive<T>(work: Promise<T>): Promise<T | 'dead'> {
    return Promise.race([work, this.#death.promise])
  }

  crash(backAfterMs: number): void {
    this.#world.note(`${this.plan.name} crashes`)
    this.died()
    this.stage.record.history.push({ process: this.id, outcome: 'ok', begin: this.now, end: this.now, f: 'crash' })
    this.process.kill()
    this.#death.resolve('dead')
    this.#back = this.#until(this.now + backAfterMs).then(() => {
      this.#back = undefined
      this.start()
    })
  }

  pause(): void {
    this.process.pause()
  }

  resume(): void {
    this.process.resume()
  }

  async #until(at: number): Promise<void> {
    const wait = at - this.now
    if (wait > 0) await new Promise<void>(resolve => this.#world.time.schedule(wait, resolve))
  }

  protected sleep(ms: number): Promise<void> {
    return new Promise(resolve => this.process.schedule(ms, resolve))
  }

  /** An error that no client may throw, whatever the network and the broker do. */
  judge(error: unknown, what: string): void {
    if (error instanceof KafkaError) this.#world.note(`${this.plan.name} ${what}: ${error.code} ${error.message}`)
    else this.stage.record.violations.push(`${this.plan.name} ${what}: ${error instanceof Error ? error.stack : String(error)}`)
  }
}

export class ProducerActor extends Actor {
  #producer!: Producer
  #inFlight = 0
  #room = deferred<void>()

  protected born(): void {
    const { acks = 'all', compression = 'none', idempotent = true, lingerMs = 0 } = this.plan
    this.#inFlight = 0
    this.#producer = new Producer({ ...this.options, acks, enableIdempotence: idempotent, compressionType: compression, lingerMs, deliveryTimeoutMs: timeouts.delivery, maxBlockMs: timeouts.block })
  }

  protected async perform(operation: Operation): Promise<void> {
    if (operation.kind !== 'send') return
    for (const key of operation.keys) void this.send(operation.topic, operation.partition, `k${key}`)
    while (this.#inFlight > 20) await this.#room.promise
  }

  /** Resolves with whether it was acknowledged. */
  async send(topic: string, partition: number, recordKey: string): Promise<boolean> {
    const { record } = this.stage
    const { id } = this
    const value = record.nextValue()
    const key = keyOf(topic, partition)
    record.sent.set(value, { key, recordKey })
    const sent = { key, value, offset: null as number | null }
    const entry: HistoryOperation = { process: id, outcome: 'info', begin: this.now, end: this.now, f: 'send', steps: [{ send: sent }] }
    record.history.push(entry)
    this.#inFlight++
    try {
      const { offset } = await this.#producer.send({ topic, partition, key: recordKey, value: String(value) })
      if (this.id !== id) return false
      sent.offset = offset
      entry.outcome = 'ok'
      record.note(key, offset)
      return true
    } catch (error) {
      if (this.id === id) this.judge(error, `send ${value} to ${key}`)
      return false
    } finally {
      entry.end = this.now
      if (this.id === id) {
        this.#inFlight--
        const room = this.#room
        this.#room = deferred()
        room.resolve()
      }
    }
  }

  flush(): Promise<void> {
    return this.#producer.flush()
  }

  close(): Promise<void> {
    return this.#producer.close()
  }
}

/** What readers and members have in common: a poll, and what it says about the world. */
abstract class PollingActor extends Actor {
  protected consumer!: Consumer
  /** Keys whose position may have jumped since the last poll. */
  protected readonly rebalanced = new Set<string>()

  protected async poll(timeoutMs: number): Promise<Map<string, number[]>> {
    const { record } = this.stage
    const { id } = this
    const polled: Polled = {}
    const entry: HistoryOperation & { rebalanced?: string[] } = { process: id, outcome: 'fail', begin: this.now, end: this.now, f: 'poll', steps: [{ poll: polled }] }
    const offsets = new Map<string, number[]>()
    try {
      for (const { key: recordKey, offset, partition, topic, value } of await this.consumer.poll({ timeoutMs })) {
        const key = keyOf(topic, partition)
        const number = Number(value?.toString())
        const sent = record.sent.get(number)
        if (sent === undefined || sent.key !== key || sent.recordKey !== recordKey?.toString()) {
          record.violations.push(`${this.plan.name} read ${String(recordKey)}=${String(value)} at ${key} offset ${offset}, which nobody sent there (${JSON.stringify(sent)})`)
        }
        ;(polled[key] ??= []).push([offset, number])
        record.note(key, offset)
        const list = offsets.get(key)
        if (list === undefined) offsets.set(key, [offset])
        else list.push(offset)
      }
      entry.outcome = 'ok'
    } catch (error) {
      this.judge(error, 'poll')
      // As the error says: only the application can decide to go on. This one tries again where it was.
      if (error instanceof CorruptionError) for (const { topic, partition, position, waitsFor } of this.consumer.state().partitions) if (waitsFor === 'seek') this.consumer.seek({ topic, partition }, position)
    }
    entry.end = this.now
    if (this.id !== id) return offsets
    if (this.rebalanced.size > 0) {
      entry.rebalanced = [...this.rebalanced]
      this.rebalanced.clear()
    }
    if (offsets.size > 0 || entry.rebalanced !== undefined) record.history.push(entry)
    return offsets
  }

  close(): Promise<void> {
    return this.consumer.close()
  }
}

export class ReaderActor extends PollingActor {
  protected born(): void {
    this.consumer = new Consumer({ ...this.options, autoOffsetReset: 'earliest', fetchMaxWaitMs: 500, maxPollRecords: 50 })
    const [topic] = this.stage.plan.topics
    const partitions = Array.from({ length: topic!.partitions }, (_, partition) => partition)
    this.#assign(topic!.name, partitions, true)
  }

  #assign(topic: string, partitions: readonly number[], seek: boolean): void {
    const list = partitions.map(partition => ({ topic, partition }))
    this.consumer.assign(list)
    this.stage.record.history.push({ process: this.id, outcome: 'ok', begin: this.now, end: this.now, f: 'assign', keys: list.map(({ partition }) => keyOf(topic, partition)), seek })
  }

  protected async perform(operation: Operation): Promise<void> {
    if (operation.kind === 'poll') await this.poll(operation.timeoutMs)
    else if (operation.kind === 'assign') {
      this.#assign(operation.topic, operation.partitions, operation.seek)
      if (!operation.seek) return
      try {
        await this.consumer.seekToBeginning()
      } catch (error) {
        this.judge(error, 'seekToBeginning')
      }
    }
  }

  /** Reads everything that the partitions hold from their beginning to their present end. Answers the first offset of each. */
  async readAll(topics: readonly { name: string; partitions: number }[]): Promise<Map<string, number>> {
    const list = topics.flatMap(({ name, partitions }) => Array.from({ length: partitions }, (_, partition) => ({ topic: name, partition })))
    const begins = await this.consumer.beginningOffsets(list)
    const ends = await this.consumer.endOffsets(list)
    this.consumer.assign(list)
    this.stage.record.history.push({ process: this.id, outcome: 'ok', begin: this.now, end: this.now, f: 'assign', keys: list.map(({ topic, partition }) => keyOf(topic, partition)), seek: true })
    await this.consumer.seekToBeginning(list)
    const left = new Map(ends.map(({ offset, partition, topic }) => [keyOf(topic, partition), { offset, topic, partition }]))
    while (left.size > 0) {
      await this.poll(1000)
      for (const [key, { offset, partition, topic }] of left) if ((await this.consumer.position({ topic, partition })) >= offset) left.delete(key)
    }
    return new Map(begins.map(({ offset, partition, topic }) => [keyOf(topic, partition), offset]))
  }
}

export class MemberActor extends PollingActor {
  /** What this process owns, since when and in which generation. */
  readonly #owned = new Map<string, { topic: string; partition: number; generation: number; begin: number }>()
  /** The first offset of each owned partition that is not finished. */
  readonly #finished = new Map<string, number>()

  get group(): string {
    return this.plan.group!
  }

  protected born(): void {
    const { autoCommit = true, protocol = 'consumer', topics = [] } = this.plan
    const options: ConsumerOptions<Buffer | null, Buffer | null> = { ...this.options, groupId: this.group, autoOffsetReset: 'earliest', enableAutoCommit: autoCommit, autoCommitIntervalMs: 2000, maxPollIntervalMs: timeouts.pollInterval, maxPollRecords: 50 }
    if (protocol === 'consumer') options.groupProtocol = 'consumer'
    else {
      options.groupProtocol = 'classic'
      options.sessionTimeoutMs = timeouts.session
      options.heartbeatIntervalMs = timeouts.heartbeat
      options.partitionAssignmentStrategy = [protocol === 'classic-range' ? rangeAssignor : cooperativeStickyAssignor]
    }
    this.consumer = new Consumer(options)
    const { id } = this
    void this.consumer.subscribe(topics, {
      onAssigned: partitions => {
        if (this.id !== id) return
        for (const { partition, topic } of partitions) {
          const key = keyOf(topic, partition)
          this.rebalanced.add(key)
          this.#finished.delete(key)
          this.stage.record.owns(`${this.group} ${key}`, id)
          this.#owned.set(key, { topic, partition, generation: this.#generation, begin: this.now })
        }
      },
      onRevoked: partitions => this.id === id && this.#lose(partitions, true),
      onLost: partitions => this.id === id && this.#lose(partitions, false),
    } as Parameters<Consumer['subscribe']>[1])
    this.stage.record.history.push({ process: id, outcome: 'ok', begin: this.now, end: this.now, f: 'subscribe' })
  }

  /** For the report of a group that does not get on. */
  describe(): string {
    const { membership, partitions } = this.consumer.state()
    return `${this.plan.name} ${membership} ${partitions.map(({ topic, partition, position, waitsFor }) => `${topic}-${partition} at ${position} waits for ${waitsFor}`).join(', ')}`
  }

  get #generation(): number {
    return this.consumer.groupMetadata().generationId
  }

  #lose(partitions: readonly { topic: string; partition: number }[], inOrder: boolean): void {
    const { plan, record } = this.stage
    for (const { partition, topic } of partitions) {
      const key = keyOf(topic, partition)
      // Where nothing is cut, stalled or paused, who gives a partition up in order has not been put out of the group: until now it was its alone.
      if (record.gaveUp(`${this.group} ${key}`, this.id) && inOrder && plan.faults.length === 0) {
        record.violations.push(`${this.plan.name} gives ${key} up, and another member of ${this.group} had it already`)
      }
      this.rebalanced.add(key)
      this.#endPeriod(key)
      this.#owned.delete(key)
    }
  }

  #endPeriod(key: string): void {
    const owned = this.#owned.get(key)
    if (owned === undefined) return
    // In the consumer protocol each member has an epoch of its own, and two of them may pass through the same number at different times; in the same one at the same time they may not own the same.
    this.stage.record.history.push({ process: this.id, outcome: 'ok', begin: owned.begin, end: this.now, f: 'own', group: this.group, generation: owned.generation, key })
  }

  protected override died(): void {
    for (const key of this.#owned.keys()) {
      this.#endPeriod(key)
      this.stage.record.gaveUp(`${this.group} ${key}`, this.id)
    }
    this.#owned.clear()
    this.#finished.clear()
    this.rebalanced.clear()
  }

  protected async perform(operation: Operation): Promise<void> {
    if (operation.kind === 'poll') await this.work(operation.timeoutMs, operation.thinkMs)
    else if (operation.kind === 'commit') await this.#commit()
    else if (operation.kind === 'leave') {
      const { id } = this
      try {
        await this.consumer.close({ timeoutMs: timeouts.close })
      } catch (error) {
        this.judge(error, 'close')
      }
      if (this.id === id) this.crash(operation.backAfterMs)
    }
  }

  /** Polls, thinks, and has then finished what it polled. */
  async work(timeoutMs: number, thinkMs: number): Promise<void> {
    const { id } = this
    const polled = await this.poll(timeoutMs)
    if (thinkMs > 0) await this.sleep(thinkMs)
    if (this.id !== id) return
    const { processed } = this.stage.record
    let group = processed.get(this.group)
    if (group === undefined) processed.set(this.group, (group = new Map()))
    for (const [key, offsets] of polled) {
      let set = group.get(key)
      if (set === undefined) group.set(key, (set = new Set()))
      for (const offset of offsets) set.add(offset)
      if (this.#owned.has(key)) this.#finished.set(key, offsets.at(-1)! + 1)
    }
  }

  async #commit(): Promise<void> {
    const { record } = this.stage
    const { id } = this
    const entries: HistoryOperation[] = []
    const offsets = []
    for (const [key, offset] of this.#finished) {
      const owned = this.#owned.get(key)
      if (owned === undefined) continue
      offsets.push({ topic: owned.topic, partition: owned.partition, offset })
      entries.push({ process: id, outcome: 'info', begin: this.now, end: this.now, f: 'commit', key, offset, unfinished: offset })
    }
    if (offsets.length === 0) return
    const generation = this.#generation
    record.history.push(...entries)
    try {
      const begin = this.now
      const names = offsets.map(({ partition, topic }) => `${this.group} ${keyOf(topic, partition)}`)
      const certain = names.filter(name => !record.unknowable.has(name))
      for (const name of names) record.unknowable.add(name)
      await this.consumer.commit(offsets)
      if (this.id !== id) return
      if (this.stage.world.wasSentOnce(this.plan.name, begin)) for (const name of certain) record.unknowable.delete(name)
      let group = record.committed.get(this.group)
      if (group === undefined) record.committed.set(this.group, (group = new Map()))
      for (const { offset, partition, topic } of offsets) {
        const key = keyOf(topic, partition)
        group.set(key, Math.max(group.get(key) ?? -1, offset))
      }
      // Members of the consumer protocol have epochs of their own, and a commit may be sent again in a generation that began meanwhile.
      const comparable = this.plan.protocol !== 'consumer' && this.#generation === generation
      for (const entry of entries) Object.assign(entry, { outcome: 'ok' }, comparable ? { group: this.group, generation } : {})
    } catch (error) {
      if (this.id === id) this.judge(error, 'commit')
    }
    for (const entry of entries) entry.end = this.now
  }
}

export class AdminActor extends Actor {
  #admin!: Admin
  #filler!: Producer

  protected born(): void {
    this.#admin = new Admin(this.options)
    this.#filler = new Producer({ ...this.options, acks: 'all', maxBlockMs: 2000, deliveryTimeoutMs: 10_000 })
  }

  get admin(): Admin {
    return this.#admin
  }

  /** Does it, and answers true when it took effect once and at once. `harmless` is the code of an error that changes nothing. */
  async #surely(subject: string, work: Promise<unknown>, harmless: string): Promise<boolean> {
    const { record } = this.stage
    const { id } = this
    const begin = this.now
    let surely = false
    let changedNothing = false
    const doubtful = record.unknowable.has(subject)
    record.unknowable.add(subject)
    try {
      await work
      surely = true
    } catch (error) {
      if (this.id === id) this.judge(error, subject)
      changedNothing = error instanceof KafkaError && error.code === harmless
    }
    if (!doubtful && (surely || changedNothing) && this.stage.world.wasSentOnce(this.plan.name, begin) && this.id === id) {
      record.unknowable.delete(subject)
      return surely
    }
    return false
  }

  /** What a group has committed, some member has processed, and what was acknowledged is committed: always, not only at the end. */
  async lookAtOffsets(): Promise<void> {
    const { committed, known, processed, unknowable, violations } = this.stage.record
    for (const [group, byKey] of processed) {
      const acknowledged = new Map([...(committed.get(group) ?? [])].filter(([key]) => !unknowable.has(`${group} ${key}`)))
      const offsets = new Map((await this.#admin.listGroupOffsets(group)).map(({ offset, partition, topic }) => [keyOf(topic, partition), offset]))
      for (const [key, expected] of acknowledged) {
        const offset = offsets.get(key) ?? -1
        if (offset < expected && !unknowable.has(`${group} ${key}`)) violations.push(`${group} has committed ${offset} for ${key}, and ${expected} was acknowledged`)
      }
      for (const [key, offset] of offsets) {
        for (const each of known.get(key) ?? []) {
          if (each < offset && byKey.get(key)?.has(each) !== true) violations.push(`${group} has committed ${offset} for ${key}, and nobody has processed ${each}`)
        }
      }
    }
  }

  protected async perform(operation: Operation): Promise<void> {
    const { configs, topics, violations } = this.stage.record
    const { unknowable } = this.stage.record
    switch (operation.kind) {
      case 'createTopic': {
        const { topic } = operation
        const before = topics.get(topic) ?? false
        const certain = !unknowable.has(topic)
        if (await this.#surely(topic, this.#admin.createTopics([{ name: topic, numPartitions: operation.partitions, replicationFactor: 1 }]), 'TOPIC_ALREADY_EXISTS')) {
          if (certain && before) violations.push(`${topic} was created though it was there`)
          topics.set(topic, true)
        } else if (certain && !unknowable.has(topic) && !before) violations.push(`${topic} could not be created because it is there, and it is not`)
        return
      }
      case 'deleteTopic': {
        const { topic } = operation
        const before = topics.get(topic) ?? false
        const certain = !unknowable.has(topic)
        if (await this.#surely(topic, this.#admin.deleteTopics([topic]), 'UNKNOWN_TOPIC_OR_PARTITION')) {
          if (certain && !before) violations.push(`${topic} was deleted though it was not there`)
          topics.set(topic, false)
        } else if (certain && !unknowable.has(topic) && before) violations.push(`${topic} is unknown, and it was created`)
        return
      }
      case 'setConfig': {
        const name = `${operation.topic} ${operation.config}`
        const changes = [{ name: operation.config, value: operation.value }]
        if (await this.#surely(name, this.#admin.incrementalAlterConfigs([{ type: 'topic', name: operation.topic, changes }]), '')) configs.set(name, operation.value)
        return
      }
      case 'fill': {
        const { topic } = operation
        for (let i = 0; i < operation.count; i++) {
          this.#filler.send({ topic, partition: 0, value: `${topic} ${i}` }).catch((error: unknown) => this.judge(error, `fill ${topic}`))
        }
        return
      }
      case 'deleteRecords':
        try {
          await this.#admin.deleteRecords([{ topic: operation.topic, partition: 0, beforeOffset: -1 }])
        } catch (error) {
          this.judge(error, 'deleteRecords')
        }
        return
      case 'look':
        try {
          if (operation.what === 'topics') await this.#admin.listTopics()
          else if (operation.what === 'groups') await this.#admin.describeGroups(['group-a'])
          else if (operation.what === 'offsets') await this.lookAtOffsets()
          else await this.#admin.describeConfigs([{ type: 'topic', name: 'events' }])
        } catch (error) {
          this.judge(error, `look at ${operation.what}`)
        }
        return
      default:
        return
    }
  }
}

