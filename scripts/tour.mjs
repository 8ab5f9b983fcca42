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

if (process.argv[2] === 'member') await member(process.argv[3], process.argv[4])
else await tour()

/** A member of the group: tells the parent what it has processed, and only then commits it. */
async function member(bootstrapServers, name) {
  const consumer = new Consumer({
    bootstrapServers, groupId: GROUP, clientId: name, autoOffsetReset: 'earliest', enableAutoCommit: false,
    sessionTimeoutMs: 2000, heartbeatIntervalMs: 200, groupProtocol: 'classic',
    keyDeserializer: stringSerde, valueDeserializer: jsonSerde(),
  })
  const tell = message => new Promise(done => process.send({ name, ...message }, done))
  await consumer.subscribe([TOPIC], {
    onAssigned: partitions => tell({ event: 'assigned', partitions: partitions.map(p => p.partition) }),
    onRevoked: partitions => tell({ event: 'revoked', partitions: partitions.map(p => p.partition) }),
    onLost: partitions => tell({ event: 'lost', partitions: partitions.map(p => p.partition) }),
  })
  process.on('message', async () => {
    await consumer.close()
    process.exit(0)
  })
  await tell({ event: 'started' })
  for (;;) {
    const records = await consumer.poll({ timeoutMs: 200 })
    if (records.length === 0) continue
    await tell({ event: 'processed', records: records.map(r => [r.partition, r.offset, r.key, r.value.bytes]) })
    await consumer.commit()
  }
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
  const say = text => console.log(`${((performance.now() - begin) / 1000).toFixed(1).padStart(5)} s  ${text}`)
  const dataDir = mkdtempSync(join(tmpdir(), 'rookery-tour-'))
  const broker = await Broker.start({
    properties: { 'log.dirs': dataDir, listeners: 'PLAINTEXT://127.0.0.1:0', 'group.initial.rebalance.delay.ms': '200', 'group.min.session.timeout.ms': '1000' },
  })
  const bootstrapServers = `127.0.0.1:${broker.port}`
  say(`broker ready on ${bootstrapServers}`)
  const children = []
  try {
    const admin = new Admin({ bootstrapServers })
    await admin.createTopics([{ topic: TOPIC, numPartitions: PARTITIONS, replicationFactor: 1 }])

    // Produce: one record per file.
    const modules = resolve(fileURLToPath(import.meta.url), '../../node_modules')
    const producer = new Producer({ bootstrapServers, keySerializer: stringSerde, valueSerializer: jsonSerde(), compressionType: 'lz4' })
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
    say(`produced ${files} records, one per file of ${truth.size} packages`)

    // Consume: three members; what they report is kept by partition and offset.
    const processed = Array.from({ length: PARTITIONS }, () => new Map())
    const owners = new Map()
    let delivered = 0
    let assignments = 0
    const half = Promise.withResolvers?.() ?? deferred()
    for (const name of ['ada', 'bea', 'cyd']) {
      const child = fork(fileURLToPath(import.meta.url), ['member', bootstrapServers, name])
      children.push(child)
      child.on('message', message => {
        if (message.event === 'processed') {
          for (const [partition, offset, key, bytes] of message.records) {
            delivered++
            processed[partition].set(offset, { key, bytes })
          }
          if (count() >= files / 2) half.resolve(message.name)
        } else if (message.event === 'assigned') {
          assignments++
          owners.set(message.name, message.partitions)
          say(`${message.name} now owns ${message.partitions.length === 0 ? 'nothing' : `partitions ${message.partitions.join(', ')}`}`)
        }
      })
    }
    const count = () => processed.reduce((sum, offsets) => sum + offsets.size, 0)
    await Promise.race([half.promise, expire(15_000, () => `only ${count()} of ${files} processed`)])
    const victim = children.find((_, i) => (owners.get(['ada', 'bea', 'cyd'][i]) ?? []).length > 0)
    const victimName = ['ada', 'bea', 'cyd'][children.indexOf(victim)]
    victim.kill('SIGKILL')
    say(`killed ${victimName} after ${count()} records`)

    const committed = async () => new Map((await admin.listGroupOffsets(GROUP)).map(o => [o.partition, o.offset]))
    const ends = new Map((await admin.listOffsets(Array.from({ length: PARTITIONS }, (_, partition) => ({ topic: TOPIC, partition, spec: 'latest' })))).map(o => [o.partition, o.offset]))
    const deadline = performance.now() + 20_000
    for (;;) {
      const offsets = await committed()
      if ([...ends].every(([partition, end]) => end === 0 || offsets.get(partition) === end)) break
      if (performance.now() > deadline) throw new Error(`the group did not finish: committed ${JSON.stringify([...offsets])} of ${JSON.stringify([...ends])}`)
      await new Promise(done => setTimeout(done, 50))
    }
    const [description] = await admin.describeGroups([GROUP])
    say(`done: generation members ${description.members.map(m => m.clientId).join(', ')}; ${assignments} assignments, ${delivered - count()} records delivered again after the kill`)
    await Promise.all(children.filter(child => child !== victim).map(child => new Promise(done => { child.once('exit', done); child.send('stop') })))
    await admin.close()

    // What happened.
    const sums = new Map()
    for (const offsets of processed) for (const { key, bytes } of offsets.values()) sums.set(key, (sums.get(key) ?? 0) + bytes)
    console.log('\npartition  records  share')
    processed.forEach((offsets, partition) => console.log(`${String(partition).padStart(9)}  ${String(offsets.size).padStart(7)}  ${'#'.repeat(Math.round(40 * offsets.size / files))}`))
    console.log('\nlargest packages             bytes')
    for (const [key, bytes] of [...sums].sort((a, b) => b[1] - a[1]).slice(0, 5)) console.log(`${key.padEnd(24)} ${bytes.toLocaleString('en').padStart(12)}`)

    // The check: without a gap up to the committed offset, and the sums of the walk itself.
    const gaps = processed.some((offsets, partition) => offsets.size !== ends.get(partition) || Array.from({ length: offsets.size }, (_, o) => o).some(o => !offsets.has(o)))
    const wrong = [...truth].filter(([key, bytes]) => sums.get(key) !== bytes)
    if (gaps || wrong.length > 0 || count() !== files) throw new Error(`not every file was counted exactly once: ${count()} of ${files}, ${wrong.length} packages differ`)
    console.log(`\nevery one of ${files} files was counted exactly once (${((performance.now() - begin) / 1000).toFixed(1)} s)`)
  } catch (error) {
    console.error(`tour failed: ${error.message}`)
    process.exitCode = 1
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await broker.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function deferred() {
  let resolve
  const promise = new Promise(done => (resolve = done))
  return { promise, resolve }
}

function expire(ms, what) {
  return new Promise((_, reject) => setTimeout(() => reject(new Error(what())), ms).unref())
}
