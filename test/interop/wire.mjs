// The same requests to our broker and to Apache Kafka, the answers compared field by field: what is refused, with which code, and what is
// said where nothing is known. Ids, addresses, times and texts of errors may differ; everything else may not, unless `differs` says why.
//   node test/interop/wire.mjs [--only words] [--verbose]
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { Connection } from '../../dist/net/connection.js'
import { TcpNetwork } from '../../dist/net/tcp.js'
import { realSystem } from '../../dist/core/system.js'
import * as protocol from '../../dist/protocol/ids.js'
import { apis } from '../../dist/protocol/api.js'
import { encodeBatch } from '../../dist/protocol/records/builder.js'
import { Report } from './lib/report.mjs'
import { startApache, startRookery } from './lib/servers.mjs'
import { kafkaLibs } from './lib/toolchain.mjs'

const { values: options } = parseArgs({ options: { only: { type: 'string' }, verbose: { type: 'boolean', default: false } } })
const properties = { 'group.initial.rebalance.delay.ms': '0', 'auto.create.topics.enable': 'false', 'offsets.topic.num.partitions': '4' }
const report = new Report('answers on the wire, ours and Apache Kafka\'s')

const api = name => apis.find(candidate => candidate.name === name)
const generated = {}
for (const { name } of apis) {
  const file = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
  Object.assign(generated, await import(`../../dist/protocol/generated/${file}.js`))
}
const request = (name, fields) => generated[`new${name}Request`](fields)
/** A nested struct with its defaults: `part('FetchRequestTopic', {...})`. */
const part = (name, fields) => generated[`new${name}`](fields)

const T0 = Date.now() - 100_000

function batch(values, more = {}) {
  const { key = null, timestamp = T0, ...rest } = more
  return encodeBatch(values.map((value, i) => ({ timestamp: timestamp + i, key: key === null ? null : Buffer.from(key), value: value === null ? null : Buffer.from(value), headers: [] })), rest)
}

function damaged(change, values = ['x']) {
  const bytes = Buffer.from(batch(values))
  change(bytes)
  return bytes
}

const produce = (topic, records, { acks = -1, version = 12, partition = 0, transactionalId = null } = {}) => ({
  api: 'Produce',
  version,
  fields: { acks, timeoutMs: 5000, transactionalId, topicData: [{ name: topic, topicId: protocol.ZERO_UUID, partitionData: [{ index: partition, records }] }] },
})

const fetchTopic = (topic, partitions) =>
  part('FetchRequestTopic', { topic, partitions: partitions.map(p => part('FetchRequestPartition', { partition: 0, partitionMaxBytes: 1 << 20, ...p })) })
const fetch = (topics, { version = 12, ...more } = {}) => ({
  api: 'Fetch',
  version,
  fields: { maxWaitMs: 0, minBytes: 1, maxBytes: 50 << 20, topics: Object.entries(topics).map(([topic, partitions]) => fetchTopic(topic, partitions)), ...more },
})
const listOffsets = (topic, timestamp, { version = 11, partition = 0, epoch = -1, isolationLevel = 0 } = {}) => ({
  api: 'ListOffsets',
  version,
  fields: { replicaId: -1, isolationLevel, topics: [{ name: topic, partitions: [{ partitionIndex: partition, currentLeaderEpoch: epoch, timestamp }] }] },
})
const metadata = (names, { version = 12, ...more } = {}) => ({
  api: 'Metadata',
  version,
  fields: { topics: names === null ? null : names.map(name => ({ name, topicId: protocol.ZERO_UUID })), allowAutoTopicCreation: false, ...more },
})
const create = (topics, more = {}) => ({
  api: 'CreateTopics',
  fields: { timeoutMs: 10_000, ...more, topics: topics.map(topic => part('CreateTopicsRequestCreatableTopic', { numPartitions: 1, replicationFactor: 1, ...topic })) },
})
const config = entries => Object.entries(entries).map(([name, value]) => ({ name, value }))

