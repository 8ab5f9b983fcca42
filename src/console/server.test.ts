// The console over real HTTP on a real broker: what it answers, and whom it refuses.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get, type IncomingMessage, request } from 'node:http'
import { after, before, test } from 'node:test'
import { Consumer } from '../client/consumer.ts'
import { Producer } from '../client/producer.ts'
import { Admin } from '../client/admin.ts'
import { Cluster } from '../testing/cluster.ts'
import { browse } from './browse.ts'
import { type RunningConsole, startConsole } from './server.ts'

let cluster: Cluster
let served: RunningConsole

before(async () => {
  cluster = await Cluster.start()
  served = await startConsole({ client: { bootstrapServers: cluster.bootstrapServers }, port: 0 })
  await using admin = new Admin({ bootstrapServers: cluster.bootstrapServers })
  await admin.createTopics([{ name: 'orders', numPartitions: 2, configs: { 'retention.ms': '-1' } }])
  await using producer = new Producer({ bootstrapServers: cluster.bootstrapServers })
  for (let i = 0; i < 10; i++) {
    await producer.send({ topic: 'orders', partition: i % 2, key: `k${i}`, value: i === 9 ? null : i === 8 ? Buffer.from([0xff, 0]) : `<b>${i}</b>`, timestamp: 1_700_000_000_000 + i * 1000, headers: { n: String(i) } })
  }
  await producer.send({ topic: 'orders', partition: 0, key: null, value: 'x'.repeat(100_000), timestamp: 1_700_000_100_000 })
  await using consumer = new Consumer({ bootstrapServers: cluster.bootstrapServers, groupId: 'billing', groupProtocol: 'classic', autoOffsetReset: 'earliest' })
  await consumer.subscribe('orders')
  while ((await consumer.poll()).length === 0);
  await consumer.commit([{ topic: 'orders', partition: 0, offset: 2 }])
})

after(async () => {
  await served.close()
  await cluster.close()
})

async function api<T = any>(path: string, status = 200): Promise<T> {
  const response = await fetch(`${served.url}/api/${path}`)
  assert.equal(response.status, status, path)
  return (await response.json()) as T
}

test('the page, its style and its modules, and nothing else', async () => {
  const page = await fetch(served.url)
  assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8')
  assert.match(page.headers.get('content-security-policy')!, /default-src 'none'; script-src 'self'; style-src 'self'/)
  const text = await page.text()
  // The policy forbids scripts and styles within the page: there must be none.
  assert.doesNotMatch(text, /<script(?![^>]*src=)|<style| style=| on[a-z]+=/)
  for (const [, path] of text.matchAll(/(?:src|href)="(\/[^"]+)"/g)) assert.equal((await fetch(served.url + path)).status, 200, path)
  const modules = new Set(['/ui/app.js'])
  for (const path of modules) {
    const response = await fetch(served.url + path)
    assert.equal(response.status, 200, path)
    assert.equal(response.headers.get('content-type'), 'text/javascript; charset=utf-8')
    // Whatever a module imports must be served too: nothing outside /ui/ may be needed at run time.
    for (const [, name] of (await response.text()).matchAll(/^(?:import|export) .*from '(.+)';?$/gm)) modules.add(new URL(name!, served.url + path).pathname)
  }
  assert.deepEqual([...modules].sort(), ['/ui/app.js', '/ui/dom.js', '/ui/pages.js', '/ui/records.js'])
  for (const path of ['/ui/../server.js', '/ui/%2e%2e/server.js', '/server.js', '/ui/dom.d.ts', '/ui/', '/etc/passwd']) assert.equal((await fetch(served.url + path)).status, 404, path)
})

test('topics, partitions, groups, brokers and settings', async () => {
  const overview = await api('overview')
  assert.equal(overview.brokers.length, 1)
  assert.deepEqual((await api('topics')).map(({ name, numPartitions }: { name: string; numPartitions: number }) => [name, numPartitions]), [['orders', 2]])
  assert.ok((await api('topics?internal=true')).some(({ name }: { name: string }) => name === '__consumer_offsets'))
  const topic = await api('topics/orders')
  assert.deepEqual(topic.partitions.map(({ partition, logStart, logEnd }: Record<string, number>) => [partition, logStart, logEnd]), [[0, 0, 6], [1, 0, 5]])
  assert.deepEqual(topic.configs, [{ setting: 'retention.ms', value: '-1' }])
  const group = await api('groups/billing')
  assert.equal(group.state, 'Empty')
  assert.equal(group.offsets.find(({ partition }: { partition: number }) => partition === 0).lag, 4)
  assert.deepEqual((await api('groups')).map(({ groupId }: { groupId: string }) => groupId), ['billing'])
  assert.equal((await api('groups/billing/rebalances')).ledger, true)
  assert.equal((await api('brokers'))[0].logDirs.length, 1)
  assert.ok((await api('configs/broker/1')).some(({ setting }: { setting: string }) => setting === 'log.retention.hours'))
})

