// Hostile requests against a whole broker, over virtual sockets: it must stay alive, answer in order with what can be read, close
// what it cannot understand, keep its files in its directory, and go on serving a well-behaved client. Every so often it is killed and
// started again on what the fuzz has left on its disk.
import { Broker } from '../../dist/broker/broker.js'
import { SeededRandom } from '../../dist/core/random.js'
import { LineLogger } from '../../dist/core/logger.js'
import { Connection } from '../../dist/net/connection.js'
import { apiByKey } from '../../dist/protocol/api.js'
import { decodeResponse, FrameDecoder } from '../../dist/protocol/frame.js'
import { apiVersionsApi, newApiVersionsRequest } from '../../dist/protocol/generated/api-versions.js'
import { createTopicsApi, newCreateTopicsRequest, newCreateTopicsRequestCreatableTopic } from '../../dist/protocol/generated/create-topics.js'
import { fetchApi, newFetchRequest } from '../../dist/protocol/generated/fetch.js'
import { metadataApi, newMetadataRequest } from '../../dist/protocol/generated/metadata.js'
import { newProduceRequest, produceApi } from '../../dist/protocol/generated/produce.js'
import { encodeBatch } from '../../dist/protocol/records/builder.js'
import { settled } from '../../dist/testing/broker-scene.js'
import { VirtualDisk } from '../../dist/testing/virtual-disk.js'
import { VirtualNetwork } from '../../dist/testing/virtual-network.js'
import { VirtualTime } from '../../dist/testing/virtual-time.js'
import { loadSchemas } from '../generate/load.mjs'
import { costlyFrames } from './decode.mjs'
import { damage, framed, Generator, requestFrame } from './generator.mjs'
import { leastOfThree, Stopwatch } from './time.mjs'

const hangMs = 100
const schemaByKey = new Map(loadSchemas().apis.map(schema => [schema.request.key, schema]))

class Scene {
  lines = []

  static async start(seed, disk, properties) {
    const scene = new Scene()
    scene.time = new VirtualTime({ seed })
    scene.network = new VirtualNetwork({ timers: scene.time, random: new SeededRandom(seed), segmentBytesMax: 200, segmentChance: 0.1 })
    scene.disk = disk
    const logger = new LineLogger((level, line) => {
      if (level === 'warn' || level === 'error') scene.lines.push(`${level} ${line}`)
    })
    const all = { 'log.dirs': '/data', listeners: 'PLAINTEXT://127.0.0.1:9092', 'group.initial.rebalance.delay.ms': '0', 'max.connections': '500', ...properties }
    scene.broker = await settled(scene.time, Broker.start({ properties: all, disk, network: scene.network, system: scene.time, logger }))
    scene.control = await settled(scene.time, Connection.connect(scene.network, scene.time, { host: '127.0.0.1', port: 9092, clientId: 'control' }))
    return scene
  }

  send(api, request, version) {
    return settled(this.time, this.control.send(api, request, version === undefined ? {} : { version }))
  }

  async stop() {
    this.control.close()
    await settled(this.time, this.broker.close())
  }
}

async function createTopic(scene, name, numPartitions) {
  const topic = newCreateTopicsRequestCreatableTopic({ name, numPartitions, replicationFactor: 1 })
  const { topics } = await scene.send(createTopicsApi, newCreateTopicsRequest({ topics: [topic] }))
  return topics[0].topicId
}

/** What a well-behaved client does: a record goes in and comes out. */
async function roundTrip(scene, topic, text) {
  const metadata = await scene.send(metadataApi, newMetadataRequest({ topics: [{ name: topic, topicId: 'AAAAAAAAAAAAAAAAAAAAAA' }] }), 9)
  if (metadata.topics[0].errorCode !== 0) throw new Error(`Metadata answers error ${metadata.topics[0].errorCode}`)
  const records = encodeBatch([{ timestamp: scene.time.now(), key: null, value: Buffer.from(text), headers: [] }], {})
  const produced = await scene.send(produceApi, newProduceRequest({ acks: -1, timeoutMs: 1000, topicData: [{ name: topic, topicId: 'AAAAAAAAAAAAAAAAAAAAAA', partitionData: [{ index: 0, records }] }] }), 11)
  const { errorCode, baseOffset } = produced.responses[0].partitionResponses[0]
  if (errorCode !== 0) throw new Error(`Produce answers error ${errorCode}`)
  const fetched = await scene.send(fetchApi, newFetchRequest({ maxWaitMs: 100, minBytes: 1, maxBytes: 1 << 20, topics: [{ topic, topicId: 'AAAAAAAAAAAAAAAAAAAAAA', partitions: [{ partition: 0, currentLeaderEpoch: -1, fetchOffset: baseOffset, lastFetchedEpoch: -1, logStartOffset: -1, partitionMaxBytes: 1 << 20 }] }] }), 11)
  const got = fetched.responses[0].partitions[0]
  const bytes = Buffer.concat(Array.isArray(got.records) ? got.records : [got.records ?? Buffer.alloc(0)])
  if (got.errorCode !== 0 || !bytes.includes(text)) throw new Error(`Fetch answers error ${got.errorCode} and ${bytes.length} bytes`)
}