/** Scenes of several steps each; a step may be a function of the answers so far. */
const scenes = {
  'create topics': [
    create([{ name: 'orders', numPartitions: 3 }, { name: 'compacted', configs: config({ 'cleanup.policy': 'compact' }) }, { name: 'appended', configs: config({ 'message.timestamp.type': 'LogAppendTime' }) }]),
    create([{ name: 'small', configs: config({ 'max.message.bytes': '200' }) }, { name: 'strict', configs: config({ 'min.insync.replicas': '2' }) }]),
    create([{ name: 'orders' }]),
    create([{ name: 'a b' }, { name: '..' }, { name: '' }, { name: 'x'.repeat(250) }]),
    create([{ name: 'none', numPartitions: 0 }, { name: 'minus', numPartitions: -5 }, { name: 'rf0', replicationFactor: 0 }, { name: 'rf2', replicationFactor: 2 }]),
    create([{ name: 'twice' }, { name: 'twice' }]),
    create([{ name: 'badconfig', configs: config({ 'no.such.config': '1' }) }, { name: 'badvalue', configs: config({ 'retention.ms': 'soon' }) }]),
    create([{ name: 'checked' }], { validateOnly: true }),
    create([{ name: 'or.ders' }]),
    create([{ name: 'or_ders' }]),
    create([{ name: 'assigned', numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: 0, brokerIds: [1] }] }]),
    create([{ name: 'elsewhere', numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: 0, brokerIds: [7] }] }]),
    create([{ name: 'both', numPartitions: 2, assignments: [{ partitionIndex: 0, brokerIds: [1] }] }]),
    create([{ name: 'defaults', numPartitions: -1, replicationFactor: -1 }]),
    create([]),
  ],
  metadata: [
    ...[0, 1, 4, 5, 7, 8, 9, 10, 11, 12, 13].map(version => metadata(['orders', 'nowhere', 'a b'], { version, ...(version < 4 ? { allowAutoTopicCreation: true } : {}) })),
    metadata([]),
    metadata(['orders'], { version: 8, includeClusterAuthorizedOperations: true, includeTopicAuthorizedOperations: true }),
    metadata(['orders', 'orders']),
    { api: 'Metadata', version: 12, fields: { topics: [{ name: null, topicId: 'b3JkZXJzb3JkZXJzb3JkZQ' }], allowAutoTopicCreation: false } },
    { api: 'DescribeTopicPartitions', fields: { topics: [{ name: 'orders' }, { name: 'nowhere' }, { name: 'compacted' }], responsePartitionLimit: 2 } },
    { api: 'DescribeTopicPartitions', fields: { topics: [{ name: 'orders' }, { name: 'compacted' }], responsePartitionLimit: 2, cursor: { topicName: 'orders', partitionIndex: 1 } } },
    { api: 'DescribeTopicPartitions', fields: { topics: [{ name: 'orders' }], responsePartitionLimit: 1, cursor: { topicName: 'orders', partitionIndex: 2 } } },
    { api: 'DescribeTopicPartitions', fields: { topics: [], responsePartitionLimit: 3 } },
    { api: 'DescribeCluster', fields: { includeClusterAuthorizedOperations: true } },
    { api: 'DescribeCluster', fields: { endpointType: 2 } },
    { api: 'DescribeCluster', fields: { endpointType: 9 } },
  ],
  produce: [
    produce('orders', batch(['a', 'b'])),
    produce('orders', batch(['c']), { acks: 1 }),
    ...[3, 4, 5, 7, 8, 9, 10, 11, 12].map(version => produce('orders', batch(['v']), { version })),
    produce('orders', batch(['a']), { acks: 2 }),
    produce('orders', batch(['a']), { acks: -2 }),
    produce('nowhere', batch(['a'])),
    produce('orders', batch(['a']), { partition: 99 }),
    produce('orders', null),
    produce('orders', Buffer.alloc(0)),
    produce('orders', Buffer.concat([batch(['a']), batch(['b'])])),
    produce('orders', damaged(b => b.writeInt8(1, 16))),
    produce('orders', damaged(b => b.writeInt8(3, 16))),
    produce('orders', damaged(b => b.writeUInt8(b[20] ^ 1, 20))),
    produce('orders', damaged(b => b.writeInt32BE(7, 57))),
    produce('orders', batch(['a']).subarray(0, 65)),
    produce('orders', batch(['a', 'b'], { isControl: true, isTransactional: false })),
    ...['gzip', 'snappy', 'lz4', 'zstd'].map(compression => produce('orders', batch(['a'.repeat(100), 'b'], { compression }))),
    produce('orders', batch(['a'.repeat(100), 'b'], { compression: 'zstd' }), { version: 6 }),
    produce('small', batch(['a'.repeat(300)])),
    produce('strict', batch(['a'])),
    produce('strict', batch(['a']), { acks: 1 }),
    produce('compacted', batch(['a'])),
    produce('compacted', batch(['a'], { key: 'k' })),
    produce('compacted', batch([null], { key: 'k' })),
    produce('orders', batch(['future'], { timestamp: Date.now() + 7_200_000 })),
    produce('orders', batch(['past'], { timestamp: 5 })),
    { ...produce('appended', batch(['a'])), times: ['logAppendTimeMs'] },
    produce('__consumer_offsets', batch(['a'])),
    { api: 'Produce', version: 13, fields: { acks: -1, timeoutMs: 5000, topicData: [{ name: '', topicId: 'b3JkZXJzb3JkZXJzb3JkZQ', partitionData: [{ index: 0, records: batch(['a']) }] }] } },
    { api: 'Produce', version: 12, fields: { acks: -1, timeoutMs: 5000, topicData: [] } },
  ],
  'idempotent producers': [
    // Apache Kafka fetches its first block of ids only now.
    { api: 'InitProducerId', fields: { transactionalId: null, transactionTimeoutMs: -1 }, keep: 'pid', ids: ['producerId'], again: answer => answer.errorCode === 14 },
    ...[[0, 0], [0, 1], [0, 0], [0, 1], [0, 3], [0, 2], [5, 0], [0, 3], [5, 1], [5, 7], [6, 4]].map(([producerEpoch, baseSequence]) => kept =>
      produce('orders', batch(['i'], { producerId: kept.pid.producerId, producerEpoch, baseSequence }), { partition: 1 })),
    // Six batches, then the first again: beyond the window of five.
    ...[0, 1, 2, 3, 4, 5, 0].map(baseSequence => kept => produce('orders', batch(['w'], { producerId: kept.pid.producerId, producerEpoch: 0, baseSequence }), { partition: 2 })),
    kept => produce('orders', batch(['n'], { producerId: kept.pid.producerId + 500, producerEpoch: 0, baseSequence: 9 }), { partition: 2 }),
    { api: 'InitProducerId', fields: { transactionalId: '', transactionTimeoutMs: 1000 }, ids: ['producerId'] },
    { api: 'InitProducerId', fields: { transactionalId: null, transactionTimeoutMs: -1, producerId: 5, producerEpoch: 3 }, ids: ['producerId'] },
    { api: 'DescribeProducers', fields: { topics: [{ name: 'orders', partitionIndexes: [1, 0, 77] }, { name: 'nowhere', partitionIndexes: [0] }] }, ids: ['producerId'], times: ['lastTimestamp'] },
  ],
  fetch: [
    fetch({ orders: [{ fetchOffset: 0 }] }),
    ...[4, 5, 7, 8, 9, 10, 11, 12].map(version => fetch({ orders: [{ fetchOffset: 1 }] }, { version })),
    fetch({ orders: [{ fetchOffset: 0 }] }, { isolationLevel: 1 }),
    fetch({ orders: [{ fetchOffset: 999 }] }),
    fetch({ orders: [{ fetchOffset: -1 }] }),
    fetch({ orders: [{ partition: 99 }], nowhere: [{}] }),
    fetch({ orders: [{ fetchOffset: 0, currentLeaderEpoch: 0 }] }),
    fetch({ orders: [{ fetchOffset: 0, currentLeaderEpoch: 5 }] }),
    fetch({ orders: [{ fetchOffset: 999, currentLeaderEpoch: 0, lastFetchedEpoch: 0 }] }),
    fetch({ orders: [{ fetchOffset: 1, currentLeaderEpoch: 0, lastFetchedEpoch: 4 }] }),
    fetch({ orders: [{ fetchOffset: 0, partitionMaxBytes: 1 }] }),
    fetch({ orders: [{ fetchOffset: 0, partitionMaxBytes: 1 }, { partition: 1, partitionMaxBytes: 1 }] }, { maxBytes: 1 }),
    fetch({ orders: [{ fetchOffset: 0, partitionMaxBytes: 0 }] }, { maxBytes: 0 }),
    fetch({ orders: [{ fetchOffset: 4, partitionMaxBytes: 200 }] }),
    fetch({}, {}),
    fetch({ appended: [{ fetchOffset: 0 }] }, {}),
    fetch({ orders: [{ fetchOffset: 0 }] }, { sessionId: 12345, sessionEpoch: 3 }),
    { ...fetch({ orders: [{ fetchOffset: 50 }, { partition: 1 }] }, { sessionEpoch: 0 }), keep: 'session', ids: ['sessionId'] },
    kept => ({ ...fetch({}, { sessionId: kept.session.sessionId, sessionEpoch: 1 }), ids: ['sessionId'] }),
    kept => ({ ...fetch({ orders: [{ fetchOffset: 0 }] }, { sessionId: kept.session.sessionId, sessionEpoch: 2 }), ids: ['sessionId'] }),
    kept => ({ ...fetch({ orders: [{ partition: 2 }] }, { sessionId: kept.session.sessionId, sessionEpoch: 3 }), ids: ['sessionId'] }),
    kept => ({ ...fetch({}, { sessionId: kept.session.sessionId, sessionEpoch: 9 }), ids: ['sessionId'] }),
    kept => ({
      ...fetch({}, { sessionId: kept.session.sessionId, sessionEpoch: 4, forgottenTopicsData: [{ topic: 'orders', topicId: protocol.ZERO_UUID, partitions: [0, 1] }] }),
      ids: ['sessionId'],
    }),
    kept => ({ ...fetch({ orders: [{ partition: 2 }] }, { sessionId: kept.session.sessionId, sessionEpoch: -1 }), ids: ['sessionId'] }),
    { api: 'Fetch', version: 13, fields: { maxWaitMs: 0, minBytes: 1, topics: [part('FetchRequestTopic', { topicId: 'b3JkZXJzb3JkZXJzb3JkZQ', partitions: [part('FetchRequestPartition', { partitionMaxBytes: 100 })] })] } },
  ],
  'list offsets': [
    ...[-1, -2, -3, -4, -5, -6, -7, 0, T0, T0 + 1, Date.now() + 90_000_000].map(timestamp => listOffsets('orders', timestamp)),
    ...[1, 2, 3, 4, 5, 6].flatMap(version => [-1, -2, T0 + 1].map(timestamp => listOffsets('orders', timestamp, { version }))),
    listOffsets('orders', -3, { version: 6 }),
    listOffsets('orders', -4, { version: 7 }),
    listOffsets('orders', -5, { version: 8 }),
    listOffsets('orders', -6, { version: 10 }),
    listOffsets('orders', -1, { isolationLevel: 1 }),
    listOffsets('orders', -1, { epoch: 0 }),
    listOffsets('orders', -1, { epoch: 3 }),
    listOffsets('orders', -1, { partition: 99 }),
    listOffsets('nowhere', -1),
    listOffsets('strict', -3),
    { api: 'ListOffsets', fields: { replicaId: -1, topics: [{ name: 'orders', partitions: [0, 0].map(partitionIndex => ({ partitionIndex, currentLeaderEpoch: -1, timestamp: -1 })) }] } },
    { api: 'OffsetForLeaderEpoch', fields: { replicaId: -1, topics: [{ topic: 'orders', partitions: [0, 1, 5].map(leaderEpoch => ({ partition: 0, currentLeaderEpoch: -1, leaderEpoch })) }] } },
    { api: 'OffsetForLeaderEpoch', fields: { replicaId: -1, topics: [{ topic: 'orders', partitions: [{ partition: 0, currentLeaderEpoch: 9, leaderEpoch: 0 }, { partition: 99, currentLeaderEpoch: -1, leaderEpoch: 0 }] }] } },
    { api: 'OffsetForLeaderEpoch', fields: { replicaId: -1, topics: [{ topic: 'nowhere', partitions: [{ partition: 0, currentLeaderEpoch: -1, leaderEpoch: 0 }] }] } },
  ],
  'delete records': [
    ...[['orders', 0, 2], ['orders', 0, 1], ['orders', 0, 9999], ['orders', 0, -7], ['orders', 1, -1], ['orders', 99, 0], ['nowhere', 0, 0], ['compacted', 0, 1], ['__consumer_offsets', 0, 0]].map(([name, partitionIndex, offset]) => ({
      api: 'DeleteRecords',
      fields: { timeoutMs: 5000, topics: [{ name, partitions: [{ partitionIndex, offset }] }] },
    })),
    listOffsets('orders', -2),
    listOffsets('orders', -2, { partition: 1 }),
    fetch({ orders: [{ fetchOffset: 0 }, { partition: 1 }] }),
  ],
  'partitions and topics': [
    ...[['orders', 4], ['orders', 2], ['orders', 4], ['nowhere', 3], ['orders', -1]].map(([name, count]) => ({ api: 'CreatePartitions', fields: { timeoutMs: 5000, topics: [{ name, count, assignments: null }] } })),
    { api: 'CreatePartitions', fields: { timeoutMs: 5000, topics: [{ name: 'orders', count: 5, assignments: [{ brokerIds: [4] }] }] } },
    { api: 'CreatePartitions', fields: { timeoutMs: 5000, validateOnly: true, topics: [{ name: 'orders', count: 9, assignments: null }] } },
    { api: 'CreatePartitions', fields: { timeoutMs: 5000, topics: [{ name: 'small', count: 2, assignments: null }, { name: 'small', count: 3, assignments: null }] } },
    metadata(['orders', 'small']),
    { api: 'DeleteTopics', version: 5, fields: { timeoutMs: 5000, topicNames: ['nowhere', 'defaults', 'a b'] } },
    { api: 'DeleteTopics', version: 6, fields: { timeoutMs: 5000, topics: [{ name: null, topicId: 'b3JkZXJzb3JkZXJzb3JkZQ' }, { name: 'checked', topicId: protocol.ZERO_UUID }] } },
    { api: 'DeleteTopics', version: 6, fields: { timeoutMs: 5000, topics: [{ name: 'assigned', topicId: 'b3JkZXJzb3JkZXJzb3JkZQ' }] } },
    { api: 'DeleteTopics', version: 6, fields: { timeoutMs: 5000, topics: [{ name: 'assigned', topicId: protocol.ZERO_UUID }, { name: 'assigned', topicId: protocol.ZERO_UUID }] } },
    metadata(['defaults', 'assigned']),
  ],
  coordinators: [
    // Apache Kafka answers while the topic is still being made.
    ...[0, 1, 2, 3].map(version => ({ api: 'FindCoordinator', version, fields: { key: 'billing', keyType: 0 }, again: answer => answer.errorCode === 15 })),
    { api: 'FindCoordinator', fields: { keyType: 0, coordinatorKeys: ['billing', 'other', ''] } },
    { api: 'FindCoordinator', fields: { keyType: 0, coordinatorKeys: [] } },
    { api: 'FindCoordinator', fields: { keyType: 9, coordinatorKeys: ['billing'] } },
    metadata(['__consumer_offsets']),
  ],
  operators: [
    { api: 'DescribeLogDirs', fields: { topics: [{ topic: 'compacted', partitions: [0, 9] }] }, ids: ['logDir', 'totalBytes', 'usableBytes'] },
    { api: 'AlterReplicaLogDirs', fields: { dirs: [{ path: '/no/such/directory', topics: [{ name: 'orders', partitions: [0, 99] }] }] } },
    { api: 'ElectLeaders', fields: { electionType: 0, topicPartitions: [{ topic: 'orders', partitions: [0, 99] }, { topic: 'nowhere', partitions: [0] }], timeoutMs: 5000 } },
    { api: 'ElectLeaders', fields: { electionType: 1, topicPartitions: [{ topic: 'orders', partitions: [0] }], timeoutMs: 5000 } },
    { api: 'ElectLeaders', fields: { electionType: 0, topicPartitions: null, timeoutMs: 5000 } },
    { api: 'ListPartitionReassignments', fields: { topics: null } },
    { api: 'ListPartitionReassignments', fields: { topics: [{ name: 'orders', partitionIndexes: [0, 99] }, { name: 'nowhere', partitionIndexes: [0] }] } },
    { api: 'AlterPartitionReassignments', fields: { topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, replicas: [1] }, { partitionIndex: 99, replicas: [1] }] }, { name: 'nowhere', partitions: [{ partitionIndex: 0, replicas: [1] }] }] } },
    { api: 'AlterPartitionReassignments', fields: { topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, replicas: [8] }, { partitionIndex: 1, replicas: null }, { partitionIndex: 2, replicas: [] }] }] } },
    { api: 'DescribeQuorum', fields: { topics: [{ topicName: 'orders', partitions: [{ partitionIndex: 0 }] }] } },
    { api: 'UpdateFeatures', fields: { timeoutMs: 5000, featureUpdates: [{ feature: 'no.such.feature', maxVersionLevel: 1, upgradeType: 1 }] } },
    { api: 'UpdateFeatures', fields: { timeoutMs: 5000, featureUpdates: [{ feature: 'metadata.version', maxVersionLevel: 99, upgradeType: 1 }], validateOnly: true } },
    { api: 'UpdateFeatures', fields: { timeoutMs: 5000, featureUpdates: [] } },
  ],
  settings: [
    ...[[2, 'nowhere'], [2, 'a b'], [4, '7'], [4, 'x'], [9, 'y']].map(([resourceType, resourceName]) => ({ api: 'DescribeConfigs', fields: { resources: [{ resourceType, resourceName, configurationKeys: null }] } })),
    { api: 'DescribeConfigs', fields: { includeSynonyms: true, resources: [{ resourceType: 2, resourceName: 'compacted', configurationKeys: ['cleanup.policy', 'retention.ms', 'no.such'] }] } },
    ...[[['retention.ms', 0, '5000']], [['retention.ms', 1, null]], [['no.such', 0, '1']], [['retention.ms', 0, 'x']], [['cleanup.policy', 2, 'delete']], [['cleanup.policy', 3, 'compact']], [['retention.ms', 2, '1']], [['retention.ms', 7, '1']], [['retention.ms', 0, '1'], ['retention.ms', 0, '2']]].map(changes => ({
      api: 'IncrementalAlterConfigs',
      fields: { resources: [{ resourceType: 2, resourceName: 'compacted', configs: changes.map(([name, configOperation, value]) => ({ name, configOperation, value })) }] },
    })),
    { api: 'IncrementalAlterConfigs', fields: { resources: [{ resourceType: 2, resourceName: 'nowhere', configs: [{ name: 'retention.ms', configOperation: 0, value: '1' }] }] } },
    { api: 'IncrementalAlterConfigs', fields: { resources: [2, 2].map(resourceType => ({ resourceType, resourceName: 'small', configs: [] })) } },
    { api: 'AlterConfigs', fields: { resources: [{ resourceType: 2, resourceName: 'small', configs: [{ name: 'retention.ms', value: '777' }] }] } },
    { api: 'DescribeConfigs', fields: { resources: [{ resourceType: 2, resourceName: 'small', configurationKeys: ['retention.ms', 'max.message.bytes'] }] } },
    { api: 'ListConfigResources', fields: { resourceTypes: [2] } },
    { api: 'ListConfigResources', fields: { resourceTypes: [77] } },
    { api: 'ListConfigResources', version: 0, fields: {} },
  ],
}

