// Our assignors beside Apache Kafka's own, on random groups and random histories.
//   node scripts/interop/assignors-oracle/main.mjs [--cases N] [--seed S] [--speed] [--golden]
// range and roundrobin: the same result to the partition. sticky and cooperative-sticky: each history goes on from Java's result, and
// ours for the same input must be at least as balanced, and move no more than it must; where both are equally balanced
// it must move no more than Java's. Ends with `N passed, N failed`. --golden rewrites test/golden/assignors.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { cooperativeStickyAssignor, rangeAssignor, roundRobinAssignor, stickyAssignor } from '../../../dist/assignors/index.js'
import { SeededRandom } from '../../../dist/core/index.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const libs = process.env.ROOKERY_KAFKA_LIBS
if (!libs) {
  console.error('set ROOKERY_KAFKA_LIBS to the folder with Apache Kafka\'s jars')
  process.exit(1)
}
const option = (name, fallback) => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : fallback)
const cases = option('--cases', 3000)
const random = new SeededRandom(option('--seed', 1))
const assignors = { range: rangeAssignor, roundrobin: roundRobinAssignor, sticky: stickyAssignor, 'cooperative-sticky': cooperativeStickyAssignor }

const java = spawn('java', ['-Xmx1G', '-cp', `${libs}/*`, join(root, 'scripts/interop/assignors-oracle/AssignorsOracle.java')], {
  stdio: ['pipe', 'pipe', 'ignore'],
})
const waiting = []
createInterface({ input: java.stdout }).on('line', line => waiting.shift()(JSON.parse(line)))
java.on('close', code => {
  for (const resolve of waiting) resolve(undefined)
  if (waiting.length > 0) {
    console.error(`the oracle ended with ${code}`)
    console.log('0 passed, 1 failed')
    process.exit(1)
  }
})
const ask = request => new Promise(resolve => {
  waiting.push(resolve)
  java.stdin.write(`${JSON.stringify({ ...request, members: request.members.map(m => ({ ...m, userData: m.userData?.toString('base64') ?? null })) })}\n`)
})

const chance = p => random.next() < p
const pick = list => list[random.int(list.length)]
const between = (a, b) => a + random.int(b - a + 1)

function randomTopics(racks) {
  const topics = {}
  const even = chance(0.3) ? between(1, 12) : 0
  for (let i = between(1, 8); i > 0; i--) {
    const partitionCount = even || between(1, 14)
    topics[`t${i}`] = { partitionCount, ...(racks ? { racks: Array.from({ length: partitionCount }, () => Array.from({ length: between(1, 2) }, () => pick(racks))) } : {}) }
  }
  return topics
}

function randomMember(id, names, shared, racks) {
  const own = names.filter(() => chance(0.6))
  return {
    memberId: `${chance(0.5) ? 'm' : 'c'}${id}-${random.int(1000)}`,
    groupInstanceId: chance(0.2) ? `i${random.int(100)}-${id}` : null,
    topics: shared ? names : own.length > 0 ? own : [pick(names)],
    ownedPartitions: [],
    generationId: -1,
    rackId: racks && chance(0.8) ? pick(racks) : null,
    userData: null,
  }
}

const ours = request => {
  const result = assignors[request.assignor].assign(new Map(Object.entries(request.topics).map(([name, topic]) => [name, { name, ...topic }])), request.members)
  return Object.fromEntries([...result].sort().map(([id, { partitions }]) => [id, normal(partitions)]))
}
const normal = partitions => partitions.map(({ topic, partitions }) => ({ topic, partitions: [...partitions].sort((a, b) => a - b) })).sort((a, b) => (a.topic < b.topic ? -1 : 1))
const flat = list => list.flatMap(({ topic, partitions }) => partitions.map(p => `${topic}-${p}`))

/** Sum of the differences between all pairs of members, which is how Java measures balance. */
function imbalance(assignment) {
  const loads = Object.values(assignment).map(list => flat(list).length)
  let sum = 0
  for (let i = 0; i < loads.length; i++) for (let j = 0; j < i; j++) sum += Math.abs(loads[i] - loads[j])
  return sum
}

/** Partitions that had an owner who still subscribes, and left it. */
function moves(before, after, members) {
  let count = 0
  for (const member of members) {
    const kept = new Set(flat(after[member.memberId] ?? []))
    for (const { topic, partitions } of before[member.memberId] ?? []) {
      if (!member.topics.includes(topic)) continue
      for (const p of partitions) if (!kept.has(`${topic}-${p}`)) count++
    }
  }
  return count
}

/** Each partition has one owner, who subscribes to it, and none that somebody could take is left out. */
function mistakes(request, assignment) {
  const seen = new Set()
  for (const member of request.members) {
    for (const tp of flat(assignment[member.memberId] ?? [])) {
      if (seen.has(tp)) return `${tp} twice`
      seen.add(tp)
      if (!member.topics.includes(tp.slice(0, tp.lastIndexOf('-')))) return `${tp} to ${member.memberId}, who does not subscribe`
    }
  }
  for (const [topic, { partitionCount }] of Object.entries(request.topics)) {
    if (!request.members.some(member => member.topics.includes(topic))) continue
    for (let p = 0; p < partitionCount; p++) if (!seen.has(`${topic}-${p}`)) return `${topic}-${p} left out`
  }
  return undefined
}

