// Groups that mix the consumers of several projects, and how fast each of them learns of a rebalance.
//   node test/interop/groups.mjs [--target rookery|apache] [--only range,hold,...]
// In each round the members come one after another while records are written; one leaves, one is killed (SIGKILL), one comes
// again. A recorder (lib/group-member.mjs) checks from what the members tell that no partition had two owners at one time or in
// one generation, that every record was processed and that no commit went past what had been. Static members go and come back, a group moves from eager to cooperative. Then kafka-consumer-groups
// works on such a group, and with our broker a table shows the time to the new assignment without and with held heartbeats.
import { mkdirSync, writeFileSync } from 'node:fs'
import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs, promisify } from 'node:util'
import { Admin, Producer } from '../../dist/client/index.js'
import { GroupRecord } from './lib/group-member.mjs'
import { Report } from './lib/report.mjs'
import { startApache, startRookery, temporaryDirectory } from './lib/servers.mjs'
import { cache, clients, interop, java, kafkaLibs } from './lib/toolchain.mjs'

const { values: options } = parseArgs({ options: { target: { type: 'string', default: 'rookery' }, only: { type: 'string' } } })
const wanted = name => !options.only || options.only.split(',').includes(name)
const PARTITIONS = 12
/** A process that stands still for longer is put out while it believes to own what it had: on a machine that does much else that takes seconds. */
const SESSION_MS = 20_000
/** Longer than the clients' default heartbeat interval (3 s). */
const STEADY_MS = 3_400

const libs = kafkaLibs()
const report = new Report(`groups of several clients on ${options.target}`)
const { found, skipped } = clients(libs)
for (const [name, why] of Object.entries(skipped)) report.skip(name, why)
const programs = bootstrap => ({
  rookery: [process.execPath, join(interop, 'clients/rookery/member.mjs'), bootstrap],
  ...(found.java ? { java: ['java', ...java(`${compiledMember()}:${libs}`, ['Member', bootstrap], { heap: '128M' })] } : {}),
  ...(found.confluentPython ? { librdkafka: [found.confluentPython[0], join(interop, 'clients/python/member.py'), bootstrap] } : {}),
  ...(found.kafkajs ? { kafkajs: [process.execPath, join(interop, 'clients/kafkajs/member.mjs'), bootstrap] } : {}),
  ...(found.sarama ? { sarama: [...found.sarama, 'member', bootstrap] } : {}),
  ...(found.franz ? { franz: [...found.franz, 'member', bootstrap] } : {}),
})