/** Differences that are meant, by scene and step, with the reason. */
const differs = new Map([
  ['produce 15', 'Apache Kafka never answers a produce whose records are null'],
  ['fetch 20', 'ours ends with a whole batch, Apache Kafka with a cut one that every reader has to drop'],
  ['operators 4', 'Apache Kafka lists every topic with no partition in it'],
  ['settings 13', 'an unknown operation is an invalid request, not an unknown error'],
  ['settings 16', 'a resource that is named twice is refused once'],
])

const texts = new Set(['errorMessage', 'batchIndexErrorMessage', 'topicErrorMessage'])

function normal(value, { ids = [], times = [], names }) {
  const walk = (item, key) => {
    if (Buffer.isBuffer(item)) return `${item.length} bytes ${item.subarray(0, 12).toString('hex')}`
    if (Array.isArray(item)) return item.map(element => walk(element, key))
    if (item !== null && typeof item === 'object') {
      return Object.fromEntries(Object.entries(item).map(([name, field]) => [name, walk(field, name)]))
    }
    if (key === 'topicId') return names.get(item) ?? item
    if (texts.has(key) || key === 'totalBytes') return 'any'
    if (key === 'host' || key === 'clusterId' || key === 'finalizedFeaturesEpoch') return 'own'
    if (key === 'port') return item > 0 ? 'own' : item
    if (key === 'controllerId') return item >= 0 ? 'own' : item
    if (ids.includes(key)) return item === -1 || item === 0 && key !== 'producerId' ? item : 'own'
    if (times.includes(key)) return item > 0 ? 'time' : item
    return item
  }
  return walk(value)
}

