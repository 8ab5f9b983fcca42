// A group shard alone on its own time, for histories by the thousand: requests and answers travel with delays and get lost, appends
// fail, the shard is killed and replayed from its records. Synchronous, and repeatable from its seed.

import { noopListener } from './recorder.ts'
import type { OwnerRecorder } from './recorder.ts'
import { GroupShard } from '../../broker/coordinator/group/shard.ts'
import { defaultGroupCoordinatorConfig, type GroupCoordinatorConfig } from '../../broker/coordinator/group/config.ts'
import type { GroupEvent } from '../../broker/coordinator/group/events.ts'
import type { GroupRecord } from '../../broker/coordinator/group/records.ts'
import type { GroupReply, GroupRequest } from '../../broker/coordinator/group/requests.ts'
import type { Step } from '../../broker/coordinator/step.ts'
import { SeededRandom } from '../../core/random.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { fixedTopics, topicIdOf } from '../coordinator-bench.ts'

/** What comes back: an answer, an error of the coordinator, or nothing (the connection broke). */
export type Answer = { type: 'reply'; reply: GroupReply } | { type: 'error'; errorCode: number } | { type: 'lost' }

interface Task {
  at: number
  order: number
  run: () => void
}

/** How rough it is: chances in thousands. */
export interface Weather {
  loseRequest: number
  loseAnswer: number
  failAppend: number
  /** Of a request that takes seconds instead of milliseconds. */
  slow: number
}

export const calm: Weather = { loseRequest: 0, loseAnswer: 0, failAppend: 0, slow: 0 }

export class GroupStage {
  now = 1_000_000
  readonly random: SeededRandom
  weather: Weather = calm
  topics: Record<string, number>
  readonly recorder: OwnerRecorder
  readonly #config: GroupCoordinatorConfig
  #view
  #shard!: GroupShard
  readonly #log: GroupRecord[] = []
  #tasks: Task[] = []
  #order = 0
  #timers = new Map<string, number>()
  #waiting = new Map<number, (answer: Answer) => void>()
  #nextReplyId = 1
  #nextToken = 1

  constructor(options: { seed: number; topics: Record<string, number>; recorder: OwnerRecorder; config?: Partial<GroupCoordinatorConfig> }) {
    this.random = new SeededRandom(options.seed)
    this.topics = options.topics
    this.#view = fixedTopics(options.topics)
    this.recorder = options.recorder
    this.#config = { ...defaultGroupCoordinatorConfig, ...options.config }
    this.restart()
  }

  get shard(): GroupShard {
    return this.#shard
  }

  get view() {
    return this.#view
  }

  /** One chance in a thousand times `chance`. */
  happens(chance: number): boolean {
    return chance > 0 && this.random.int(1_000) < chance
  }

  after(delayMs: number, run: () => void): void {
    push(this.#tasks, { at: this.now + Math.max(0, delayMs), order: this.#order++, run })
  }

  /** Runs everything that is due until `ms` from now. */
  run(ms: number): void {
    const end = this.now + ms
    for (let next = this.#tasks[0]; next !== undefined && next.at <= end; next = this.#tasks[0]) {
      pop(this.#tasks)
      this.now = next.at
      next.run()
    }
    this.now = end
  }

  nextToken(): number {
    return this.#nextToken++
  }

  /** Hands a request to the shard now. `onAnswer` is called once, at once or later; never when the shard is killed before. */
  decide(request: GroupRequest, onAnswer: (answer: Answer) => void): void {
    const replyId = this.#nextReplyId++
    this.#waiting.set(replyId, onAnswer)
    this.#step(replyId, () => this.#shard.handle(request, replyId, this.now, this.random))
  }

  /** The shard is killed. What was answered is in the log, what was parked is lost with its connection. */
  restart(): void {
    const lost = [...this.#waiting.values()]
    this.#waiting = new Map()
    this.#timers = new Map()
    this.#shard = new GroupShard({
      config: () => this.#config,
      topics: () => this.#view,
      groupConfig: () => new Map(),
      emit: (event: GroupEvent) => this.recorder.on(event, this.now),
    })
    this.#log.forEach((record, offset) => this.#shard.replay(record, { offset, producerId: -1, producerEpoch: -1 }))
    this.#step(undefined, () => this.#shard.onLoaded(this.now, this.random))
    for (const onAnswer of lost) this.after(this.random.int(50), () => onAnswer({ type: 'lost' }))
  }

  setTopics(topics: Record<string, number>): void {
    const before = this.topics
    this.topics = topics
    this.#view = fixedTopics(topics)
    const deleted = Object.keys(before).filter((name) => topics[name] === undefined)
    const changed = Object.keys({ ...before, ...topics }).filter((name) => before[name] !== topics[name])
    if (deleted.length > 0) this.#tell({ type: 'topicsDeleted', topics: deleted.map((name) => ({ name, id: topicIdOf(name) })) })
    this.#tell({ type: 'metadataChanged', topics: new Set(changed) })
  }

  /** Until it could be written, or the coordinator is another: that one looks for itself. */
  #tell(request: GroupRequest): void {
    const shard = this.#shard
    this.decide(request, (answer) => {
      if (answer.type === 'error') this.after(500, () => (shard === this.#shard ? this.#tell(request) : undefined))
    })
  }

  /** False when the records could not be written, as in the runtime. */
  #step(replyId: number | undefined, decide: () => Step<GroupReply, GroupRecord>): boolean {
    let step: Step<GroupReply, GroupRecord>
    try {
      step = decide()
    } catch (error) {
      if (!(error instanceof ProtocolError) || replyId === undefined) throw error
      this.#answer(replyId, { type: 'error', errorCode: error.errorCode })
      return true
    }
    if (step.records.length > 0 && this.happens(this.weather.failAppend)) {
      step.undo?.()
      for (const [id] of step.replies) this.#answer(id, { type: 'error', errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE })
      if (replyId !== undefined) this.#answer(replyId, { type: 'error', errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE })
      return false
    }
    for (const record of step.records) {
      this.#shard.replay(record, { offset: this.#log.length, producerId: -1, producerEpoch: -1 })
      this.#log.push(record)
    }
    step.onAppended?.()
    for (const { key, delayMs } of step.timers) this.#arm(key, delayMs)
    for (const [id, reply] of step.replies) {
      this.#answer(id, reply instanceof ProtocolError ? { type: 'error', errorCode: reply.errorCode } : { type: 'reply', reply })
    }
    return true
  }

  #answer(replyId: number, answer: Answer): void {
    const onAnswer = this.#waiting.get(replyId)
    this.#waiting.delete(replyId)
    onAnswer?.(answer)
  }

