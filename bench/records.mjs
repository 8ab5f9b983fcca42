// What record batches cost, in one process and without a network: checksum, encoding, decoding, each codec. Prints a table in Markdown.
//   node bench/records.mjs     (after npm run build; ROOKERY_NATIVE=0 leaves the native checksum aside)
import { cpus } from 'node:os'
import { crc32c, crc32cPortable, SeededRandom } from '../dist/core/index.js'
import { compress, decompress } from '../dist/protocol/compression/index.js'
import { zstdExpand } from '../dist/protocol/compression/zstd/decoder.js'
import { zstdPack } from '../dist/protocol/compression/zstd/encoder.js'
import { BatchBuilder, decodeRecords, RecordCursor, validateRecordsStructure } from '../dist/protocol/records/index.js'

/** The best of five rounds, in nanoseconds per call. */
function nanoseconds(calls, run) {
  for (let i = 0; i < calls / 2; i++) run()
  let best = Infinity
  for (let round = 0; round < 5; round++) {
    const start = process.hrtime.bigint()
    for (let i = 0; i < calls; i++) run()
    best = Math.min(best, Number(process.hrtime.bigint() - start) / calls)
  }
  return best
}

console.log(`Node ${process.version}, ${cpus()[0].model.trim()}\n`)

console.log('| checksum | 100 B | 1 KB | 64 KB | 1 MB |\n| --- | --- | --- | --- | --- |')
for (const [name, sum] of [['crc32c', crc32c], ['crc32c by tables', crc32cPortable]]) {
  const cells = [100, 1000, 65536, 1 << 20].map(size => {
    const bytes = new SeededRandom(1).bytes(size)
    return `${(size / nanoseconds(Math.ceil(3e7 / (size + 200)), () => sum(bytes, 0, size))).toFixed(1)} GB/s`
  })
  console.log(`| ${name} | ${cells.join(' | ')} |`)
}

const count = 650
const key = Buffer.from('key-0000001')
const value = Buffer.alloc(89, 'x')
function build() {
  const builder = new BatchBuilder({ maxBytes: 1 << 20 })
  for (let i = 0; i < count; i++) builder.append(1_760_000_000_000 + i, key, value, null)
  return builder.build()
}
const batch = build()
console.log('\n| records of 11 B key and 89 B value, 650 in a batch | per record |\n| --- | --- |')
for (const [name, run] of [
  ['BatchBuilder: append and build, checksum included', build],
  ['validateRecordsStructure', () => validateRecordsStructure(batch, 0)],
  ['RecordCursor, value.length read', () => {
    const cursor = new RecordCursor(batch, 0)
    let sum = 0
    while (cursor.next()) sum += cursor.valueLength
    return sum
  }],
  ['decodeRecords, key and value cut', () => decodeRecords(batch, 0).reduce((sum, record) => sum + record.key.length + record.value.length, 0)],
]) {
  console.log(`| ${name} | ${(nanoseconds(300, run) / count).toFixed(0)} ns |`)
}

// Lines of JSON as applications log them.
const random = new SeededRandom(2)
const words = 'order customer amount currency status created shipped pending warehouse Prague Brno Ostrava EUR CZK true false null'.split(' ')
const word = () => words[random.int(words.length)]
let text = ''
while (text.length < 1 << 20) {
  const customer = `c${random.int(10_000)}`
  const amount = random.int(1e5) / 100
  text += JSON.stringify({ id: random.int(1e9), customer, status: word(), city: word(), amount, at: 1_760_000_000_000 + random.int(1e9) })
}
const all = Buffer.from(text)
console.log('\n| codec, MB/s in and out of JSON lines | 1 KB | 16 KB | 1 MB | ratio at 16 KB |\n| --- | --- | --- | --- | --- |')
for (const [name, pack, expand] of [
  ...['gzip', 'snappy', 'lz4', 'zstd'].map(codec => [codec, input => compress(codec, input), (input, max) => decompress(codec, input, max)]),
  ['zstd in TypeScript', zstdPack, zstdExpand],
]) {
  const cells = [1000, 16_000, 1 << 20].map(size => {
    const input = all.subarray(0, size)
    const packed = pack(input)
    const calls = Math.max(5, Math.floor(1e7 / size))
    const speed = run => ((size / nanoseconds(calls, run)) * 1000).toFixed(0)
    return `${speed(() => pack(input))} / ${speed(() => expand(packed, size))}`
  })
  const ratio = 16_000 / pack(all.subarray(0, 16_000)).length
  console.log(`| ${name} | ${cells.join(' | ')} | ${ratio.toFixed(2)} |`)
}
