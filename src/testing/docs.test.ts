// Every example of docs/testing.md in JavaScript, run as it stands: each block is a module of this package's user. (The shell and Python ones: test/interop/testkit.mjs.)

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import assert from 'node:assert/strict'

const root = new URL('../../', import.meta.url)
const folder = new URL(`.cache/docs-testing-${process.pid}/`, root)
const blocks = [...readFileSync(new URL('docs/testing.md', root), 'utf8').matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text]) => ({ language, text: text! }))
const examples = blocks.filter(({ language }) => language === 'js')

// What the examples leave to the reader: imports after the first one, a service, a folder with fixtures.
const prelude = `
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Cluster } from 'rookery/testing'
import { Consumer, Producer } from 'rookery'
const fixtures = new URL('./', import.meta.url)
function startMyService({ bootstrapServers }) {
  const consumer = new Consumer({ bootstrapServers, groupId: 'my-service', autoOffsetReset: 'earliest', autoCommitIntervalMs: 20 })
  const producer = new Producer({ bootstrapServers })
  let running = true
  const loop = (async () => {
    await consumer.subscribe(['orders'])
    while (running) for (const { value } of await consumer.poll({ timeoutMs: 20 })) await producer.send({ topic: 'invoices', value: 'invoice of ' + value })
  })()
  return { stop: async () => ((running = false), await loop, await consumer.close(), await producer.close()) }
}
`
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('orders.jsonl', folder), '{"topic":"orders","value":"old"}\n')
try {
  for (const [i, { text }] of examples.entries()) {
    const file = new URL(`example-${i + 1}.mjs`, folder)
    writeFileSync(file, prelude + text.replace(/^import .*\n/gm, ''))
    // Its tests become tests of this file.
    await import(file.href)
  }
} finally {
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
}

test('the page has an example of each thing, and its fixtures are fixtures', async () => {
  assert.ok(examples.length >= 9, `${examples.length} examples`)
  const { parseFixtures } = await import('./kit/fixtures.ts')
  for (const { language, text } of blocks) if (language === 'json') assert.equal(parseFixtures(text).length, 3)
})
