import assert from 'node:assert/strict'
import { test } from 'node:test'
import { check } from './checker.ts'
import { HistoryBuilder, type HistoryEvent } from './events.ts'

function history(events: HistoryEvent[], deaths: [process: number, t: number][] = []) {
  const builder = new HistoryBuilder()
  for (const event of events) builder.add(event)
  for (const [process, t] of deaths) builder.died(process, t)
  return builder.finish(1000)
}

test('pairs begin and end, and what a dead process had begun is of unknown fate', () => {
  const operations = history(
    [
      { process: 1, t: 10, type: 'invoke', i: 0, f: 'send', key: 'a-0', value: 1 },
      { process: 2, t: 11, type: 'invoke', i: 0, f: 'own', group: 'g', generation: 3, key: 'a-0' },
      { process: 1, t: 12, type: 'invoke', i: 1, f: 'send', key: 'a-0', value: 2 },
      { process: 1, t: 14, type: 'ok', i: 0, offset: 7 },
      { process: 2, t: 20, t0: 15, type: 'ok', f: 'poll', poll: { 'a-0': [[7, 1]] } },
    ],
    [[1, 30], [2, 40]],
  )
  assert.deepEqual(operations, [
    { process: 1, outcome: 'ok', begin: 10, end: 14, f: 'send', steps: [{ send: { key: 'a-0', value: 1, offset: 7 } }] },
    { process: 2, outcome: 'ok', begin: 11, end: 40, f: 'own', key: 'a-0', group: 'g', generation: 3 },
    { process: 1, outcome: 'info', begin: 12, end: 30, f: 'send', steps: [{ send: { key: 'a-0', value: 2, offset: null } }] },
    { process: 2, outcome: 'ok', begin: 15, end: 20, f: 'poll', steps: [{ poll: { 'a-0': [[7, 1]] } }] },
    { process: 1, outcome: 'ok', begin: 30, end: 30, f: 'crash' },
    { process: 2, outcome: 'ok', begin: 40, end: 40, f: 'crash' },
  ])
})

test('the order of lines of one process is kept, so the checker sees what went wrong in it', () => {
  const { anomalies } = check(
    history([
      { process: 1, t: 1, type: 'invoke', i: 0, f: 'send', key: 'a-0', value: 'x' },
      { process: 1, t: 1, type: 'invoke', i: 1, f: 'send', key: 'a-0', value: 'y' },
      { process: 1, t: 3, type: 'ok', i: 1, offset: 4 },
      { process: 1, t: 3, type: 'ok', i: 0, offset: 5 },
      { process: 3, t: 4, type: 'invoke', i: 0, f: 'commit', key: 'a-0', offset: 6, unfinished: 5, group: 'g', generation: 2 },
    ]),
  )
  assert.deepEqual(anomalies.map(({ type }) => type), ['nonmonotonic-send', 'commit-beyond-processed'])
})

test('a line that ends what nobody began is refused', () => {
  assert.throws(() => history([{ process: 4, t: 1, type: 'ok', i: 9 }]), /process 4 ends the operation 9/)
})
