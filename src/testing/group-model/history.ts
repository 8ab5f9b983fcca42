// One random history of one group from a seed: members of chosen kinds come, go, pause, subscribe to something else, topics change, the
// coordinator is killed, requests and answers are lost. Then the weather clears, and every partition has to find its one owner.

import type { GroupCoordinatorConfig } from '../../broker/coordinator/group/config.ts'
import { ModelClassicMember } from './classic-member.ts'
import { ModelConsumerMember } from './consumer-member.ts'
import { OwnerRecorder } from './recorder.ts'
import { calm, GroupStage } from './stage.ts'

export type MemberKind = 'consumer' | 'eager' | 'cooperative'
export type ModelMember = ModelConsumerMember | ModelClassicMember

const SESSION_MS = 45_000

export interface HistoryOptions {
  seed: number
  /** The kinds of members that may come. */
  kinds: readonly MemberKind[]
  steps: number
  config?: Partial<GroupCoordinatorConfig>
}

export class GroupHistory {
  readonly stage: GroupStage
  readonly recorder = new OwnerRecorder()
  members: ModelMember[] = []
  #next = 0
  /** Instance ids whose member has left and may come back. */
  readonly #free: string[] = []
  readonly #options: HistoryOptions

  constructor(options: HistoryOptions) {
    this.#options = options
    this.stage = new GroupStage({
      seed: options.seed,
      topics: { ta: 4, tb: 3 },
      recorder: this.recorder,
      config: { groupInitialRebalanceDelayMs: 200, groupMinSessionTimeoutMs: 1_000, ...options.config },
    })
  }

  run(): void {
    const { stage } = this
    const { random } = stage
    const rough = random.int(3)
    stage.weather = rough === 0 ? calm : { loseRequest: 10 * rough, loseAnswer: 25 * rough, failAppend: 8 * rough, slow: 10 * rough }
    this.add()
    for (let step = 0; step < this.#options.steps; step++) {
      this.#act()
      stage.run(random.int(4) === 0 ? random.int(8_000) : random.int(700))
    }
    stage.weather = calm
    if (this.members.length === 0) this.add()
    stage.run(5_000)
    // The last thing that happens is a changed subscription: nothing comes after it that would make up for one that was not noticed.
    this.members[random.int(this.members.length)]!.subscribe(this.#topics())
    for (let left = 30; left >= 0; left--) {
      // Where a leader has to notice that topics changed, it does. More than once: a static member that comes back with another subscription
      // causes no rebalance, as in Kafka, and the first may end in its joining.
      if (left % 10 === 0) for (const member of this.members) if (member.kind === 'classic') member.rejoin('the end')
      stage.run(10_000)
      const wrong = this.#wrong()
      if (wrong === undefined) return
      if (left === 0) throw new Error(`${wrong}\n${this.recorder.tail()}`)
    }
  }

  #act(): void {
    const { stage } = this
    const { random } = stage
    const pick = this.members[random.int(Math.max(1, this.members.length))]
    const kind = random.int(40)
    if (kind < 5 && this.members.length < 6) this.add()
    else if (pick === undefined) return
    else if (kind < 7) this.#remove(pick, random.int(4) === 0)
    else if (kind < 10) pick.pause(random.int(4) === 0 ? random.int(60_000) : random.int(9_000))
    else if (kind < 12) pick.subscribe(this.#topics())
    else if (kind === 22 && pick.kind === 'consumer' && pick.instanceId !== null && pick.settled) this.#rival(pick.instanceId)
    else if (kind < 14) stage.restart()
    else if (kind === 14) this.#changeTopics()
    else if (kind < 22) {
      const all = Object.entries(stage.topics).flatMap(([name, count]) => Array.from({ length: count }, (_, partition) => `${stage.view.byName(name)!.id}/${partition}`))
      const partition = random.int(2) === 0 ? all[random.int(all.length)] : [...pick.owned][0]
      if (partition !== undefined) pick.commit(partition)
    }
  }

  #topics(): string[] {
    return [['ta'], ['tb'], ['ta', 'tb']][this.stage.random.int(3)]!
  }

  #changeTopics(): void {
    const { stage } = this
    const { random } = stage
    const topics = { ...stage.topics }
    const name = random.int(2) === 0 ? 'ta' : 'tb'
    // A topic does not come again: its id would be the same here.
    if (topics[name] === undefined) return
    if (random.int(5) === 0 && Object.keys(topics).length > 1) delete topics[name]
    else topics[name] = Math.min(8, topics[name] + 1)
    stage.setTopics(topics)
  }

  add(): void {
    const { stage } = this
    const { random } = stage
    const kind = this.#options.kinds[random.int(this.#options.kinds.length)]!
    const held = random.int(2) === 0
    const isStatic = random.int(4) === 0
    const instanceId = isStatic ? (this.#free.pop() ?? `i${this.#next}`) : null
    const name = `m${this.#next++}`
    const topics = this.#topics()
    if (kind === 'consumer') {
      const serverAssignor = random.int(4) === 0 ? 'range' : null
      this.members.push(new ModelConsumerMember(stage, { memberId: name, instanceId, topics, held, serverAssignor }, SESSION_MS))
    } else {
      this.members.push(new ModelClassicMember(stage, { name, topics, cooperative: kind === 'cooperative', instanceId, held }))
    }
  }

  /** Wants an id that a living member has; it is not one of the members, as it never becomes one. */
  #rival(instanceId: string): void {
    const rival = new ModelConsumerMember(this.stage, { memberId: `m${this.#next++}`, instanceId, topics: this.#topics(), held: false, rival: true }, SESSION_MS)
    this.stage.after(20_000, () => rival.vanish())
  }

  #remove(member: ModelMember, silently: boolean): void {
    this.members.splice(this.members.indexOf(member), 1)
    if (silently) member.vanish()
    else member.leave()
    if (member.instanceId !== null) this.#free.push(member.instanceId)
  }

  /** What is not yet as it has to be in the end. */
  #wrong(): string | undefined {
    const { stage } = this
    const alive = this.members.filter((member) => member.alive)
    const wanted = new Set<string>()
    for (const member of alive) for (const topic of member.topics) for (let partition = 0; partition < (stage.topics[topic] ?? 0); partition++) wanted.add(`${stage.view.byName(topic)!.id}/${partition}`)
    for (const partition of wanted) {
      const owners = alive.filter(({ owned }) => owned.has(partition))
      if (owners.length !== 1) return `${partition} has ${owners.length} owners in the end`
    }
    for (const member of alive) {
      for (const partition of member.owned) if (!wanted.has(partition)) return `${member.label} still has ${partition}`
      if (!member.settled) return `${member.label} has not settled`
    }
    const group = stage.shard.groups.get('g')
    return alive.length > 0 && group?.state !== 'Stable' ? `the group is ${group?.state}` : undefined
  }
}