const mismatchedRacks = (request, assignment) => request.members.reduce((sum, { memberId, rackId }) => sum + (!rackId ? 0 : (assignment[memberId] ?? []).reduce(
  (n, { topic, partitions }) => n + partitions.filter(p => !(request.topics[topic].racks?.[p] ?? []).includes(rackId)).length, 0)), 0)

let passed = 0
const failures = []
const golden = { range: [], roundrobin: [], 'cooperative-sticky': [], sticky: [] }
const check = (what, detail, request) => {
  if (detail === undefined) passed++
  else failures.push({ what, detail, request })
}

async function exact(assignor, index) {
  const racks = assignor === 'range' && chance(0.5) ? ['r1', 'r2', 'r3'].slice(0, between(2, 3)) : undefined
  const topics = randomTopics(racks)
  const names = Object.keys(topics)
  if (chance(0.2)) names.push('missing')
  const shared = chance(0.5)
  const members = Array.from({ length: between(1, 9) }, (_, i) => randomMember(i, names, shared, racks))
  const request = { assignor, topics, members }
  const theirs = (await ask(request)).members
  check(assignor, JSON.stringify(theirs) === JSON.stringify(ours(request)) ? undefined : `java ${JSON.stringify(theirs)}\nours ${JSON.stringify(ours(request))}`, request)
  if (index < 20) golden[assignor].push({ topics, members, expected: theirs })
}

const tally = { javaUnfinished: 0, better: 0, equal: 0, worse: 0, fewer: 0, same: 0, more: 0, moreButBetter: 0, ourMoves: 0, theirMoves: 0, ourImbalance: 0, theirImbalance: 0, ourRackMisses: 0, theirRackMisses: 0 }

/** A group through joins, leaves, new partitions and changed subscriptions. */
async function history(assignor, index) {
  const racks = chance(0.25) ? ['r1', 'r2', 'r3'] : undefined
  let topics = randomTopics(racks)
  const shared = chance(0.4)
  let nextId = 0
  let members = Array.from({ length: between(1, 8) }, () => randomMember(nextId++, Object.keys(topics), shared, racks))
  let before = {}
  for (let generation = 1; generation <= 6; generation++) {
    members = members.map(member => ({
      ...member,
      topics: shared ? Object.keys(topics) : member.topics,
      ownedPartitions: assignor === 'sticky' ? [] : (before[member.memberId] ?? []),
      generationId: before[member.memberId] ? generation - 1 : -1,
      userData: assignors[assignor].userData(member.topics, { assignment: before[member.memberId] ?? [], generationId: before[member.memberId] ? generation - 1 : -1 }),
    }))
    const request = { assignor, topics, members }
    const theirs = (await ask(request)).members
    let mine = ours(request)
    let after = theirs
    if (assignor === 'cooperative-sticky') {
      // The cooperative assignor holds back what moves: the second round, after its release, shows where it goes.
      const second = async (first, solve) => solve({ assignor, topics, members: members.map(member => ({ ...member, ownedPartitions: first[member.memberId], generationId: generation })) })
      for (const [who, first] of [['java', theirs], ['ours', mine]]) {
        const given = new Set()
        for (const member of members) for (const tp of flat(member.ownedPartitions)) if (!flat(first[member.memberId]).includes(tp)) given.add(tp)
        const early = members.flatMap(member => flat(first[member.memberId])).find(tp => given.has(tp))
        if (who === 'ours') check('cooperative', early === undefined ? undefined : `${early} was given out before its owner let go`, request)
      }
      // Java's may hold something back once more where racks play a part, and now and then goes round in circles.
      after = await second(after, async r => (await ask(r)).members)
      for (let round = 0; round < 20 && mistakes(request, after) !== undefined; round++) after = await second(after, async r => (await ask(r)).members)
      mine = await second(mine, async r => ours(r))
    }
    check('complete', mistakes(request, mine), request)
    if (racks) {
      tally.ourRackMisses += mismatchedRacks(request, mine)
      tally.theirRackMisses += mismatchedRacks(request, after)
    }
    if (index < 12 && generation <= 4) {
      const stored = members.map(member => ({ ...member, userData: member.userData?.toString('base64') ?? null }))
      golden[assignor].push({ topics, members: stored, before, javaImbalance: imbalance(after), javaMoves: moves(before, after, members), javaRackMisses: mismatchedRacks(request, after) })
    }
    if (mistakes(request, after) !== undefined) {
      // After 22 rounds Java has still not given out everything: there is nothing to compare with. The group goes on with ours.
      tally.javaUnfinished++
      after = mine
    }
    const balanceDelta = imbalance(mine) - imbalance(after)
    const moveDelta = moves(before, mine, members) - moves(before, after, members)
    tally.ourImbalance += imbalance(mine)
    tally.theirImbalance += imbalance(after)
    tally.ourMoves += moves(before, mine, members)
    tally.theirMoves += moves(before, after, members)
    tally[balanceDelta < 0 ? 'better' : balanceDelta > 0 ? 'worse' : 'equal']++
    tally[moveDelta < 0 ? 'fewer' : moveDelta > 0 ? 'more' : 'same']++
    if (moveDelta > 0 && balanceDelta < 0) tally.moreButBetter++
    check('balance', balanceDelta <= 0 ? undefined : `ours is less balanced: ${imbalance(mine)} against ${imbalance(after)}\njava ${JSON.stringify(after)}\nours ${JSON.stringify(mine)}`, request)
    if (balanceDelta === 0) check('moves', moveDelta <= 0 ? undefined : `ours moves ${moveDelta} more at the same balance\nbefore ${JSON.stringify(before)}\njava ${JSON.stringify(after)}\nours ${JSON.stringify(mine)}`, request)
    before = after
    // What happens next.
    topics = structuredClone(topics)
    for (let changes = between(1, 2); changes > 0; changes--) {
      const what = random.int(5)
      if (what === 0 || members.length < 2) members.push(randomMember(nextId++, Object.keys(topics), shared, racks))
      else if (what === 1) members.splice(random.int(members.length), 1)
      else if (what === 2 && !racks) topics[pick(Object.keys(topics))].partitionCount += between(1, 4)
      else if (what === 3 && !shared) {
        const at = random.int(members.length)
        members[at] = { ...members[at], topics: randomMember(0, Object.keys(topics), false).topics }
      } else if (what === 4 && !racks) topics[`n${generation}${changes}`] = { partitionCount: between(1, 9) }
    }
  }
}

