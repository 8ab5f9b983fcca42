import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { apis } from '../../protocol/api.ts'
import { decodeResponse, encodeResponse } from '../../protocol/frame.ts'
import { startController } from '../../testing/controller-harness.ts'
import { VirtualDisk } from '../../testing/virtual-disk.ts'
import { VirtualTime } from '../../testing/virtual-time.ts'
import { describeConfigs, listConfigResources } from '../describe-configs.ts'
import { listPartitionReassignments } from './partitions.ts'
import { describeClientQuotas } from './quotas.ts'
import type { RequestKind } from './shard.ts'

// Recorded by scripts/interop/controller/record-answers.mjs.
const golden = JSON.parse(readFileSync(new URL('../../../test/golden/controller/kafka-answers.json', import.meta.url), 'utf8')) as {
  properties: Record<string, string>
  exchanges: { api: string; version: number; request: any; response: any }[]
}

/** Where we answer otherwise on purpose. */
const onPurpose: [request: RegExp, why: string][] = [
  [/"configOperation":9/, 'an unknown operation is an invalid request; Kafka answers UNKNOWN_SERVER_ERROR'],
  [/unknown\.name/, 'an unknown broker setting is refused by name; Kafka keeps it for a plugin that may know it'],
  [/"maxVersionLevel":99/, 'the lowest metadata.version that is continued here is 17'],
]

test("requests, right and wrong, get Apache Kafka's answers", async () => {
  const time = new VirtualTime()
  const tested = await startController(new VirtualDisk({ clock: time }), time, '/data', { properties: golden.properties, clusterId: 'AAAAAAAAAAAAAAAAAAAABQ' })
  const { controller } = tested
  const ids = new Map<string, string>()
  const names = new Map<string, string>()
  const kinds: Record<string, RequestKind> = {
    CreateTopics: 'createTopics', DeleteTopics: 'deleteTopics', CreatePartitions: 'createPartitions', IncrementalAlterConfigs: 'incrementalAlterConfigs', AlterConfigs: 'alterConfigs',
    ElectLeaders: 'electLeaders', AlterPartitionReassignments: 'alterPartitionReassignments', AlterClientQuotas: 'alterClientQuotas', UpdateFeatures: 'updateFeatures', UnregisterBroker: 'unregisterBroker',
  }
  const ask = async (api: string, version: number, request: any): Promise<any> => {
    const { image, config } = controller
    switch (api) {
      case 'DescribeConfigs':
        return describeConfigs(image, config, request)
      case 'ListConfigResources':
        return listConfigResources(image, request, version)
      case 'ListPartitionReassignments':
        return listPartitionReassignments(image, request)
      case 'DescribeClientQuotas':
        return describeClientQuotas(image, request)
      case 'DescribeQuorum':
        return controller.describeQuorum(request)
      default:
        return controller.handle(kinds[api]!, request, version)
    }
  }
  const differences: string[] = []
  for (const { api, version, request, response } of golden.exchanges) {
    if (api === 'CreateTopics') for (const topic of response.topics) if (topic.errorCode === 0 && version >= 7) names.set(topic.topicId, topic.name)
    const own = JSON.parse(JSON.stringify(request).replace(/\$id:(\w+)/g, (_, name: string) => ids.get(name)!))
    const answer = await ask(api, version, own)
    if (api === 'CreateTopics') {
      for (const topic of answer.topics) {
        if (topic.errorCode !== 0) continue
        ids.set(topic.name, topic.topicId)
        names.set(topic.topicId, topic.name)
      }
    }
    const expected = normal(response, names)
    // Through the bytes of that version, for what it lacks comes back as a default.
    const actual = normal(overTheWire(api, version, answer), names)
    if (onPurpose.some(([pattern]) => pattern.test(JSON.stringify({ api, request })))) continue
    try {
      assert.deepEqual(actual, expected)
    } catch {
      differences.push(`${api} v${version} ${JSON.stringify(request)}\n${difference(expected, actual).slice(0, 8).join('\n')}`)
    }
  }
  await tested.stop()
  assert.equal(differences.length, 0, `\n${differences.join('\n\n')}`)
})

function overTheWire(name: string, version: number, answer: any): any {
  const api = apis.find(def => def.name === name)!
  const frame = Buffer.concat(encodeResponse(api, version, 1, answer))
  return decodeResponse(api, version, frame.subarray(4)).body
}

/** Without what no two clusters share: ids, offsets, times, the order of lists that Kafka keeps in hash maps, and the wording of messages. */
function normal(value: any, names: ReadonlyMap<string, string>, key = ''): any {
  if (Array.isArray(value)) {
    const list = value.map(element => normal(element, names)).filter(element => !/^rookery\.|^unknown\.name$/.test(element?.name))
    return typeof list[0] === 'object' && key !== 'synonyms' ? list.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)) : list
  }
  if (value === null || typeof value !== 'object') return value
  const out: Record<string, any> = {}
  for (const [name, field] of Object.entries(value)) {
    if (name === 'replicaDirectoryId') continue
    if (name === 'topicId') out[name] = /^A{22}$/.test(field as string) ? 'zero' : (names.get(field as string) ?? field)
    else if (['logEndOffset', 'highWatermark', 'lastFetchTimestamp', 'lastCaughtUpTimestamp', 'port', 'documentation', 'leaderEpoch'].includes(name)) continue
    else if (name === 'errorMessage') out[name] = field === null || field === '' ? field : '...'
    else out[name] = normal(field, names, name)
  }
  return out
}

function sortKey(entry: any): string {
  return [entry.topic, entry.name, entry.resourceName, entry.partitionId, entry.partitionIndex, entry.key, JSON.stringify(entry)].filter(part => part !== undefined).join(' ')
}

function difference(expected: any, actual: any, path = ''): string[] {
  if (expected !== null && actual !== null && typeof expected === 'object' && typeof actual === 'object' && Array.isArray(expected) === Array.isArray(actual)) {
    if (Array.isArray(expected) && expected[0]?.name !== undefined) {
      const index = (list: any[]): any => Object.fromEntries(list.map(entry => [entry.name, entry]))
      return difference(index(expected), index(actual), path)
    }
    return [...new Set([...Object.keys(expected), ...Object.keys(actual)])].flatMap(key => difference(expected[key], actual[key], `${path}.${key}`))
  }
  return expected === actual ? [] : [`  ${path}: Kafka ${JSON.stringify(expected)}, ours ${JSON.stringify(actual)}`]
}
