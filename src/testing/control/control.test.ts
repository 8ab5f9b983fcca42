// The control port as a test in another language uses it: HTTP and JSON on the one side, a Kafka client of its own on the other.

import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { after, before, test } from 'node:test'
import { Consumer, Producer } from '../../client/index.ts'
import { runCli } from '../cli.ts'
import { type RunningControl, startControl } from './server.ts'

let control: RunningControl

before(async () => {
  control = await startControl()
})
after(() => control.close())

async function call(path: string, args?: object, status = 200, method = 'POST'): Promise<any> {
  const response = await fetch(`${control.url}/${path}`, { method, ...(args === undefined ? {} : { body: JSON.stringify(args) }) })
  const body = await response.json()
  assert.equal(response.status, status, JSON.stringify(body))
  return body
}

async function cluster(options: object = {}) {
  const { bootstrapServers, id } = await call('clusters', options, 201)
  return { bootstrapServers: bootstrapServers as string, does: (method: string, args?: object, status?: number) => call(`clusters/${id}/${method}`, args, status), end: () => call(`clusters/${id}`, undefined, 200, 'DELETE') }
}

test('fixtures in, records out, bytes and all; snapshot and restore', async () => {
  const { does, end } = await cluster({ topics: ['orders', { name: 'prices', partitions: 2, configs: { 'cleanup.policy': 'compact' } }], fixtures: '{"topic":"orders","key":"a","value":{"total":7}}' })
  const { snapshot } = await does('snapshot')
  const line = '{"topic":"orders","partition":0,"offset":1,"timestamp":1767225600000,"key":{"base64":"/w=="},"value":null,"headers":{"h":{"base64":"/wA="}}}\n'
  assert.deepEqual(await does('load', { fixtures: line }), { topics: 0, records: 1, offsets: 0 })
  assert.equal((await does('dump', { topic: 'orders' })).fixtures.split('\n')[1], line.trim(), 'what was dumped is what was loaded')
  await does('restore', { snapshot })
  await does('ready')
  assert.deepEqual((await does('records', { topic: 'orders' })).records.map(({ value }: { value: string }) => value), ['{"total":7}'])
  await end()
})

test('faults, the request log, stop and resume', async () => {
  const { bootstrapServers, does, end } = await cluster({ topics: ['orders'] })
  await using producer = new Producer({ bootstrapServers, clientId: 'mine', retryBackoffMs: 1, reconnectBackoffMs: 1 })
  const { fault } = await does('inject', { selector: { api: 'Produce', topic: 'orders', times: 2 }, action: { error: 'NOT_LEADER_OR_FOLLOWER' } })
  await producer.send({ topic: 'orders', value: Buffer.from([0xff]) })
  const { faults } = await does('faults')
  assert.deepEqual([faults[0].fault, faults[0].struck], [fault, 2])
  await does('removeFault', { fault })
  const { requests } = await does('requests', { api: 'Produce', clientId: 'mine' })
  assert.equal(requests.length, 3)
  assert.deepEqual([requests[0].fault, requests[2].fault, requests[0].topics], [fault, undefined, ['orders']])
  assert.equal(typeof requests[2].body.topicData[0].partitionData[0].records.base64, 'string')
  await does('inject', { selector: { api: 'Produce', times: 'always' }, action: { close: 'before' } })
  await does('clearFaults')
  await does('stop', { how: 'kill' })
  const late = producer.send({ topic: 'orders', value: 'late' })
  await does('resume')
  await late
  await does('resume', {}, 409)
  assert.equal((await does('records', { topic: 'orders' })).records.length, 2)
  await end()
})

