// One client of the chaos runs in a process of its own, with Rookery's client: a producer or a member of a group. Apache Kafka's Java client has its twin
// in test/interop/clients/java/Chaos.java.
//   worker.mjs BOOTSTRAP JSON
// It tells its history on standard output, one JSON line before a request and one when its fate is known (src/testing/checker/events.ts); a line
// that is written is in the pipe, also when the process is killed right after. A line on standard input, or its end, makes it stop in good order.
import { createInterface } from 'node:readline'
import { cooperativeStickyAssignor, rangeAssignor } from '../../dist/assignors/index.js'
import { Consumer, Producer } from '../../dist/client/index.js'

const [bootstrapServers, json] = process.argv.slice(2)
const options = JSON.parse(json)
const { topic } = options
const say = fields => process.stdout.write(`${JSON.stringify({ process: options.process, t: Date.now(), ...fields })}\n`)
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))
let running = true
createInterface({ input: process.stdin }).on('line', () => (running = false)).on('close', () => (running = false))
let i = 0

/** What proves that the request did nothing; after anything else nobody knows. */
const refused = new Set(['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'STALE_MEMBER_EPOCH', 'REBALANCE_IN_PROGRESS', 'FENCED_INSTANCE_ID', 'FENCED_MEMBER_EPOCH'])

async function produce() {
  const { acks = 'all', idempotence = true, inFlight = 100, padding = 0, partitions, perSecond = 300 } = options
  const producer = new Producer({ bootstrapServers, clientId: `chaos-${options.process}`, acks, enableIdempotence: idempotence, lingerMs: 2, requestTimeoutMs: options.requestTimeoutMs ?? 5000, deliveryTimeoutMs: options.deliveryTimeoutMs ?? 120_000, maxBlockMs: 60_000 })
  let open = 0
  let sent = 0
  const send = async () => {
    const id = i++
    const partition = sent % partitions
    const value = `${options.process}:${sent++}`
    open++
    say({ type: 'invoke', i: id, f: 'send', key: `${topic}-${partition}`, value })
    try {
      const { offset } = await producer.send({ topic, partition, value: padding > 0 ? value.padEnd(padding, '.') : value })
      say({ type: 'ok', i: id, offset: offset >= 0 ? offset : null })
    } catch (error) {
      say({ type: 'info', i: id, error: `${error.code} ${error.message}` })
    }
    open--
  }
  while (running) {
    for (let n = 0; n < 20 && open < inFlight && running; n++) void send()
    await sleep((20 / perSecond) * 1000)
  }
  await producer.flush()
  while (open > 0) await sleep(5)
  await producer.close()
}

async function consume() {
  const { assignor, autoCommit = false, group, heartbeatMs = 500, protocol, sessionMs = 6000, thinkMs = 5 } = options
  const classic = { sessionTimeoutMs: sessionMs, heartbeatIntervalMs: heartbeatMs, partitionAssignmentStrategy: [{ range: rangeAssignor, 'cooperative-sticky': cooperativeStickyAssignor }[assignor]] }
  const consumer = new Consumer({ bootstrapServers, groupId: group, clientId: `chaos-${options.process}`, groupProtocol: protocol, autoOffsetReset: 'earliest', enableAutoCommit: autoCommit, autoCommitIntervalMs: 300, fetchMaxWaitMs: 100,
    maxPollRecords: 200, requestTimeoutMs: 5000, defaultApiTimeoutMs: 15_000, ...(protocol === 'consumer' ? {} : classic) })
  const owned = new Map()
  let rebalanced = new Set()
  const keyOf = partition => `${topic}-${partition}`
  const lose = partitions => {
    for (const { partition } of partitions) {
      rebalanced.add(keyOf(partition))
      if (owned.has(partition)) say({ type: 'ok', i: owned.get(partition) })
      owned.delete(partition)
    }
  }
  say({ type: 'ok', f: 'subscribe' })
  await consumer.subscribe(topic, {
    onAssigned: partitions => {
      const { generationId } = consumer.groupMetadata()
      for (const { partition } of partitions) {
        rebalanced.add(keyOf(partition))
        owned.set(partition, i)
        say({ type: 'invoke', i: i++, f: 'own', key: keyOf(partition), group, generation: generationId })
      }
    },
    onRevoked: lose,
    onLost: lose,
  })
  while (running) {
    const t0 = Date.now()
    let records
    try {
      records = await consumer.poll({ timeoutMs: 50 })
    } catch (error) {
      say({ note: 'poll', error: `${error.code} ${error.message}` })
      await sleep(20)
      continue
    }
    if (records.length === 0) continue
    const poll = {}
    for (const { partition, offset, value } of records) (poll[keyOf(partition)] ??= []).push([offset, value.toString().replace(/\.+$/, '')])
    say({ type: 'ok', f: 'poll', t0, poll, ...(rebalanced.size > 0 ? { rebalanced: [...rebalanced] } : {}) })
    rebalanced = new Set()
    await sleep(thinkMs)
    const ends = Object.entries(poll).map(([key, list]) => ({ key, from: list[0][0], to: list.at(-1)[0] + 1 }))
    say({ processed: ends })
    if (autoCommit) continue
    const { generationId } = consumer.groupMetadata()
    // A commit that is called for between two generations goes on in the next one, whose number is not known yet.
    const ids = ends.map(({ key, to }) => {
      say({ type: 'invoke', i, f: 'commit', key, offset: to, unfinished: to, group, ...(protocol === 'consumer' || generationId < 0 ? {} : { generation: generationId }) })
      return i++
    })
    let type = 'ok'
    let failure
    try {
      await consumer.commit(ends.map(({ key, to }) => ({ topic, partition: Number(key.slice(topic.length + 1)), offset: to })))
    } catch (error) {
      failure = `${error.name} ${error.code} ${error.message}`
      type = refused.has(error.name) || refused.has(error.code) ? 'fail' : 'info'
    }
    for (const id of ids) say({ type, i: id, ...(failure === undefined ? {} : { error: failure }) })
  }
  await consumer.close()
  for (const id of owned.values()) say({ type: 'ok', i: id })
}

try {
  await (options.role === 'producer' ? produce() : consume())
  say({ note: 'done' })
} catch (error) {
  say({ note: 'failed', error: error.stack })
}
process.exit(0)
