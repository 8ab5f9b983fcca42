import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SeededRandom } from '../core/random.ts'
import type { TopicPartitions } from './assignor.ts'
import { type ServerAssignorMember, serverRangeAssignor, uniformAssignor } from './uniform.ts'

const member = (memberId: string, subscribedTopicIds: string[], assigned: TopicPartitions[] = [], instanceId: string | null = null): ServerAssignorMember => ({
  memberId,
  instanceId,
  rackId: null,
  subscribedTopicIds,
  assigned,
})
const total = (list: readonly TopicPartitions[]): number => list.reduce((sum, { partitions }) => sum + partitions.length, 0)

test('uniform: a member that joins gets its share, and only that moves', () => {
  const count = (id: string): number | undefined => ({ x: 4, y: 5 })[id]
  const first = uniformAssignor.assign([member('a', ['x', 'y']), member('b', ['x', 'y'])], count)
  assert.deepEqual([...first.values()].map(total), [5, 4])
  const second = uniformAssignor.assign([member('a', ['x', 'y'], first.get('a')), member('b', ['x', 'y'], first.get('b')), member('c', ['x', 'y'])], count)
  assert.deepEqual([...second.values()].map(total), [3, 3, 3])
  for (const id of ['a', 'b']) {
    const before = new Set(first.get(id)!.flatMap(({ topic, partitions }) => partitions.map(p => `${topic}${p}`)))
    for (const { topic, partitions } of second.get(id)!) for (const p of partitions) assert.ok(before.has(`${topic}${p}`), `${id} got ${topic}-${p} anew`)
  }
})

test('uniform: differing subscriptions are as even as they can be, whatever came before', () => {
  const random = new SeededRandom(7)
  const topics = ['a', 'b', 'c', 'd', 'e']
  for (let round = 0; round < 300; round++) {
    const counts = new Map(topics.map(id => [id, random.int(9)]))
    let members = Array.from({ length: 1 + random.int(6) }, (_, i) =>
      member(
        `m${i}`,
        topics.filter(() => random.next() < 0.6),
      ),
    )
    for (let step = 0; step < 3; step++) {
      const result = uniformAssignor.assign(members, id => counts.get(id))
      const seen = new Set<string>()
      for (const [id, list] of result) {
        for (const { topic, partitions } of list) {
          assert.ok(members.find(m => m.memberId === id)!.subscribedTopicIds.includes(topic))
          for (const p of partitions) {
            assert.ok(!seen.has(`${topic}${p}`))
            seen.add(`${topic}${p}`)
          }
        }
      }
      const wanted = topics.filter(id => members.some(m => m.subscribedTopicIds.includes(id))).reduce((sum, id) => sum + counts.get(id)!, 0)
      assert.equal(seen.size, wanted)
      // No single move could make two members more even.
      for (const from of members) {
        for (const to of members) {
          const could = result.get(from.memberId)!.some(({ topic }) => to.subscribedTopicIds.includes(topic))
          if (could) assert.ok(total(result.get(from.memberId)!) - total(result.get(to.memberId)!) < 2)
        }
      }
      members = members.map(m => ({ ...m, assigned: result.get(m.memberId)! }))
      const again = uniformAssignor.assign(members, id => counts.get(id))
      assert.deepEqual([...again], [...result], 'nothing moves when nothing changed')
      members = members.map(m => (random.next() < 0.3 ? { ...m, subscribedTopicIds: topics.filter(() => random.next() < 0.6) } : m))
    }
  }
})

test('range: contiguous, static members first, a topic that is gone gives nothing', () => {
  const result = serverRangeAssignor.assign([member('a', ['x', 'gone']), member('b', ['x'], [], 'i1')], id => (id === 'x' ? 5 : undefined))
  assert.deepEqual(result.get('b'), [{ topic: 'x', partitions: [0, 1, 2] }])
  assert.deepEqual(result.get('a'), [{ topic: 'x', partitions: [3, 4] }])
})
