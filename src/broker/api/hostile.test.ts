// Every request in every version that is served, as Kafka's own classes write random instances of it: whole, cut off, and with flipped
// bytes. The broker answers or closes that connection; it never stumbles, and the others do not notice.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { gunzipSync } from 'node:zlib'
import { apiByKey, requestHeaderVersion, responseHeaderVersion } from '../../protocol/api.ts'
import { apiVersionsApi, newApiVersionsRequest } from '../../protocol/generated/api-versions.ts'
import { newRequestHeader, writeRequestHeader } from '../../protocol/generated/records/request-header.ts'
import { readResponseHeader } from '../../protocol/generated/records/response-header.ts'
import { metadataApi, newMetadataRequest } from '../../protocol/generated/metadata.ts'
import { Reader } from '../../protocol/reader.ts'
import { Writer } from '../../protocol/writer.ts'
import { BrokerScene, settled } from '../../testing/broker-scene.ts'

interface Golden {
  name: string
  key: number
  version: number
  body: Buffer
}

const lines = gunzipSync(readFileSync(new URL('../../../test/golden/protocol/messages.txt.gz', import.meta.url))).toString().trimEnd().split('\n')

async function served(scene: BrokerScene): Promise<Golden[]> {
  const { apiKeys } = await scene.send(apiVersionsApi, newApiVersionsRequest({ clientSoftwareName: 'test', clientSoftwareVersion: '1' }))
  const byName = new Map(apiKeys.map(range => [apiByKey(range.apiKey)!.name, range]))
  const found: Golden[] = []
  for (const line of lines) {
    const [message, version, base64] = line.split(' ') as [string, string, string]
    if (!message.endsWith('Request')) continue
    const range = byName.get(message.slice(0, -'Request'.length))
    if (range === undefined || Number(version) < range.minVersion || Number(version) > range.maxVersion) continue
    found.push({ name: message, key: range.apiKey, version: Number(version), body: Buffer.from(base64, 'base64') })
  }
  return found
}

function frame({ key, version }: Golden, body: Buffer): Buffer {
  const w = new Writer()
  w.int32(0)
  const header = newRequestHeader({ requestApiKey: key, requestApiVersion: version, correlationId: 77, clientId: 'stranger' })
  writeRequestHeader(w, header, requestHeaderVersion(apiByKey(key)!, version))
  const head = w.toBuffer()
  head.writeInt32BE(head.length - 4 + body.length)
  return Buffer.concat([head, body])
}

/** Sends the bytes on a connection of their own and gives the broker a moment. */
async function exchange(scene: BrokerScene, bytes: Buffer): Promise<{ answer: Buffer; closed: boolean }> {
  const chunks: Buffer[] = []
  let closed = false
  const connecting = scene.network.connect({ host: '127.0.0.1', port: scene.broker.port, connectTimeoutMs: 1000 }, () => ({
    onData: chunk => void chunks.push(chunk),
    onClose: () => void (closed = true),
  }))
  const stream = await settled(scene.time, connecting)
  stream.write([bytes])
  await scene.time.advance(20)
  stream.destroy()
  await scene.time.advance(1)
  return { answer: Buffer.concat(chunks), closed }
}

function assertUnharmed(scene: BrokerScene, what: string): void {
  const stumbles = scene.lines.filter(line => /unexpected|internal error/.test(line))
  assert.deepEqual(stumbles, [], what)
  scene.lines.length = 0
}

test('whole requests of strangers are answered in the version they have', async () => {
  await using scene = await BrokerScene.start()
  let answered = 0
  for (const golden of await served(scene)) {
    const what = `${golden.name} v${golden.version}`
    const { answer } = await exchange(scene, frame(golden, golden.body))
    assertUnharmed(scene, what)
    if (answer.length === 0) continue
    answered++
    assert.equal(answer.readInt32BE(0), answer.length - 4, what)
    const api = apiByKey(golden.key)!
    const r = new Reader(answer, 4)
    assert.equal(readResponseHeader(r, responseHeaderVersion(api, golden.version)).correlationId, 77, what)
    api.readResponse(r, golden.version)
    assert.equal(r.remaining, 0, what)
  }
  assert.ok(answered > 100, `only ${answered} requests were answered`)
})

test('cut-off and flipped requests cost their connection at most', async () => {
  await using scene = await BrokerScene.start()
  const { random } = scene.time
  for (const golden of await served(scene)) {
    for (let i = 0; i < 4; i++) {
      const cut = random.int(golden.body.length + 1)
      await exchange(scene, frame(golden, golden.body.subarray(0, cut)))
      assertUnharmed(scene, `${golden.name} v${golden.version} cut at ${cut} of ${golden.body.toString('hex')}`)
      const flipped = Buffer.from(golden.body)
      for (let n = 1 + random.int(3); n > 0 && flipped.length > 0; n--) flipped[random.int(flipped.length)] = random.int(256)
      await exchange(scene, frame(golden, flipped))
      assertUnharmed(scene, `${golden.name} v${golden.version} flipped to ${flipped.toString('hex')}`)
    }
  }
  const { brokers } = await scene.send(metadataApi, newMetadataRequest({ topics: [] }))
  assert.equal(brokers.length, 1)
})
