// A hostile broker against our client. Whatever it answers, every call must end with a result or an error of our own within its deadline, hold up nothing
// else, and leave nothing broken behind: when the hostile time is over, every client works again.
import { Broker } from '../../dist/broker/broker.js'
import { Admin, Consumer, KafkaError, Producer } from '../../dist/client/index.js'
import { SeededRandom } from '../../dist/core/random.js'
import { settled } from '../../dist/testing/broker-scene.js'
import { VirtualDisk } from '../../dist/testing/virtual-disk.js'
import { VirtualNetwork } from '../../dist/testing/virtual-network.js'
import { VirtualTime } from '../../dist/testing/virtual-time.js'
import { pick } from './bytes.mjs'
import { HostileBroker } from './hostile-broker.mjs'
import { leastOfThree, Stopwatch } from './time.mjs'

const hangMs = 50

/** What the application does; each entry is [name, deadline in virtual ms, call]. */
function script(clients, random) {
  const { producer, admin, assigned, member, runner } = clients
  const topic = random.int(2) === 0 ? 'fuzz-a' : 'fuzz-b'
  const tp = { topic, partition: 0 }
  const all = [
    ['send', 20_000, () => producer.send({ topic, value: 'v', key: 'k', headers: { h: 'x' } })],
    ['sendBatch', 20_000, () => producer.sendBatch([{ topic, value: 'a' }, { topic, value: 'b', partition: 0 }])],
    ['flush', 20_000, () => producer.flush()],
    ['partitionsFor', 20_000, () => producer.partitionsFor(topic)],
    ['poll assigned', 20_000, () => assigned.poll({ timeoutMs: 2000 })],
    ['seekToBeginning', 20_000, () => assigned.seekToBeginning()],
    ['seekToTimestamp', 20_000, () => assigned.seekToTimestamp(5)],
    ['beginningOffsets', 20_000, () => assigned.beginningOffsets([tp])],
    ['endOffsets', 20_000, () => assigned.endOffsets([tp])],
    ['offsetsForTimes', 20_000, () => assigned.offsetsForTimes([{ ...tp, timestamp: 5 }])],
    ['poll member', 20_000, () => member.poll({ timeoutMs: 3000 })],
    ['commit', 20_000, () => member.commit()],
    ['enforceRebalance', 20_000, () => member.enforceRebalance()],
    ['unsubscribe', 20_000, () => member.unsubscribe()],
    ['subscribe', 20_000, () => member.subscribe(pick(random, [['fuzz-a'], ['fuzz-a', 'fuzz-b'], /^fuzz-/, ['fuzz-b', 'fuzz-missing']]))],
    ['drain', 20_000, () => runner.drain({ timeoutMs: 2000 })],
    ['committed', 20_000, () => member.committed([tp])],
    ['position', 20_000, () => assigned.position(tp)],
    ['createTopics', 20_000, () => admin.createTopics([{ name: `t${random.int(100)}`, numPartitions: 1, replicationFactor: 1 }])],
    ['deleteTopics', 20_000, () => admin.deleteTopics([`t${random.int(100)}`])],
    ['createPartitions', 20_000, () => admin.createPartitions([{ name: 'fuzz-b', count: 2 }])],
    ['listTopics', 20_000, () => admin.listTopics()],
    ['describeTopics', 20_000, () => admin.describeTopics([topic])],
    ['describeConfigs', 20_000, () => admin.describeConfigs([{ type: 'topic', name: topic }])],
    ['alterTopicConfigs', 20_000, () => admin.incrementalAlterConfigs([{ type: 'topic', name: topic, changes: [{ name: 'retention.ms', value: '60000' }] }])],
    ['listConfigResources', 20_000, () => admin.listConfigResources()],
    ['removeMembersFromGroup', 20_000, () => admin.removeMembersFromGroup('fuzz-group')],
    ['deleteGroups', 20_000, () => admin.deleteGroups(['other-group'])],
    ['deleteGroupOffsets', 20_000, () => admin.deleteGroupOffsets('other-group', [tp])],
    ['electLeaders', 20_000, () => admin.electLeaders('preferred', [tp])],
    ['listPartitionReassignments', 20_000, () => admin.listPartitionReassignments()],
    ['listGroups', 20_000, () => admin.listGroups()],
    ['describeGroups', 20_000, () => admin.describeGroups(['fuzz-group'])],
    ['listGroupOffsets', 20_000, () => admin.listGroupOffsets('fuzz-group')],
    ['alterGroupOffsets', 20_000, () => admin.alterGroupOffsets('other-group', [{ ...tp, offset: 1 }])],
    ['listOffsets', 20_000, () => admin.listOffsets([{ ...tp, spec: 'latest' }])],
    ['deleteRecords', 20_000, () => admin.deleteRecords([{ ...tp, offset: 0 }])],
    ['describeProducers', 20_000, () => admin.describeProducers([tp])],
    ['describeCluster', 20_000, () => admin.describeCluster()],
    ['describeLogDirs', 20_000, () => admin.describeLogDirs()],
    ['describeFeatures', 20_000, () => admin.describeFeatures()],
    ['describeQuorum', 20_000, () => admin.describeQuorum()],
    ['offsetForLeaderEpoch', 20_000, () => admin.offsetForLeaderEpoch([{ ...tp, leaderEpoch: 0 }])],
  ]
  // Some calls at a time: what one of them meets must not hold up another.
  return Array.from({ length: 14 }, () => Array.from({ length: random.int(3) === 0 ? 3 : 1 }, () => pick(random, all)))
}