async function speed() {
  const rows = []
  for (const [topicCount, partitionCount, memberCount] of [[100, 100, 200], [500, 40, 1000]]) {
    for (const differing of [false, true]) {
      const names = Array.from({ length: topicCount }, (_, i) => `topic-${String(i).padStart(4, '0')}`)
      const topics = Object.fromEntries(names.map(name => [name, { partitionCount }]))
      let members = Array.from({ length: memberCount }, (_, i) => ({ ...randomMember(i, names, true), memberId: `member-${i}`, groupInstanceId: null, topics: differing ? names.filter(() => chance(0.5)) : [...names] }))
      const first = { assignor: 'cooperative-sticky', topics, members }
      const start = ours(first)
      members = members.slice(0, -Math.ceil(memberCount / 100)).map(member => ({ ...member, ownedPartitions: start[member.memberId], generationId: 1 }))
      const second = { assignor: 'cooperative-sticky', topics, members }
      for (const [what, request, rounds] of [['first', first, 5], ['1 % leave', second, 5]]) {
        const theirs = (await ask({ ...request, rounds: differing ? 2 : rounds })).ms
        const map = new Map(Object.entries(topics).map(([name, topic]) => [name, { name, ...topic }]))
        const times = []
        for (let i = 0; i < rounds; i++) {
          const begin = performance.now()
          cooperativeStickyAssignor.assign(map, request.members)
          times.push(performance.now() - begin)
        }
        rows.push(`${topicCount} x ${partitionCount}, ${memberCount} members, ${differing ? 'differing' : 'equal'} subscriptions, ${what}: java ${times2(theirs)} ms, ours ${times2(times)} ms`)
      }
    }
  }
  return rows
}
const times2 = list => `${list[0].toFixed(1)} cold, ${Math.min(...list).toFixed(1)} warm`

if (process.argv.includes('--speed')) {
  for (const row of await speed()) console.log(row)
} else {
  for (let i = 0; i < cases; i++) {
    await exact('range', i)
    await exact('roundrobin', i)
    if (i % 6 === 0) await history('sticky', i / 6)
    if (i % 6 === 3) await history('cooperative-sticky', (i - 3) / 6)
  }
  for (const { what, detail, request } of failures.slice(0, 5)) console.log(`FAILED ${what}: ${detail}\n  ${JSON.stringify(request)}`)
  console.log(`sticky: balance better ${tally.better}, equal ${tally.equal}, worse ${tally.worse} (sum ${tally.ourImbalance} against Java's ${tally.theirImbalance}); moves fewer ${tally.fewer}, same ${tally.same}, more ${tally.more}, of these for a better balance ${tally.moreButBetter} (sum ${tally.ourMoves} against ${tally.theirMoves}); rack misses ${tally.ourRackMisses} against ${tally.theirRackMisses}; Java never finished ${tally.javaUnfinished}`)
  if (process.argv.includes('--golden')) {
    mkdirSync(join(root, 'test/golden/assignors'), { recursive: true })
    for (const [name, list] of Object.entries(golden)) writeFileSync(join(root, `test/golden/assignors/${name}.json`), `[\n${list.map(entry => JSON.stringify(entry)).join(',\n')}\n]\n`)
  }
}
java.removeAllListeners('close')
java.stdin.end()
const kinds = {}
for (const { what } of failures) kinds[what] = (kinds[what] ?? 0) + 1
if (failures.length > 0) console.log(JSON.stringify(kinds))
console.log(`${passed} passed, ${failures.length} failed`)
process.exitCode = failures.length > 0 ? 1 : 0
