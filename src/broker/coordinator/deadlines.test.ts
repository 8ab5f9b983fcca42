import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SeededRandom } from '../../core/random.ts'
import { VirtualTime } from '../../testing/virtual-time.ts'
import { Deadlines } from './deadlines.ts'

test('deadlines fire once, when they are due, whatever was moved before: the same as a plain list, on random histories', async () => {
  for (let seed = 0; seed < 50; seed++) {
    const random = new SeededRandom(seed)
    const time = new VirtualTime()
    const expected = new Map<string, number>()
    const fired: [string, number][] = []
    const deadlines = new Deadlines(time, time, (key) => fired.push([key, time.monotonic()]))
    for (let i = 0; i < 200; i++) {
      const key = `k${random.int(8)}`
      if (random.int(4) === 0) {
        deadlines.cancel(key)
        expected.delete(key)
      } else {
        const delayMs = random.int(50)
        deadlines.set(key, delayMs)
        expected.set(key, time.monotonic() + delayMs)
      }
      const stepMs = random.int(20)
      const until = time.monotonic() + stepMs
      const due = [...expected].filter(([, at]) => at <= until).sort()
      for (const [dueKey] of due) expected.delete(dueKey)
      await time.advance(stepMs)
      assert.deepEqual(fired.splice(0).sort(), due)
      assert.equal(deadlines.size, expected.size)
    }
  }
})

test('a deadline that only moves later costs no further system timer', async () => {
  const time = new VirtualTime()
  let fired = 0
  const deadlines = new Deadlines(time, time, () => fired++)
  for (let i = 0; i < 1_000; i++) {
    deadlines.set('session', 10_000)
    await time.advance(1)
    assert.ok(time.pending <= 1)
  }
  await time.advance(9_998)
  assert.equal(fired, 0)
  await time.advance(1)
  assert.equal(fired, 1)
  assert.equal(time.pending, 0)
})

test('after a stall of the event loop, what waits in the sockets is read before a deadline counts', async () => {
  const time = new VirtualTime()
  const fired: string[] = []
  const deadlines = new Deadlines(time, time, (key) => fired.push(key))
  deadlines.set('beats', 10_000)
  deadlines.set('silent', 10_000)
  deadlines.set('later', 60_000)
  time.stall(15_000)
  // The order of Node's loop: the overdue timer, then the sockets.
  time.schedule(0, () => deadlines.set('beats', 10_000))
  await time.advance(0)
  assert.deepEqual(fired, ['silent'])
  await time.advance(9_999)
  assert.deepEqual(fired, ['silent'])
  await time.advance(1)
  assert.deepEqual(fired, ['silent', 'beats'])
  await time.advance(35_000)
  assert.deepEqual(fired, ['silent', 'beats', 'later'])
  assert.equal(time.pending, 0)
})

test('deadlines that are closed in the turn after a stall stay silent', async () => {
  const time = new VirtualTime()
  let fired = 0
  const deadlines = new Deadlines(time, time, () => fired++)
  deadlines.set('session', 1_000)
  time.stall(5_000)
  time.schedule(0, () => deadlines.close())
  await time.advance(10_000)
  assert.equal(fired, 0)
})
