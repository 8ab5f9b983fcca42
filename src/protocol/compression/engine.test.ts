import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { constants, createGunzip, createGzip, gunzipSync, gzipSync } from 'node:zlib'
import { Engine, runIntoScratch } from './engine.ts'

const text = Buffer.from('rook crow jackdaw magpie '.repeat(50))
const packed = gzipSync(text)
const unpacking = { make: () => createGunzip({ chunkSize: 64 }), end: constants.Z_FINISH, resets: true }
const packing = { make: () => createGzip({ chunkSize: 64 }), end: constants.Z_FINISH, resets: true }

describe('a zlib engine', () => {
  test('is there on this Node, and gives what the one-shot calls give, again and again', () => {
    const unpack = Engine.open(unpacking, packed, text)!
    const pack = Engine.open(packing, text, packed)!
    for (let i = 1; i < 100; i++) {
      const input = Buffer.concat(Array.from({ length: i * 37 }, (_, k) => Buffer.from(`${k * i} `)))
      const out = runIntoScratch(pack, input)!
      assert.deepEqual(out, gzipSync(input))
      assert.deepEqual(gunzipSync(out), input)
      const room = Buffer.alloc(input.length + 1)
      assert.equal(unpack.run(out, room), input.length)
      assert.ok(room.subarray(0, input.length).equals(input))
    }
  })

  test('has outputs of their own: the next one changes none', () => {
    const pack = Engine.open(packing, text, packed)!
    const first = runIntoScratch(pack, text)!
    runIntoScratch(pack, Buffer.from('something else'))
    assert.deepEqual(first, packed)
  })

  test('answers -1 without room and for damaged, cut or continued data, and works after it', () => {
    const unpack = Engine.open(unpacking, packed, text)!
    const damaged = Buffer.from(packed)
    damaged[20]! ^= 0xff
    const cases = [damaged, packed.subarray(0, packed.length - 9), Buffer.concat([packed, Buffer.from('more')]), Buffer.from('no gzip at all'), Buffer.alloc(0)]
    for (const bad of cases) {
      assert.equal(unpack.run(bad, Buffer.alloc(text.length + 1)), -1)
      assert.equal(unpack.run(packed, Buffer.alloc(text.length)), -1, 'a full output may be a cut one')
      assert.equal(unpack.run(packed, Buffer.alloc(text.length + 1)), text.length)
    }
  })

  test('is not there where the sample comes out differently, or the parts of a stream are missing', () => {
    assert.equal(Engine.open(unpacking, packed, Buffer.from('other')), undefined)
    assert.equal(Engine.open({ ...unpacking, make: () => ({ on() {} }) }, packed, text), undefined)
  })
})