/** One life of a broker on a disk: what it is sent comes from the seed alone, so that a life can be played again. */
class Life {
  inputs = 0
  answered = 0
  closed = 0
  silent = 0
  apis = 0
  /** [{ ms, what }] of every input. */
  times = []
  internalErrors = []
  failures = []

  constructor({ seed, disk, properties, onlyApis, rejections }) {
    this.seed = seed
    this.disk = disk
    this.properties = properties
    this.onlyApis = onlyApis
    this.rejections = rejections
  }

  /** Throws when the broker does not start. */
  async begin() {
    this.scene = await Scene.start(this.seed, this.disk, this.properties)
  }

  async play(inputs, deadline = Infinity) {
    const { disk, scene, seed } = this
    const random = new SeededRandom(seed)
    const topicIds = []
    for (const [name, partitions] of [['fuzz-a', 3], ['fuzz-b', 1], ['control', 1]]) topicIds.push(await createTopic(scene, name, partitions))
    const advertised = (await scene.send(apiVersionsApi, newApiVersionsRequest({ clientSoftwareName: 'fuzz', clientSoftwareVersion: '1' }))).apiKeys.filter(
      ({ apiKey }) => schemaByKey.has(apiKey) && (this.onlyApis === undefined || this.onlyApis.includes(apiByKey(apiKey).name)),
    )
    this.apis = advertised.length
    const generator = new Generator(random, { topics: ['fuzz-a', 'fuzz-b'], topicIds: topicIds.slice(0, 2).filter(Boolean), groups: ['fuzz-group', 'fuzz-group-2'], members: [] })
    while (this.inputs < inputs && performance.now() < deadline) {
      const { apiKey, minVersion, maxVersion } = advertised[random.int(advertised.length)]
      const schema = schemaByKey.get(apiKey)
      const api = apiByKey(apiKey)
      const version = minVersion + random.int(maxVersion - minVersion + 1)
      const lieChance = [0, 0, 0.01, 0.05, 0.3][random.int(5)]
      const { bytes: body, lies } = generator.message(schema.request, version, { lieChance })
      const correlationId = random.int(2 ** 31)
      const headerLies = lieChance > 0 && random.int(20) === 0
      if (headerLies) lies.push('header')
      let frame = requestFrame(random, schema, version, correlationId, body, headerLies)
      const damaged = random.int(15) === 0
      if (damaged) frame = damage(random, frame)
      let bytes = framed(frame)
      const brokenPrefix = random.int(100) === 0
      if (brokenPrefix) bytes.writeInt32BE([-1, 0, 1, 0x7fffffff, -0x80000000, frame.length + 1, frame.length - 1][random.int(7)], 0)
      if (random.int(100) === 0) bytes = bytes.subarray(0, random.int(bytes.length + 1))
      const where = `seed ${seed} input ${this.inputs}`
      const describe = () => `${where}: ${api.name} v${version} [${lies.join(', ')}${damaged ? ', damaged' : ''}${brokenPrefix ? ', prefix' : ''}] ${bytes.length > 3000 ? `${bytes.length} bytes` : bytes.toString('hex')}`
      const linesBefore = scene.lines.length
      const outcome = await exchange(scene, bytes, random.int(30))
      this.times.push({ ms: outcome.ms, what: outcome.ms > hangMs ? describe() : `${api.name} v${version}, ${bytes.length} bytes` })
      this.inputs++
      if (outcome.frames.length > 0) {
        this.answered++
        if (lies.length === 0 && !damaged && !brokenPrefix) {
          try {
            const { correlationId: answered, body: response } = decodeResponse(api, version, outcome.frames[0])
            if (answered !== correlationId) this.failures.push(`answer to ${answered} instead of ${correlationId}: ${describe()}`)
            remember(generator, response)
          } catch (error) {
            if (api !== apiVersionsApi) this.failures.push(`the answer cannot be read: ${error.message}: ${describe()}`)
          }
        }
      } else if (outcome.closed) this.closed++
      else this.silent++
      for (const line of scene.lines.slice(linesBefore)) {
        if (/internal error|TypeError|RangeError|AssertionError|ReferenceError|assert/i.test(line)) this.internalErrors.push(`${line}\n  ${describe()}`)
      }
      for (const error of this.rejections.splice(0)) this.failures.push(`unhandled: ${error?.stack ?? error}\n  ${describe()}`)
      if (this.inputs % 200 === 0) {
        // What the fuzz has deleted comes back.
        for (const [name, partitions] of [['fuzz-a', 3], ['fuzz-b', 1]]) generator.known.topicIds.push(await createTopic(scene, name, partitions))
        generator.known.topicIds.splice(0, generator.known.topicIds.length - 6)
        try {
          await roundTrip(scene, 'control', `${where}`)
        } catch (error) {
          this.failures.push(`the well-behaved client is not served: ${error.stack}\n  after ${describe()}`)
          break
        }
      }
    }
    for (const entry of disk.list('/')) if (entry.name !== 'data') this.failures.push(`a file outside: /${entry.name}`)
    for (const entry of disk.list('/data')) {
      if (entry.kind === 'directory' && !/^[A-Za-z0-9._-]+$/.test(entry.name)) this.failures.push(`a file outside: /data/${entry.name}`)
    }
  }
}