  #arm(key: string, delayMs: number | undefined): void {
    if (delayMs === undefined) {
      this.#timers.delete(key)
      return
    }
    const armed = this.#order
    this.#timers.set(key, armed)
    const timers = this.#timers
    this.after(delayMs, () => {
      if (timers !== this.#timers || timers.get(key) !== armed) return
      timers.delete(key)
      const done = this.#step(undefined, () => this.#shard.onTimer(key, this.now, this.random))
      if (!done && !timers.has(key)) this.#arm(key, 500)
    })
  }
}

/** A client's way to the coordinator: what it sends arrives in order, late or never, and so does what comes back. */
export class Wire {
  readonly #stage: GroupStage
  #arrival = 0
  #release: (() => void) | undefined

  constructor(stage: GroupStage) {
    this.#stage = stage
  }

  /** The answer comes once, or `lost`. `onHandled` is called when the coordinator has taken the request, and did not refuse it at once. */
  send(request: GroupRequest, timeoutMs: number, onAnswer: (answer: Answer) => void, onHandled: () => void = noopListener): void {
    const stage = this.#stage
    const { weather, random } = stage
    let open = true
    const settle = (answer: Answer): void => {
      if (!open) return
      open = false
      onAnswer(answer)
    }
    const travel = (): number => (stage.happens(weather.slow) ? random.int(8_000) : random.int(40))
    stage.after(timeoutMs, () => settle({ type: 'lost' }))
    if (stage.happens(weather.loseRequest)) return
    this.#arrival = Math.max(this.#arrival, stage.now + travel())
    const lostBack = stage.happens(weather.loseAnswer)
    const back = travel()
    stage.after(this.#arrival - stage.now, () => {
      // Whatever is held on the connection goes first; of a connection that ended the coordinator may not have heard.
      if (random.int(4) > 0) this.#release?.()
      this.#release = undefined
      if ('hold' in request && request.hold !== undefined) {
        const { groupId, memberId } = request.body
        const { token } = request.hold
        this.#release = () => stage.decide({ type: 'releaseHeartbeat', groupId, memberId, token }, noopListener)
      }
      let refused = false
      stage.decide(request, (answer) => {
        refused = answer.type === 'error' || (answer.type === 'reply' && answer.reply !== undefined && 'errorCode' in answer.reply && answer.reply.errorCode !== 0)
        if (!lostBack) stage.after(back, () => settle(answer))
      })
      if (!refused) onHandled()
    })
  }
}

function push(heap: Task[], task: Task): void {
  let index = heap.length
  heap.push(task)
  while (index > 0) {
    const parent = (index - 1) >>> 1
    if (!before(task, heap[parent]!)) break
    heap[index] = heap[parent]!
    index = parent
  }
  heap[index] = task
}

function pop(heap: Task[]): void {
  const last = heap.pop()!
  if (heap.length === 0) return
  let index = 0
  for (;;) {
    let child = 2 * index + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++
    if (!before(heap[child]!, last)) break
    heap[index] = heap[child]!
    index = child
  }
  heap[index] = last
}

function before(a: Task, b: Task): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}
