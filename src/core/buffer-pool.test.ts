import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BufferPool, pooledMinBytes } from './buffer-pool.ts'

test('what was given back is given out again, and only then', () => {
  const pool = new BufferPool()
  const first = pool.acquire(100_000)
  const second = pool.acquire(100_000)
  assert.notEqual(first.buffer, second.buffer)
  pool.release(first.subarray(10, 20))
  assert.equal(pool.acquire(99_000).buffer, first.buffer, 'any view gives the whole buffer back')
  assert.notEqual(pool.acquire(99_000).buffer, first.buffer)
})

test('a buffer has the asked length, and a fifth of it at most lies idle', () => {
  const pool = new BufferPool()
  for (let bytes = pooledMinBytes; bytes < 3_000_000; bytes = Math.ceil(bytes * 1.013)) {
    for (const size of [bytes - 1, bytes, bytes + 1]) {
      const buffer = pool.acquire(size)
      assert.equal(buffer.length, size)
      if (size >= pooledMinBytes) assert.ok(buffer.buffer.byteLength <= size * 1.25 + 4, `${size} in ${buffer.buffer.byteLength}`)
    }
  }
})

test('foreign buffers and a second release change nothing', () => {
  const pool = new BufferPool()
  pool.release(Buffer.alloc(100_000))
  pool.release(pool.acquire(100))
  assert.equal(pool.retainedBytes, 0)
  const buffer = pool.acquire(100_000)
  pool.release(buffer)
  const retained = pool.retainedBytes
  pool.release(buffer)
  assert.equal(pool.retainedBytes, retained)
})

test('no more is kept than allowed', () => {
  const pool = new BufferPool(1_000_000)
  const buffers = Array.from({ length: 10 }, () => pool.acquire(200_000))
  for (const buffer of buffers) pool.release(buffer)
  assert.ok(pool.retainedBytes > 600_000 && pool.retainedBytes <= 1_000_000, `${pool.retainedBytes}`)
})
