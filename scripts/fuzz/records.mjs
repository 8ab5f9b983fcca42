// Record batches wrong in every field, and compressed ones that claim or inflate to far more than they bring.
import { gzipSync } from 'node:zlib'
import { crc32c } from '../../dist/core/hash.js'
import { compress } from '../../dist/protocol/compression/codec.js'
import { Bytes, pick } from './bytes.mjs'

const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd']

function record(random, delta, lies) {
  const body = new Bytes()
  body.int8(lies('record attributes') ? random.int(256) : 0)
  body.varlong(lies('timestamp delta') ? pick(random, ['-1', '9223372036854775807', '-9223372036854775808', '9007199254740993']) : random.int(5))
  body.varint(lies('offset delta') ? pick(random, [-1, 0x7fffffff, -0x80000000, 5, 0]) : delta)
  const key = random.int(4) === 0 ? null : random.bytes(random.int(6))
  body.varint(lies('key length') ? pick(random, [-2, 0x7fffffff, -0x80000000, 1000, 7]) : key === null ? -1 : key.length)
  if (key !== null) body.raw(key)
  const value = random.int(6) === 0 ? null : random.bytes(random.int(12))
  body.varint(lies('value length') ? pick(random, [-2, 0x7fffffff, -0x80000000, 1000, 13]) : value === null ? -1 : value.length)
  if (value !== null) body.raw(value)
  const headers = random.int(3) === 0 ? random.int(3) : 0
  body.varint(lies('header count') ? pick(random, [-1, -2, 0x7fffffff, 100, 3]) : headers)
  for (let i = 0; i < headers; i++) {
    const name = random.int(3) === 0 ? Buffer.from('__proto__') : random.bytes(random.int(4))
    body.varint(lies('header key length') ? pick(random, [-1, 0x7fffffff, 100]) : name.length)
    body.raw(name)
    body.varint(lies('header value length') ? pick(random, [-2, 0x7fffffff, 100]) : 2)
    body.raw(Buffer.from('hv'))
  }
  const out = new Bytes()
  out.varint(lies('record length') ? pick(random, [-1, 0, 1, 0x7fffffff, -0x80000000, body.length + 1, body.length - 1]) : body.length)
  out.raw(body.toBuffer())
  return out.toBuffer()
}

/** One batch; `lieChance` per field. */
export function hostileBatch(random, { lieChance = 0.03, codec, producer } = {}) {
  const told = []
  const lies = what => {
    if (random.next() >= lieChance) return false
    told.push(what)
    return true
  }
  const count = random.int(20) === 0 ? 100 : 1 + random.int(4)
  const records = []
  for (let i = 0; i < count; i++) records.push(record(random, i, lies))
  const chosen = codec ?? (random.int(2) === 0 ? 'none' : pick(random, codecs))
  let body = Buffer.concat(records)
  if (chosen !== 'none') {
    body = random.int(30) === 0 ? compressedLie(random, chosen) : compress(chosen, body)
    if (lies('compressed bytes') && body.length > 0) body[random.int(body.length)] ^= 1 << random.int(8)
    if (lies('compressed cut')) body = body.subarray(0, random.int(body.length + 1))
  }
  const id = codecs.indexOf(chosen)
  const w = new Bytes()
  w.int64(lies('base offset') ? pick(random, ['-1', '5', '9223372036854775807', '-9223372036854775808', '9007199254740993']) : '0')
  w.int32(lies('batch length') ? pick(random, [-1, 0, 48, 49, 0x7fffffff, -0x80000000, body.length]) : 49 + body.length)
  w.int32(lies('leader epoch') ? pick(random, [0, 7, 0x7fffffff, -0x80000000]) : -1)
  w.int8(lies('magic') ? pick(random, [0, 1, 3, -1, 127]) : 2)
  w.int32(0)
  const flags = (lies('transactional') ? 0x10 : 0) | (lies('control') ? 0x20 : 0) | (lies('delete horizon') ? 0x40 : 0) | (lies('log append time') ? 0x08 : 0)
  w.int16(lies('attributes') ? random.int(65536) : lies('codec') ? random.int(8) : id | flags)
  w.int32(lies('last offset delta') ? pick(random, [-1, 0, count, 0x7fffffff, -0x80000000]) : count - 1)
  w.int64(lies('base timestamp') ? pick(random, ['-1', '0', '9223372036854775807', '-9223372036854775808']) : '1767225600000')
  w.int64(lies('max timestamp') ? pick(random, ['-1', '0', '9223372036854775807', '-9223372036854775808']) : '1767225600005')
  const { id: producerId = -1, epoch = -1, sequence = -1 } = producer ?? {}
  w.int64(lies('producer id') ? pick(random, ['0', '1', '1000', '-2', '9223372036854775807', '9007199254740993']) : String(producerId))
  w.int16(lies('producer epoch') ? pick(random, [0, 1, -2, 0x7fff]) : epoch)
  w.int32(lies('base sequence') ? pick(random, [0, 1, -2, 0x7fffffff, -0x80000000]) : sequence)
  w.int32(lies('record count') ? pick(random, [-1, 0, count + 1, count - 1, 0x7fffffff, -0x80000000]) : count)
  w.raw(body)
  const batch = w.toBuffer()
  batch.writeUInt32BE(lies('crc') ? 0xdeadbeef : crc32c(batch, 21), 17)
  return { batch, lies: told, count, codec: chosen }
}

