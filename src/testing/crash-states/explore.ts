// Power loss at every change of the disk in a script, in every legal form: each state is recovered by a new broker and judged by what had been
// acknowledged. Some recoveries are themselves cut through, and some states lose their power once more. Shape C over Life.

import { SeededRandom } from '../../core/random.ts'
import { ProcessKilled, VirtualDisk } from '../virtual-disk.ts'
import type { Inode } from '../virtual-disk/inode.ts'
import type { CrashStates } from '../virtual-disk/power-loss.ts'
import { VirtualTime } from '../virtual-time.ts'
import { Life } from './life.ts'
import { describe, type Found, judge, type Promised } from './promised.ts'
import { type Script, Stage } from './stage.ts'

export interface ExploreOptions {
  /** Scripts with so many states or fewer, over all moments, have every one of them recovered. Default: no limit. */
  scriptMax?: number
  /** Of another script so many are, shared by its moments. Default: `scriptMax`. */
  sampleMax?: number
  /** How many states of one moment are recovered at most. Default: no limit. */
  statesMax?: number
  /** How many of the script's moments are looked at: all, or this many drawn. */
  momentsMax?: number
  /** One state in so many is used on, and loses its power once more. Default 4. */
  againEvery?: number
  /** One state in so many has its recovery cut through. Default 8. */
  interruptEvery?: number
  seed?: number
}

export interface Explored {
  script: string
  /** Changes of the disk before which the power was lost. */
  moments: number
  /** Of them, those of which every legal state was recovered. */
  exhaustive: number
  /** Combinations of what may survive, over all moments. */
  combinations: number
  /** Different states that were recovered and judged. */
  states: number
  /** Recoveries that were cut through, and states that lost their power again. */
  interrupted: number
  again: number
  failures: string[]
}

interface Moment {
  readonly number: number
  readonly states: CrashStates
  readonly promised: Promised
  readonly nowMs: number
}

/** Runs the script and all its crashes. */
export async function explore(script: Script, options: ExploreOptions = {}): Promise<Explored> {
  const onRejection = (error: unknown): void => {
    if (!(error instanceof ProcessKilled)) throw error
  }
  process.on('unhandledRejection', onRejection)
  try {
    return await new Explorer(script, options).go()
  } finally {
    process.off('unhandledRejection', onRejection)
  }
}

class Explorer {
  readonly #script: Script
  readonly #options: ExploreOptions
  readonly #random: SeededRandom
  readonly #result: Explored

  constructor(script: Script, options: ExploreOptions) {
    this.#script = script
    this.#options = options
    this.#random = new SeededRandom(options.seed ?? 1)
    this.#result = { script: script.name, moments: 0, exhaustive: 0, combinations: 0, states: 0, interrupted: 0, again: 0, failures: [] }
  }

  async go(): Promise<Explored> {
    const { againEvery = 4, interruptEvery = 8, scriptMax = Infinity, sampleMax = scriptMax } = this.#options
    const result = this.#result
    const moments = await this.#moments()
    let { statesMax = Infinity } = this.#options
    if (moments.reduce((sum, { states }) => sum + states.combinations, 0) > scriptMax) statesMax = Math.min(statesMax, Math.max(4, Math.floor(sampleMax / moments.length)))
    for (const moment of moments) {
      result.moments++
      result.combinations += moment.states.combinations
      if (moment.states.combinations <= statesMax && moment.states.all) result.exhaustive++
      for (const index of moment.states.each(statesMax, this.#random)) {
        const tree = moment.states.build(index)
        const state = `${moment.promised.version} ${VirtualDisk.holding(tree).fingerprint}`
        if (this.#judged.has(state)) continue
        this.#judged.add(state)
        result.states++
        const found = await this.#try(moment, `recovery of state ${index.join('.')}`, () => this.#recover(moment, tree.clone(), result.states % againEvery === 0))
        if (found !== undefined && result.states % interruptEvery === 0) await this.#try(moment, `interrupted recovery of state ${index.join('.')}`, () => this.#interrupt(moment, tree, found))
        if (result.failures.length >= 5) return result
      }
    }
    return result
  }

  readonly #judged = new Set<string>()

  async #try<T>(moment: Moment, what: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      this.#result.failures.push(`${this.#script.name}, power lost before change ${moment.number}, ${what}: ${error instanceof Error ? (error instanceof Broken ? error.message : error.stack) : String(error)}`)
      return undefined
    }
  }

