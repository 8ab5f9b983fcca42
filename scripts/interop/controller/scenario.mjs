// Administrative requests, right and wrong, whose answers Apache Kafka is asked for (record-answers.mjs) and our controller must
// give too (src/broker/controller/kafka-answers.test.ts). `$id:NAME` in a request stands for the id of the topic NAME.

const topic = (name, init = {}) => ({ name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [], ...init })
const config = entries => Object.entries(entries).map(([name, value]) => ({ name, value }))
const create = (topics, more = {}, version = 7) => ({ api: 'CreateTopics', version, request: { topics, timeoutMs: 10000, validateOnly: false, ...more } })
const remove = (topics, version = 6) => ({
  api: 'DeleteTopics', version,
  request: version >= 6 ? { topics: topics.map(t => ({ name: null, topicId: 'AAAAAAAAAAAAAAAAAAAAAA', ...t })), topicNames: [], timeoutMs: 10000 } : { topics: [], topicNames: topics, timeoutMs: 10000 },
})
const grow = (topics, validateOnly = false) => ({ api: 'CreatePartitions', version: 3, request: { topics: topics.map(t => ({ assignments: null, ...t })), timeoutMs: 10000, validateOnly } })
const ops = { set: 0, delete: 1, append: 2, subtract: 3 }
const incremental = (resourceType, resourceName, changes, validateOnly = false) => ({
  api: 'IncrementalAlterConfigs', version: 1,
  request: { resources: [{ resourceType, resourceName, configs: changes.map(([op, name, value = null]) => ({ name, configOperation: ops[op] ?? op, value })) }], validateOnly },
})
const alter = (resourceType, resourceName, entries, validateOnly = false) => ({
  api: 'AlterConfigs', version: 2, request: { resources: [{ resourceType, resourceName, configs: config(entries) }], validateOnly },
})
const describe = (resourceType, resourceName, configurationKeys = null, includeSynonyms = true) => ({
  api: 'DescribeConfigs', version: 4, request: { resources: [{ resourceType, resourceName, configurationKeys }], includeSynonyms, includeDocumentation: false },
})
const TOPIC = 2
const BROKER = 4
const LOGGER = 8
const METRICS = 16
const GROUP = 32

/** Properties of both brokers, so that static settings show up as such. */
export const properties = {
  'log.retention.hours': '24',
  'log.roll.ms': '7200000',
  'num.partitions': '2',
  'message.max.bytes': '1000012',
  'log.cleanup.policy': 'delete',
}