export async function fuzzServer({ seed, seconds = Infinity, inputs = Infinity, inputsPerLife = 4000, properties = {}, onlyApis }) {
  const figures = { inputs: 0, answered: 0, closed: 0, silent: 0, internalErrors: [], failures: [], worstMs: 0, worstMsOf: '', hangs: [], lives: 0, restarts: 0, apis: 0 }
  const rejections = []
  const onRejection = error => rejections.push(error)
  process.on('unhandledRejection', onRejection)
  process.on('uncaughtException', onRejection)
  process.on('warning', onRejection)
  const deadline = performance.now() + seconds * 1000
  const freshDisk = life => new VirtualDisk({ seed: seed + life, capacityBytes: 512 << 20 })
  let disk = freshDisk(0)
  let fresh = true
  try {
    while (performance.now() < deadline && figures.inputs < inputs) {
      const before = disk.clone()
      const options = { seed: seed + figures.lives, properties, onlyApis }
      const life = new Life({ ...options, disk, rejections })
      try {
        await life.begin()
      } catch (error) {
        figures.failures.push(`the broker does not start again on the disk of life ${figures.lives}: ${error.stack}`)
        if (fresh) break
        disk = freshDisk(figures.lives)
        fresh = true
        continue
      }
      await life.play(Math.min(inputsPerLife, inputs - figures.inputs), deadline)
      figures.lives++
      for (const count of ['inputs', 'answered', 'closed', 'silent']) figures[count] += life[count]
      figures.apis = life.apis
      figures.internalErrors.push(...life.internalErrors)
      figures.failures.push(...life.failures)
      await judgeTimes(figures, life, () => new Life({ ...options, disk: before.clone(), rejections: [] }))
      // Every second life ends with a kill, every fourth goes on with a fresh disk.
      if (figures.lives % 2 === 0) disk.restart()
      else {
        try {
          await life.scene.stop()
        } catch (error) {
          figures.failures.push(`the stop fails: ${error.stack}`)
        }
      }
      fresh = figures.lives % 4 === 0
      figures.restarts++
      if (fresh) disk = freshDisk(figures.lives)
    }
  } finally {
    process.off('unhandledRejection', onRejection)
    process.off('uncaughtException', onRejection)
    process.off('warning', onRejection)
  }
  return figures
}

/** The worst time, and what took too long in this life and in two more that are the same up to that input. */
async function judgeTimes(figures, life, again) {
  let { times } = life
  for (let more = 0; more < 2; more++) {
    const last = times.findLastIndex(({ ms }) => ms > hangMs)
    if (last < 0) break
    const repeated = again()
    await repeated.begin()
    await repeated.play(last + 1)
    await repeated.scene.stop().catch(() => {})
    times = times.slice(0, last + 1).map((first, i) => ({ ...first, ms: Math.min(first.ms, repeated.times[i]?.ms ?? 0) }))
  }
  for (const { ms, what } of times) {
    if (ms > figures.worstMs) {
      figures.worstMs = ms
      figures.worstMsOf = what
    }
    if (ms > hangMs) figures.hangs.push(`${Math.round(ms)} ms: ${what}`)
  }
}

/** Member ids and the like, so that later requests reach further. */
function remember(generator, response) {
  const { memberId } = response
  if (typeof memberId === 'string' && memberId !== '') {
    const { members } = generator.known
    members.push(memberId)
    if (members.length > 20) members.shift()
  }
}

/** Sends the bytes on a connection of their own and waits `waitMs` of virtual time. `ms` is the real time that it took. */
async function exchange(scene, bytes, waitMs) {
  const decoder = new FrameDecoder(1 << 30)
  const frames = []
  let closed = false
  const opening = scene.network.connect({ host: '127.0.0.1', port: 9092, connectTimeoutMs: 1000 }, () => ({
    onData: chunk => frames.push(...decoder.push(chunk)),
    onClose: () => void (closed = true),
  }))
  await scene.time.advance(0)
  const stream = await opening
  const watch = new Stopwatch()
  stream.write([bytes])
  await scene.time.advance(0)
  const { ms } = watch
  if (frames.length === 0 && !closed) await scene.time.advance(waitMs)
  if (!closed) stream.destroy()
  await scene.time.advance(0)
  return { frames, closed, ms }
}

/** What a broker takes to answer or refuse the frames that are made by hand to cost most: [{ name, ms }], the worst first. */
export async function handleCostlyFrames(frameBytes) {
  const scene = await Scene.start(1, new VirtualDisk({ seed: 1, capacityBytes: 512 << 20 }), {})
  const rows = []
  for (const { name, frame } of costlyFrames(frameBytes)) {
    const once = async () => (await exchange(scene, framed(frame), 1)).ms
    rows.push({ name, ms: await leastOfThree(await once(), hangMs / 2, once) })
  }
  await scene.stop()
  return rows.sort((a, b) => b.ms - a.ms)
}
