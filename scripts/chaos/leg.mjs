// One leg of a chaos run: a topic, its producers, two groups (one of each protocol) and an audience of faults; then peace, a reading from the beginning, and the
// verdict. A round is one fault, healed, after which every producer and every group has to get on again.
import { writeFileSync } from 'node:fs'
import { Admin, Consumer } from '../../dist/client/index.js'
import { Crew } from './clients.mjs'
import { judge } from './judge.mjs'

const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))
const PARTITIONS = 6

export const nemeses = ['kill', 'pause', 'kill-member', 'pause-member', 'kill-producer', 'kill-in-rebalance', 'kill-twice']

/** Waits until `ready` answers true. Throws what `describe` says when it does not. */
async function until(ready, timeoutMs, describe) {
  const deadline = performance.now() + timeoutMs
  while (!(await ready())) {
    if (performance.now() > deadline) throw new Error(`${await describe()} (waited ${Math.round(timeoutMs / 1000)} s)`)
    await sleep(20)
  }
}

/** The readers' and judge's part: everything that the topic holds, as one more client of the history. */
export async function readBack(crew, bootstrapServers, topic, partitions) {
  const seen = new Map()
  const process = crew.nextProcess()
  const consumer = new Consumer({ bootstrapServers, maxPollRecords: 5000 })
  const list = Array.from({ length: partitions }, (_, partition) => ({ topic, partition }))
  const ends = await consumer.endOffsets(list)
  consumer.assign(list)
  await consumer.seekToBeginning(list)
  crew.builder.add({ process, t: Date.now(), type: 'ok', f: 'assign', keys: list.map(({ partition }) => `${topic}-${partition}`), seek: true })
  const left = new Map(ends.filter(end => end.offset > 0).map(end => [end.partition, end.offset]))
  const deadline = performance.now() + 120_000
  while (left.size > 0) {
    if (performance.now() > deadline) throw new Error(`the topic could not be read to its end within two minutes: ${JSON.stringify([...left])} are left`)
    const t0 = Date.now()
    const poll = {}
    for (const { partition, offset, value } of await consumer.poll({ timeoutMs: 1000 })) {
      const text = value.toString().replace(/\.+$/, '')
      ;(poll[`${topic}-${partition}`] ??= []).push([offset, text])
      const place = `${topic}-${partition}@${offset}`
      const places = seen.get(text)
      if (places === undefined) seen.set(text, [place])
      else places.push(place)
    }
    crew.builder.add({ process, t0, t: Date.now(), type: 'ok', f: 'poll', poll })
    for (const { partition } of list) if (left.has(partition) && (await consumer.position({ topic, partition })) >= left.get(partition)) left.delete(partition)
  }
  await consumer.close()
  return { seen, ends: new Map(ends.map(({ partition, offset }) => [`${topic}-${partition}`, offset])) }
}

export class Leg {
  #samples = []

  /** `clients`: ours, java or both. */
  constructor({ target, topic, clients, random, nemesis, log, perSecond = 300, keepHistory }) {
    Object.assign(this, { target, topic, clients, random, nemesis, log, perSecond, keepHistory })
    this.crew = new Crew(target.bootstrap)
    this.groups = [
      { group: `${topic}-classic`, protocol: 'classic', assignor: random.int(2) === 0 ? 'range' : 'cooperative-sticky' },
      { group: `${topic}-consumer`, protocol: 'consumer' },
    ]
  }

