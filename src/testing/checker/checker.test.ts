// The checker's own test: short hand-written histories with known labels. It must miss none and cry wolf at none.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CheckOptions } from './anomalies.ts'
import { check } from './checker.ts'
import { formatOperation, type Operation, type Outcome, type Polled, type Step, parseHistory } from './history.ts'

// One operation a line:  PROCESS OUTCOME WHAT ...
//   0 ok send a 1@0                      value 1 at offset 0 of key a; `1@?` when the offset is unknown
//   1 ok poll a 0:1 1:2 b 0:7            offset:value, several keys
//   2 ok txn send a 1@0 | poll b 0:3     a transaction of several steps
//   1 ok poll a 0:1 ~a                   a was rebalanced during the operation
//   1 ok assign a,b    1 ok assign! a    (! seeks)    1 ok subscribe    1 ok crash
//   1 ok commit a 5/4                    committed 5 while 4 was the first unfinished
//   1 ok commit a 5/5 g 3                in generation 3 of group g
//   1 ok own g 3 a 10-20                 owned a in generation 3 of group g from 10 to 20 ms
function parse(text: string): Operation[] {
  let clock = 0
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const [process, outcome, f, ...rest] = line.split(' ') as [string, Outcome, string, ...string[]]
      const common = { process: Number(process), outcome, begin: clock++, end: clock }
      if (f === 'assign' || f === 'assign!') return { ...common, f: 'assign', keys: rest[0]!.split(','), seek: f === 'assign!' }
      if (f === 'subscribe' || f === 'crash') return { ...common, f }
      if (f === 'commit') {
        const [offset, unfinished] = rest[1]!.split('/').map(Number)
        const fence = rest.length > 2 ? { group: rest[2]!, generation: Number(rest[3]) } : {}
        return { ...common, f, key: rest[0]!, offset: offset!, unfinished: unfinished!, ...fence }
      }
      if (f === 'own') {
        const [begin, end] = rest[3]!.split('-').map(Number)
        return { ...common, f, group: rest[0]!, generation: Number(rest[1]), key: rest[2]!, begin: begin!, end: end! }
      }
      const rebalanced = rest.filter(word => word.startsWith('~')).map(word => word.slice(1))
      const words = (f === 'txn' ? rest : [f, ...rest]).filter(word => !word.startsWith('~'))
      const steps: Step[] = []
      for (const part of words.join(' ').split(' | ')) {
        const [kind, ...items] = part.split(' ')
        if (kind === 'send') {
          for (let i = 0; i < items.length; i += 2) {
            const [value, offset] = items[i + 1]!.split('@')
            steps.push({ send: { key: items[i]!, value: Number(value), offset: offset === '?' ? null : Number(offset) } })
          }
        } else {
          const poll: Polled = {}
          let key = ''
          for (const item of items) {
            if (!item.includes(':')) poll[(key = item)] = []
            else poll[key]!.push(item.split(':').map(Number) as [number, number])
          }
          steps.push({ poll })
        }
      }
      return { ...common, f: f as 'send' | 'poll' | 'txn', steps, rebalanced }
    })
}

type Case = [name: string, expected: string, history: string, options?: CheckOptions]

