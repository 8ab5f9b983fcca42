import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DecodeError, EncodeError } from './errors.ts'
import { INT64_MAX, INT64_MIN, ZERO_UUID } from './ids.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

function written(write: (w: Writer) => void): string {
  const w = new Writer(1)
  write(w)
  return w.toBuffer().toString('hex')
}

function reading(hex: string): Reader {
  return new Reader(Buffer.from(hex, 'hex'))
}

describe('primitive types', () => {
  it('int64 is exact to 2^53-1 and knows the two sentinels', () => {
    const cases: [number, string][] = [
      [0, '0000000000000000'], [-1, 'ffffffffffffffff'], [1, '0000000000000001'], [-4294967296, 'ffffffff00000000'], [4294967295, '00000000ffffffff'],
      [Number.MAX_SAFE_INTEGER, '001fffffffffffff'], [Number.MIN_SAFE_INTEGER, 'ffe0000000000001'],
      [INT64_MAX, '7fffffffffffffff'], [INT64_MIN, '8000000000000000'],
    ]
    for (const [value, hex] of cases) {
      assert.equal(written(w => w.int64(value)), hex)
      assert.equal(reading(hex).int64(), value)
    }
    for (const hex of ['0020000000000000', '7ffffffffffffffe', '8000000000000001']) assert.throws(() => reading(hex).int64(), DecodeError)
    for (const value of [2 ** 53, 0.5, NaN, Infinity]) assert.throws(() => written(w => w.int64(value)), EncodeError)
  })

  it('varints', () => {
    const unsigned: [number, string][] = [[0, '00'], [127, '7f'], [128, '8001'], [300, 'ac02'], [0x7fffffff, 'ffffffff07'], [0xffffffff, 'ffffffff0f']]
    for (const [value, hex] of unsigned) {
      assert.equal(written(w => w.uvarint(value)), hex)
      assert.equal(reading(hex).uvarint(), value)
    }
    const signed: [number, string][] = [[0, '00'], [-1, '01'], [1, '02'], [-64, '7f'], [64, '8001'], [0x7fffffff, 'feffffff0f'], [-0x80000000, 'ffffffff0f']]
    for (const [value, hex] of signed) {
      assert.equal(written(w => w.varint(value)), hex)
      assert.equal(reading(hex).varint(), value)
      assert.equal(written(w => w.varlong(value)), hex)
      assert.equal(reading(hex).varlong(), value)
    }
    for (const value of [2 ** 31, -(2 ** 31) - 1, 2 ** 40 + 3, -(2 ** 40), Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
      assert.equal(reading(written(w => w.varlong(value))).varlong(), value)
    }
    assert.equal(reading('feffffffffffffffff01').varlong(), INT64_MAX)
    for (const hex of ['ffffffff1f', 'ffffffffff01', '80', '8080808080']) assert.throws(() => reading(hex).uvarint(), DecodeError)
    assert.throws(() => reading('ffffffffffffffffff02').varlong(), DecodeError)
  })

  it('strings are UTF-8 or an error', () => {
    for (const text of ['', 'orders', 'x'.repeat(300), 'čavka', '🐦', 'naïve'.repeat(60)]) {
      for (const compact of [true, false]) {
        const hex = written(w => (compact ? w.compactString(text) : w.string(text)))
        assert.equal(compact ? reading(hex).compactString() : reading(hex).string(), text)
      }
    }
    assert.throws(() => reading('0002c328').string(), DecodeError)
    assert.throws(() => reading('0003eda080').string(), DecodeError, 'a lone surrogate')
    assert.throws(() => reading('ffff').string(), /null string/)
    assert.equal(reading('ffff').nullableString(), null)
    assert.throws(() => reading('fffe').nullableString(), DecodeError)
    assert.throws(() => written(w => w.string('x'.repeat(32768))), EncodeError)
    assert.equal(reading(written(w => w.string('x'.repeat(32767)))).string().length, 32767)
    assert.throws(() => reading('818002' + '61'.repeat(32768)).compactString(), /string of 32768 bytes \(at most 32767\)/)
  })

  it('uuids', () => {
    assert.equal(written(w => w.uuid(ZERO_UUID)), '00'.repeat(16))
    assert.equal(reading('00'.repeat(16)).uuid(), ZERO_UUID)
    const id = reading('0123456789abcdeffedcba9876543210').uuid()
    assert.equal(id, 'ASNFZ4mrze_-3LqYdlQyEA')
    assert.equal(written(w => w.uuid(id)), '0123456789abcdeffedcba9876543210')
    for (const bad of ['', 'short', 'x'.repeat(23), '!'.repeat(22)]) assert.throws(() => written(w => w.uuid(bad)), EncodeError)
  })

  it('numbers out of range are refused, not wrapped', () => {
    for (const write of [
      (w: Writer) => w.int8(128), (w: Writer) => w.int8(-129), (w: Writer) => w.int16(32768), (w: Writer) => w.uint16(65536), (w: Writer) => w.uint16(-1),
      (w: Writer) => w.int32(2 ** 31), (w: Writer) => w.uint32(-1), (w: Writer) => w.int32(NaN), (w: Writer) => w.int32(undefined as never),
    ]) assert.throws(() => written(write), EncodeError)
    assert.equal(written(w => { w.int8(-128); w.int16(-32768); w.uint16(65535); w.int32(-(2 ** 31)); w.uint32(0xffffffff) }), '808000ffff80000000ffffffff')
    const r = reading('808000ffff80000000ffffffff')
    assert.deepEqual([r.int8(), r.int16(), r.uint16(), r.int32(), r.uint32()], [-128, -32768, 65535, -(2 ** 31), 0xffffffff])
  })

  it('a count that the bytes do not back is refused before anything is allocated', () => {
    assert.throws(() => reading('7fffffff').arrayLength(1), /array of 2147483647 elements/)
    assert.throws(() => reading('ffffffff0f').compactArrayLength(1), DecodeError)
    assert.throws(() => reading('00000003aabb').arrayLength(1), DecodeError)
    assert.equal(reading('00000002aabb').arrayLength(1), 2)
  })

  it('a tagged field longer than 127 bytes gets a longer size, moved into place', () => {
    for (const size of [0, 1, 126, 127, 128, 129, 16383, 16384, 70000]) {
      const w = new Writer(8)
      w.int32(7)
      const begin = w.beginTag(3)
      w.raw(Buffer.alloc(size, 0x55))
      w.endTag(begin)
      w.int32(9)
      const r = new Reader(w.toBuffer())
      assert.equal(r.int32(), 7)
      assert.equal(r.uvarint(), 3)
      assert.equal(r.uvarint(), size)
      assert.ok(r.view(size).every(byte => byte === 0x55))
      assert.equal(r.int32(), 9)
      assert.equal(r.remaining, 0)
    }
  })

  it('large records go out by reference, small ones are copied between the fields', () => {
    const large = [Buffer.alloc(600, 1), Buffer.alloc(0), Buffer.alloc(512, 2), Buffer.alloc(513, 3)]
    const mixed = new Writer()
    mixed.int8(7)
    mixed.records(large)
    mixed.int8(8)
    const pieces = mixed.finish()
    assert.deepEqual(pieces.map(piece => piece.length), [5, 600, 512, 513, 1])
    assert.ok(pieces[1] === large[0] && pieces[2] !== large[2] && pieces[3] === large[3])
    assert.equal(mixed.byteLength, 1631)
    assert.ok(Buffer.concat(pieces).equals(Buffer.concat([Buffer.from([7, 0, 0, 6, 89]), ...large, Buffer.from([8])])))
    const records = [Buffer.from('one'), Buffer.from(''), Buffer.from('three')]
    const w = new Writer()
    w.int32(0)
    w.records(records)
    w.int16(5)
    w.compactRecords(records[0]!)
    w.records(null)
    w.patchInt32(0, w.byteLength - 4)
    const parts = w.finish()
    assert.equal(parts.length, 1)
    assert.equal(Buffer.concat(parts).toString('hex'), '00000016' + '00000008' + '6f6e65' + '7468726565' + '0005' + '04' + '6f6e65' + 'ffffffff')
  })
})