  #language(index) {
    return this.clients === 'both' ? (index % 2 === 0 ? 'ours' : 'java') : this.clients
  }

  #producer(index) {
    return this.crew.start(this.#language(index), { role: 'producer', topic: this.topic, partitions: PARTITIONS, perSecond: this.perSecond, slot: index })
  }

  #member(group, index) {
    // In the consumer protocol one of the members leaves its commits to the client.
    const autoCommit = group.protocol === 'consumer' && index === 1
    return this.crew.start(this.#language(index), { role: 'member', topic: this.topic, ...group, autoCommit, slot: index })
  }

  async begin() {
    const admin = new Admin({ bootstrapServers: this.target.bootstrap })
    await admin.createTopics([{ name: this.topic, numPartitions: PARTITIONS, replicationFactor: 1 }])
    await admin.close()
    for (let i = 0; i < 2; i++) this.#producer(i)
    for (const group of this.groups) for (let i = 0; i < 2; i++) this.#member(group, i)
    await this.#alive('at the start')
  }

  /** Every producer has new acknowledgements and every group new records since the call. */
  // Long, for a machine that does much else: what does not come back at all is what is looked for.
  async #alive(when, timeoutMs = 120_000) {
    const producers = this.crew.of('producer')
    const members = this.crew.of('member')
    const before = new Map([...producers, ...members].map(client => [client, client.progress]))
    const grown = client => client.progress - before.get(client)
    const stuck = () => [
      ...producers.filter(client => grown(client) < 5).map(client => client.name),
      ...this.groups.filter(({ group }) => members.filter(client => client.options.group === group).reduce((sum, client) => sum + grown(client), 0) < 3).map(({ group }) => `group ${group}`),
    ]
    await until(() => stuck().length === 0, timeoutMs, () => `${when} these do not get on: ${stuck().join(', ')}; ${this.crew.notes.slice(-5).map(note => `${note.name}: ${note.error}`).join('; ')}; the broker: ${this.target.output.slice(-1500)}`)
  }

  /** What the coordinator says is committed now. */
  async #sample() {
    const admin = new Admin({ bootstrapServers: this.target.bootstrap, defaultApiTimeoutMs: 60_000 })
    try {
      for (const { group } of this.groups) {
        const begin = Date.now()
        const offsets = {}
        for (const { topic, partition, offset } of await admin.listGroupOffsets(group)) if (offset >= 0) offsets[`${topic}-${partition}`] = offset
        this.#samples.push({ group, begin, end: Date.now(), offsets })
      }
      return this.#samples.slice(-this.groups.length)
    } finally {
      await admin.close()
    }
  }

  #pick(role) {
    const clients = this.crew.of(role)
    return clients[this.random.int(clients.length)]
  }

  async #replace(client) {
    await client.kill()
    const { role, group, slot } = client.options
    return role === 'producer' ? this.#producer(slot) : this.#member(this.groups.find(other => other.group === group), slot)
  }

  async #strike(kind) {
    const { random, target } = this
    switch (kind) {
      case 'kill':
        await target.kill()
        if (random.int(3) === 0) await sleep(random.int(1500))
        return target.start()
      case 'kill-twice':
        await target.kill()
        await target.start()
        await sleep(random.int(150))
        await target.kill()
        return target.start()
      case 'pause':
        target.pause()
        await sleep(200 + random.int(random.int(5) === 0 ? 7500 : 2000))
        return target.resume()
      case 'kill-member':
        return void (await this.#replace(this.#pick('member')))
      case 'pause-member': {
        // Half of them longer than the session lasts: they come back as zombies.
        const member = this.#pick('member')
        member.pause()
        await sleep(random.int(2) === 0 ? 300 + random.int(1500) : 6500 + random.int(1000))
        return member.resume()
      }
      case 'kill-producer':
        return void (await this.#replace(this.#pick('producer')))
      case 'kill-in-rebalance': {
        // A new member joins and the broker dies in the middle of what follows.
        const group = this.groups[random.int(this.groups.length)]
        const extra = this.#member(group, 2 + random.int(2))
        await sleep(random.int(1200))
        await target.kill()
        await target.start()
        await sleep(random.int(500))
        return extra.kill()
      }
      default:
        throw new Error(`unknown nemesis ${kind}; there are ${nemeses.join(', ')}`)
    }
  }

  /** `wanted`: the fault; drawn when it is left out. */
  async round(wanted) {
    const kind = wanted ?? this.nemesis[this.random.int(this.nemesis.length)]
    await sleep(100 + this.random.int(700))
    await this.#strike(kind)
    await this.#alive(`after ${kind}`)
    await this.#sample()
    return kind
  }

  /** Peace: everything is processed and committed, and the verdict. Answers `{ problems, figures }`. */
  async end() {
    const { crew, target, topic } = this
    await crew.stop('producer')
    let ends
    const consumer = new Consumer({ bootstrapServers: target.bootstrap })
    ends = new Map((await consumer.endOffsets(Array.from({ length: PARTITIONS }, (_, partition) => ({ topic, partition })))).map(({ partition, offset }) => [`${topic}-${partition}`, offset]))
    await consumer.close()
    const behind = async () => {
      const samples = await this.#sample()
      return samples.flatMap(({ group, offsets }) => [...ends].filter(([key, end]) => end > 0 && offsets[key] !== end).map(([key, end]) => `${group} has committed ${key} at ${offsets[key]} of ${end}`))
    }
    let last
    await until(async () => {
      await sleep(100)
      return (last = await behind()).length === 0
    }, 120_000, () => `not everything is processed at the end: ${last.slice(0, 4).join('; ')}; ${crew.notes.slice(-5).map(note => `${note.name}: ${note.error}`).join('; ')}`)
    await crew.stop('member')
    await this.#sample()
    const { seen } = await readBack(crew, target.bootstrap, topic, PARTITIONS)
    const history = crew.builder.finish(Date.now())
    const verdict = judge({ history, seen, processed: crew.processed, samples: this.#samples })
    if (this.keepHistory !== undefined) writeFileSync(this.keepHistory, history.map(operation => `${JSON.stringify(operation)}\n`).join(''))
    return { ...verdict, history }
  }
}
