// Applications that poll: what they have in common, and the reader, which assigns itself its partitions. Drivers.

import { Consumer, CorruptionError } from '../../client/index.ts'
import type { Operation as HistoryOperation, Polled } from '../checker/history.ts'
import { Actor } from './actor.ts'
import type { Operation } from './plan.ts'
import { keyOf } from './record.ts'

/** What readers and members have in common: a poll, and what it says about the world. */
export abstract class PollingActor extends Actor {
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
