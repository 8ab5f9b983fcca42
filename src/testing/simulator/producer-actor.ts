// An application that sends, each value once. A driver.

import { Producer } from '../../client/index.ts'
import { deferred } from '../../core/async.ts'
import type { Operation as HistoryOperation } from '../checker/history.ts'
import { Actor, timeouts } from './actor.ts'
import type { Operation } from './plan.ts'
import { keyOf } from './record.ts'

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
