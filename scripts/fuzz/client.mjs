// A hostile broker against our client: a man in the middle of a real broker, who now and then answers with damaged, invented, doubled, late
// or no bytes. Whatever comes, every call must end with a result or an error of our own within its deadline, and hold up nothing else.
import { Broker } from '../../dist/broker/broker.js'
import { Admin, Consumer, KafkaError, Producer } from '../../dist/client/index.js'
import { SeededRandom } from '../../dist/core/random.js'
import { apiByKey } from '../../dist/protocol/api.js'
import { FrameDecoder } from '../../dist/protocol/frame.js'
import { settled } from '../../dist/testing/broker-scene.js'
import { VirtualDisk } from '../../dist/testing/virtual-disk.js'
import { VirtualNetwork } from '../../dist/testing/virtual-network.js'
import { VirtualTime } from '../../dist/testing/virtual-time.js'
import { loadSchemas } from '../generate/load.mjs'
import { damage, framed, Generator, responseFrame } from './generator.mjs'

const hangMs = 50
const schemaByKey = new Map(loadSchemas().apis.map(schema => [schema.request.key, schema]))

/** Sits between host `hostile` and the broker and spoils a share of the answers. */
class HostileBroker {
  spoiled = 0
  /** What was done last, for the report. */
  log = []
  chance = 0

  constructor(network, random) {
    this.network = network
    this.random = random
    this.generator = new Generator(random, { topics: ['fuzz-a', 'fuzz-b'], groups: ['fuzz-group'] })
  }

  async listen() {
    await this.network.host('hostile').listen('hostile', 9092, downstream => this.#accept(downstream))
  }

  #accept(downstream) {
    const { network } = this
    const requests = []
    const toBroker = new FrameDecoder(1 << 30)
    const toClient = new FrameDecoder(1 << 30)
    let upstream
    let early = []
    let closed = false
    network.connect({ host: '127.0.0.1', port: 9092, connectTimeoutMs: 1000 }, () => ({
      onData: chunk => {
        for (const frame of toClient.push(chunk)) this.#answer(downstream, requests.shift(), frame)
      },
      onClose: () => downstream.destroy(),
    })).then(
      stream => {
        upstream = stream
        if (closed) return stream.destroy()
        if (early.length > 0) stream.write(early)
      },
      () => downstream.destroy(),
    )
    return {
      onData: chunk => {
        for (const frame of toBroker.push(chunk)) {
          const apiKey = frame.readInt16BE(0)
          const version = frame.readInt16BE(2)
          // A produce with acks 0 is not answered; the workload sends none.
          requests.push({ apiKey, version, correlationId: frame.readInt32BE(4) })
          if (upstream === undefined) early.push(framed(frame))
          else upstream.write([framed(frame)])
        }
      },
      onClose: () => {
        closed = true
        upstream?.destroy()
      },
    }
  }

  #answer(downstream, request, frame) {
    const { random } = this
    // A spoiled ApiVersions ends the talk before it begins: rarely.
    const chance = request?.apiKey === 18 ? this.chance / 10 : this.chance
    if (request === undefined || random.next() >= chance) return void downstream.write([framed(frame)])
    this.spoiled++
    const api = apiByKey(request.apiKey)
    const schema = schemaByKey.get(request.apiKey)
    const note = what => {
      this.log.push(`${api?.name} v${request.version}: ${what}`)
      if (this.log.length > 12) this.log.shift()
    }
    const invented = lieChance => {
      const { bytes, lies } = this.generator.message(schema.response, request.version, { lieChance })
      note(`invented [${lies.join(', ')}]`)
      return framed(responseFrame(schema, request.version, request.correlationId, bytes))
    }
    switch (random.int(12)) {
      case 0:
      case 1:
      case 2:
        return void downstream.write([invented(0)])
      case 3:
        return void downstream.write([invented(0.05)])
      case 4:
        note('damaged')
        return void downstream.write([framed(Buffer.concat([frame.subarray(0, 4), damage(random, frame.subarray(4))]))])
      case 5: {
        note('another correlation id')
        const other = Buffer.from(frame)
        other.writeInt32BE(random.int(2 ** 31), 0)
        return void downstream.write([framed(other)])
      }
      case 6:
        note('twice')
        return void downstream.write([framed(frame), framed(frame)])
      case 7:
        note('silence')
        return
      case 8:
        note('hang up')
        return downstream.destroy()
      case 9: {
        note('a prefix that lies')
        const bytes = framed(frame)
        bytes.writeInt32BE([-1, 0, 3, 0x7fffffff, -0x80000000, 200_000_000][random.int(6)], 0)
        return void downstream.write([bytes])
      }
      case 10:
        note('half, then hang up')
        downstream.write([framed(frame).subarray(0, random.int(frame.length + 4))])
        return downstream.end()
      default:
        note('another protocol')
        return void downstream.write([[Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), Buffer.from('15030100020228', 'hex'), Buffer.from('SSH-2.0-x\r\n'), random.bytes(40)][random.int(4)]])
    }
  }
}

