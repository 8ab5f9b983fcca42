import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SeededRandom } from '../core/random.ts'
import { OffsetTracker, type TrackedRecord } from './offset-tracker.ts'

test('what may be committed never passes a record that is not done, in whatever order they end', () => {
  const random = new SeededRandom(3)
  for (let round = 0; round < 50; round++) {
    const tracker = new OffsetTracker(10)
    const open: TrackedRecord[] = []
    const done = new Set<number>()
    let next = 10
    let added = 0
    while (added < 3000 || open.length > 0) {
      if (added < 3000 && random.next() < 0.5) {
        // Gaps, as compaction leaves them.
        next += 1 + random.int(3)
        open.push(tracker.add(next))
        added++
      } else if (open.length > 0) {
        const [entry] = open.splice(random.int(Math.min(open.length, 40)), 1)
        const before = tracker.processed
        assert.equal(tracker.complete(entry!), tracker.processed > before)
        done.add(entry!.nextOffset)
      }
      const oldest = open.reduce((least, { nextOffset }) => Math.min(least, nextOffset), Infinity)
      assert.ok(tracker.processed < oldest)
      if (open.length === 0) assert.equal(tracker.processed, added === 0 ? 10 : next)
    }
    assert.equal(tracker.size, 0)
    assert.equal(done.size, 3000)
  }
})