const clean: Case[] = [
  ['nothing', '', ''],
  ['one send', '', '0 ok send a 1@0'],
  ['sent and read', '', '0 ok send a 1@0\n1 ok poll a 0:1'],
  ['read in two polls', '', '0 ok send a 1@0\n0 ok send a 2@1\n1 ok poll a 0:1\n1 ok poll a 1:2'],
  ['a gap in the offsets is a control record', '', '0 ok send a 1@0\n0 ok send a 2@5\n1 ok poll a 0:1 5:2'],
  ['a tail that nobody has read yet', '', '0 ok send a 1@0\n0 ok send a 2@1\n1 ok poll a 0:1'],
  ['a send of unknown fate that never shows', '', '0 info send a 1@?\n0 ok send a 2@0\n1 ok poll a 0:2'],
  ['a send of unknown fate that does show', '', '0 info send a 1@?\n1 ok poll a 0:1'],
  ['a failed send that never shows', '', '0 fail send a 1@?\n0 ok send a 2@0\n1 ok poll a 0:2'],
  ['two readers at their own pace', '', '0 ok send a 1@0\n0 ok send a 2@1\n1 ok poll a 0:1 1:2\n2 ok poll a 0:1\n2 ok poll a 1:2'],
  ['two keys', '', '0 ok send a 1@0 b 2@0\n1 ok poll a 0:1 b 0:2'],
  ['two senders interleaved', '', '0 ok send a 1@0\n1 ok send a 2@1\n0 ok send a 3@2\n2 ok poll a 0:1 1:2 2:3'],
  ['the same value in two partitions', '', '0 ok send a 1@0\n0 ok send b 1@0\n1 ok poll a 0:1 b 0:1'],
  ['an acknowledgement without an offset', '', '0 ok send a 1@?\n1 ok poll a 7:1'],
  ['a seek back reads again', '', '0 ok send a 1@0\n1 ok assign a\n1 ok poll a 0:1\n1 ok assign! a\n1 ok poll a 0:1'],
  ['a key that is assigned again after it was not', '', '0 ok send a 1@0\n1 ok poll a 0:1\n1 ok assign b\n1 ok assign a\n1 ok poll a 0:1'],
  ['a successor reads again from the beginning', '', '0 ok send a 1@0\n1 ok poll a 0:1\n1 ok crash\n2 ok poll a 0:1'],
  ['the same process reads again after a crash', '', '0 ok send a 1@0\n1 ok poll a 0:1\n1 ok crash\n1 ok poll a 0:1'],
  ['a failed poll is read again', '', '0 ok send a 1@0\n1 fail poll a 0:1\n1 ok poll a 0:1'],
  ['rebalanced inside an operation', '', '0 ok send a 1@0\n0 ok send a 2@1\n1 ok txn poll a 0:1 1:2 | poll a 0:1 ~a'],
  ['position lost to a rebalance between polls', '', '0 ok send a 1@0\n1 ok poll a 0:1\n1 ok poll a 0:1 ~a'],
  ['a committed transaction is read', '', '0 ok txn send a 1@0 | send b 2@0\n1 ok poll a 0:1 b 0:2'],
  ['an aborted transaction is read by nobody', '', '0 fail txn send a 1@0 | send b 2@0\n1 ok poll a 2:3'],
  ['a transaction of unknown fate seen whole', '', '0 info txn send a 1@0 | send b 2@0\n1 ok poll a 0:1 b 0:2'],
  ['consume, transform, produce', '', '0 ok send a 1@0\n1 ok txn poll a 0:1 | send b 2@0\n2 ok poll b 0:2'],
  ['a failed poll saw what failed', '', '0 fail txn send a 1@0\n1 fail txn poll a 0:1'],
  ['all acknowledged records are read by the end', '', '0 ok send a 1@0\n1 ok poll a 0:1', { complete: true }],
  ['unknown fate need not be read by the end', '', '0 info send a 1@?', { complete: true }],
  ['commit of exactly what was finished', '', '1 ok commit a 4/4'],
  ['commit behind what was finished', '', '1 ok commit a 3/4'],
  ['a failed commit may have asked for anything', '', '1 fail commit a 9/4'],
  ['commits of one generation after another', '', '1 ok commit a 4/4 g 3\n2 ok commit a 5/5 g 4'],
  ['a zombie that is refused', '', '2 ok commit a 5/5 g 4\n1 fail commit a 4/4 g 3'],
  ['a zombie of another group', '', '2 ok commit a 5/5 g 4\n1 ok commit a 4/4 h 3'],
  ['one owner after another', '', '1 ok own g 3 a 10-20\n2 ok own g 3 a 20-30'],
  ['two owners in two generations', '', '1 ok own g 3 a 10-20\n2 ok own g 4 a 15-30'],
  ['two owners in two groups', '', '1 ok own g 3 a 10-20\n2 ok own h 3 a 15-30'],
  ['one owner reports twice', '', '1 ok own g 3 a 10-20\n1 ok own g 3 a 15-30'],
  ['an empty poll', '', '1 ok poll a'],
  ['a chain of reads is no cycle', '', '0 ok txn send a 1@0\n1 ok txn poll a 0:1 | send b 1@0\n2 ok txn poll b 0:1 | send c 1@0\n3 ok poll c 0:1'],
  ['skips under subscribe are allowed', '', '0 ok send a 1@0\n0 ok send a 2@1\n0 ok send a 3@2\n2 ok poll a 0:1 1:2 2:3\n1 ok subscribe\n1 ok poll a 0:1\n1 ok poll a 2:3'],
  ['going back under subscribe is allowed', '', '0 ok send a 1@0\n1 ok subscribe\n1 ok poll a 0:1\n1 ok poll a 0:1'],
  ['a cycle of writes is allowed', '', '0 ok txn send a 1@0 | send b 2@1\n1 ok txn send a 3@1 | send b 4@0\n2 ok poll a 0:1 1:3 b 0:4 1:2'],
]

