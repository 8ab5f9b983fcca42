// The tour: the main job of Rookery on real input, in under 30 seconds. `npm run tour`
//
// Walks the installed node_modules and produces one record per file, keyed by package (so with the skew that real keys
// have), to a topic of six partitions. A group of three members, each a process of its own, sums the bytes per package;
// one of them is killed half way. At the end every file must have been counted exactly once, by the committed offsets.
import { fork } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Admin, Consumer, Producer, jsonSerde, stringSerde } from '../dist/client/index.js'

const TOPIC = 'files'
const GROUP = 'bytes-per-package'
const PARTITIONS = 6
const MEMBERS = ['ada', 'bea', 'cyd']

if (process.argv[2] === 'member') await member(process.argv[3], process.argv[4])
else await tour()

/** A member of the group: tells the parent what it has processed, and only then commits it. */
async function member(bootstrapServers, name) {
  const consumer = new Consumer({
    bootstrapServers, groupId: GROUP, clientId: name, autoOffsetReset: 'earliest', enableAutoCommit: false,
    sessionTimeoutMs: 2000, heartbeatIntervalMs: 200, groupProtocol: 'classic', maxPollRecords: 100,
    keyDeserializer: stringSerde, valueDeserializer: jsonSerde(),
  })
  const tell = message => new Promise(done => process.send({ name, ...message }, done))
  const stop = new AbortController()
  process.on('message', () => stop.abort())
  await consumer.subscribe([TOPIC], { onAssigned: partitions => tell({ event: 'assigned', partitions: partitions.map(p => p.partition) }) })
  while (!stop.signal.aborted) {
    const records = await consumer.poll({ timeoutMs: 200 })
    if (records.length === 0) continue
    await tell({ event: 'processed', records: records.map(r => [r.partition, r.offset, r.key, r.value.bytes]) })
    await consumer.commit()
  }
  await consumer.close()
  process.exit(0)
}

function walk(folder, visit) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) walk(path, visit)
    else if (entry.isFile()) visit(path)
  }
}

