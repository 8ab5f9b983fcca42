// Where a script happens: a broker that may live several lives on one disk, and the promises that it makes meanwhile.

import { VirtualDisk } from '../virtual-disk.ts'
import { VirtualTime } from '../virtual-time.ts'
import { type IdempotentProducer, Life, type Send, settled } from './life.ts'
import { Promised } from './promised.ts'

export interface Script {
  readonly name: string
  readonly properties?: Readonly<Record<string, string>>
  /** What is there before; no crash in it is looked at. */
  before?(stage: Stage): Promise<void>
  body(stage: Stage): Promise<void>
}

/** Virtual milliseconds of a sync: long enough for other work to happen meanwhile. */
const syncMs = 2

export class Stage {
  readonly promised = new Promised()
  readonly disk: VirtualDisk
  readonly #properties: Readonly<Record<string, string>>
  time = new VirtualTime()
  #lives = 1
  #life: Life | undefined

  /** `onChange` is called before every change of the disk. */
  constructor(properties: Readonly<Record<string, string>> = {}, onChange?: () => void, seed = 1) {
    this.#properties = properties
    this.disk = new VirtualDisk({
      seed,
      clock: { now: () => this.time.now(), monotonic: () => this.time.monotonic() },
      timers: { schedule: (ms, callback) => this.time.schedule(ms, callback), defer: callback => this.time.defer(callback) },
      syncMs,
      ...(onChange === undefined ? {} : { onChange }),
    })
  }

  get life(): Life {
    if (this.#life === undefined) throw new Error('the broker is not started')
    return this.#life
  }

  get #admin() {
    return this.life.admin
  }

  async start(): Promise<void> {
    this.#life = await Life.start({ disk: this.disk, time: this.time, properties: this.#properties })
  }

  /** Ends the broker in this way and starts it again. What a killed one had in hand is dead with its time. */
  async restart(how: 'stop' | 'kill' | 'power'): Promise<void> {
    if (how === 'stop') await this.life.stop()
    // Another life draws other ids.
    this.time = new VirtualTime({ startMs: this.time.now() + 1000, seed: ++this.#lives })
    if (how === 'power') this.disk.losePower()
    else this.disk.restart()
    await this.start()
  }

  wait(ms: number): Promise<void> {
    return settled(this.time, new Promise<void>(resolve => this.time.schedule(ms, resolve)), ms + 60_000)
  }

  async create(name: string, partitions = 1, configs: Readonly<Record<string, string>> = {}): Promise<void> {
    const { promised } = this
    await promised.during([name], this.life.do(this.#admin.createTopics([{ name, numPartitions: partitions, replicationFactor: 1, configs }])))
    promised.topics.set(name, partitions)
    if (configs['cleanup.policy'] === 'compact') promised.compacted.add(name)
    for (const [config, value] of Object.entries(configs)) promised.configs.set(`${name} ${config}`, value)
  }

  async deleteTopic(name: string): Promise<void> {
    const { promised } = this
    await promised.during([name], this.life.do(this.#admin.deleteTopics([name])))
    promised.forgetTopic(name)
    promised.topics.set(name, 0)
  }

  async addPartitions(topic: string, count: number): Promise<void> {
    await this.promised.during([topic], this.life.do(this.#admin.createPartitions([{ name: topic, count }])))
    this.promised.topics.set(topic, count)
  }

  /** `null` puts the default back. */
  async setConfigs(topic: string, values: Readonly<Record<string, string | null>>): Promise<void> {
    const changes = Object.entries(values).map(([name, value]) => (value === null ? { name, op: 'delete' as const } : { name, value }))
    const subjects = changes.map(({ name }) => `${topic} ${name}`)
    await this.promised.during(subjects, this.life.do(this.#admin.incrementalAlterConfigs([{ type: 'topic', name: topic, changes }])))
    for (const [name, value] of Object.entries(values)) this.promised.configs.set(`${topic} ${name}`, value)
  }

  send(topic: string, partition: number, values: readonly string[], options: Send = {}): Promise<number> {
    return this.life.produce(this.promised, topic, partition, values, options)
  }

  producer(): Promise<IdempotentProducer> {
    return this.life.newProducer()
  }

  async commit(group: string, topic: string, partition: number, offset: number): Promise<void> {
    const subject = `${group} ${topic}-${partition}`
    await this.promised.during([subject], this.life.do(this.#admin.alterGroupOffsets(group, [{ topic, partition, offset }])))
    this.promised.commits.set(subject, offset)
  }

  async deleteGroupOffsets(group: string, topic: string, partition: number): Promise<void> {
    const subject = `${group} ${topic}-${partition}`
    await this.promised.during([subject], this.life.do(this.#admin.deleteGroupOffsets(group, [{ topic, partition }])))
    this.promised.commits.set(subject, null)
  }

  async deleteGroup(group: string): Promise<void> {
    const subjects = [...this.promised.commits.keys()].filter(subject => subject.startsWith(`${group} `))
    await this.promised.during(subjects, this.life.do(this.#admin.deleteGroups([group])))
    for (const subject of subjects) this.promised.commits.set(subject, null)
  }

  async deleteRecords(topic: string, partition: number, offset: number): Promise<void> {
    this.mayLose(topic, partition, offset)
    await this.life.do(this.#admin.deleteRecords([{ topic, partition, beforeOffset: offset }]))
  }

  /** Retention may take what lies before the offset. */
  mayLose(topic: string, partition: number, before: number): void {
    const key = `${topic}-${partition}`
    this.promised.floors.set(key, Math.max(this.promised.floors.get(key) ?? 0, before))
    this.promised.version++
  }
}