/** What a records field may hold: a batch, several, half of one, none, or noise. */
export function hostileRecords(random) {
  switch (random.int(12)) {
    case 0:
      return Buffer.alloc(0)
    case 1:
      return random.bytes(random.int(100))
    case 2:
      return Buffer.concat([hostileBatch(random).batch, hostileBatch(random).batch])
    case 3: {
      const { batch } = hostileBatch(random)
      return batch.subarray(0, random.int(batch.length + 1))
    }
    default:
      return hostileBatch(random, { lieChance: random.int(3) === 0 ? 0 : 0.03 }).batch
  }
}

/** Compressed bytes whose declared sizes lie, without great size of their own. */
function compressedLie(random, codec) {
  switch (codec) {
    case 'snappy': // a raw block that declares up to 4 GiB
      return Buffer.from([0xff, 0xff, 0xff, 0xff, random.int(16), 0x00, 0x61])
    case 'lz4': // a frame with content size 2^62 and a block of 2 GiB
      return Buffer.from('04224d186c40ffffffffffffff3f00ffffff7f', 'hex')
    case 'zstd': // a frame header that declares a window of 2^41 and a content of 2^62
      return Buffer.from('28b52ffdc0ffffffffffffff3f', 'hex')
    default:
      return gzipSync(Buffer.alloc(100))
  }
}

let bombs
/** One bomb per codec: at most 1 MiB that inflates to 1 GiB or as much as the format can do, made once. */
export function decompressionBombs() {
  if (bombs !== undefined) return bombs
  const MiB = 1 << 20
  // gzip: 1,032 : 1 at best; a member made of a repeated deflate block, as only the ratio matters.
  const gzip = gzipSync(Buffer.alloc(128 * MiB), { level: 9 })
  const lz4Block = Buffer.concat([Buffer.from([0x1f, 0x00, 0x01, 0x00]), Buffer.alloc(16_448, 0xff), Buffer.from([0x00, 0x50]), Buffer.alloc(5)])
  const lz4Frame = [Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x70, 0x73])]
  for (let i = 0; i < 60; i++) {
    const size = Buffer.alloc(4)
    size.writeUInt32LE(lz4Block.length)
    lz4Frame.push(size, lz4Block)
  }
  lz4Frame.push(Buffer.alloc(4))
  // snappy: literal of one byte, then copies of 64 bytes each from offset 1 (3 bytes for 64: 21 : 1).
  const copies = 300_000
  const declared = 1 + copies * 64
  const snappy = new Bytes()
  snappy.uvarint(declared)
  snappy.raw(Buffer.from([0x00, 0x61]))
  const copy = Buffer.from([(63 << 2) | 2, 1, 0])
  for (let i = 0; i < copies; i++) snappy.raw(copy)
  // zstd: RLE blocks of 128 KiB, 4 bytes each.
  const rle = []
  const rleHeader = (last, size) => {
    const n = (size << 3) | (1 << 1) | (last ? 1 : 0)
    return Buffer.from([n & 0xff, (n >> 8) & 0xff, (n >> 16) & 0xff, 0x61])
  }
  for (let i = 0; i < 8192; i++) rle.push(rleHeader(i === 8191, 128 * 1024))
  const zstd = Buffer.concat([Buffer.from('28b52ffd0038', 'hex'), ...rle])
  bombs = { gzip, snappy: snappy.toBuffer(), lz4: Buffer.concat(lz4Frame), zstd }
  return bombs
}

/** A batch whose records are `body` under `codec`, otherwise in order. */
export function batchOf(codec, body, count = 1) {
  const w = new Bytes()
  w.int64('0')
  w.int32(49 + body.length)
  w.int32(-1)
  w.int8(2)
  w.int32(0)
  w.int16(codecs.indexOf(codec))
  w.int32(count - 1)
  w.int64('1767225600000')
  w.int64('1767225600000')
  w.int64('-1')
  w.int16(-1)
  w.int32(-1)
  w.int32(count)
  w.raw(body)
  const batch = w.toBuffer()
  batch.writeUInt32BE(crc32c(batch, 21), 17)
  return batch
}