test('groups: assigned, caught up, held at the door, evicted, expired by virtual time', async () => {
  const { bootstrapServers, does, end } = await cluster({ topics: [{ name: 'orders', partitions: 2 }], fixtures: '{"topic":"orders","value":"1"}\n{"topic":"orders","value":"2"}', time: 'virtual' })
  const work = (clientId: string) => {
    const consumer = new Consumer({ bootstrapServers, groupId: 'billing', groupProtocol: 'classic', clientId, autoOffsetReset: 'earliest', autoCommitIntervalMs: 10, heartbeatIntervalMs: 20, retryBackoffMs: 1 })
    void consumer.subscribe(['orders'])
    let running = true
    const loop = (async () => {
      while (running) await consumer.poll({ timeoutMs: 10 })
    })()
    return async () => ((running = false), await loop, await consumer.close())
  }
  const stopFirst = work('first')
  await does('awaitAssigned', { group: 'billing' })
  await does('awaitLag', { group: 'billing', lag: 0 })
  const { hold } = await does('holdJoin', { group: 'billing' })
  const stopSecond = work('second')
  await does('awaitHeld', { hold })
  assert.deepEqual((await does('holds')).holds, [{ hold, waiting: 1 }])
  await does('release', { hold })
  assert.equal((await does('awaitStable', { group: 'billing', members: 2 })).members.length, 2)
  await does('forceRebalance', { group: 'billing' })
  await stopSecond()
  await does('awaitStable', { group: 'billing', members: 1 })
  await does('evict', { group: 'billing', member: 'first' })
  await does('awaitStable', { group: 'billing', members: 1 })
  await does('inject', { selector: { api: 'Heartbeat', times: 'always' }, action: { drop: true } })
  const { now } = await does('advance', { ms: 60_000 })
  assert.ok(now > Date.UTC(2026, 0, 1) + 60_000)
  const { error } = await does('awaitStable', { group: 'billing', timeoutMs: 200 }, 504)
  assert.match(error, /group billing is stable: not within 200 ms: it is Empty with 0 members/)
  await does('clearFaults')
  await stopFirst()
  await end()
})

test('what is wrong is told, with what is right', async () => {
  const { does, end } = await cluster()
  assert.match((await call('clusters', { topics: 'orders' }, 400)).error, /a cluster: topics is of type array, not string/)
  assert.match((await call('clusters', { tobics: [] }, 400)).error, /takes no tobics; it takes topics, fixtures, properties/)
  assert.match((await does('restrat', {}, 404)).error, /there is no method restrat; there are ready, createTopics/)
  assert.match((await does('awaitLag', {}, 400)).error, /awaitLag needs group/)
  assert.match((await does('inject', { selector: { api: 'Produse' }, action: { drop: true } }, 400)).error, /no API Produse/)
  assert.match((await does('inject', { selector: {}, action: { explode: true } }, 400)).error, /an action is one of/)
  assert.match((await does('load', { fixtures: '/etc/passwd.jsonl' }, 400)).error, /not the path of a file/)
  assert.match((await does('advance', { ms: 1 }, 409)).error, /real time/)
  assert.match((await does('release', { hold: 9 }, 404)).error, /there is no hold 9/)
  await call('clusters/99', undefined, 404, 'DELETE')
  await end()
  assert.deepEqual((await call('', undefined, 200, 'GET')).clusters, [])
})

test('a web page has no business here', async () => {
  const statusOf = (headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const { hostname, port } = new URL(control.url)
      httpRequest({ hostname, port, path: '/', headers }, response => (response.resume(), resolve(response.statusCode!))).on('error', reject).end()
    })
  assert.equal(await statusOf({}), 200)
  assert.equal(await statusOf({ host: 'evil.example' }), 403)
  assert.equal(await statusOf({ origin: control.url }), 403)
})

test('rookery testing serve', async () => {
  const stop = new AbortController()
  let url = ''
  const run = runCli(['testing', 'serve', '--listen', '127.0.0.1:0'], { signal: stop.signal, onOut: text => (url = /http:\S+/.exec(text)?.[0] ?? url) })
  while (url === '') await new Promise(resolve => setImmediate(resolve))
  const { bootstrapServers } = (await (await fetch(`${url}/clusters`, { method: 'POST', body: '{"topics":["orders"]}' })).json()) as { bootstrapServers: string }
  assert.match(bootstrapServers, /^127\.0\.0\.1:\d+$/)
  stop.abort('SIGTERM')
  assert.equal((await run).code, 0)
  await assert.rejects(fetch(url), 'everything is gone')
})