const broken: Case[] = [
  ['one offset, two values: what was acknowledged is gone', 'inconsistent-offsets lost-write', '0 ok send a 1@0\n1 ok poll a 0:2'],
  ['one offset, two values, seen by two readers', 'inconsistent-offsets', '1 ok poll a 0:1\n2 ok poll a 0:2'],
  ['two acknowledgements of one offset', 'inconsistent-offsets lost-write nonmonotonic-send', '0 ok send a 1@0\n0 ok send a 2@0\n1 ok poll a 0:1'],
  ['a value at two offsets', 'duplicate', '0 ok send a 1@0\n1 ok poll a 0:1 1:1'],
  ['a value at two offsets, acknowledged at one, read at the other', 'duplicate', '0 ok send a 1@0\n1 ok poll a 3:1'],
  ['a retry written twice under unknown fate', 'duplicate', '0 info send a 1@?\n1 ok poll a 0:1 1:1'],
  ['the first record is lost', 'lost-write', '0 ok send a 1@0\n0 ok send a 2@1\n1 ok poll a 1:2'],
  ['one in the middle is lost', 'int-poll-skip lost-write', '0 ok send a 1@0\n0 ok send a 2@1\n0 ok send a 3@2\n1 ok poll a 0:1 2:3'],
  ['half a transaction of known offsets is lost', 'lost-write', '0 info txn send a 1@0 | send b 2@0\n0 ok send b 3@1\n1 ok poll a 0:1 b 1:3'],
  ['lost although an aborted reader came past', 'lost-write', '0 ok send a 1@0\n0 ok send a 2@1\n1 fail poll a 1:2'],
  ['lost with groups', 'lost-write', '0 ok send a 1@0\n0 ok send a 2@1\n1 ok subscribe\n1 ok poll a 1:2'],
  ['acknowledged, never read', 'unseen', '0 ok send a 1@0', { complete: true }],
  ['acknowledged without an offset, never read', 'unseen', '0 ok send a 1@?', { complete: true }],
  ['acknowledged tail, never read', 'unseen', '0 ok send a 1@0\n0 ok send a 2@1\n1 ok poll a 0:1', { complete: true }],
  ['sends go back', 'nonmonotonic-send', '0 ok send a 1@5\n0 ok send a 2@3'],
  ['sends go back inside one operation', 'nonmonotonic-send', '0 ok send a 1@5 a 2@3'],
  ['a poll leaves one out', 'poll-skip', '0 ok send a 1@0\n0 ok send a 2@1\n0 ok send a 3@2\n2 ok poll a 0:1 1:2 2:3\n1 ok poll a 0:1\n1 ok poll a 2:3'],
  ['a poll goes back', 'nonmonotonic-poll', '0 ok send a 1@0\n0 ok send a 2@1\n1 ok poll a 0:1 1:2\n1 ok poll a 1:2'],
  ['a kept assignment goes back', 'nonmonotonic-poll', '0 ok send a 1@0\n1 ok poll a 0:1\n1 ok assign a\n1 ok poll a 0:1'],
  ['one poll leaves one out inside', 'int-poll-skip', '0 ok send a 1@0\n0 ok send a 2@1\n0 ok send a 3@2\n2 ok poll a 0:1 1:2 2:3\n1 ok poll a 0:1 2:3'],
  ['one poll goes back inside', 'int-nonmonotonic-poll', '0 ok send a 1@0\n0 ok send a 2@1\n1 ok poll a 0:1 1:2 0:1'],
  ['inside, also with groups', 'int-nonmonotonic-poll', '0 ok send a 1@0\n0 ok send a 2@1\n1 ok subscribe\n1 ok poll a 0:1 1:2 0:1'],
  ['going back on a key that was not the rebalanced one', 'nonmonotonic-poll', '0 ok send a 1@0\n1 ok poll a 0:1\n1 ok poll a 0:1 ~b'],
  ['a failed send is read', 'aborted-read', '0 fail send a 1@?\n1 ok poll a 0:1'],
  ['an aborted transaction is read', 'aborted-read', '0 fail txn send a 1@0 | send b 2@0\n1 ok poll b 0:2'],
  ['an aborted transaction is read in a transaction', 'aborted-read', '0 fail txn send a 1@0\n1 ok txn poll a 0:1 | send b 5@0'],
  ['a transaction reads itself', 'precommitted-read', '0 ok txn send a 1@0 | poll a 0:1'],
  ['a transaction of unknown fate reads itself', 'precommitted-read', '0 info txn send a 1@0 | poll a 0:1'],
  ['a commit runs ahead by one', 'commit-beyond-processed', '1 ok commit a 5/4'],
  ['a commit of unknown fate runs ahead', 'commit-beyond-processed', '1 info commit a 9/4'],
  ['a zombie commits', 'stale-commit', '2 ok commit a 5/5 g 4\n1 ok commit a 4/4 g 3'],
  ['two owners at once', 'double-owner', '1 ok own g 3 a 10-20\n2 ok own g 3 a 19-30'],
  ['an owner within another\'s time', 'double-owner', '1 ok own g 3 a 10-40\n1 ok own g 3 a 11-12\n2 ok own g 3 a 20-21'],
  ['a zombie overlaps the one after next', 'double-owner double-owner', '1 ok own g 3 a 10-50\n2 ok own g 3 a 20-30\n3 ok own g 3 a 30-40'],
  ['circular reads', 'G1c', '0 ok txn send a 1@0 | poll b 0:2\n1 ok txn send b 2@0 | poll a 0:1'],
  ['circular reads of three', 'G1c', '0 ok txn send a 1@0 | poll c 0:3\n1 ok txn send b 2@0 | poll a 0:1\n2 ok txn send c 3@0 | poll b 0:2'],
  ['two things at once', 'duplicate nonmonotonic-send', '0 ok send a 1@5\n0 ok send a 2@3\n1 ok poll a 3:2 5:1 6:1'],
]