let compiled
function compiledMember() {
  if (compiled) return compiled
  const folder = join(cache, 'java-member')
  mkdirSync(folder, { recursive: true })
  const { status, stderr } = spawnSync('javac', ['-d', folder, '-cp', `${libs}/*`, join(interop, 'clients/java/Member.java')], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return (compiled = folder)
}

const properties = {
  'group.initial.rebalance.delay.ms': '100',
  'group.min.session.timeout.ms': '1000',
  'group.consumer.min.session.timeout.ms': '1000',
  'group.consumer.session.timeout.ms': String(SESSION_MS),
  'group.consumer.min.heartbeat.interval.ms': '100',
  'group.consumer.heartbeat.interval.ms': '500',
}
const start = (extra = {}) => (options.target === 'apache' ? startApache(libs, { properties: { ...properties, ...extra } }) : startRookery({ properties: { ...properties, ...extra } }))

async function until(done, what, timeoutMs = 120_000) {
  const deadline = Date.now() + timeoutMs
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what()}`)
    await delay(10)
  }
}

/** Balanced, and still so a moment later. */
async function settled(record) {
  for (;;) {
    await until(() => record.isBalanced(), () => record.describe())
    await delay(400)
    if (record.isBalanced()) return
  }
}

const rounds = [
  // name, protocol, assignor, members in the order of their coming, does nothing move that need not?
  ['range', 'classic', 'range', ['rookery', 'java', 'librdkafka', 'kafkajs', 'sarama', 'franz'], false],
  ['roundrobin', 'classic', 'roundrobin', ['sarama', 'franz', 'kafkajs', 'librdkafka', 'java', 'rookery'], false],
  // franz-go's eager sticky member claims nothing when it joins again (its user data has an empty list), so nobody can keep its partitions for it.
  ['sticky', 'classic', 'sticky', ['java', 'rookery', 'java', 'rookery'], true],
  ['cooperative-sticky', 'classic', 'cooperative-sticky', ['librdkafka', 'rookery', 'java', 'franz', 'rookery'], true],
  ['consumer', 'consumer', undefined, ['rookery', 'java', 'franz', 'rookery', 'java'], true],
]

async function round(server, admin, [name, protocol, assignor, kinds, sticky]) {
  const available = programs(server.bootstrap)
  const members = kinds.filter(kind => available[kind])
  const topic = `mixed-${name}`
  const group = `group-${name}`
  await admin.createTopics([{ name: topic, numPartitions: PARTITIONS, replicationFactor: 1 }])
  const record = new GroupRecord(PARTITIONS)
  const argument = { topic, group, protocol, assignor, ...(protocol === 'classic' ? { sessionMs: SESSION_MS, heartbeatMs: 500 } : {}) }
  let next = 0
  const join = kind => record.start(`${kind}-${++next}`, available[kind], argument)
  const ends = new Map(Array.from({ length: PARTITIONS }, (_, partition) => [partition, 0]))
  const producer = new Producer({ bootstrapServers: server.bootstrap })
  let writing = true
  const write = async () => {
    while (writing) {
      await producer.sendBatch([...ends.keys()].map(partition => ({ topic, partition, value: `record-${ends.get(partition)}` })))
      for (const [partition, end] of ends) ends.set(partition, end + 1)
      await delay(40)
    }
  }
  const watch = async () => {
    while (writing) {
      const offsets = await admin.listGroupOffsets(group).catch(() => [])
      record.samples.push({ t: Date.now(), offsets: new Map(offsets.map(({ partition, offset }) => [partition, offset])) })
      await delay(150)
    }
  }
  /** With a sticky assignor whoever stays keeps what it has when somebody goes. */
  const going = async (member, how) => {
    const before = record.living().filter(other => other !== member).map(other => [other, [...other.owned]])
    await how()
    await settled(record)
    if (!sticky) return
    for (const [other, owned] of before) for (const partition of owned) if (!other.owned.has(partition)) throw new Error(`${other.name} lost partition ${partition} because ${member.name} went`)
  }
  const background = [write(), watch()]
  try {
    const joined = []
    for (const kind of members) {
      joined.push(join(kind))
      await settled(record)
    }
    await going(joined[0], () => joined[0].leave())
    await going(joined[1], () => joined[1].kill())
    join(members[1])
    await settled(record)
    writing = false
    await Promise.all(background)
    await until(() => record.isProcessed(ends), () => record.describe())
    const committed = async () => new Map((await admin.listGroupOffsets(group)).map(({ partition, offset }) => [partition, offset]))
    await until(async () => { const now = await committed(); return [...ends].every(([partition, end]) => now.get(partition) === end) }, () => 'commits up to the end', 10_000).catch(() => undefined)
    const state = (await admin.describeGroups([group]))[0].state
    if (!/^stable$/i.test(state)) throw new Error(`the group is ${state}`)
    for (const member of record.living()) await member.leave()
    record.checkOwnership()
    record.checkRecords(ends, await committed())
    // librdkafka 2.0 takes the ILLEGAL_GENERATION of a commit that meets the next generation for a loss: between two cooperative rounds on Apache Kafka too,
    // and seldom in eager ones. That nobody else has the partition meanwhile and no record is left out is checked all the same.
    const expected = (member, failure) => protocol === 'classic' && member.name.startsWith('librdkafka') && failure.startsWith('lost')
    const failures = record.members.flatMap(member => member.failures.filter(failure => !expected(member, failure)).map(failure => `${member.name}: ${failure}`))
    if (failures.length > 0) throw new Error(failures.join('\n'))
    const told = record.events.filter(({ event }) => event === 'assigned').length
    console.log(`        ${name}: ${members.join(', ')}; ${told} assignments, ${[...ends.values()].reduce((a, b) => a + b, 0)} records, ${record.samples.length} looks at the commits`)
  } catch (error) {
    // What the coordinator says of it: a member that it had to put out is not one that it took something from.
    const explained = options.target === 'apache' ? '' : await promisify(execFile)(process.execPath, [`${interop}/../../dist/cli/main.js`, 'group', 'explain', group, '--bootstrap-server', server.bootstrap]).then(({ stdout }) => stdout, String)
    error.message += `\n${explained}`
    if (process.env.GROUPS_DEBUG) writeFileSync(process.env.GROUPS_DEBUG, record.events.map(event => JSON.stringify({ ...event, member: event.member.name })).join('\n'))
    throw error
  } finally {
    writing = false
    await Promise.allSettled(background)
    await record.stop()
    await producer.close()
  }
}

/** Long enough for a JVM to come back on a busy machine. */
/** A tool that hangs is ended. On a machine that does much else a JVM alone may need a minute to start. */
const TOOL_MS = 300_000

/** A client has to start within it, on a machine that does much else; 60 s is the most that a broker lets a consumer group have. */
const STATIC_SESSION_MS = { classic: 180_000, consumer: 60_000 }

/**
 * Static members of several clients in one group (KIP-345). Each goes and comes back within its session, once closed and once killed: it has its
 * partitions again and nobody else notices. Then somebody takes an id that is in use.
 */
async function staticMembers(server, admin, protocol, kinds) {
  const available = programs(server.bootstrap)
  const topic = `static-${protocol}`
  const group = topic
  await admin.createTopics([{ name: topic, numPartitions: PARTITIONS, replicationFactor: 1 }])
  if (protocol === 'consumer') await admin.incrementalAlterConfigs([{ type: 'group', name: group, changes: [{ name: 'consumer.session.timeout.ms', value: String(STATIC_SESSION_MS.consumer) }] }])
  const record = new GroupRecord(PARTITIONS)
  const argument = { topic, group, protocol, ...(protocol === 'classic' ? { assignor: 'range', sessionMs: STATIC_SESSION_MS.classic, heartbeatMs: 500 } : {}) }
  let starts = 0
  const join = (kind, instance) => record.start(`${kind}-${instance}-${++starts}`, available[kind], { ...argument, instance })
  const holders = new Map()
  const moves = () => record.events.filter(({ event }) => ['assigned', 'revoked', 'lost'].includes(event))
  const memberCount = async () => (await admin.describeGroups([group]))[0].members.length
  try {
    for (const kind of kinds) {
      holders.set(kind, join(kind, `i-${kind}`))
      await settled(record)
    }
    await delay(1_000)
    for (const kind of kinds) {
      // Under KIP-848 nobody gets the id of a member that has not said it is going, until its session ends.
      for (const how of protocol === 'classic' ? ['leave', 'kill'] : ['leave']) {
        const gone = holders.get(kind)
        const mine = [...gone.owned].sort()
        await gone[how]()
        const quiet = moves().length
        await delay(500)
        if ((await memberCount()) !== kinds.length) throw new Error(`${kind}: ${how} took the static member out of the group`)
        const back = join(kind, `i-${kind}`)
        holders.set(kind, back)
        await settled(record)
        if (String([...back.owned].sort()) !== String(mine)) throw new Error(`${kind} had ${mine} and came back (${how}) to ${[...back.owned]}`)
        const others = moves().slice(quiet).filter(({ member }) => member !== back)
        if (others.length > 0) throw new Error(`${kind}: ${how} and return moved ${others.map(({ member, event, partitions }) => `${member.name} ${event} ${partitions}`).join('; ')}`)
      }
    }
    record.checkOwnership()
    const failed = record.members.flatMap(member => member.failures)
    if (failed.length > 0) throw new Error(failed.join('\n'))
    // The second holder of an id: the classic protocol fences the first, KIP-848 refuses the second until the first is gone.
    const [ours, other] = kinds
    const told = member => member.failures.join() + member.stderr
    for (const [first, second] of [[ours, other], [other, ours]]) {
      const old = holders.get(first)
      const thief = join(second, `i-${first}`)
      const loser = protocol === 'classic' ? old : thief
      const code = protocol === 'classic' ? /fenced|FENCED_INSTANCE_ID|has taken over groupInstanceId/i : /unreleased|is in use by another consumer/i
      await until(() => code.test(told(loser)), () => `${loser.name} is told: ${record.describe()}`)
      if (loser.name.startsWith('rookery') && !told(loser).includes(`i-${first}`)) throw new Error(`the error names no id: ${told(loser)}`)
      await loser.kill()
      if (protocol === 'classic') holders.set(first, thief)
      await settled(record)
    }
    console.log(`        static, ${protocol}: ${kinds.join(', ')}; ${moves().length} assignments and revocations in ${record.members.length} lives`)
  } finally {
    await record.stop()
  }
}

/** KIP-429: a group of ours and Java's goes from an eager to a cooperative assignor, member by member, twice, while records are written. */
async function upgrade(server, admin, kinds) {
  const available = programs(server.bootstrap)
  const topic = 'upgraded'
  await admin.createTopics([{ name: topic, numPartitions: PARTITIONS, replicationFactor: 1 }])
  const record = new GroupRecord(PARTITIONS)
  let starts = 0
  const join = (kind, assignor) => record.start(`${kind}-${++starts}`, available[kind], { topic, group: topic, protocol: 'classic', assignor, sessionMs: STATIC_SESSION_MS.classic, heartbeatMs: 500 })
  const ends = new Map(Array.from({ length: PARTITIONS }, (_, partition) => [partition, 0]))
  const producer = new Producer({ bootstrapServers: server.bootstrap })
  let writing = true
  const write = async () => {
    for (; writing; await delay(40)) {
      await producer.sendBatch([...ends.keys()].map(partition => ({ topic, partition, value: 'v' })))
      for (const [partition, end] of ends) ends.set(partition, end + 1)
    }
  }
  const background = write()
  try {
    let members = []
    for (const kind of kinds) {
      members.push(join(kind, 'range'))
      await settled(record)
    }
    for (const assignor of ['cooperative-sticky,range', 'cooperative-sticky']) {
      for (const [i, kind] of kinds.entries()) {
        await members[i].leave()
        await settled(record)
        members[i] = join(kind, assignor)
        await settled(record)
      }
    }
    const [{ assignor }] = await admin.describeGroups([topic])
    if (assignor !== 'cooperative-sticky') throw new Error(`the group's assignor is ${assignor}`)
    // Now it is cooperative: when one goes, those who stay keep what they have.
    const before = members.slice(1).map(member => [...member.owned])
    const revoked = record.events.length
    await members[0].leave()
    await settled(record)
    members.slice(1).forEach((member, i) => {
      for (const partition of before[i]) if (!member.owned.has(partition)) throw new Error(`${member.name} lost ${partition}`)
    })
    const given = record.events.slice(revoked).filter(({ event, partitions }) => event === 'revoked' && partitions.length > 0)
    if (given.some(({ member }) => member !== members[0])) throw new Error(`${given.map(({ member, partitions }) => `${member.name} gave up ${partitions}`)}`)
    writing = false
    await background
    await until(() => record.isProcessed(ends), () => record.describe())
    record.checkOwnership()
    const failed = record.members.flatMap(member => member.failures.map(failure => `${member.name}: ${failure}`))
    if (failed.length > 0) throw new Error(failed.join('\n'))
  } finally {
    writing = false
    await Promise.allSettled([background])
    await record.stop()
    await producer.close()
  }
}

