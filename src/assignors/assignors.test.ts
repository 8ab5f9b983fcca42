// The client assignors against golden cases of Apache Kafka's own (made by scripts/interop/assignors-oracle --golden).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  type Assignor,
  type AssignorMember,
  type AssignorTopic,
  cooperativeStickyAssignor,
  type MemberAssignment,
  rangeAssignor,
  roundRobinAssignor,
  stickyAssignor,
  type TopicPartitions,
} from './index.ts'

type Lists = Record<string, TopicPartitions[]>
interface GoldenCase {
  topics: Record<string, { partitionCount: number; racks?: string[][] }>
  members: (Omit<AssignorMember, 'userData'> & { userData: string | null })[]
  expected: Lists
  before: Lists
  javaImbalance: number
  javaMoves: number
  javaRackMisses: number
}

const golden = (name: string): GoldenCase[] =>
  JSON.parse(readFileSync(new URL(`../../test/golden/assignors/${name}.json`, import.meta.url), 'utf8')) as GoldenCase[]
const topicsOf = (topics: GoldenCase['topics']): Map<string, AssignorTopic> =>
  new Map(Object.entries(topics).map(([name, topic]) => [name, { name, ...topic }]))
const membersOf = (members: GoldenCase['members']): AssignorMember[] =>
  members.map(member => ({ ...member, userData: member.userData === null ? null : Buffer.from(member.userData, 'base64') }))
const lists = (result: Map<string, MemberAssignment>): Lists => Object.fromEntries([...result].sort().map(([id, { partitions }]) => [id, partitions]))
const flat = (list: readonly TopicPartitions[] = []): string[] => list.flatMap(({ topic, partitions }) => partitions.map(p => `${topic}-${p}`))
const member = (memberId: string, topics: string[], more: Partial<AssignorMember> = {}): AssignorMember => ({
  memberId,
  groupInstanceId: null,
  topics,
  ownedPartitions: [],
  generationId: -1,
  rackId: null,
  userData: null,
  ...more,
})
const topic = (name: string, partitionCount: number): [string, AssignorTopic] => [name, { name, partitionCount }]

for (const assignor of [rangeAssignor, roundRobinAssignor]) {
  test(`${assignor.name} gives what Java's gives`, () => {
    const cases = golden(assignor.name)
    assert.ok(cases.length >= 20)
    for (const { topics, members, expected } of cases) assert.deepEqual(lists(assignor.assign(topicsOf(topics), membersOf(members))), expected)
  })
}

function imbalance(assignment: Lists): number {
  const loads = Object.values(assignment).map(list => flat(list).length)
  return loads.reduce((sum, a, i) => sum + loads.slice(0, i).reduce((inner, b) => inner + Math.abs(a - b), 0), 0)
}

function moves(before: Lists, after: Lists, members: readonly AssignorMember[]): number {
  return members.reduce((sum, { memberId, topics }) => {
    const kept = new Set(flat(after[memberId]))
    return sum + flat((before[memberId] ?? []).filter(({ topic }) => topics.includes(topic))).filter(tp => !kept.has(tp)).length
  }, 0)
}

function settle(assignor: Assignor, topics: Map<string, AssignorTopic>, members: readonly AssignorMember[]): Lists {
  const first = lists(assignor.assign(topics, members))
  if (assignor !== cooperativeStickyAssignor) return first
  const generationId = Math.max(...members.map(m => m.generationId)) + 1
  return lists(
    assignor.assign(
      topics,
      members.map(m => ({ ...m, ownedPartitions: first[m.memberId]!, generationId })),
    ),
  )
}

for (const assignor of [stickyAssignor, cooperativeStickyAssignor]) {
  test(`${assignor.name} is never less balanced than Java's, and moves no more where the balance is the same`, () => {
    const cases = golden(assignor.name)
    assert.ok(cases.length >= 40)
    for (const { topics, members: stored, before, javaImbalance, javaMoves } of cases) {
      const members = membersOf(stored)
      const after = settle(assignor, topicsOf(topics), members)
      const owners = members.flatMap(m => flat(after[m.memberId]))
      assert.equal(new Set(owners).size, owners.length, 'one owner each')
      assert.ok(imbalance(after) <= javaImbalance, `balance ${imbalance(after)}, Java ${javaImbalance}`)
      if (imbalance(after) === javaImbalance)
        assert.ok(moves(before, after, members) <= javaMoves, `moves ${moves(before, after, members)}, Java ${javaMoves}`)
    }
  })
}

test('cooperative-sticky gives a moving partition to nobody until its owner has let go', () => {
  const topics = new Map([topic('t', 4)])
  const owner = member('a', ['t'], { ownedPartitions: [{ topic: 't', partitions: [0, 1, 2, 3] }], generationId: 3 })
  const first = lists(cooperativeStickyAssignor.assign(topics, [owner, member('b', ['t'])]))
  assert.deepEqual(first, { a: [{ topic: 't', partitions: [0, 1] }], b: [] })
  const second = cooperativeStickyAssignor.assign(topics, [
    { ...owner, ownedPartitions: first['a']!, generationId: 4 },
    member('b', ['t'], { generationId: 4 }),
  ])
  assert.deepEqual(lists(second), { a: [{ topic: 't', partitions: [0, 1] }], b: [{ topic: 't', partitions: [2, 3] }] })
})

