import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SeededRandom } from '../../core/random.ts'
import { sample } from '../../testing/sample-bytes.ts'
import { lz4Compress, lz4Decompress } from './lz4.ts'
import { expandByLoops, snappyCompress } from './snappy.ts'
import { expandByWasm } from './wasm.ts'
import { xxh32 } from './xxhash.ts'

const FRAME_HEADER = 7

/** An LZ4 frame around one block. A block that may refer to those before it is left to the loops in TypeScript, one that stands alone is WebAssembly's. */
function lz4Frame(block: Buffer, independent: boolean): Buffer {
  const frame = Buffer.alloc(FRAME_HEADER + 4 + block.length + 4)
  frame.writeUInt32LE(0x184d2204, 0)
  frame[4] = independent ? 0x60 : 0x40
  frame[5] = 0x40
  frame[6] = (xxh32(frame, 4, 6) >>> 8) & 0xff
  frame.writeUInt32LE(block.length, FRAME_HEADER)
  block.copy(frame, FRAME_HEADER + 4)
  return frame
}

/** What a reader made of its input: bytes, or its own words for what is wrong. */
function outcome(read: () => Buffer): string {
  try {
    return read().toString('base64')
  } catch (error) {
    return (error as Error).message
  }
}

function damage(random: SeededRandom, block: Buffer): Buffer {
  const damaged = Buffer.from(block)
  for (let i = 0; i <= random.int(3); i++) damaged[random.int(damaged.length)] = random.int(4) === 0 ? 255 : random.int(256)
  return random.int(4) === 0 ? damaged.subarray(0, 1 + random.int(damaged.length)) : damaged
}

describe('blocks expanded by WebAssembly', { skip: process.env['ROOKERY_NATIVE'] === '0' && 'natives are switched off' }, () => {
  test('are there on this machine', () => {
    const block = lz4Compress(Buffer.alloc(60_000, 'abcdefg')).subarray(FRAME_HEADER + 4, -4)
    assert.equal(expandByWasm('lz4', block, 0, block.length, 65_536)?.length, 60_000)
  })

  test('lz4: whole and damaged blocks end as the loops end', () => {
    const random = new SeededRandom(11)
    let damaged = 0
    for (let round = 0; round < 1500; round++) {
      const block = lz4Compress(sample(random, 300 + random.int(random.int(10) === 0 ? 64_000 : 3000))).subarray(FRAME_HEADER + 4, -4)
      const wanted = outcome(() => lz4Decompress(lz4Frame(block, false), 65_536))
      assert.equal(outcome(() => lz4Decompress(lz4Frame(block, true), 65_536)), wanted)
      const broken = damage(random, block)
      const refused = outcome(() => lz4Decompress(lz4Frame(broken, false), 65_536))
      assert.equal(outcome(() => lz4Decompress(lz4Frame(broken, true), 65_536)), refused)
      if (refused.includes('lz4 data')) damaged++
    }
    assert.ok(damaged > 300, `${damaged} were refused`)
  })

  test('snappy: whole and damaged blocks end as the loops end', () => {
    const random = new SeededRandom(12)
    let refused = 0
    let whole = 0
    for (let round = 0; round < 1500; round++) {
      const plain = sample(random, 300 + random.int(random.int(10) === 0 ? 30_000 : 3000))
      const stream = snappyCompress(plain)
      // Behind the stream's header and the block's length stands the length of what it expands to, in two or three bytes.
      const block = stream.subarray(20 + (plain.length < 0x4000 ? 2 : 3))
      for (const bytes of [block, damage(random, block)]) {
        const target = Buffer.alloc(plain.length)
        const loops = outcome(() => (expandByLoops(bytes, 0, bytes.length, target, 0, plain.length), target))
        if (bytes.length < 192) continue
        const expanded = expandByWasm('snappy', bytes, 0, bytes.length, plain.length)
        const fits = expanded !== undefined && expanded.length === plain.length
        assert.equal(fits ? expanded.toString('base64') : 'refused', loops.includes('snappy data') ? 'refused' : loops)
        if (fits) whole++
        else refused++
      }
    }
    assert.ok(whole > 1000 && refused > 300, `${whole} whole, ${refused} refused`)
  })

  test('literals whose length takes four bytes, and matches from far back', () => {
    const literals = Buffer.alloc(70_000)
    for (let i = 0; i < literals.length; i++) literals[i] = (i * 7919) >>> 8
    for (const lengthBytes of [3, 4]) {
      const head = Buffer.alloc(1 + lengthBytes)
      head[0] = (59 + lengthBytes) << 2
      head.writeUIntLE(literals.length - 1, 1, lengthBytes)
      // A match with four bytes of distance: 40 bytes from the very beginning.
      const match = Buffer.alloc(5)
      match[0] = 3 | (39 << 2)
      match.writeUInt32LE(literals.length, 1)
      const block = Buffer.concat([head, literals, match])
      const whole = Buffer.concat([literals, literals.subarray(0, 40)])
      assert.deepEqual(Buffer.from(expandByWasm('snappy', block, 0, block.length, whole.length)!), whole)
      const loops = Buffer.alloc(whole.length)
      expandByLoops(block, 0, block.length, loops, 0, whole.length)
      assert.deepEqual(loops, whole)
    }
  })
})