/** Three members of one client with that client's default intervals, and a fourth: milliseconds from its joining until all have their new share; then one leaves. */
async function timeToMove(server, admin, kind, protocol) {
  const topic = `hold-${kind}-${protocol}`
  await admin.createTopics([{ name: topic, numPartitions: PARTITIONS, replicationFactor: 1 }])
  const record = new GroupRecord(PARTITIONS)
  const program = programs(server.bootstrap)[kind]
  const argument = { topic, group: topic, protocol, ...(protocol === 'classic' ? { assignor: 'range' } : {}) }
  const producer = new Producer({ bootstrapServers: server.bootstrap })
  try {
    for (let i = 1; i <= 2; i++) {
      record.start(`${kind}-${i}`, program, argument)
      await settled(record)
    }
    // After the first heartbeat of the new generation, which clients send an interval after they got their share: before that there is nothing to hold.
    await delay(STEADY_MS)
    const third = record.start(`${kind}-3`, program, argument)
    await until(() => record.isBalanced(), () => record.describe())
    const joinMs = Math.max(...record.living().map(member => member.assignedAt)) - third.joinedAt
    await delay(STEADY_MS)
    const leftAt = Date.now()
    const leaving = third.leave()
    await until(() => record.living().length === 2 && record.isBalanced(), () => record.describe())
    await leaving
    const leaveMs = Math.max(...record.living().map(member => member.assignedAt)) - leftAt
    // A record that is written to a stable group comes as soon as ever: no client waits for a held answer.
    const waits = []
    for (let i = 0; i < 8; i++) {
      const before = record.events.length
      const sentAt = Date.now()
      await producer.send({ topic, partition: i % PARTITIONS, value: 'now' })
      await until(() => record.events.slice(before).some(({ event }) => event === 'processed'), () => `record ${i}: ${record.describe()}`, 20_000)
      waits.push(record.events.slice(before).find(({ event }) => event === 'processed').t - sentAt)
      await delay(100)
    }
    for (const member of record.living()) await member.leave()
    record.checkOwnership()
    const failures = record.members.flatMap(member => member.failures)
    if (failures.length > 0) throw new Error(failures.join('\n'))
    return { joinMs, leaveMs, recordMs: waits.sort((a, b) => a - b)[4], worstMs: waits.at(-1) }
  } finally {
    await record.stop()
    await producer.close()
  }
}

