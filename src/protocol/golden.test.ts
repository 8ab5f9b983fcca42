// Bytes written by Kafka 4.3.1's own classes (npm run oracle -- --write-golden): two instances of every message in every version.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { DecodeError } from './errors.ts'
import { allMessages } from './generated/all-messages.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

const lines = gunzipSync(readFileSync(new URL('../../test/golden/protocol/messages.txt.gz', import.meta.url))).toString().trimEnd().split('\n')
const codecs = new Map(allMessages.map(codec => [codec.name, codec]))

interface Golden {
  codec: (typeof allMessages)[number]
  version: number
  bytes: Buffer
  /** What the bytes mean, where the file says it. */
  json: unknown
}

const golden: Golden[] = lines.map(line => {
  const [name, version, base64, ...json] = line.split(' ')
  const meaning = json[0] === '-' ? null : JSON.parse(json.join(' '))
  return { codec: codecs.get(name!)!, version: Number(version), bytes: Buffer.from(base64!, 'base64'), json: meaning }
})

/** Every value that Kafka's JSON names must be in our object. (The JSON leaves out fields that the version lacks.) */
function assertMeans(value: unknown, json: unknown, path: string): void {
  if (Array.isArray(json)) {
    assert.ok(Array.isArray(value) && value.length === json.length, path)
    json.forEach((item, i) => assertMeans(value[i], item, `${path}[${i}]`))
  } else if (json !== null && typeof json === 'object') {
    for (const [key, item] of Object.entries(json)) assertMeans((value as Record<string, unknown>)[key], item, `${path}.${key}`)
  } else {
    // JSON.parse rounds an opaque 64-bit number; its exact value is proved by the bytes.
    assert.equal(Buffer.isBuffer(value) ? value.toString('base64') : typeof value === 'bigint' ? Number(value) : value, json, path)
  }
}

describe("messages written by Kafka's own classes", () => {
  it('cover every message in every version', () => {
    const seen = new Set(golden.map(({ codec, version }) => `${codec.name} ${version}`))
    const missing = allMessages.flatMap(codec => {
      const versions = Array.from({ length: codec.versions[1] - codec.versions[0] + 1 }, (_, i) => `${codec.name} ${codec.versions[0] + i}`)
      return versions.filter(version => !seen.has(version))
    })
    assert.deepEqual(missing, [])
  })

  it('are understood, and written back byte for byte', () => {
    for (const { codec, version, bytes, json } of golden) {
      const r = new Reader(bytes)
      const message = codec.read(r, version)
      assert.equal(r.remaining, 0, `${codec.name} v${version}`)
      if (json !== null) assertMeans(message, json, `${codec.name} v${version}`)
      const w = new Writer()
      codec.write(w, message as never, version)
      assert.equal(w.toBuffer().toString('hex'), bytes.toString('hex'), `${codec.name} v${version}`)
    }
  })

  it('cut short at any byte are a DecodeError', () => {
    for (const { codec, version, bytes, json } of golden) {
      if (json === null) continue
      for (let length = 0; length < bytes.length; length++) {
        assert.throws(() => codec.read(new Reader(bytes, 0, length), version), DecodeError, `${codec.name} v${version} of ${length} bytes`)
      }
    }
  })
})
