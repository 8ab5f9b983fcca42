import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { LogTail, TailCache } from './tail-cache.ts'

describe('the tail cache', () => {
  test('keeps the newest of all logs within its budget, and what each log keeps is found', () => {
    const cache = new TailCache(10 * 1256)
    const tails = [new LogTail(cache), new LogTail(cache)]
    for (let i = 0; i < 100; i++) {
      tails[i % 2]!.add(Buffer.alloc(1000, i), i, i + 1)
      assert.ok(cache.bytes <= 10 * 1256)
    }
    assert.equal(tails[0]!.find(88), -1)
    for (let offset = 90; offset < 100; offset++) {
      const tail = tails[offset % 2]!
      assert.equal(tail.at(tail.find(offset))?.batches[0], offset)
    }
    tails[0]!.clear()
    assert.equal(cache.bytes, 5 * 1256)
    assert.equal(tails[0]!.find(98), -1)
    assert.ok(tails[1]!.find(99) >= 0)
  })

  test('a small view does not keep a large frame alive', () => {
    const tail = new LogTail(new TailCache())
    const frame = Buffer.alloc(1 << 20)
    tail.add(frame.subarray(100, 200), 0, 1)
    assert.ok(tail.at(tail.find(0))!.batches.buffer.byteLength < 1 << 20)
    tail.add(frame, 1, 2)
    assert.equal(tail.find(1), -1, 'a large one is left to the page cache')
  })

  test('a batch above the budget is not kept', () => {
    const cache = new TailCache(100)
    const tail = new LogTail(cache)
    tail.add(Buffer.alloc(1000), 0, 1)
    assert.deepEqual([cache.bytes, tail.find(0)], [0, -1])
  })
})