async function hold() {
  const kinds = [...Object.keys(programs('')).map(kind => [kind, 'classic']), ['rookery', 'consumer'], ...['java', 'franz'].filter(kind => found[kind]).map(kind => [kind, 'consumer'])]
  const table = new Map()
  const servers = new Map()
  for (const held of [false, true]) servers.set(held, await startRookery({ properties: { 'group.initial.rebalance.delay.ms': '100', ...(held ? {} : { 'rookery.group.heartbeat.hold.max.ms': '0' }) } }))
  // A few at a time, so that the machine's load is not what is measured; both sides of a comparison at the same time.
  const waiting = [...kinds]
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [kind, protocol] = next
      const name = `${kind} ${protocol}`
      await Promise.all([...servers].map(([held, server]) => report.check(`heartbeats ${held ? 'held' : 'not held'}: ${name} moves`, async () => {
        const admin = new Admin({ bootstrapServers: server.bootstrap })
        try {
          const times = await timeToMove(server, admin, kind, protocol)
          table.set(name, { ...table.get(name), [held ? 'on' : 'off']: times })
        } finally {
          await admin.close()
        }
      })))
    }
  }
  try {
    await Promise.all([worker(), worker(), worker()])
  } finally {
    for (const server of servers.values()) {
      await server.stop()
      server.remove()
    }
  }
  const columns = ['joinMs', 'leaveMs', 'recordMs', 'worstMs']
  console.log('        client                 a join: off, on       a leave: off, on       a record (median): off, on    (worst): off, on   [ms]')
  for (const [name, { off, on }] of table) {
    if (!off || !on) continue
    console.log(`        ${name.padEnd(20)} ${columns.map(column => `${String(off[column]).padStart(10)} ${String(on[column]).padStart(8)}  `).join('   ')}`)
    await report.check(`${name}: nothing gets slower when heartbeats are held`, async () => {
      for (const column of columns) if (on[column] > off[column] * 1.5 + 750) throw new Error(`${column}: ${on[column]} instead of ${off[column]}`)
      if (kindIsHeld(name) && (on.joinMs > 2_500 || on.leaveMs > 1_500)) throw new Error(`a join takes ${on.joinMs} ms, a leave ${on.leaveMs} ms`)
    })
  }
}
/** kafkajs waits for its heartbeats between records, and sarama does not say who it is: neither may be held. */
const kindIsHeld = name => !/kafkajs|sarama/.test(name)

