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

export async function fuzzSockets({ seed, seconds, slowConnections = 2000 }) {
  const random = new SeededRandom(seed)
  const failures = []
  const rows = []
  const server = await startRookery({ properties: { 'max.connections': '12000' } })
  const { pid } = server.child
  const exited = () => server.child.exitCode !== null || server.child.signalCode !== null
  const options = { bootstrapServers: server.bootstrap }
  const admin = new Admin(options)
  await admin.createTopics([{ name: 'control', numPartitions: 1, replicationFactor: 1 }, { name: 'fuzz-a', numPartitions: 3, replicationFactor: 1 }, { name: 'fuzz-b', numPartitions: 1, replicationFactor: 1 }])
  const client = wellBehavedClient(server.bootstrap)
  await client.work(1000)
  const phaseMs = Math.max(2000, (seconds * 1000) / 4)
  const baseline = await client.work(phaseMs)
  const base = { p99: percentile(baseline, 0.99), p50: percentile(baseline, 0.5) }
  const restRss = rssMiB(pid)
  rows.push({ phase: 'alone', p50: base.p50, p99: base.p99, rssMiB: restRss, notes: `${baseline.length} records` })
  const phase = async (name, begin) => {
    let rss = 0
    const sampler = setInterval(() => (rss = Math.max(rss, rssMiB(pid))), 50)
    const { end, notes } = await begin()
    let latencies = []
    try {
      latencies = await client.work(phaseMs)
    } catch (error) {
      failures.push(`${name}: the well-behaved client fails: ${error.stack}`)
    }
    const told = await end()
    clearInterval(sampler)
    const row = { phase: name, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99), rssMiB: rss, notes: told ?? notes }
    rows.push(row)
    if (exited()) failures.push(`${name}: the broker is gone:\n${server.output.slice(-4000)}`)
    if (/internal error/.test(server.output)) failures.push(`${name}: internal error in the log:\n${/.*internal error.*[\s\S]{0,2000}/.exec(server.output)[0]}`)
    return row
  }

  // 1. Hostile frames from 8 connections, each opened anew as it is closed.
  await phase('hostile frames', async () => {
    const { apis: schemas } = loadSchemas()
    let stopped = false
    let sent = 0
    let opened = 0
    const generator = new Generator(random, { topics: ['fuzz-a', 'fuzz-b'], groups: ['fuzz-group'] })
    const workers = Array.from({ length: 8 }, async () => {
      while (!stopped) {
        let socket
        try {
          socket = await open(server.port)
        } catch {
          await wait(5)
          continue
        }
        opened++
        let closed = false
        socket.on('close', () => (closed = true))
        socket.on('error', () => (closed = true))
        for (let i = 0; i < 50 && !closed && !stopped; i++) {
          const schema = schemas[random.int(schemas.length)]
          // What changes topics wholesale would make the phases hard to compare.
          if (schema.name === 'CreateTopics' || schema.name === 'CreatePartitions' || schema.name === 'IncrementalAlterConfigs' || schema.name === 'AlterConfigs' || !apiByKey(schema.request.key)) continue
          const [low, high] = schema.request.versions
          const version = low + random.int(high - low + 1)
          const { bytes } = generator.message(schema.request, version, { lieChance: [0, 0.02, 0.2][random.int(3)] })
          let frame = framed(requestFrame(random, schema, version, i, bytes, random.int(30) === 0))
          if (random.int(10) === 0) frame = damage(random, frame)
          const cut = random.int(frame.length + 1)
          socket.write(frame.subarray(0, cut))
          if (random.int(4) === 0) await wait(0)
          socket.write(frame.subarray(cut))
          sent++
          if (i % 8 === 7) await wait(1)
        }
        socket.destroy()
      }
    })
    return {
      end: async () => {
        stopped = true
        await Promise.all(workers)
        return `${sent} frames on ${opened} connections`
      },
    }
  })

  // 2. Connections that send one byte each second of a large frame, or nothing at all.
  await phase('slow connections', async () => {
    const sockets = []
    for (let i = 0; i < slowConnections; i += 100) {
      sockets.push(...(await Promise.all(Array.from({ length: Math.min(100, slowConnections - i) }, () => open(server.port).catch(() => undefined)))).filter(Boolean))
    }
    for (const socket of sockets) socket.on('error', () => {})
    const prefix = Buffer.alloc(4)
    prefix.writeInt32BE(50_000_000)
    let at = 0
    const drip = setInterval(() => {
      const byte = at < 4 ? prefix.subarray(at, at + 1) : Buffer.from([random.int(256)])
      at++
      for (let i = 0; i < sockets.length; i++) if (i % 10 !== 0 && !sockets[i].destroyed) sockets[i].write(byte)
    }, 1000)
    const rss = rssMiB(pid)
    return {
      end: async () => {
        clearInterval(drip)
        const open = sockets.filter(socket => !socket.destroyed).length
        for (const socket of sockets) socket.destroy()
        await wait(200)
        return `${open} open, ${Math.round(((rss - restRss) * 1024) / Math.max(1, open))} KiB each`
      },
    }
  })

  // 3. Ten thousand requests each from 20 connections that never read an answer.
  await phase('senders that never read', async () => {
    const { apis: schemas } = loadSchemas()
    const schema = schemas.find(({ name }) => name === 'Metadata')
    const frames = []
    for (let i = 0; i < 10_000; i++) {
      // All topics, version 1: null array.
      frames.push(framed(requestFrame(new SeededRandom(i), schema, 1, i, Buffer.from('ffffffff', 'hex'))))
    }
    const bytes = Buffer.concat(frames)
    const sockets = await Promise.all(Array.from({ length: 20 }, () => open(server.port)))
    for (const socket of sockets) {
      socket.pause()
      socket.on('error', () => {})
      socket.write(bytes)
    }
    const rss = rssMiB(pid)
    return {
      end: async () => {
        const now = rssMiB(pid)
        for (const socket of sockets) socket.destroy()
        return `${((now - rss) / 20).toFixed(1)} MiB more for each of 20 connections`
      },
    }
  })
  await wait(500)
  const after = await client.work(phaseMs)
  rows.push({ phase: 'alone again', p50: percentile(after, 0.5), p99: percentile(after, 0.99), rssMiB: rssMiB(pid), notes: '' })
  await client.close()
  await admin.close()
  const code = await server.stop()
  if (code !== 0) failures.push(`the broker ends with ${code}:\n${server.output.slice(-2000)}`)
  server.remove()
  const quiet = Math.max(base.p99, rows.at(-1).p99)
  const worst = Math.max(...rows.slice(1, -1).map(row => row.p99 / quiet))
  return { rows, failures, p99Ratio: worst }
}
