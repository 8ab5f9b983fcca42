import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { crc32c, crc32cPortable, javaStringHash, murmur2, toPositive } from './hash.ts'
import { loadNative } from './native.ts'
import { SeededRandom } from './random.ts'

// Text, then what Java answers: Utils.murmur2 of its UTF-8 bytes, String.hashCode, and CRC32C of the bytes.
const fromJava: [string, number, number, number][] = [
  ['', 275646681, 0, 0x0],
  ['a', -1563381124, 97, 0xc1d04330],
  ['ab', 316155434, 3105, 0xe2a22936],
  ['abc', 479470107, 96354, 0x364b3fb7],
  ['abcd', -1323649548, 2987074, 0x92c80a31],
  ['21', -973932308, 1599, 0x54e29f0d],
  ['foobar', -790332482, -1268878963, 0xd5f5c7f],
  ['a-little-bit-long-string', -985981536, -865776169, 0x1917ceb3],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971, -305440039, 0x1dd85092],
  ['žluťoučký kůň 🐎', -557424420, 1970102610, 0x1971fbe0],
]

/** CRC-32C bit by bit, straight from the definition. */
function slowCrc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  }
  return ~crc >>> 0
}

describe('hashes that Kafka shares', () => {
  for (const [text, murmur, hashCode, crc] of fromJava) {
    test(`of ${JSON.stringify(text)} are Java's`, () => {
      assert.equal(murmur2(Buffer.from(text)), murmur)
      assert.equal(javaStringHash(text), hashCode)
      assert.equal(crc32c(Buffer.from(text)), crc)
    })
  }

  test('crc32c of random bytes at every length and alignment is what the definition gives', () => {
    const random = new SeededRandom(1)
    const bytes = random.bytes(400)
    for (let start = 0; start < 17; start++) {
      for (let end = start; end <= bytes.length; end += 1 + random.int(7)) {
        assert.equal(crc32c(bytes, start, end), slowCrc32c(bytes.subarray(start, end)), `${start}..${end}`)
      }
    }
  })

  test('crc32c goes on from the checksum of the bytes before', () => {
    const bytes = new SeededRandom(2).bytes(5000)
    for (const cut of [0, 1, 7, 8, 100, 2500, 4999, 5000]) {
      assert.equal(crc32c(bytes, cut, bytes.length, crc32c(bytes, 0, cut)), crc32c(bytes))
    }
  })

  test('crc32c is the same by tables and, where the optional package is installed, by the processor', () => {
    const bytes = new SeededRandom(3).bytes(100_000)
    for (let end = 480; end < bytes.length; end = Math.ceil(end * 1.13)) {
      assert.equal(crc32c(bytes, 7, end, 99), crc32cPortable(bytes, 7, end, 99), `7..${end}`)
    }
    assert.equal(crc32cPortable(bytes.subarray(3, 3000)), slowCrc32c(bytes.subarray(3, 3000)))
  })

  test('an optional package can be absent or switched off', () => {
    assert.equal(loadNative('no-such-package-anywhere', {}), undefined)
    assert.notEqual(loadNative('node:path', {}), undefined)
    assert.equal(loadNative('node:path', { ROOKERY_NATIVE: '0' }), undefined)
  })

  test('toPositive clears the sign as Kafka does, also of the smallest number', () => {
    assert.equal(toPositive(-1563381124), 584102524)
    assert.equal(toPositive(-(2 ** 31)), 0)
  })
})