test('a claim from an older generation loses; two of the same generation are settled by giving the partition to nobody first', () => {
  const topics = new Map([topic('t', 2)])
  const claim = (id: string, partitions: number[], generationId: number): AssignorMember =>
    member(id, ['t'], { ownedPartitions: [{ topic: 't', partitions }], generationId })
  assert.deepEqual(lists(cooperativeStickyAssignor.assign(topics, [claim('a', [0], 1), claim('b', [0, 1], 2)])), {
    a: [],
    b: [{ topic: 't', partitions: [0] }],
  })
  const contested = lists(cooperativeStickyAssignor.assign(topics, [claim('a', [0], 2), claim('b', [0, 1], 2)]))
  assert.deepEqual(Object.values(contested).flatMap(flat), ['t-1'])
})

test('sticky keeps what the user data says, with and without a generation, and takes garbage for nothing', () => {
  const topics = new Map([topic('t', 2)])
  const userData = stickyAssignor.userData!(['t'], { assignment: [{ topic: 't', partitions: [1] }], generationId: 5 })!
  assert.equal(userData.toString('hex'), '00000001' + '000174' + '00000001' + '00000001' + '00000005')
  const withoutGeneration = userData.subarray(0, userData.length - 4)
  for (const data of [userData, withoutGeneration]) {
    const result = lists(stickyAssignor.assign(topics, [member('a', ['t'], { userData: data }), member('b', ['t'])]))
    assert.deepEqual(result, { a: [{ topic: 't', partitions: [1] }], b: [{ topic: 't', partitions: [0] }] })
  }
  for (const garbage of ['', '7fffffff', '00000001ffff', '0000000100017400ffffff', '000000020001']) {
    const result = lists(stickyAssignor.assign(topics, [member('a', ['t'], { userData: Buffer.from(garbage, 'hex') }), member('b', ['t'])]))
    assert.deepEqual(result, { a: [{ topic: 't', partitions: [0] }], b: [{ topic: 't', partitions: [1] }] })
  }
})

test("members beyond the number of partitions stay idle, and an unknown topic is nobody's", () => {
  const members = ['a', 'b', 'c'].map(id => member(id, ['t', 'gone']))
  for (const assignor of [rangeAssignor, roundRobinAssignor, stickyAssignor, cooperativeStickyAssignor]) {
    const result = lists(assignor.assign(new Map([topic('t', 2)]), members))
    assert.deepEqual(result, { a: [{ topic: 't', partitions: [0] }], b: [{ topic: 't', partitions: [1] }], c: [] }, assignor.name)
    assert.equal(assignor.assign(new Map(), []).size, 0)
  }
})

test('racks: what is owned stays, even in the wrong rack; what has to move goes where a replica is', () => {
  const racks = [['r1'], ['r2'], ['r1'], ['r2']]
  const topics = new Map([['t', { name: 't', partitionCount: 4, racks }]])
  const at = (id: string, rackId: string, partitions: number[]): AssignorMember =>
    member(id, ['t'], { rackId, ownedPartitions: partitions.length > 0 ? [{ topic: 't', partitions }] : [], generationId: 1 })
  const moved = (...members: AssignorMember[]): Lists => settle(cooperativeStickyAssignor, topics, members)
  assert.deepEqual(flat(moved(at('a', 'r1', [0, 1]), at('b', 'r2', [2, 3]))['a']), ['t-0', 't-1'], 'nothing moves for a rack alone')
  assert.deepEqual(flat(moved(at('a', 'r1', [0, 1, 2, 3]), at('b', 'r2', []))['b']), ['t-1', 't-3'])
  assert.deepEqual(flat(moved(at('a', 'r1', []), at('b', 'r2', []))['a']), ['t-0', 't-2'])
})

test('differing subscriptions: even loads are found through a chain of members', () => {
  // No single move helps: a (3) shares only with b (2), b shares only with c (1). One unit goes a -> b, one b -> c.
  const topics = new Map([topic('x', 3), topic('y', 2), topic('z', 1)])
  const holding = (name: string, partitions: number[]): Buffer => stickyAssignor.userData!([], { assignment: [{ topic: name, partitions }], generationId: 1 })!
  const result = settle(stickyAssignor, topics, [
    member('a', ['x'], { userData: holding('x', [0, 1, 2]) }),
    member('b', ['x', 'y'], { userData: holding('y', [0, 1]) }),
    member('c', ['y', 'z'], { userData: holding('z', [0]) }),
  ])
  assert.deepEqual(
    Object.values(result).map(list => flat(list).length),
    [2, 2, 2],
  )
})

test('topics in any order, twice, unknown, or known and of interest to nobody make no difference', () => {
  const names = Array.from({ length: 30 }, (_, i) => `t${String(i).padStart(2, '0')}`)
  const known = new Map(names.map(name => topic(name, 3)))
  const lists30 = [names.slice(0, 28), names.filter((_, i) => i % 3 !== 0), names.filter((_, i) => i % 11 === 0)]
  const group = (shape: (list: string[]) => string[], owned: Lists): AssignorMember[] =>
    lists30.map((list, i) => member(`m${i}`, shape(list), { ownedPartitions: owned[`m${i}`] ?? [], generationId: 1 }))
  const untidy = (list: string[]): string[] => ['gone', ...[...list].reverse(), list[0]!, 'lost']
  // Somebody owns what it no longer subscribes to, and a partition that is gone: that counts for nothing.
  const owned = { m0: [{ topic: 't03', partitions: [0, 1, 7] }], m2: [{ topic: 't01', partitions: [0] }] }
  const expected = lists(cooperativeStickyAssignor.assign(known, group(list => list, owned)))
  assert.deepEqual(lists(cooperativeStickyAssignor.assign(new Map([...known, topic('other', 5)].reverse()), group(untidy, owned))), expected)
  assert.equal(Object.values(expected).flatMap(flat).length, 3 * names.length - 1, 'all but the one that its owner has to give up first')
  assert.ok(!Object.values(expected).flatMap(flat).includes('t01-0'))
})