/** Lists whose order means nothing. */
function sorted(value) {
  if (Array.isArray(value)) {
    const items = value.map(sorted)
    const named = items.every(item => item !== null && typeof item === 'object' && ('name' in item || 'resourceName' in item))
    return named ? items.sort((a, b) => (JSON.stringify([a.name, a.resourceName]) < JSON.stringify([b.name, b.resourceName]) ? -1 : 1)) : items
  }
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sorted(item)]))
  return value
}

/** Paths whose values differ: theirs, then ours. */
function differences(theirs, ours, path = '') {
  if (isDeepStrictEqual(theirs, ours)) return []
  const bothObjects = [theirs, ours].every(value => value !== null && typeof value === 'object')
  if (!bothObjects || Array.isArray(theirs) !== Array.isArray(ours)) return [`    ${path}: Apache ${JSON.stringify(theirs)?.slice(0, 300)}, Rookery ${JSON.stringify(ours)?.slice(0, 300)}`]
  return [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].flatMap(key => differences(theirs[key], ours[key], `${path}.${key}`))
}

class Side {
  constructor(server) {
    this.server = server
    this.kept = {}
    this.names = new Map()
  }

  async connect() {
    const [host, port] = this.server.bootstrap.split(':')
    this.connection = await Connection.connect(new TcpNetwork(), realSystem, { host, port: Number(port), clientId: 'wire' })
  }

