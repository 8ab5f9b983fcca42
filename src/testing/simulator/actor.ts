// What the clients of a simulated run have in common. Each actor is an application around one of our clients in a process of its own: it does the plan's
// operations one after the other, and writes down what it saw, which is what the checker judges. Drivers.

import { KafkaError } from '../../client/index.ts'
import { deferred } from '../../core/async.ts'
import { SeededRandom } from '../../core/random.ts'
import { VirtualProcess } from '../virtual-process.ts'
import type { ActorPlan, Operation, Plan } from './plan.ts'
import type { Record } from './record.ts'
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

export interface Stage {
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