/** What the application does; each entry is [name, deadline in virtual ms, call]. */
function script(clients, random) {
  const { producer, admin, assigned, member } = clients
  const topic = random.int(2) === 0 ? 'fuzz-a' : 'fuzz-b'
  const tp = { topic, partition: 0 }
  const all = [
    ['send', 20_000, () => producer.send({ topic, value: 'v', key: 'k', headers: { h: 'x' } })],
    ['sendBatch', 20_000, () => producer.sendBatch([{ topic, value: 'a' }, { topic, value: 'b', partition: 0 }])],
    ['flush', 20_000, () => producer.flush()],
    ['partitionsFor', 20_000, () => producer.partitionsFor(topic)],
    ['poll assigned', 20_000, () => assigned.poll({ timeoutMs: 2000 })],
    ['seekToBeginning', 20_000, () => assigned.seekToBeginning()],
    ['endOffsets', 20_000, () => assigned.endOffsets([tp])],
    ['offsetsForTimes', 20_000, () => assigned.offsetsForTimes([{ ...tp, timestamp: 5 }])],
    ['poll member', 20_000, () => member.poll({ timeoutMs: 3000 })],
    ['commit', 20_000, () => member.commit()],
    ['committed', 20_000, () => member.committed([tp])],
    ['position', 20_000, () => assigned.position(tp)],
    ['createTopics', 20_000, () => admin.createTopics([{ name: `t${random.int(100)}`, numPartitions: 1, replicationFactor: 1 }])],
    ['deleteTopics', 20_000, () => admin.deleteTopics([`t${random.int(100)}`])],
    ['listTopics', 20_000, () => admin.listTopics()],
    ['describeTopics', 20_000, () => admin.describeTopics([topic])],
    ['describeConfigs', 20_000, () => admin.describeConfigs([{ type: 'topic', name: topic }])],
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
  const list = []
  for (let i = 0; i < 14; i++) list.push(all[random.int(all.length)])
  return list
}

export async function fuzzClient({ seed, seconds, episodes = Infinity }) {
  const figures = { episodes: 0, calls: 0, ok: 0, refused: 0, spoiled: 0, crashes: [], stuck: [], worstMs: 0, worstMsOf: '', hangs: [], errors: {} }
  const rejections = []
  const onRejection = error => rejections.push(error)
  process.on('unhandledRejection', onRejection)
  process.on('uncaughtException', onRejection)
  const deadline = performance.now() + seconds * 1000
  try {
    while (performance.now() < deadline && figures.episodes < episodes) {
      const episode = seed + figures.episodes
      const random = new SeededRandom(episode)
      const time = new VirtualTime({ seed: episode })
      const network = new VirtualNetwork({ timers: time, random, segmentBytesMax: 100, segmentChance: 0.1 })
      const broker = await settled(time, Broker.start({
        properties: { 'log.dirs': '/data', listeners: 'PLAINTEXT://127.0.0.1:9092', 'advertised.listeners': 'PLAINTEXT://hostile:9092', 'group.initial.rebalance.delay.ms': '0' },
        disk: new VirtualDisk({ seed: episode }), network, system: time,
      }))
      const hostile = new HostileBroker(network, random)
      await hostile.listen()
      const options = { bootstrapServers: 'hostile:9092', system: time, network: network.host('client'), requestTimeoutMs: 2000, defaultApiTimeoutMs: 5000, socketConnectionSetupTimeoutMs: 1000 }
      const setup = new Admin(options)
      await settled(time, setup.createTopics([{ name: 'fuzz-a', numPartitions: 2, replicationFactor: 1 }, { name: 'fuzz-b', numPartitions: 1, replicationFactor: 1 }]))
      await settled(time, setup.close())
      const protocol = { groupProtocol: random.int(2) === 0 ? 'classic' : 'auto' }
      const clients = {
        producer: new Producer({ ...options, deliveryTimeoutMs: 8000, maxBlockMs: 5000, compressionType: ['none', 'gzip', 'snappy', 'lz4', 'zstd'][random.int(5)] }),
        admin: new Admin(options),
        assigned: new Consumer({ ...options, autoOffsetReset: 'earliest' }),
        member: new Consumer({ ...options, ...protocol, groupId: 'fuzz-group', autoOffsetReset: 'earliest' }),
      }
      await settled(time, clients.producer.sendBatch(Array.from({ length: 20 }, (_, i) => ({ topic: 'fuzz-a', value: `${i}` }))))
      clients.assigned.assign([{ topic: 'fuzz-a', partition: 0 }, { topic: 'fuzz-b', partition: 0 }])
      hostile.chance = [0.02, 0.1, 0.3, 1][random.int(4)]
      const where = name => `seed ${episode} ${name}; last: ${hostile.log.join(' | ')}`
      const run = async (name, limitMs, call) => {
        figures.calls++
        let outcome
        let promise
        try {
          promise = Promise.resolve(call())
        } catch (error) {
          promise = Promise.reject(error)
        }
        promise.then(
          () => (outcome = { ok: true }),
          error => (outcome = { error }),
        )
        for (let elapsed = 0; outcome === undefined && elapsed < limitMs; elapsed += 5) {
          const begin = performance.now()
          const cpu = process.cpuUsage()
          await time.advance(5)
          let ms = performance.now() - begin
          // Another process may have had the processor.
          if (ms > hangMs / 2) {
            const { user, system } = process.cpuUsage(cpu)
            ms = Math.min(ms, (user + system) / 1000)
          }
          if (ms > figures.worstMs) {
            figures.worstMs = ms
            figures.worstMsOf = where(name)
          }
          if (ms > hangMs) figures.hangs.push(`${Math.round(ms)} ms: ${where(name)}`)
        }
        for (const error of rejections.splice(0)) figures.crashes.push(`unhandled: ${error?.stack ?? error}\n  ${where(name)}`)
        if (outcome === undefined) figures.stuck.push(`no result within ${limitMs} ms: ${where(name)}`)
        else if (outcome.ok) figures.ok++
        else if (outcome.error instanceof KafkaError) {
          figures.refused++
          const code = outcome.error.code.replace(/_-?\d+$/, '')
          figures.errors[code] = (figures.errors[code] ?? 0) + 1
          if (code === 'CONFIG') figures.crashes.push(`${outcome.error.stack}\n ${where(name)}`)
        } else figures.crashes.push(`${outcome.error?.stack ?? outcome.error}\n  ${where(name)}`)
      }
      await run('subscribe', 20_000, () => clients.member.subscribe(['fuzz-a']))
      for (const [name, limitMs, call] of script(clients, random)) await run(name, limitMs, call)
      figures.spoiled += hostile.spoiled
      // The hostile time is over: everything has to come to an end.
      hostile.chance = 0
      for (const [name, client] of Object.entries(clients)) await run(`close ${name}`, 60_000, () => client.close())
      await settled(time, broker.close())
      figures.episodes++
    }
  } finally {
    process.off('unhandledRejection', onRejection)
    process.off('uncaughtException', onRejection)
  }
  return figures
}

