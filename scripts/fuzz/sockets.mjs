// A real broker process under hostile sockets: garbage and hostile frames, thousands of connections that drip, senders that never read.
// Beside them a well-behaved client works; what it feels is the result.
import { connect } from 'node:net'
import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { Admin } from '../../dist/client/index.js'
import { SeededRandom } from '../../dist/core/random.js'
import { apiByKey } from '../../dist/protocol/api.js'
import { loadSchemas } from '../generate/load.mjs'
import { startRookery } from '../../test/interop/lib/servers.mjs'
import { damage, framed, Generator, requestFrame } from './generator.mjs'

const wait = ms => new Promise(resolve => setTimeout(resolve, ms))

function percentile(values, p) {
  return values.length === 0 ? NaN : values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))]
}

function rssMiB(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024
  } catch {
    return NaN
  }
}

/** A client in a thread of its own, so that it does not feel what making the hostile bytes costs. */
function wellBehavedClient(bootstrapServers) {
  const worker = new Worker(new URL('./well-behaved.mjs', import.meta.url), { workerData: { bootstrapServers } })
  return {
    work: ms =>
      new Promise((resolve, reject) => {
        worker.once('message', ({ latencies, error }) => (error === undefined ? resolve(latencies) : reject(new Error(error))))
        worker.postMessage(ms)
      }),
    close: () => worker.terminate(),
  }
}

function open(port, onData = () => {}) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
    socket.on('data', onData)
    socket.on('error', error => reject(error))
    socket.on('close', () => {})
  })
}

const idleMs = 15_000

/**
 * The broker under hostile sockets. Each phase runs for `seconds / 6`; its figure is the p99 of a well-behaved client (a record at a time, acknowledged after its
 * sync), beside the same client alone and beside as many good requests as there are hostile ones: what the machine itself costs is no doing of the broker.
 */