  async ask(step) {
    const { api: name, version, fields, keep, again = () => false, ...rules } = typeof step === 'function' ? step(this.kept) : step
    if (this.connection === undefined || this.connection.closed) await this.connect()
    let answer
    try {
      do answer = await this.connection.send(api(name), request(name, fields), { timeoutMs: 8000, ...(version === undefined ? {} : { version }) })
      while (again(answer) && (await new Promise(resolve => setTimeout(resolve, 50, true))))
    } catch (error) {
      this.connection.close()
      return `${error.code}`
    }
    if (keep !== undefined) this.kept[keep] = answer
    for (const topic of answer.topics ?? []) if (topic.topicId !== undefined && topic.name && topic.topicId !== protocol.ZERO_UUID) this.names.set(topic.topicId, `id of ${topic.name}`)
    return sorted(normal(answer, { ...rules, names: this.names }))
  }
}

const apache = new Side(await startApache(kafkaLibs(), { properties }))
const rookery = new Side(await startRookery({ properties }))
for (const side of [apache, rookery]) {
  for (let brokers = 0; brokers === 0; ) brokers = (await side.ask({ api: 'Metadata', fields: { topics: [] } })).brokers?.length ?? 0
}
try {
  for (const [scene, steps] of Object.entries(scenes)) {
    if (options.only !== undefined && !scene.includes(options.only) && scene !== 'create topics') continue
    await report.check(scene, async () => {
      const problems = []
      for (const [index, step] of steps.entries()) {
        const [expected, actual] = await Promise.all([apache.ask(step), rookery.ask(step)])
        if (isDeepStrictEqual(expected, actual) || differs.has(`${scene} ${index}`)) continue
        const { api: name, version, fields } = typeof step === 'function' ? step(rookery.kept) : step
        const brief = JSON.stringify(fields, (_, value) => (value?.type === 'Buffer' ? `${value.data.length} bytes` : value))
        problems.push(`step ${index}: ${name} ${version ?? ''} ${brief.slice(0, 300)}\n${differences(expected, actual).slice(0, 8).join('\n')}`)
      }
      for (const problem of problems) console.log(problem)
      if (problems.length > 0) throw new Error(`${problems.length} of ${steps.length} answers differ`)
    })
  }
} finally {
  apache.connection?.close()
  rookery.connection?.close()
  await Promise.all([apache.server.stop(), rookery.server.stop()])
}
report.finish()