test('records: latest, by offset, by time; bytes, tombstones and long values', async () => {
  const { records, complete } = await api('topics/orders/records?limit=3')
  assert.equal(complete, true)
  assert.deepEqual(records.map(({ partition, offset }: Record<string, number>) => [partition, offset]), [[0, 5], [1, 4], [0, 4]])
  assert.equal(records[0].value.bytes, 100_000)
  assert.equal(records[0].value.cut, true)
  assert.ok(records[0].value.text.length <= 32_768)
  assert.deepEqual(records[0].key, { text: null, base64: false, bytes: 0, cut: false })
  assert.equal(records[1].value.text, null)
  assert.deepEqual(records[2].value, { text: '/wA=', base64: true, bytes: 2, cut: false })
  const byOffset = await api('topics/orders/records?partition=1&offset=1&limit=2')
  assert.deepEqual(byOffset.records.map(({ key }: { key: { text: string } }) => key.text), ['k3', 'k5'])
  assert.equal(byOffset.records[0].value.text, '<b>3</b>')
  assert.deepEqual(byOffset.records[0].headers, [{ key: 'n', value: { text: '3', base64: false, bytes: 1, cut: false } }])
  const byTime = await api(`topics/orders/records?at=${1_700_000_007_000}&limit=10`)
  assert.deepEqual(byTime.records.map(({ offset, partition }: Record<string, number>) => [partition, offset]), [[1, 3], [0, 4], [1, 4], [0, 5]])
  assert.equal((await api('topics/orders/records?partition=0&offset=999')).records.length, 0)
})

test('browse reads exactly its ranges, and stops when told', async () => {
  const client = { bootstrapServers: cluster.bootstrapServers }
  const ranges = [{ topic: 'orders', partition: 0, from: 1, to: 3 }, { topic: 'orders', partition: 1, from: 4, to: 5 }, { topic: 'orders', partition: 1, from: 2, to: 2 }]
  const seen: string[] = []
  assert.equal(await browse(client, ranges, record => void seen.push(`${record.partition}:${record.offset}`)), true)
  assert.deepEqual(seen.sort(), ['0:1', '0:2', '1:4'])
  assert.equal(await browse(client, ranges, () => false), false)
  // The end of the log is further than there are records: time ends it.
  assert.equal(await browse(client, [{ topic: 'orders', partition: 0, from: 6, to: 100 }], () => {}, { timeoutMs: 300 }), false)
})

test('what makes no sense is a 400, what is not there a 404', async () => {
  assert.match((await api('topics/orders/records?limit=1000', 400)).error, /limit must be a whole number from 1 to 200/)
  assert.match((await api('topics/orders/records?offset=1', 400)).error, /needs a partition/)
  await api('topics/orders/records?partition=-1', 400)
  await api('topics/orders/records?partition=7', 404)
  await api('topics/nothing', 404)
  await api('groups/nobody', 404)
  await api('frobnicate', 404)
  await api('topics/%ff', 400)
})

/** A request with headers that fetch would not send. */
async function ask(options: { method?: string; headers?: Record<string, string>; path?: string }): Promise<IncomingMessage> {
  const sent = request(`${served.url}${options.path ?? '/api/topics'}`, { method: options.method ?? 'GET', headers: options.headers ?? {} })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  response.resume()
  return response
}

test('other sites, other names and other methods are refused', async () => {
  const { host } = new URL(served.url)
  assert.equal((await ask({})).statusCode, 200)
  assert.equal((await ask({ headers: { host: host.replace('127.0.0.1', 'localhost') } })).statusCode, 200)
  // DNS rebinding: the name of another site that points to this machine.
  assert.equal((await ask({ headers: { host: `evil.example:${new URL(served.url).port}` } })).statusCode, 403)
  assert.equal((await ask({ headers: { host: '127.0.0.1' } })).statusCode, 403)
  assert.equal((await ask({ headers: { origin: 'https://evil.example' } })).statusCode, 403)
  assert.equal((await ask({ headers: { origin: 'null' } })).statusCode, 403)
  assert.equal((await ask({ headers: { origin: served.url } })).statusCode, 200)
  assert.equal((await ask({ headers: { 'sec-fetch-site': 'cross-site' } })).statusCode, 403)
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) assert.equal((await ask({ method })).statusCode, 405, method)
  assert.equal((await ask({ method: 'HEAD' })).statusCode, 200)
  const { headers } = await ask({ path: '/' })
  assert.equal(headers['access-control-allow-origin'], undefined)
  assert.equal(headers['x-content-type-options'], 'nosniff')
})

test('live numbers come by server-sent events', { timeout: 20_000 }, async () => {
  const sent = get(`${served.url}/api/live`)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  assert.equal(response.headers['content-type'], 'text/event-stream')
  let text = ''
  for await (const chunk of response) {
    text += String(chunk)
    if (/^event: snapshot\ndata: .*\n\n/m.test(text)) break
  }
  const snapshot = JSON.parse(/^data: (.*)$/m.exec(text)![1]!)
  assert.deepEqual(snapshot.topics.map(({ name, records }: { name: string; records: number }) => [name, records]), [['orders', 11]])
  assert.equal(snapshot.groups[0].groupId, 'billing')
  sent.destroy()
})

test('a port in use is one clear error', async () => {
  const { port } = new URL(served.url)
  await assert.rejects(startConsole({ client: { bootstrapServers: cluster.bootstrapServers }, port: Number(port) }), /the console cannot listen on 127\.0\.0\.1:\d+: the port is in use/)
})