  /** The script once, with what its disk may hold before each of its changes and at its end. */
  async #moments(): Promise<Moment[]> {
    let looking = false
    let changes = 0
    const all: number[] = []
    const moments: Moment[] = []
    let wanted: Set<number> | undefined
    let stage: Stage
    const take = (): void => {
      if (!looking) return
      const number = ++changes
      all.push(number)
      if (wanted?.has(number) === false) return
      moments.push({ number, states: stage.disk.crashStates(), promised: stage.promised.copy(), nowMs: stage.time.now() })
    }
    const run = async (): Promise<void> => {
      changes = 0
      looking = false
      stage = new Stage(this.#script.properties, take, this.#options.seed)
      if (this.#script.before !== undefined) await this.#script.before(stage)
      stage.disk.writeBack()
      looking = true
      await this.#script.body(stage)
      take()
      looking = false
    }
    const { momentsMax } = this.#options
    if (momentsMax !== undefined) {
      // Once to count, once to look.
      wanted = new Set()
      await run()
      wanted = new Set(Array.from({ length: momentsMax }, () => all[this.#random.int(all.length)]!))
    }
    await run()
    return moments
  }

  /** Another life draws other ids than the script's and its predecessors'. */
  #time(startMs: number): VirtualTime {
    return new VirtualTime({ startMs, seed: 1000 + this.#lives++ })
  }

  #lives = 0

  async #life(disk: VirtualDisk, nowMs: number): Promise<Life> {
    return Life.start({ disk, time: this.#time(nowMs), ...(this.#script.properties === undefined ? {} : { properties: this.#script.properties }) })
  }

  async #look(life: Life, promised: Promised): Promise<Found> {
    let found: Found
    try {
      found = await life.look([...promised.commits.keys()].map(subject => subject.split(' ')[0]!))
    } catch (error) {
      throw new Broken(`${String(error)}\n  the broker's log: ${life.lines.slice(-8).join('\n    ')}`)
    }
    const broken = [...judge(promised, found), ...life.complaints]
    if (broken.length > 0) throw new Broken(`${broken.slice(0, 5).join('; ')}\n  the broker's log: ${life.lines.slice(-6).join('\n    ')}`)
    return found
  }

  /** Recovers the state and judges it. `again`: works on, and loses the power once more. */
  async #recover(moment: Moment, tree: Inode, again: boolean): Promise<Found> {
    const disk = VirtualDisk.holding(tree, { seed: this.#random.int(2 ** 30) })
    const life = await this.#life(disk, moment.nowMs + 1000)
    const found = await this.#look(life, moment.promised)
    if (!again) return found
    this.#result.again++
    const promised = moment.promised.copy()
    for (const batch of promised.repeatable.values()) {
      const key = `${batch.topic}-${batch.partition}`
      if (!found.logs.has(key) || (promised.floors.get(key) ?? 0) > batch.offset) continue
      const offset = await life.repeat(batch)
      if (offset !== batch.offset) throw new Broken(`a batch of producer ${batch.producerId} that was acknowledged at ${key} offset ${batch.offset} is stored again at ${offset}`)
    }
    // What nobody had heard of when the power went has been shown now, and may not go any more.
    for (const [key, { records }] of found.logs) {
      promised.acknowledged.set(key, new Map(records))
      const at = key.lastIndexOf('-')
      await life.produce(promised, key.slice(0, at), Number(key.slice(at + 1)), ['after'], promised.compacted.has(key.slice(0, at)) ? { key: 'after' } : {})
    }
    for (const name of promised.doubtful) if (found.topics.has(name)) promised.topics.set(name, found.topics.get(name)!)
    disk.losePower()
    await this.#look(await this.#life(disk, life.time.now() + 1000), promised)
    return found
  }

  /** The recovery of this state is killed, or loses its power, at some of its changes. The next one has to come to the same end. */
  async #interrupt(moment: Moment, tree: Inode, found: Found): Promise<void> {
    const whole = VirtualDisk.holding(tree.clone())
    await this.#life(whole, moment.nowMs + 1000)
    const changes = whole.operations
    for (let i = 0; i < Math.min(4, changes); i++) {
      const at = 1 + this.#random.int(changes)
      let killed = false
      const disk = VirtualDisk.holding(tree.clone(), { seed: this.#random.int(2 ** 30), onKilled: () => (killed = true) })
      disk.killAfter(at)
      const time = this.#time(moment.nowMs + 1000)
      let done = false
      Life.start({ disk, time, ...(this.#script.properties === undefined ? {} : { properties: this.#script.properties }) }).then(
        () => (done = true),
        () => (done = true),
      )
      await time.runUntil(() => killed || done, 60_000)
      this.#result.interrupted++
      const how = i % 2 === 0 ? 'restart' : 'losePower'
      disk[how]()
      const life = await this.#life(disk, moment.nowMs + 2000)
      const then = await this.#look(life, moment.promised)
      // After a kill the page cache has everything that the first recovery had.
      if (how === 'restart' && describe(then) !== describe(found)) throw new Broken(`killed in change ${at} of ${changes}, the next one ends in\n${describe(then)}\nand not in\n${describe(found)}`)
    }
  }
}

class Broken extends Error {}
