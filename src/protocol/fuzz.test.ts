// Hostile bytes into every decoder: golden messages with bytes changed, lengths blown up, pieces cut out and doubled. Whatever comes,
// a decoder returns a message or throws DecodeError; what it returned can be written again. The seed is printed on failure; FUZZ_ROUNDS
// in the environment makes it run longer.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { SeededRandom } from '../core/random.ts'
import { decodeCoordinatorRecord, decodeTransactionRecord } from './coordinator-records.ts'
import { DecodeError, EncodeError, UnsupportedVersionError } from './errors.ts'
import { FrameDecoder, decodeRequestHeader } from './frame.ts'
import { allMessages } from './generated/all-messages.ts'
import { decodeAssignment, decodeSubscription } from './group-protocol.ts'
import { decodeMetadataRecord } from './metadata-records.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

const seed = Number(process.env.FUZZ_SEED ?? 20260101)
const rounds = Number(process.env.FUZZ_ROUNDS ?? 12)
const codecs = new Map(allMessages.map(codec => [codec.name, codec]))
const lines = gunzipSync(readFileSync(new URL('../../test/golden/protocol/messages.txt.gz', import.meta.url))).toString().trimEnd().split('\n')
const random = new SeededRandom(seed)

const damagedLengths = [
  '7fffffff', '80000000', 'ffffffff', 'ffffffff0f', 'feffffff07', '00ffffff', '8080808080', '7fff', '0001', 'ff7f',
].map(hex => Buffer.from(hex, 'hex'))

function damage(bytes: Buffer): Buffer {
  const out = Buffer.from(bytes)
  const at = random.int(out.length)
  switch (random.int(5)) {
    case 0:
      out[at] = random.int(256)
      return out
    case 1:
      for (let i = 0; i < 4; i++) out[random.int(out.length)] = random.int(256)
      return out
    case 2:
      return Buffer.concat([out.subarray(0, at), damagedLengths[random.int(damagedLengths.length)]!, out.subarray(at)])
    case 3: {
      damagedLengths[random.int(damagedLengths.length)]!.copy(out, at)
      return out
    }
    default: {
      const end = at + random.int(out.length - at + 1)
      return random.int(2) === 0 ? Buffer.concat([out.subarray(0, at), out.subarray(end)]) : Buffer.concat([out.subarray(0, end), out.subarray(at)])
    }
  }
}

/** Runs a decoder; undefined when it refused the bytes in the way it should. */
function refuses(decode: () => unknown, describe: () => string): unknown {
  try {
    return decode()
  } catch (error) {
    if (error instanceof DecodeError || error instanceof UnsupportedVersionError) return undefined
    throw new Error(`${describe()}: ${error}`, { cause: error })
  }
}

describe(`hostile bytes (seed ${seed})`, () => {
  it('no decoder throws anything but DecodeError, and what it reads can be written and read again', () => {
    let accepted = 0
    let refused = 0
    for (const line of lines) {
      const [name, versionText, base64] = line.split(' ')
      const codec = codecs.get(name!)!
      const version = Number(versionText)
      const original = Buffer.from(base64!, 'base64')
      if (original.length === 0) continue
      for (let round = 0; round < rounds; round++) {
        const bytes = damage(original)
        const where = () => `${name} v${version} ${bytes.toString('hex')} (seed ${seed})`
        const message = refuses(() => codec.read(new Reader(bytes), version), where)
        if (message === undefined) {
          refused++
          continue
        }
        accepted++
        const w = new Writer()
        try {
          codec.write(w, message as never, version)
        } catch (error) {
          // Unknown tags may come in any order, but go out in Kafka's.
          assert.ok(error instanceof EncodeError && /unknown tag/.test(error.message), `${where()}: ${error}`)
          continue
        }
        assert.deepEqual(codec.read(new Reader(w.toBuffer()), version), message, where())
      }
    }
    assert.ok(accepted > 500 && refused > 500, `${accepted} accepted, ${refused} refused: the damage is too small or too large to tell anything`)
  })

  it('nor do the decoders of frames, log records and group blobs', () => {
    for (let round = 0; round < rounds * 300; round++) {
      const bytes = Buffer.from(Array.from({ length: random.int(60) }, () => (random.int(2) === 0 ? random.int(4) : random.int(256))))
      const where = () => `${bytes.toString('hex')} (seed ${seed})`
      refuses(() => decodeRequestHeader(bytes), where)
      refuses(() => decodeMetadataRecord(bytes), where)
      refuses(() => decodeCoordinatorRecord(bytes, bytes), where)
      refuses(() => decodeTransactionRecord(bytes, bytes), where)
      refuses(() => decodeSubscription(bytes), where)
      refuses(() => decodeAssignment(bytes), where)
      refuses(() => new FrameDecoder(50).push(bytes), where)
    }
  })

  it('a count that the bytes back, but memory would not, is refused', () => {
    const w = new Writer()
    w.raw(Buffer.alloc(25))
    w.compactArrayLength(3_000_000)
    w.raw(Buffer.alloc(9_000_000))
    assert.throws(() => codecs.get('FetchRequest')!.read(new Reader(w.toBuffer()), 12), /too many array elements in one message/)
  })
})
