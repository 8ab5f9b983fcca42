// The administrator of a run: topics that come and go, settings, and looks at what the groups have committed. A driver.

import { Admin, KafkaError, Producer } from '../../client/index.ts'
import { Actor } from './actor.ts'
import type { Operation } from './plan.ts'
import { keyOf } from './record.ts'

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