export async function fuzzSockets({ seed, seconds, slowConnections = 2000 }) {
  const random = new SeededRandom(seed)
  const failures = []
  const rows = []
  const server = await startRookery({ properties: { 'max.connections': '12000', 'connections.max.idle.ms': String(idleMs) } })
  const { pid } = server.child
  const exited = () => server.child.exitCode !== null || server.child.signalCode !== null
  const admin = new Admin({ bootstrapServers: server.bootstrap })
  await admin.createTopics([{ name: 'control', numPartitions: 1, replicationFactor: 1 }, { name: 'fuzz-a', numPartitions: 3, replicationFactor: 1 }, { name: 'fuzz-b', numPartitions: 1, replicationFactor: 1 }])
  await admin.close()
  const client = wellBehavedClient(server.bootstrap)
  await client.work(1500)
  const phaseMs = Math.max(2000, (seconds * 1000) / 6)
  const restRss = rssMiB(pid)
  const phase = async (name, begin, leastMs = 0) => {
    let rss = 0
    const sampler = setInterval(() => (rss = Math.max(rss, rssMiB(pid))), 50)
    const end = await begin()
    let latencies = []
    try {
      latencies = await client.work(Math.max(phaseMs, leastMs))
    } catch (error) {
      failures.push(`${name}: the well-behaved client fails: ${error.stack}`)
    }
    const notes = await end()
    clearInterval(sampler)
    const row = { phase: name, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99), worst: Math.max(...latencies), rssMiB: rss, notes: notes ?? `${latencies.length} records` }
    rows.push(row)
    if (exited()) failures.push(`${name}: the broker is gone:\n${server.output.slice(-4000)}`)
    if (/internal error/.test(server.output)) failures.push(`${name}: internal error in the log:\n${/.*internal error.*[\s\S]{0,2000}/.exec(server.output)[0]}`)
    return row
  }

  // Made beforehand: what making them costs must not be felt.
  const hostile = hostileFrames(random, 2000, [0, 0.02, 0.2], true)
  const good = hostileFrames(random, 2000, [0], false)
  /** Eight connections, each opened anew as it is closed, about 1,000 frames a second each. */
  const flood = frames => () => {
    let stopped = false
    let sent = 0
    let opened = 0
    const workers = Array.from({ length: 8 }, async (_, at) => {
      let next = at * 250
      while (!stopped) {
        const socket = await open(server.port).catch(() => undefined)
        if (socket === undefined) {
          await wait(5)
          continue
        }
        opened++
        let closed = false
        socket.on('close', () => (closed = true))
        socket.on('error', () => (closed = true))
        for (let i = 0; i < 200 && !closed && !stopped; i++) {
          const { cut, frame } = frames[next++ % frames.length]
          socket.write(frame.subarray(0, cut))
          if (cut < frame.length) socket.write(frame.subarray(cut))
          sent++
          if (i % 4 === 3) await wait(4)
        }
        socket.destroy()
      }
    })
    return async () => {
      stopped = true
      await Promise.all(workers)
      return `${sent} frames on ${opened} connections`
    }
  }

  const nothing = () => () => undefined
  const alone = await phase('alone', nothing)
  const busy = await phase('good requests', flood(good))
  await phase('hostile frames', flood(hostile))

  // One byte each second of a large frame; every tenth sends nothing at all.
  let stillOpen = 0
  await phase('slow connections', async () => {
    const sockets = []
    let refused = 0
    for (let i = 0; i < slowConnections; i += 100) {
      const some = await Promise.all(Array.from({ length: Math.min(100, slowConnections - i) }, () => open(server.port).catch(() => void refused++)))
      sockets.push(...some.filter(Boolean))
    }
    for (const socket of sockets) socket.on('error', () => {})
    const opened = sockets.length
    const begun = performance.now()
    const prefix = Buffer.alloc(4)
    prefix.writeInt32BE(50_000_000)
    let second = 0
    // A tenth of them each 100 ms, so that the phase does not measure one burst per second.
    let part = 0
    const drip = setInterval(() => {
      const byte = second < 4 ? prefix.subarray(second, second + 1) : Buffer.from([7])
      for (let i = part; i < sockets.length; i += 10) if (i % 100 >= 10 && !sockets[i].destroyed) sockets[i].write(byte)
      if (++part === 10) [part, second] = [0, second + 1]
    }, 100)
    const rss = rssMiB(pid)
    return async () => {
      // The broker looks every quarter of the idle time.
      while (performance.now() - begun < idleMs * 1.25 + 3000 && sockets.some(socket => !socket.destroyed)) await wait(100)
      clearInterval(drip)
      stillOpen = sockets.filter(socket => !socket.destroyed).length
      for (const socket of sockets) socket.destroy()
      if (stillOpen > 0) failures.push(`slow connections: ${stillOpen} of ${opened} are open after the deadline`)
      return `${opened} connections${refused > 0 ? `, ${refused} refused` : ''}, ${Math.round(((rss - restRss) * 1024) / Math.max(1, opened))} KiB each, ${opened - stillOpen} closed after ${((performance.now() - begun) / 1000).toFixed(0)} s`
    }
  }, idleMs * 0.8)

  // Ten thousand requests each from 20 connections that never read an answer.
  await phase('senders that never read', async () => {
    const { apis: schemas } = loadSchemas()
    const schema = schemas.find(({ name }) => name === 'Metadata')
    // All topics, version 1: null array.
    const bytes = Buffer.concat(Array.from({ length: 10_000 }, (_, i) => framed(requestFrame(new SeededRandom(i), schema, 1, i, Buffer.from('ffffffff', 'hex')))))
    const sockets = await Promise.all(Array.from({ length: 20 }, () => open(server.port)))
    const rss = rssMiB(pid)
    for (const socket of sockets) {
      socket.pause()
      socket.on('error', () => {})
      socket.write(bytes)
    }
    return async () => {
      const more = (rssMiB(pid) - rss) / 20
      for (const socket of sockets) socket.destroy()
      if (more > 16) failures.push(`senders that never read: ${more.toFixed(1)} MiB for each`)
      return `${more.toFixed(1)} MiB more for each of 20 connections`
    }
  })
  await wait(500)
  const again = await phase('alone again', nothing)
  await client.close()
  const code = await server.stop()
  if (code !== 0) failures.push(`the broker ends with ${code}:\n${server.output.slice(-2000)}`)
  server.remove()
  const quiet = Math.max(alone.p99, again.p99)
  const worst = Math.max(...rows.slice(2, -1).map(({ p99 }) => p99))
  return { rows, failures, p99Ratio: worst / quiet, p99RatioToBusy: rows[2].p99 / busy.p99 }
}

/** Frames of requests that leave the topics as they are, with where each is cut in two. */
function hostileFrames(random, count, lieChances, damaged) {
  const { apis: schemas } = loadSchemas()
  const generator = new Generator(random, { topics: ['fuzz-a', 'fuzz-b'], groups: ['fuzz-group'] })
  const frames = []
  while (frames.length < count) {
    const schema = schemas[random.int(schemas.length)]
    // What changes topics or stops the broker would make the phases hard to compare.
    if (/^(Create|Alter|IncrementalAlter|Delete|UnregisterBroker|UpdateFeatures)/.test(schema.name) || !apiByKey(schema.request.key)) continue
    if (!damaged && !/^(Metadata|ApiVersions|FindCoordinator|ListOffsets|OffsetFetch|DescribeGroups|ListGroups|DescribeConfigs|DescribeCluster)$/.test(schema.name)) continue
    const [low, high] = schema.request.versions
    const version = low + random.int(high - low + 1)
    const { bytes } = generator.message(schema.request, version, { lieChance: lieChances[random.int(lieChances.length)] })
    let frame = framed(requestFrame(random, schema, version, frames.length, bytes, damaged && random.int(30) === 0))
    if (damaged && random.int(10) === 0) frame = damage(random, frame)
    frames.push({ frame, cut: damaged ? random.int(frame.length + 1) : frame.length })
  }
  return frames
}
