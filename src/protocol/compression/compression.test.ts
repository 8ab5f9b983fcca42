import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { SeededRandom } from '../../core/random.ts'
import { sample } from '../../testing/sample-bytes.ts'
import { compress, compressionNames, decompress, DecompressionLimitError } from './codec.ts'
import { gunzipPlain, gzipPlain } from './gzip.ts'
import { xxh32 } from './xxhash.ts'
import { zstdExpand } from './zstd/decoder.ts'
import { zstdPack } from './zstd/encoder.ts'

interface Codec {
  compress(input: Buffer): Buffer
  decompress(input: Buffer, maxOutputBytes: number): Buffer
}

/** Every codec as batches use it, and our own Zstandard also where Node's stands before it. */
const codecs = new Map<string, Codec>(
  compressionNames
    .filter(name => name !== 'none')
    .map(name => [name, { compress: input => compress(name, input), decompress: (input, max) => decompress(name, input, max) }]),
)
codecs.set('zstd in TypeScript', { compress: zstdPack, decompress: zstdExpand })
codecs.set('gzip by the one-shot calls', { compress: gzipPlain, decompress: gunzipPlain })

const ZSTD_STREAM = 'KLUv/QRYzQAAmHJvb2sgY3JvdyBqYWNrZGF3IAoBABQ5w3eHDcI='