/** Apache Kafka's own tool on a group that has members of two clients, and on the group when they are gone. */
async function tool(server, admin, protocol) {
  // Not runJava: the members' lines are to be read meanwhile.
  const run = async (...args) => (await promisify(execFile)('java', java(libs, ['org.apache.kafka.tools.consumer.group.ConsumerGroupCommand', '--bootstrap-server', server.bootstrap, ...args]), { timeout: TOOL_MS })).stdout
  const is = (text, ...patterns) => {
    for (const pattern of patterns) if (!pattern.test(text)) throw new Error(`no ${pattern} in:\n${text}`)
  }
  const topic = `tooled-in-${protocol}`
  await admin.createTopics([{ name: topic, numPartitions: 3, replicationFactor: 1 }])
  const producer = new Producer({ bootstrapServers: server.bootstrap })
  await producer.sendBatch(Array.from({ length: 30 }, (_, i) => ({ topic, partition: i % 3, value: 'v', timestamp: Date.now() - 3_600_000 + i })))
  const group = `tooled-${protocol}`
  const record = new GroupRecord(3)
  const available = programs(server.bootstrap)
  const argument = { topic, group, protocol, ...(protocol === 'classic' ? { assignor: 'cooperative-sticky', sessionMs: SESSION_MS } : {}) }
  try {
    for (const kind of ['rookery', 'java']) {
      record.start(kind, available[kind], argument)
      await settled(record)
    }
    await until(() => record.isProcessed(new Map([[0, 10], [1, 10], [2, 10]])), () => record.describe())
    await delay(300)
    const about = (...args) => run('--describe', '--group', group, ...args)
    const assignor = protocol === 'classic' ? 'cooperative-sticky' : 'uniform'
    await report.check(`tool, ${protocol}: describe, --state, --members --verbose, list`, async () => {
      is(await about(), new RegExp(`${group}\\s+${topic}\\s+0\\s+(-\\s+)?10\\s+10\\s+0\\s+\\S+\\s+\\S+\\s+member-(rookery|java)`), /member-java/)
      is(await about('--state'), new RegExp(`${assignor}\\s+Stable\\s+(\\S+\\s+)?2`))
      is(await about('--members', '--verbose'), /member-java\s+[12]\s/, /member-rookery\s+[12]\s/, /tooled-in-\w+(\(0|:0)/)
      is(await run('--list', '--state', '--type'), new RegExp(`${group}\\s+${protocol}\\s+stable`, 'i'))
    })
    await report.check(`tool, ${protocol}: a group at work is neither reset nor deleted`, async () => {
      const refused = async args => { try { return await run(...args) } catch (error) { return `${error.stdout}${error.stderr}` } }
      is(await refused(['--reset-offsets', '--group', group, '--topic', topic, '--to-earliest', '--execute']), /inactive|current state/i)
      is(await refused(['--delete', '--group', group]), /not empty|NonEmpty/i)
    })
    for (const member of record.living()) await member.leave()
    await report.check(`tool, ${protocol}: every form of reset, then delete`, async () => {
      const reset = async (expected, ...args) => {
        const text = await run('--reset-offsets', '--group', group, ...args)
        const offsets = [...text.matchAll(new RegExp(`${group}\\s+${topic}\\s+(\\d)\\s+(\\d+)`, 'g'))].sort((a, b) => a[1] - b[1]).map(([, , offset]) => Number(offset))
        if (String(offsets) !== String(expected)) throw new Error(`${args.join(' ')}: ${offsets} instead of ${expected}\n${text}`)
        return text
      }
      const all = ['--topic', topic]
      await reset([0, 0, 0], ...all, '--to-earliest', '--dry-run')
      await reset([10, 10, 10], ...all, '--to-current', '--dry-run')
      await reset([4, 4, 4], ...all, '--to-offset', '4', '--execute')
      await reset([6, 6, 6], ...all, '--shift-by', '2', '--execute')
      await reset([3], '--topic', `${topic}:1`, '--shift-by', '-3', '--execute')
      await reset([6, 3, 6], '--all-topics', '--to-current', '--dry-run')
      await reset([10, 10, 10], ...all, '--to-latest', '--dry-run')
      await reset([0, 0, 0], ...all, '--by-duration', 'PT2H', '--dry-run')
      await reset([10, 10, 10], ...all, '--by-duration', 'PT1M', '--dry-run')
      await reset([0, 0, 0], ...all, '--to-datetime', '2020-01-01T00:00:00.000', '--execute')
      const file = join(temporaryDirectory('reset'), 'plan.csv')
      writeFileSync(file, `${topic},0,1\n${topic},2,7\n`)
      await reset([1, 7], '--from-file', file, '--execute')
      const after = (await admin.listGroupOffsets(group)).sort((a, b) => a.partition - b.partition).map(({ offset }) => offset)
      if (String(after) !== '1,0,7') throw new Error(`after all of it: ${after}`)
      is(await run('--delete-offsets', '--group', group, '--topic', `${topic}:0`), /Successful/)
      is(await run('--delete', '--group', group), /successful/)
    })
  } finally {
    await record.stop()
  }
  await producer.close()
}

/** `rookery group seek` beside kafka-consumer-groups --reset-offsets: two groups that stand alike, the same form, the same offsets after it. */
async function seekAsJava(server, admin) {
  const execute = promisify(execFile)
  const java_ = async (...args) => (await execute('java', java(libs, ['org.apache.kafka.tools.consumer.group.ConsumerGroupCommand', '--bootstrap-server', server.bootstrap, '--reset-offsets', '--group', 'sought-java', ...args]), { timeout: TOOL_MS })).stdout
  const ours = async (...args) => (await execute(process.execPath, [join(interop, '../../dist/cli/main.js'), 'group', 'seek', 'sought-ours', '--bootstrap-server', server.bootstrap, ...args], { timeout: TOOL_MS })).stdout
  const [topic, other] = ['sought', 'sought-too']
  await admin.createTopics([{ name: topic, numPartitions: 3, replicationFactor: 1 }, { name: other, numPartitions: 1, replicationFactor: 1 }])
  const producer = new Producer({ bootstrapServers: server.bootstrap })
  const hour = 3_600_000
  const first = Date.now() - 20 * hour - 600_000
  await producer.sendBatch(Array.from({ length: 30 }, (_, i) => ({ topic, partition: i % 3, value: 'v', timestamp: first + Math.floor(i / 3) * hour })))
  await producer.sendBatch(Array.from({ length: 5 }, () => ({ topic: other, partition: 0, value: 'v' })))
  await producer.close()
  // One log begins in the middle, one partition has no committed offset.
  await admin.deleteRecords([{ topic, partition: 1, beforeOffset: 3 }])
  const initial = [[topic, 0, 6], [topic, 1, 5], [other, 0, 2]].map(([topic, partition, offset]) => ({ topic, partition, offset }))
  const stand = async group => (await admin.listGroupOffsets(group)).map(({ topic, partition, offset }) => `${topic}-${partition}:${offset}`).sort().join(' ')
  for (const group of ['sought-java', 'sought-ours']) await admin.alterGroupOffsets(group, initial)
  const file = join(temporaryDirectory('seek'), 'plan.csv')
  writeFileSync(file, `${topic},0,1\n${topic},1,1\n${topic},2,99\n`)
  const at = new Date(first + 7 * hour - 1).toISOString()
  const whole = [['--topic', topic], ['--topic', topic]]
  const committed = [['--topic', `${topic}:0,1`], ['--topic', `${topic}:0,1`]]
  const forms = [
    ['earliest', ['--to-earliest'], ['--earliest'], whole],
    ['latest', ['--to-latest'], ['--latest'], whole],
    ['current, with a partition that has none', ['--to-current'], ['--current'], whole],
    ['a timestamp', ['--to-datetime', at], ['--at', at], whole],
    ['a timestamp after the last record', ['--to-datetime', new Date().toISOString()], ['--at', new Date().toISOString()], whole],
    ['a duration', ['--by-duration', 'PT15H'], ['--since', '15h'], whole],
    ['a duration beyond the first record', ['--by-duration', 'P3D'], ['--since', 'P3D'], whole],
    ['a shift forward', ['--shift-by', '2'], ['--shift', '2'], committed],
    ['a shift back', ['--shift-by', '-4'], ['--shift', '-4'], committed],
    ['a shift beyond the end', ['--shift-by', '100'], ['--shift', '100'], committed],
    ['an offset', ['--to-offset', '4'], ['--offset', '4'], whole],
    ['an offset before the first', ['--to-offset', '1'], ['--offset', '1'], whole],
    ['an offset beyond the end', ['--to-offset', '99'], ['--offset', '99'], whole],
    ['one partition', ['--to-earliest'], ['--earliest'], [['--topic', `${topic}:1`], ['--topic', `${topic}:1`]]],
    ['two topics', ['--to-latest'], ['--latest'], [['--topic', topic, '--topic', other], ['--topic', topic, '--topic', other]]],
    ['all topics', ['--to-earliest'], ['--earliest'], [['--all-topics'], ['--all-topics']]],
    ['a file', ['--from-file', file], ['--from-file', file], [[], []]],
  ]
  for (const [name, javaForm, ourForm, [javaScope, ourScope]] of forms) {
    await report.check(`seek to ${name}: the dry run changes nothing, then the same offsets as by Java's tool`, async () => {
      for (const group of ['sought-java', 'sought-ours']) {
        await admin.deleteGroupOffsets(group, [{ topic, partition: 2 }]).catch(() => undefined)
        await admin.alterGroupOffsets(group, initial)
      }
      const before = await stand('sought-ours')
      const plan = await ours(...ourScope, ...ourForm, '--export')
      if ((await stand('sought-ours')) !== before) throw new Error('the dry run has changed offsets')
      const [text] = await Promise.all([java_(...javaScope, ...javaForm, '--execute'), ours(...ourScope, ...ourForm, '--execute')])
      const [theirs, mine] = [await stand('sought-java'), await stand('sought-ours')]
      if (theirs !== mine) throw new Error(`java ${theirs}\nours ${mine}\n${text}`)
      for (const line of plan.trim().split('\n')) if (!mine.includes(line.replace(/,(\d+),(\d+)$/, '-$1:$2'))) throw new Error(`the dry run said ${line}, then ${mine}`)
    })
  }
  await report.check('seek to where another group stands (Java\'s tool has no such form)', async () => {
    await ours('--from-group', 'sought-java', '--execute')
    if ((await stand('sought-ours')) !== (await stand('sought-java'))) throw new Error(await stand('sought-ours'))
  })
}

const server = await start()
const admin = new Admin({ bootstrapServers: server.bootstrap })
try {
  const jobs = []
  for (const chosen of rounds.filter(([name]) => wanted(name))) {
    if (chosen[3].filter(kind => programs('')[kind]).length < 3) report.skip(`round ${chosen[0]}`, 'needs more clients')
    else jobs.push(() => report.check(`${chosen[0]}: joins, a leave, a kill, a return`, () => round(server, admin, chosen)))
  }
  for (const protocol of ['classic', 'consumer']) {
    if (libs && wanted('tool')) jobs.push(() => tool(server, admin, protocol).catch(error => report.check(`tool, ${protocol}: its group`, () => Promise.reject(error))))
    if (!wanted('static')) continue
    const kinds = ['rookery', 'java', ...(protocol === 'classic' ? ['librdkafka'] : [])].filter(kind => programs('')[kind])
    if (kinds.length < 2) report.skip(`static members, ${protocol}`, 'needs more clients')
    else jobs.push(() => report.check(`static members, ${protocol}: each goes and comes back unnoticed; an id has one holder`, () => staticMembers(server, admin, protocol, kinds)))
  }
  if (wanted('upgrade') && found.java) jobs.push(() => report.check('KIP-429: from range to cooperative-sticky, ours and Java, member by member', () => upgrade(server, admin, ['java', 'rookery', 'java'])))
  if (libs && wanted('seek')) jobs.push(() => seekAsJava(server, admin))
  // A few at a time: each job starts several JVMs.
  const worker = async () => {
    for (let next = jobs.shift(); next; next = jobs.shift()) await next()
  }
  await Promise.all([worker(), worker(), worker()])
} finally {
  await admin.close()
  await server.stop()
  server.remove()
}
if (options.target === 'rookery' && wanted('hold')) await hold()
report.finish()