class Episode {
  calls = []
  ok = 0
  refused = 0
  errors = {}
  crashes = []
  stuck = []

  constructor(seed, rejections) {
    this.seed = seed
    this.rejections = rejections
    this.random = new SeededRandom(seed)
  }

  async play() {
    const { random, seed } = this
    const time = (this.time = new VirtualTime({ seed }))
    const network = new VirtualNetwork({ timers: time, random, segmentBytesMax: 100, segmentChance: 0.1 })
    const broker = await settled(time, Broker.start({
      properties: { 'log.dirs': '/data', listeners: 'PLAINTEXT://127.0.0.1:9092', 'advertised.listeners': 'PLAINTEXT://hostile:9092', 'group.initial.rebalance.delay.ms': '0' },
      disk: new VirtualDisk({ seed }), network, system: time,
    }))
    const hostile = (this.hostile = new HostileBroker(network, random))
    await hostile.listen()
    // A lie that contradicts nothing is believed until the metadata is asked for anew.
    const options = { bootstrapServers: 'hostile:9092', system: time, network: network.host('client'), requestTimeoutMs: 2000, defaultApiTimeoutMs: 5000, socketConnectionSetupTimeoutMs: 1000, metadataMaxAgeMs: 20_000 }
    const setup = new Admin(options)
    await settled(time, setup.createTopics([{ name: 'fuzz-a', numPartitions: 2, replicationFactor: 1 }, { name: 'fuzz-b', numPartitions: 1, replicationFactor: 1 }]))
    await settled(time, setup.close())
    const member = { ...options, groupProtocol: pick(random, ['classic', 'consumer', 'auto']), groupId: 'fuzz-group', autoOffsetReset: 'earliest' }
    const clients = {
      producer: new Producer({ ...options, deliveryTimeoutMs: 8000, maxBlockMs: 5000, compressionType: pick(random, ['none', 'gzip', 'snappy', 'lz4', 'zstd']) }),
      admin: new Admin(options),
      assigned: new Consumer({ ...options, autoOffsetReset: 'earliest' }),
      member: new Consumer(member),
      runner: new Consumer({ ...member, ...(random.int(3) === 0 ? { groupInstanceId: 'still' } : {}) }),
    }
    await settled(time, clients.producer.sendBatch(Array.from({ length: 20 }, (_, i) => ({ topic: 'fuzz-a', value: `${i}` }))))
    clients.assigned.assign([{ topic: 'fuzz-a', partition: 0 }, { topic: 'fuzz-b', partition: 0 }])
    hostile.chance = pick(random, [0.02, 0.1, 0.3, 1])
    // A leader epoch of the future is believed until the leader has one that is newer, as in Kafka's own client: no peace heals that.
    hostile.epochsLie = random.int(4) === 0
    await this.run([['subscribe', 20_000, () => clients.member.subscribe(['fuzz-a'])]])
    const stopped = this.#keepRunning(clients.runner)
    for (const calls of script(clients, random)) await this.run(calls)
    // The hostile time is over.
    hostile.leave()
    if (!hostile.epochsLie) await this.#everybodyWorks(clients)
    this.closing = true
    await this.run(Object.entries(clients).map(([name, client]) => [`close ${name}`, 60_000, () => client.close()]))
    await this.run([['end of run', 10_000, () => stopped]])
    await settled(time, broker.close())
  }