export const exchanges = [
  create([topic('orders', { numPartitions: 3, configs: config({ 'retention.ms': '1000', 'cleanup.policy': 'compact,delete' }) }), topic('defaults', { numPartitions: -1, replicationFactor: -1 })]),
  create([topic('orders')]),
  create([topic('checked', { numPartitions: 4 })], { validateOnly: true }),
  create([topic('old')], {}, 2),
  create([topic('')]), create([topic('.')]), create([topic('..')]), create([topic('a b')]), create([topic('x'.repeat(250))]), create([topic('ž')]),
  create([topic('a.b')]), create([topic('a_b')]), create([topic('c.d_e'), topic('c_d.e')]), create([topic('twice'), topic('twice')]),
  create([topic('__cluster_metadata')]),
  create([topic('bad', { replicationFactor: 2 })]), create([topic('bad', { replicationFactor: 0 })]), create([topic('bad', { replicationFactor: -2 })]),
  create([topic('bad', { numPartitions: 0 })]), create([topic('bad', { numPartitions: -2 })]), create([topic('bad', { numPartitions: 10001 })]),
  create([topic('bad', { configs: config({ foo: '1' }) })]), create([topic('bad', { configs: config({ 'retention.ms': 'x' }) })]),
  create([topic('bad', { configs: config({ 'cleanup.policy': 'x' }) })]), create([topic('bad', { configs: config({ 'retention.ms': null }) })]),
  create([topic('bad', { configs: config({ 'min.compaction.lag.ms': '5', 'max.compaction.lag.ms': '4' }) })]),
  create([topic('bad', { configs: config({ 'remote.storage.enable': 'true' }) })]), create([topic('bad', { configs: config({ 'segment.bytes': '5' }) })]),
  create([topic('bad', { assignments: [{ partitionIndex: 0, brokerIds: [1] }] })]),
  create([topic('bad', { numPartitions: -1, assignments: [{ partitionIndex: 0, brokerIds: [1] }] })]),
  create([topic('bad', { numPartitions: 1, replicationFactor: -1, assignments: [{ partitionIndex: 0, brokerIds: [1] }] })]),
  ...[
    [{ partitionIndex: 1, brokerIds: [1] }], [{ partitionIndex: 0, brokerIds: [9] }], [{ partitionIndex: 0, brokerIds: [] }], [{ partitionIndex: 0, brokerIds: [1, 1] }],
    [{ partitionIndex: 0, brokerIds: [1] }, { partitionIndex: 0, brokerIds: [1] }], [{ partitionIndex: 0, brokerIds: [1] }, { partitionIndex: 2, brokerIds: [1] }],
    [{ partitionIndex: -1, brokerIds: [1] }],
  ].map(assignments => create([topic('bad', { numPartitions: -1, replicationFactor: -1, assignments })])),
  create([topic('manual', { numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: 0, brokerIds: [1] }, { partitionIndex: 1, brokerIds: [1] }] })]),

  grow([{ name: 'orders', count: 5 }], true), grow([{ name: 'orders', count: 3 }]), grow([{ name: 'orders', count: 2 }]), grow([{ name: 'orders', count: 0 }]), grow([{ name: 'orders', count: -1 }]),
  grow([{ name: 'absent', count: 3 }]), grow([{ name: 'orders', count: 6 }, { name: 'orders', count: 7 }]),
  grow([{ name: 'orders', count: 5, assignments: [{ brokerIds: [1] }] }]), grow([{ name: 'orders', count: 4, assignments: [{ brokerIds: [9] }] }]),
  grow([{ name: 'orders', count: 4, assignments: [{ brokerIds: [] }] }]), grow([{ name: 'orders', count: 4, assignments: [{ brokerIds: [1, 1] }] }]),
  grow([{ name: 'orders', count: 4, assignments: [{ brokerIds: [1] }] }]), grow([{ name: 'orders', count: 6 }]),

  incremental(TOPIC, 'orders', [['set', 'retention.ms', '2000'], ['set', 'segment.bytes', '2000000']]), incremental(TOPIC, 'orders', [['delete', 'segment.bytes']]),
  incremental(TOPIC, 'orders', [['delete', 'never.set']]), incremental(TOPIC, 'orders', [['append', 'cleanup.policy', 'compact']]), incremental(TOPIC, 'orders', [['subtract', 'cleanup.policy', 'compact']]),
  describe(TOPIC, 'orders', ['cleanup.policy']), incremental(TOPIC, 'defaults', [['append', 'cleanup.policy', 'compact']]), describe(TOPIC, 'defaults', ['cleanup.policy']),
  incremental(TOPIC, 'orders', [['append', 'retention.ms', '1']]), incremental(TOPIC, 'orders', [['subtract', 'retention.ms', '1']]), incremental(TOPIC, 'orders', [['append', 'foo', '1']]),
  incremental(TOPIC, 'orders', [['set', 'foo', '1']]), incremental(TOPIC, 'orders', [['set', 'retention.ms', 'x']]), incremental(TOPIC, 'orders', [['set', 'retention.ms', null]]),
  incremental(TOPIC, 'orders', [['set', 'retention.ms', '5'], ['set', 'retention.ms', '6']]), incremental(TOPIC, 'orders', [[9, 'retention.ms', '5']]), incremental(TOPIC, 'orders', [['set', '', '5']]),
  incremental(TOPIC, 'orders', [['set', 'retention.ms', '7']], true), incremental(TOPIC, 'absent', [['set', 'retention.ms', '7']]), incremental(TOPIC, '', [['set', 'retention.ms', '7']]),
  incremental(TOPIC, 'a b', [['set', 'retention.ms', '7']]), incremental(TOPIC, 'orders', []), incremental(TOPIC, 'orders', [['append', 'leader.replication.throttled.replicas', '0:1,1:1']]),
  incremental(TOPIC, 'orders', [['set', 'min.insync.replicas', '1']]), incremental(TOPIC, 'orders', [['delete', 'min.insync.replicas']]),
  { api: 'IncrementalAlterConfigs', version: 1, request: { validateOnly: false, resources: [TOPIC, TOPIC].map(resourceType => ({ resourceType, resourceName: 'orders', configs: [{ name: 'retention.ms', configOperation: 0, value: '9' }] })) } },
  incremental(0, 'orders', [['set', 'retention.ms', '7']]), incremental(3, 'orders', [['set', 'retention.ms', '7']]),

  incremental(BROKER, '', [['set', 'log.retention.ms', '86400000'], ['set', 'num.io.threads', '9']]), incremental(BROKER, '1', [['set', 'num.io.threads', '10'], ['set', 'log.cleaner.threads', '2']]),
  incremental(BROKER, '2', [['set', 'num.io.threads', '10']]), incremental(BROKER, 'x', [['set', 'num.io.threads', '10']]), incremental(BROKER, '', [['set', 'num.io.threads', 'x']]),
  incremental(BROKER, '', [['set', 'num.io.threads', '0']]), incremental(BROKER, '', [['set', 'log.dirs', '/x']]), incremental(BROKER, '1', [['set', 'broker.rack', 'x']]),
  incremental(BROKER, '', [['set', 'ssl.keystore.location', '/x']]), incremental(BROKER, '', [['set', 'unknown.name', 'x']]), incremental(BROKER, '', [['append', 'num.io.threads', 'x']]),
  incremental(BROKER, '', [['append', 'log.cleanup.policy', 'compact']]), describe(BROKER, '', ['log.cleanup.policy']), incremental(BROKER, '', [['delete', 'log.cleanup.policy']]),
  incremental(BROKER, '', [['set', 'log.cleanup.policy', 'x']]), incremental(BROKER, '', [['delete', 'min.insync.replicas']]), incremental(BROKER, '1', [['set', 'min.insync.replicas', '1']]),
  incremental(BROKER, '', [['set', 'min.insync.replicas', '1']]), incremental(BROKER, '', [['set', 'min.insync.replicas', '0']]), incremental(BROKER, '1', [['set', 'num.io.threads', null]]),

  alter(TOPIC, 'defaults', { 'retention.ms': '3000', 'max.message.bytes': '5000' }), describe(TOPIC, 'defaults'), alter(TOPIC, 'defaults', { 'retention.ms': '3000' }), describe(TOPIC, 'defaults', ['max.message.bytes', 'retention.ms']),
  alter(TOPIC, 'defaults', { foo: '1' }), alter(TOPIC, 'defaults', { 'retention.ms': null }), alter(TOPIC, 'absent', { 'retention.ms': '1' }), alter(TOPIC, 'defaults', {}, true), alter(BROKER, '9', { 'num.io.threads': '1' }),
  alter(BROKER, '1', { 'num.io.threads': '11' }), alter(TOPIC, 'defaults', {}), describe(TOPIC, 'defaults', ['retention.ms']),

  describe(TOPIC, 'orders'), describe(TOPIC, 'orders', null, false), describe(TOPIC, 'orders', ['retention.ms', 'nothing']), describe(TOPIC, 'orders', []), describe(TOPIC, 'absent'), describe(TOPIC, ''), describe(TOPIC, 'a b'),
  describe(BROKER, ''), describe(BROKER, '1'), describe(BROKER, '9'), describe(BROKER, 'x'), describe(BROKER, '1', ['log.retention.ms', 'log.retention.hours', 'num.io.threads', 'listeners']),

  incremental(METRICS, 'sub', [['set', 'interval.ms', '1000'], ['set', 'metrics', 'a.,b.'], ['set', 'match', 'client_id=x.*']]), describe(METRICS, 'sub'), describe(METRICS, 'absent'), incremental(METRICS, 'sub', [['set', 'foo', '1']]),
  incremental(METRICS, 'sub', [['set', 'interval.ms', '99']]), incremental(METRICS, 'sub', [['set', 'interval.ms', 'x']]), incremental(METRICS, 'sub', [['set', 'match', 'foo=1']]), incremental(METRICS, 'sub', [['set', 'match', 'client_id']]),
  incremental(METRICS, 'sub', [['set', 'match', 'client_id=(']]), incremental(METRICS, '', [['set', 'interval.ms', '1000']]), describe(METRICS, ''), incremental(METRICS, 'sub', [['append', 'metrics', 'c.']]), describe(METRICS, 'sub', ['metrics']),
  incremental(GROUP, 'g', [['set', 'consumer.session.timeout.ms', '50000'], ['set', 'consumer.heartbeat.interval.ms', '6000']]), describe(GROUP, 'g', ['consumer.session.timeout.ms', 'consumer.heartbeat.interval.ms', 'consumer.assignment.interval.ms']),
  describe(GROUP, 'absent', ['consumer.session.timeout.ms']), incremental(GROUP, 'g', [['set', 'foo', '1']]), incremental(GROUP, 'g', [['set', 'consumer.session.timeout.ms', '1']]), incremental(GROUP, 'g', [['set', 'consumer.session.timeout.ms', '99999999']]),
  incremental(GROUP, 'g', [['set', 'consumer.session.timeout.ms', 'x']]), incremental(GROUP, 'g', [['set', 'consumer.heartbeat.interval.ms', '1']]), incremental(GROUP, '', [['set', 'consumer.session.timeout.ms', '50000']]), describe(GROUP, ''),
  incremental(GROUP, 'g', [['delete', 'consumer.session.timeout.ms']]), describe(0, 'x'), describe(3, 'x'),

  { api: 'ListConfigResources', version: 1, request: { resourceTypes: [TOPIC, BROKER, METRICS, GROUP] } }, { api: 'ListConfigResources', version: 1, request: { resourceTypes: [TOPIC] } },
  { api: 'ListConfigResources', version: 0, request: { resourceTypes: [] } }, { api: 'ListConfigResources', version: 1, request: { resourceTypes: [99] } },

  { api: 'ElectLeaders', version: 2, request: { electionType: 0, timeoutMs: 10000, topicPartitions: [{ topic: 'orders', partitions: [0, 99] }, { topic: 'absent', partitions: [0] }] } },
  { api: 'ElectLeaders', version: 2, request: { electionType: 1, timeoutMs: 10000, topicPartitions: [{ topic: 'orders', partitions: [0] }] } },
  { api: 'ElectLeaders', version: 2, request: { electionType: 0, timeoutMs: 10000, topicPartitions: null } },
  { api: 'AlterPartitionReassignments', version: 1, request: { timeoutMs: 10000, allowReplicationFactorChange: true, topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, replicas: [1] }, { partitionIndex: 1, replicas: null }, { partitionIndex: 2, replicas: [9] }, { partitionIndex: 99, replicas: [1] }, { partitionIndex: 3, replicas: [] }, { partitionIndex: 4, replicas: [1, 1] }] }, { name: 'absent', partitions: [{ partitionIndex: 0, replicas: [1] }] }] } },
  { api: 'ListPartitionReassignments', version: 0, request: { timeoutMs: 10000, topics: null } }, { api: 'ListPartitionReassignments', version: 0, request: { timeoutMs: 10000, topics: [{ name: 'orders', partitionIndexes: [0] }, { name: 'absent', partitionIndexes: [0] }] } },

  { api: 'AlterClientQuotas', version: 1, request: { validateOnly: false, entries: [{ entity: [{ entityType: 'user', entityName: 'ann' }, { entityType: 'client-id', entityName: null }], ops: [{ key: 'producer_byte_rate', value: 1024, remove: false }, { key: 'request_percentage', value: 12.5, remove: false }] }] } },
  { api: 'AlterClientQuotas', version: 1, request: { validateOnly: false, entries: [{ entity: [{ entityType: 'ip', entityName: '127.0.0.1' }], ops: [{ key: 'connection_creation_rate', value: 10, remove: false }] }] } },
  ...[
    [[], 'producer_byte_rate', 1], [[['user', 'ann']], 'foo', 1], [[['user', 'ann']], 'producer_byte_rate', 0], [[['user', 'ann']], 'producer_byte_rate', 1.5], [[['foo', 'ann']], 'producer_byte_rate', 1], [[['user', '']], 'producer_byte_rate', 1],
    [[['user', 'ann'], ['ip', '127.0.0.1']], 'producer_byte_rate', 1], [[['ip', '127.0.0.1']], 'producer_byte_rate', 1], [[['user', 'ann']], 'connection_creation_rate', 1],
  ].map(([entity, key, value]) => ({ api: 'AlterClientQuotas', version: 1, request: { validateOnly: false, entries: [{ entity: entity.map(([entityType, entityName]) => ({ entityType, entityName })), ops: [{ key, value, remove: false }] }] } })),
  ...[[], [['user', 0, 'ann']], [['user', 2, null]], [['client-id', 1, null]], [['ip', 0, '127.0.0.1']], [['user', 0, 'bob']], [['user', 2, null], ['user', 0, 'x']], [['ip', 2, null], ['user', 2, null]], [['foo', 2, null]]].flatMap(components =>
    [false, true].map(strict => ({ api: 'DescribeClientQuotas', version: 1, request: { strict, components: components.map(([entityType, matchType, match]) => ({ entityType, matchType, match })) } }))),

  { api: 'UpdateFeatures', version: 2, request: { timeoutMs: 10000, validateOnly: false, featureUpdates: [{ feature: 'metadata.version', maxVersionLevel: 30, upgradeType: 1, allowDowngrade: false }] } },
  ...[['metadata.version', 99, 1], ['metadata.version', 20, 1], ['foo', 1, 1], ['eligible.leader.replicas.version', 0, 1], ['eligible.leader.replicas.version', 7, 1], ['eligible.leader.replicas.version', -1, 1], ['eligible.leader.replicas.version', 0, 2], ['eligible.leader.replicas.version', 1, 1]].map(([feature, maxVersionLevel, upgradeType]) => ({
    api: 'UpdateFeatures', version: 2, request: { timeoutMs: 10000, validateOnly: false, featureUpdates: [{ feature, maxVersionLevel, upgradeType, allowDowngrade: false }] },
  })),
  { api: 'UpdateFeatures', version: 1, request: { timeoutMs: 10000, validateOnly: false, featureUpdates: [{ feature: 'foo', maxVersionLevel: 1, upgradeType: 1, allowDowngrade: false }] } },
  { api: 'UpdateFeatures', version: 2, request: { timeoutMs: 10000, validateOnly: false, featureUpdates: [] } },

  { api: 'UnregisterBroker', version: 0, request: { brokerId: 9 } },
  { api: 'DescribeQuorum', version: 2, request: { topics: [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }] } },
  { api: 'DescribeQuorum', version: 2, request: { topics: [{ topicName: 'orders', partitions: [{ partitionIndex: 0 }] }] } },

  remove([{ name: 'absent' }]), remove([{ topicId: '$id:orders' }, { topicId: 'abcdefghijklmnopqrstuA' }]), remove([{ name: 'orders' }]), remove([{ name: 'defaults' }, { name: 'defaults' }]), remove([{ topicId: '$id:defaults' }, { name: 'defaults' }]),
  remove([{ name: 'defaults', topicId: '$id:defaults' }]), remove([{}]), remove(['defaults', 'absent'], 5), remove(['manual'], 1),
]
