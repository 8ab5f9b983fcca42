// Every crash of a few short scripts, and some of the others'. `npm run crashstates` does all of them in full.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explore } from './explore.ts'
import { describe, judge, Promised } from './promised.ts'
import { scripts } from './scripts.ts'

test('there are more than fifty scripts, each with a name of its own', () => {
  assert.ok(scripts.length > 50)
  assert.equal(new Set(scripts.map(({ name }) => name)).size, scripts.length)
})

for (const name of ['append', 'append while a sync runs', 'three batches of a producer', 'a commit', 'set a topic\'s setting', 'delete a topic', 'put a setting back']) {
  test(`every crash of: ${name}`, async () => {
    const result = await explore(scripts.find(script => script.name === name)!, { againEvery: 2, interruptEvery: 4 })
    assert.deepEqual(result.failures, [])
    assert.equal(result.exhaustive, result.moments)
    assert.ok(result.states > 1 && result.again > 0)
  })
}

test('some crashes of the longer ones', async () => {
  for (const name of ['roll by size', 'create a topic', 'a metadata snapshot', 'the first commit of all', 'compaction', 'a producer across a power loss']) {
    const result = await explore(scripts.find(script => script.name === name)!, { momentsMax: 6, statesMax: 4 })
    assert.deepEqual(result.failures, [])
    assert.ok(result.states > 1, name)
  }
})

test('a promise that is not kept is named', () => {
  const promised = new Promised()
  promised.topics.set('orders', 1).set('gone', 0)
  promised.configs.set('orders retention.ms', '5')
  promised.acknowledged.set('orders-0', new Map([[0, 'a'], [1, 'b'], [2, 'c']]))
  promised.sent.set('orders-0', new Set(['a', 'b', 'c', 'd']))
  promised.commits.set('billing orders-0', 2)
  const found = { topics: new Map([['orders', 1]]), configs: new Map([['orders retention.ms', '5']]), logs: new Map(), commits: new Map([['billing orders-0', 2]]) }
  const log = (records: [number, string][], start = 0): typeof found => ({ ...found, logs: new Map([['orders-0', { start, end: (records.at(-1)?.[0] ?? -1) + 1, records: new Map(records) }]]) })
  const whole = log([[0, 'a'], [1, 'b'], [2, 'c'], [3, 'd']])
  assert.deepEqual(judge(promised, whole), [])
  assert.match(judge(promised, log([[0, 'a'], [1, 'b']]))[0]!, /orders-0 offset 2 is lost: c was acknowledged/)
  assert.match(judge(promised, log([[0, 'a'], [1, 'x'], [2, 'c']])).join(), /offset 1 holds x, and b was acknowledged there.*which nobody sent/)
  assert.match(judge(promised, log([[0, 'a'], [1, 'b'], [2, 'c'], [3, 'd'], [4, 'd']]))[0]!, /holds d twice: at 3 and 4/)
  assert.match(judge(promised, { ...whole, topics: new Map() })[0]!, /topic orders has 0 partitions, and 1 were acknowledged/)
  assert.match(judge(promised, { ...whole, topics: new Map([['orders', 1], ['gone', 1]]) })[0]!, /topic gone has 1 partitions, and 0/)
  assert.match(judge(promised, { ...whole, configs: new Map() })[0]!, /retention.ms is undefined, and 5 was acknowledged/)
  assert.match(judge(promised, { ...whole, commits: new Map([['billing orders-0', 1]]) })[0]!, /committed at 1, and 2 was acknowledged/)
  // Deleted records need not be there, and of a compacted topic only the last of each key.
  promised.floors.set('orders-0', 2)
  assert.deepEqual(judge(promised, log([[2, 'c']], 2)), [])
  promised.floors.clear()
  promised.compacted.add('orders')
  promised.acknowledged.set('orders-0', new Map([[0, 'k=a'], [1, 'j=b'], [2, 'k=c']]))
  promised.sent.set('orders-0', new Set(['k=a', 'j=b', 'k=c']))
  assert.deepEqual(judge(promised, log([[1, 'j=b'], [2, 'k=c']])), [])
  assert.match(judge(promised, log([[2, 'k=c']]))[0]!, /offset 1 is lost/)
  assert.notEqual(describe(log([[2, 'c']])), describe(log([[2, 'd']])))
})