  /** `consumer.run` in the background, begun again after each error. */
  async #keepRunning(consumer) {
    const each = () => {
      if (this.random.int(20) === 0) throw new Error('the handler fails')
    }
    const eachBatch = async () => {}
    const options = this.random.int(2) === 0 ? { each, retry: { retries: 2, backoffMs: 10 }, concurrency: { by: pick(this.random, ['partition', 'key']), max: 3 } } : { eachBatch }
    for (;;) {
      try {
        await consumer.subscribe(['fuzz-a'])
        await consumer.run(options)
        // Ends without an error when the consumer is drained or closed.
        if (this.closing) return
        await new Promise(resolve => this.time.schedule(100, resolve))
      } catch (error) {
        if (this.closing) return
        if (!(error instanceof KafkaError)) {
          this.crashes.push(`run: ${error?.stack ?? error}\n  ${this.#where('run')}`)
          return
        }
        await new Promise(resolve => this.time.schedule(100, resolve))
      }
    }
  }

  /** The hostile time is over: what a client was made to believe may not stay. */
  async #everybodyWorks(clients) {
    const { producer, admin, assigned, member } = clients
    await this.#until('send', 60_000, async () => (await producer.send({ topic: 'fuzz-a', partition: 0, value: 'healed' }), true))
    await this.#until('describeTopics', 30_000, async () => (await admin.describeTopics(['fuzz-a'])).length === 1)
    await this.#until('poll assigned', 60_000, async () => {
      await assigned.seekToBeginning([{ topic: 'fuzz-a', partition: 0 }])
      return (await assigned.poll({ timeoutMs: 2000 })).length > 0
    })
    let failed = true
    await this.#until('poll member', 120_000, async () => {
      if (failed) {
        await member.unsubscribe()
        await member.subscribe(['fuzz-a'])
      }
      failed = true
      await member.poll({ timeoutMs: 500 })
      failed = false
      return member.assignment().length > 0
    })
  }

  /** Tries until it is true, errors of ours apart. */
  async #until(name, limitMs, attempt) {
    let last
    const began = this.time.monotonic()
    const tries = async () => {
      for (;;) {
        try {
          if (await attempt()) return
          last = 'not yet'
        } catch (error) {
          if (!(error instanceof KafkaError)) throw error
          last = error
        }
        if (this.time.monotonic() - began > limitMs) throw new Error(`does not work again within ${limitMs} ms of peace; last: ${last?.stack ?? last}`)
        await new Promise(resolve => this.time.schedule(50, resolve))
      }
    }
    await this.run([[`healed: ${name}`, limitMs + 30_000, tries]])
  }

  #where(name) {
    return `seed ${this.seed} ${name}; last: ${this.hostile.log.join(' | ')}`
  }

  /** The calls beside each other, until all of them have ended. */
  async run(calls) {
    const label = calls.map(([name]) => name).join(', ')
    const outcomes = calls.map(() => undefined)
    calls.forEach(([, , call], i) => {
      new Promise(resolve => resolve(call())).then(
        () => (outcomes[i] = { ok: true }),
        error => (outcomes[i] = { error }),
      )
    })
    const limitMs = Math.max(...calls.map(([, limit]) => limit))
    let worst = 0
    for (let elapsed = 0; outcomes.includes(undefined) && elapsed < limitMs; elapsed += 5) {
      const watch = new Stopwatch()
      await this.time.advance(5)
      const { ms } = watch
      worst = Math.max(worst, ms)
    }
    this.calls.push({ where: this.#where(label), ms: worst, count: calls.length })
    for (const error of this.rejections.splice(0)) this.crashes.push(`unhandled: ${error?.stack ?? error}\n  ${this.#where(label)}`)
    calls.forEach(([name], i) => {
      const outcome = outcomes[i]
      if (outcome === undefined) this.stuck.push(`no result within ${limitMs} ms: ${this.#where(name)}`)
      else if (outcome.ok) this.ok++
      else if (outcome.error instanceof KafkaError) {
        this.refused++
        const code = outcome.error.code.replace(/_-?\d+$/, '')
        this.errors[code] = (this.errors[code] ?? 0) + 1
        if (code === 'CONFIG') this.crashes.push(`${outcome.error.stack}\n ${this.#where(name)}`)
      } else this.crashes.push(`${outcome.error?.stack ?? outcome.error}\n  ${this.#where(name)}`)
    })
  }
}

export async function fuzzClient({ seed, seconds = Infinity, episodes = Infinity }) {
  const figures = { episodes: 0, calls: 0, ok: 0, refused: 0, spoiled: 0, crashes: [], stuck: [], worstMs: 0, worstMsOf: '', hangs: [], errors: {} }
  const rejections = []
  const onRejection = error => rejections.push(error)
  process.on('unhandledRejection', onRejection)
  process.on('uncaughtException', onRejection)
  // A warning on the user's screen that bytes of the broker bring about is a fault as well.
  const onWarning = warning => rejections.push(warning)
  process.on('warning', onWarning)
  const deadline = performance.now() + seconds * 1000
  try {
    while (performance.now() < deadline && figures.episodes < episodes) {
      const number = seed + figures.episodes
      const episode = new Episode(number, rejections)
      await episode.play()
      figures.episodes++
      figures.ok += episode.ok
      figures.refused += episode.refused
      figures.spoiled += episode.hostile.spoiled
      figures.crashes.push(...episode.crashes)
      figures.stuck.push(...episode.stuck)
      for (const [code, count] of Object.entries(episode.errors)) figures.errors[code] = (figures.errors[code] ?? 0) + count
      for (const [at, { where, ms: first, count }] of episode.calls.entries()) {
        figures.calls += count
        // The same again, from the same seed, if it was slow.
        const ms = await leastOfThree(first, hangMs, async () => {
          const again = new Episode(number, [])
          await again.play()
          return again.calls[at]?.ms ?? 0
        })
        if (ms > figures.worstMs) {
          figures.worstMs = ms
          figures.worstMsOf = where
        }
        if (ms > hangMs) figures.hangs.push(`${Math.round(ms)} ms: ${where}`)
      }
    }
  } finally {
    process.off('unhandledRejection', onRejection)
    process.off('uncaughtException', onRejection)
    process.off('warning', onWarning)
  }
  return figures
}
