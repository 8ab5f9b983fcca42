// An application that is a member of a group: polls, thinks, commits, leaves, and notes what it owns when. A driver.

import { cooperativeStickyAssignor, rangeAssignor } from '../../assignors/index.ts'
import { Consumer, type ConsumerOptions } from '../../client/index.ts'
import type { Operation as HistoryOperation } from '../checker/history.ts'
import { timeouts } from './actor.ts'
import type { Operation } from './plan.ts'
import { PollingActor } from './reader-actor.ts'
import { keyOf } from './record.ts'

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