async function tour() {
  const { Broker } = await import('../dist/broker/index.js')
  const begin = performance.now()
  const seconds = () => (performance.now() - begin) / 1000
  const say = text => console.log(`${seconds().toFixed(2).padStart(6)} s  ${text}`)
  const dataDir = mkdtempSync(join(tmpdir(), 'rookery-tour-'))
  let broker
  const children = []
  try {
    broker = await Broker.start({
      properties: { 'log.dirs': dataDir, listeners: 'PLAINTEXT://127.0.0.1:0', 'group.initial.rebalance.delay.ms': '200', 'group.min.session.timeout.ms': '1000' },
    })
    const bootstrapServers = broker.address
    say(`a broker is ready on ${bootstrapServers}`)
    const admin = new Admin({ bootstrapServers })
    await admin.createTopics([{ name: TOPIC, numPartitions: PARTITIONS }])
    say(`topic ${TOPIC} with ${PARTITIONS} partitions`)

    // Produce: one record per file.
    const modules = resolve(fileURLToPath(import.meta.url), '../../node_modules')
    const producer = new Producer({ bootstrapServers, keySerializer: stringSerde.serializer, valueSerializer: jsonSerde().serializer, compressionType: 'lz4' })
    const truth = new Map()
    const sends = []
    let files = 0
    walk(modules, path => {
      const parts = path.slice(modules.length + 1).split('/')
      const key = parts[0].startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]
      const { size } = statSync(path)
      files++
      truth.set(key, (truth.get(key) ?? 0) + size)
      sends.push(producer.send({ topic: TOPIC, key, value: { path: parts.join('/'), bytes: size } }))
    })
    await Promise.all(sends)
    await producer.close()
    say(`produced ${files} records, one per file in node_modules, keyed by its ${truth.size} packages`)

    // Consume: three members; what they report is kept by partition and offset.
    const processed = Array.from({ length: PARTITIONS }, () => new Map())
    const count = () => processed.reduce((sum, offsets) => sum + offsets.size, 0)
    const members = new Map(MEMBERS.map(name => [name, { name, partitions: [], records: 0, history: [] }]))
    let delivered = 0
    let killedAt
    let movedAt
    let finished = false
    const half = deferred()
    for (const name of MEMBERS) {
      const child = fork(fileURLToPath(import.meta.url), ['member', bootstrapServers, name])
      children.push(child)
      child.once('exit', code => {
        if (code) half.reject(new Error(`member ${name} ended with exit code ${code}`))
      })
      child.on('message', message => {
        const state = members.get(message.name)
        if (finished) return
        if (message.event === 'assigned') {
          state.partitions = message.partitions
          state.history.push(message.partitions)
          if (killedAt !== undefined) movedAt = performance.now()
          say(`${message.name} owns ${message.partitions.length === 0 ? 'nothing' : `partition${message.partitions.length === 1 ? '' : 's'} ${message.partitions.join(', ')}`}`)
        } else {
          for (const [partition, offset, key, bytes] of message.records) {
            delivered++
            if (!processed[partition].has(offset)) state.records++
            processed[partition].set(offset, { key, bytes })
          }
          if (count() >= files / 2) half.resolve()
        }
      })
    }
    await Promise.race([half.promise, expire(15_000, () => `only ${count()} of ${files} records were processed in 15 s`)])
    // The one with the most left to do.
    const victim = MEMBERS.findIndex(name => members.get(name).partitions.length > 0)
    children[victim].removeAllListeners('exit')
    children[victim].kill('SIGKILL')
    killedAt = performance.now()
    say(`killed ${MEMBERS[victim]} after ${count()} of ${files} records (its session ends after 2 s without a heartbeat)`)

    const partitions = Array.from({ length: PARTITIONS }, (_, partition) => ({ topic: TOPIC, partition }))
    const ends = new Map((await admin.listOffsets(partitions.map(p => ({ ...p, spec: 'latest' })))).map(o => [o.partition, o.offset]))
    const isDone = () => movedAt !== undefined && MEMBERS.every((name, i) => i === victim || members.get(name).partitions.length === PARTITIONS / 2)
    const deadline = performance.now() + 20_000
    for (;;) {
      const committed = new Map((await admin.listGroupOffsets(GROUP)).map(o => [o.partition, o.offset]))
      if (isDone() && [...ends].every(([partition, end]) => end === 0 || committed.get(partition) === end)) break
      if (performance.now() > deadline) throw new Error(`the group did not finish: committed ${JSON.stringify([...committed])} of ${JSON.stringify([...ends])}`)
      await new Promise(done => setTimeout(done, 20))
    }
    finished = true
    const [group] = await admin.describeGroups([GROUP])
    say(`all ${files} records are processed and committed; the group is ${group.state} with ${group.members.map(m => m.clientId).sort().join(' and ')}`)
    await Promise.all(children.map((child, i) => i === victim || new Promise(done => {
      child.once('exit', done)
      child.send('stop')
    })))
    await admin.close()

    // What happened.
    print('member', ['records', 'partitions at first', 'at the end'], [...members.values()].map(({ name, records, history }, i) =>
      [i === victim ? `${name} (killed)` : name, records, history[0]?.join(' ') ?? '-', i === victim ? '-' : history.at(-1)?.join(' ')]))
    print('partition', ['records', 'share'], processed.map((offsets, partition) => [String(partition), offsets.size, '#'.repeat(Math.round((40 * offsets.size) / files)).padEnd(40)]))
    const sums = new Map()
    for (const offsets of processed) for (const { key, bytes } of offsets.values()) sums.set(key, (sums.get(key) ?? 0) + bytes)
    print('largest packages', ['bytes'], [...sums].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([key, bytes]) => [key, bytes.toLocaleString('en')]))
    console.log(`\nrebalance: ${((movedAt - killedAt) / 1000).toFixed(2)} s from the kill until its partitions had new owners; ${delivered - count()} records came twice and were told apart by their offsets`)

    // The check: no gap up to the end of each partition, and the sums of the walk itself.
    const gaps = processed.some((offsets, partition) => offsets.size !== ends.get(partition) || Array.from({ length: offsets.size }, (_, o) => o).some(o => !offsets.has(o)))
    const wrong = [...truth].filter(([key, bytes]) => sums.get(key) !== bytes)
    if (gaps || wrong.length > 0 || count() !== files) throw new Error(`not every file was counted exactly once: ${count()} of ${files}, ${wrong.length} packages differ`)
    console.log(`every one of ${files} files was counted exactly once, in ${seconds().toFixed(1)} s`)
  } catch (error) {
    console.error(`tour failed: ${error.message}`)
    process.exitCode = 1
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await broker?.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** A table: the first column on the left, the others on the right. */
function print(name, headings, rows) {
  const lines = [[name, ...headings], ...rows].map(row => row.map(String))
  const widths = lines[0].map((_, column) => Math.max(...lines.map(line => line[column].length)))
  console.log()
  for (const line of lines) console.log(line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ').trimEnd())
}

function deferred() {
  const parts = {}
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }))
  return parts
}

function expire(ms, what) {
  return new Promise((_, reject) => setTimeout(() => reject(new Error(what())), ms).unref())
}