describe('compression', () => {
  for (const [name, codec] of codecs) {
    test(`${name} gives back what it was given, at every length`, () => {
      const random = new SeededRandom(3)
      for (let length = 0; length < 300; length++) {
        const input = sample(random, length)
        assert.deepEqual(codec.decompress(codec.compress(input), length), input)
      }
      for (const length of [32 * 1024 - 1, 32 * 1024, 64 * 1024, 64 * 1024 + 1, 200_000, 1_000_000]) {
        const input = sample(random, length)
        const packed = codec.compress(input)
        assert.ok(packed.length < length * 0.9, `${packed.length} of ${length}`)
        assert.ok(codec.decompress(packed, length).equals(input), `${length}`)
      }
      const noise = random.bytes(300_000)
      assert.ok(codec.decompress(codec.compress(noise), noise.length).equals(noise))
      const zeros = Buffer.alloc(300_000)
      const packed = codec.compress(zeros)
      assert.ok(packed.length < zeros.length / 15)
      assert.ok(codec.decompress(packed, zeros.length).equals(zeros))
    })

    test(`${name} does not expand beyond the limit`, () => {
      const packed = codec.compress(Buffer.alloc(100_000))
      assert.throws(() => codec.decompress(packed, 99_999), DecompressionLimitError)
      assert.equal(codec.decompress(packed, 100_000).length, 100_000)
    })

    test(`${name} refuses a bomb without building it`, () => {
      // Hundreds of megabytes in little: by members, frames or streams one after another.
      const one = codec.compress(Buffer.alloc(4 * 1024 * 1024))
      const bomb = Buffer.concat(Array.from({ length: 100 }, () => one))
      const before = process.memoryUsage()
      assert.throws(() => codec.decompress(bomb, 1024 * 1024), DecompressionLimitError)
      const grown = process.memoryUsage().arrayBuffers - before.arrayBuffers
      assert.ok(grown < 16 * 1024 * 1024, `${grown} bytes more`)
    })

    test(`${name} reads any damage as an error or as some bytes within the limit`, () => {
      const random = new SeededRandom(5)
      let refused = 0
      for (let round = 0; round < 3000; round++) {
        const packed = Buffer.from(codec.compress(sample(random, random.int(400))))
        for (let i = 0; i <= random.int(3); i++) packed[random.int(packed.length)] = random.int(256)
        const damaged = random.int(3) === 0 ? packed.subarray(0, random.int(packed.length)) : packed
        try {
          assert.ok(codec.decompress(damaged, 1000).length <= 1000)
        } catch (error) {
          assert.equal((error as { code?: string }).code, 'CORRUPT', String((error as Error).stack))
          refused++
        }
      }
      assert.ok(refused > 300, `${refused}`)
    })
  }

  test('gzip takes a level', () => {
    const input = sample(new SeededRandom(9), 50_000)
    assert.deepEqual(compress('gzip', input, 1), gzipSync(input, { level: 1 }))
    assert.deepEqual(compress('gzip', input), gzipSync(input, { level: 6 }))
  })

  test('snappy reads a raw block, several streams in a row, and long offsets', () => {
    const raw = Buffer.from([11, 0x10, ...Buffer.from('abcde'), 2 | (5 << 2), 5, 0])
    assert.equal(decompress('snappy', raw, 100).toString(), 'abcdeabcdea')
    const far = Buffer.from([9, 0x10, ...Buffer.from('abcde'), 3 | (3 << 2), 5, 0, 0, 0])
    assert.equal(decompress('snappy', far, 100).toString(), 'abcdeabcd')
    const stream = compress('snappy', Buffer.from('hello '))
    assert.equal(decompress('snappy', Buffer.concat([stream, stream]), 100).toString(), 'hello hello ')
  })

  test('snappy does not believe a length that so few bytes cannot expand to', () => {
    const liar = Buffer.from([0xff, 0xff, 0xff, 0xff, 0x07, 0, 65])
    assert.throws(() => decompress('snappy', liar, 2 ** 31), /claims that 2 bytes expand to 2147483647/)
  })

  test('lz4 ends every block as the format demands, which fast decoders rely on', () => {
    const random = new SeededRandom(13)
    for (let round = 0; round < 500; round++) {
      const input = sample(random, 13 + random.int(300))
      const frame = compress('lz4', input)
      const size = frame.readUInt32LE(7)
      if (size >= 2 ** 31) continue
      // Walk the sequences: token, literals, offset, match.
      let made = 0
      let lastMatchStart = -Infinity
      let literals = 0
      for (let i = 11; i < 11 + size; ) {
        const token = frame[i++]!
        const length = (first: number): number => {
          let sum = first
          if (first === 15) {
            do sum += frame[i]!
            while (frame[i++] === 255)
          }
          return sum
        }
        literals = length(token >> 4)
        i += literals
        made += literals
        if (i === 11 + size) break
        i += 2
        lastMatchStart = made
        made += length(token & 15) + 4
      }
      assert.equal(made, input.length)
      if (lastMatchStart < 0) continue
      assert.ok(literals >= 5, `${literals} literals at the end`)
      assert.ok(lastMatchStart <= input.length - 12, `last match ${input.length - lastMatchStart} bytes before the end`)
    }
  })

  test('every framed codec reads several frames in a row', () => {
    const parts = [Buffer.from('one '), Buffer.alloc(70_000, 'two '), Buffer.alloc(0), Buffer.from('three')]
    for (const [name, codec] of codecs) {
      const packed = Buffer.concat(parts.map(part => codec.compress(part)))
      assert.ok(codec.decompress(packed, 100_000).equals(Buffer.concat(parts)), name)
    }
  })

  test('zstd in TypeScript: a stored block leaves the repeated offsets as they were', () => {
    const random = new SeededRandom(17)
    // Fifty bytes over and over, with one changed now and then: distance 50 again and again.
    const regular = (): Buffer => {
      const line = random.bytes(50)
      return Buffer.from(Array.from({ length: 128 * 1024 }, (_, i) => (random.int(40) === 0 ? random.int(256) : line[i % 50]!)))
    }
    const noise = random.bytes(128 * 1024)
    // One match of distance 50, too short to make the block smaller, early on, where every position is tried.
    noise.copy(noise, 60, 10, 14)
    // What follows would repeat just that distance, had the block not been stored.
    const other = Buffer.of(noise.at(-50)! ^ 1)
    const input = Buffer.concat([regular(), noise, other, noise.subarray(-49), regular()])
    assert.ok(zstdExpand(zstdPack(input), input.length).equals(input))
  })

  test('zstd checks the content checksum, and reads a frame without its size', () => {
    // Made by the reference implementation from a stream: window descriptor, no content size, checksum.
    const text = 'rook crow jackdaw rook crow jackdaw rook crow jackdaw\n'
    const frame = Buffer.from(ZSTD_STREAM, 'base64')
    assert.equal(frame[4]! & 0xe4, 0x04, 'no size, no single segment, a checksum')
    for (const name of ['zstd', 'zstd in TypeScript']) assert.equal(codecs.get(name)!.decompress(frame, 100).toString(), text)
    const bad = Buffer.from(frame)
    bad[bad.length - 1]! ^= 1
    for (const name of ['zstd', 'zstd in TypeScript']) assert.throws(() => codecs.get(name)!.decompress(bad, 100), /checksum|damaged/)
  })

  test('lz4 checks header, block and content checksums, and reads linked blocks and content sizes', () => {
    const first = Buffer.from([0x50, ...Buffer.from('abcde')])
    // The second block reaches back into the first: nine bytes from five back, then five literals.
    const second = Buffer.from([0x05, 5, 0, 0x50, ...Buffer.from('vwxyz')])
    const text = 'abcdeabcdeabcdvwxyz'
    const frame = (flags: number): Buffer => {
      const size = flags & 8 ? [text.length, 0, 0, 0, 0, 0, 0, 0] : []
      const descriptor = Buffer.from([flags, 0x40, ...size])
      const sum = (bytes: Buffer): Buffer => {
        const out = Buffer.alloc(4)
        out.writeUInt32LE(xxh32(bytes))
        return out
      }
      const parts: Buffer[] = [Buffer.from([0x04, 0x22, 0x4d, 0x18]), descriptor, Buffer.from([(xxh32(descriptor) >>> 8) & 0xff])]
      for (const block of [first, second]) {
        parts.push(Buffer.from([block.length, 0, 0, 0]), block)
        if (flags & 0x10) parts.push(sum(block))
      }
      parts.push(Buffer.alloc(4))
      if (flags & 4) parts.push(sum(Buffer.from(text)))
      return Buffer.concat(parts)
    }
    for (const flags of [0x40, 0x44, 0x48, 0x4c, 0x50, 0x5c]) assert.equal(decompress('lz4', frame(flags), 100).toString(), text)
    assert.throws(() => decompress('lz4', frame(0x60), 100), /match 5 bytes back where 0 can be reached/)
    const full = frame(0x5c)
    for (const [name, at] of [['header', 14], ['block', 25], ['content', full.length - 1]] as const) {
      const bad = Buffer.from(full)
      bad[at]! ^= 1
      assert.throws(() => decompress('lz4', bad, 100), new RegExp(`wrong.* ${name}|wrong checksum in the ${name}|wrong frame ${name}`), name)
    }
  })
})