/** Found, but not to be called a failure: the label is that of `allowed`. */
const allowed: Case[] = [
  ['a cycle of writes', 'G0', '0 ok txn send a 1@0 | send b 2@1\n1 ok txn send a 3@1 | send b 4@0\n2 ok poll a 0:1 1:3 b 0:4 1:2'],
  ['a skip in a group', 'poll-skip', '0 ok send a 1@0\n0 ok send a 2@1\n0 ok send a 3@2\n2 ok poll a 0:1 1:2 2:3\n1 ok subscribe\n1 ok poll a 0:1\n1 ok poll a 2:3'],
  ['back in a group', 'nonmonotonic-poll', '0 ok send a 1@0\n1 ok subscribe\n1 ok poll a 0:1\n1 ok poll a 0:1'],
  ['a cycle by the order of writes', 'G1c', '0 ok txn send a 1@0 | poll b 0:4\n1 ok txn send a 3@1 | send b 4@0\n2 ok poll a 0:1 1:3', { writeOrder: true }],
]

const labels = (anomalies: { type: string }[]): string => anomalies.map(anomaly => anomaly.type).sort().join(' ')

test('clean histories raise no alarm', () => {
  for (const [name, expected, history, options] of clean) assert.equal(labels(check(parse(history), options).anomalies), expected, name)
})

test('each broken history gets exactly its labels', () => {
  for (const [name, expected, history, options] of broken) {
    const result = check(parse(history), options)
    assert.equal(labels(result.anomalies), expected, `${name}: ${JSON.stringify(result.anomalies)}`)
    assert.equal(result.valid, false)
  }
})

test('what Kafka allows is reported and is no failure', () => {
  for (const [name, expected, history, options] of allowed) {
    const result = check(parse(history), options)
    assert.equal(labels(result.allowed), expected, name)
    assert.equal(result.valid, true, name)
  }
})

test('there are about eighty histories', () => assert.ok(clean.length + broken.length + allowed.length >= 80))

test('a history survives JSON Lines, and a broken line is named', () => {
  const history = parse('0 ok send a 1@0\n1 ok poll a 0:1\n1 ok assign! a\n1 ok subscribe\n1 ok commit a 1/1 g 2\n1 ok own g 2 a 1-2\n0 info txn send a 2@? | poll b 0:3')
  assert.deepEqual(parseHistory(history.map(formatOperation).join('\n') + '\n'), history)
  const good = formatOperation(history[0]!)
  const wrong: [line: string, message: RegExp][] = [
    ['{nonsense', /history line 2/],
    ['{}', /line 2: f is undefined, and may be send/],
    [good.replace('"ok"', '"maybe"'), /line 2: outcome is "maybe"/],
    [good.replace('"process":0', '"process":"a"'), /line 2: process is "a"/],
    [good.replace('"end":1', '"end":-1'), /line 2: begin is 0 and end is -1/],
    [good.replace('"offset":0', '"offset":-3'), /line 2: a send has key/],
    ['{"process":1,"outcome":"ok","begin":0,"end":1,"f":"poll","steps":[{"poll":{"a":[[0]]}}]}', /line 2: a poll has \[offset, value\]/],
  ]
  for (const [line, message] of wrong) assert.throws(() => parseHistory(`\n${line}\n`), message)
})
