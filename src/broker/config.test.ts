import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BrokerConfig, brokerConfigDefinitions } from './config.ts'
import { formatConfigValue, parseConfigValue, parseConfigTable } from './config-def.ts'
import { topicConfigTable } from './config-table.ts'
import { formatProperty, parseKeyValue, parseProperties } from './properties.ts'

const topicDefinitions = parseConfigTable(topicConfigTable)
const check = (name: string, text: string) => () => parseConfigValue(topicDefinitions.get(name) ?? brokerConfigDefinitions.get(name)!, text)

test('a property file is read as Java reads it', () => {
  const text = [
    '# a comment', '! another', '', 'node.id=7', '  log.dirs = /a,\\', '    /b', 'broker.rack: r 1 ', 'zone\\=a\\ b=c\\td', 'empty', 'unicode=\\u006bafka',
    'node.id=8', 'path=C:\\\\data',
  ].join('\r\n')
  assert.deepEqual(Object.fromEntries(parseProperties(text)), {
    'node.id': '8', 'log.dirs': '/a,/b', 'broker.rack': 'r 1 ', 'zone=a b': 'c\td', empty: '', unicode: 'kafka', path: 'C:\\data',
  })
  assert.deepEqual([...parseProperties(formatProperty('a b=c', ' x\\y\n'))], [['a b=c', ' x\\y\n']])
  assert.throws(() => parseProperties('a=1\nb=\\u12', 'x.properties'), /x.properties:2/)
  assert.deepEqual(parseKeyValue('a=b=c'), ['a', 'b=c'])
  assert.throws(() => parseKeyValue('=b'), /not of the form/)
})

test('wrong values are refused with the name, the value and what is wanted', () => {
  const cases: [string, string, string][] = [
    ['retention.ms', 'abc', 'retention.ms=abc: a whole number from -9223372036854775808 to 9223372036854775807 is wanted'],
    ['retention.ms', '-2', 'retention.ms=-2: -1 is the least'],
    ['retention.ms', '99999999999999999999', 'retention.ms=99999999999999999999: a whole number from -9223372036854775808 to 9223372036854775807 is wanted'],
    ['segment.bytes', '1.5', 'segment.bytes=1.5: a whole number from -2147483648 to 2147483647 is wanted'],
    ['cleanup.policy', 'foo', 'cleanup.policy=foo: one of compact, delete is wanted'],
    ['cleanup.policy', 'delete,', 'cleanup.policy=delete, has an empty entry'],
    ['compression.type', 'GZIP', 'compression.type=GZIP: one of uncompressed, zstd, lz4, snappy, gzip, producer is wanted'],
    ['min.cleanable.dirty.ratio', '2', 'min.cleanable.dirty.ratio=2.0: 1 is the most'],
    ['preallocate', 'yes', 'preallocate=yes: true or false is wanted'],
    ['compression.gzip.level', '0', 'compression.gzip.level=0: 1 to 9 is wanted, or -1 for the default'],
    ['group.consumer.migration.policy', 'x', 'group.consumer.migration.policy=x: one of DISABLED, DOWNGRADE, UPGRADE, BIDIRECTIONAL is wanted, in any case'],
    ['listeners', '', 'listeners is an empty list; it needs a value'],
    ['listeners', 'PLAINTEXT://:1,PLAINTEXT://:1', 'listeners=PLAINTEXT://:1,PLAINTEXT://:1 names an entry twice'],
    ['group.coordinator.rebalance.protocols', '', 'group.coordinator.rebalance.protocols is an empty list; it needs some of consumer, classic, share, streams'],
    ['leader.replication.throttled.replicas', 'x', 'leader.replication.throttled.replicas=[x]: * is wanted, or partition:broker pairs with commas between'],
    ['controller.quorum.voters', 'x', "controller.quorum.voters: 'x' is not of the form id@host:port"],
    ['remote.log.metadata.manager.class.name', '', 'remote.log.metadata.manager.class.name=: it is empty'],
  ]
  for (const [name, text, message] of cases) assert.throws(check(name, text), { message }, `${name}=${text}`)
  for (const [name, text] of [['retention.ms', ' +10 '], ['cleanup.policy', 'compact, delete'], ['cleanup.policy', ''], ['cleanup.policy', 'compact,compact'], ['preallocate', 'TRUE'], ['leader.replication.throttled.replicas', '1:2,3:4']] as const) {
    assert.doesNotThrow(check(name, text), `${name}=${text}`)
  }
})

test('values are printed as Java prints them', () => {
  const shown = (name: string, text: string): string | null => {
    const definition = brokerConfigDefinitions.get(name)!
    return formatConfigValue(definition, parseConfigValue(definition, text))
  }
  assert.equal(shown('log.cleaner.io.max.bytes.per.second', '1.7976931348623157E308'), '1.7976931348623157E308')
  assert.equal(shown('log.cleaner.io.max.bytes.per.second', '100000'), '100000.0')
  assert.equal(shown('log.cleaner.io.max.bytes.per.second', '1e7'), '1.0E7')
  assert.equal(shown('log.flush.interval.messages', '9223372036854775807'), '9223372036854775807')
  assert.equal(shown('log.dirs', '/a , /b'), '/a,/b')
})

test('every default is a valid value', () => {
  const config = BrokerConfig.from()
  for (const [name, definition] of brokerConfigDefinitions) {
    if (definition.defaultText !== undefined) assert.doesNotThrow(() => config.get(name), name)
  }
  assert.deepEqual([config.nodeId, config.logDirs, config.listeners], [1, ['/tmp/kafka-logs'], [{ name: 'PLAINTEXT', host: '', port: 9092, securityProtocol: 'PLAINTEXT' }]])
})

test('the first mistake is named, unknown names are only warned of', () => {
  assert.throws(() => BrokerConfig.from({ 'num.partitions': '0' }), /num\.partitions=0: 1 is the least/)
  assert.throws(() => BrokerConfig.from({ 'authorizer.class.name': 'x.Y' }), /authorizer\.class\.name=x\.Y is not supported yet/)
  assert.throws(() => BrokerConfig.from({ 'process.roles': 'broker' }), /process\.roles=broker is not supported yet/)
  assert.throws(() => BrokerConfig.from({ 'node.id': '1', 'broker.id': '2' }), /node\.id 1 and broker\.id 2 differ/)
  assert.throws(() => BrokerConfig.from({ listeners: 'ODD://:1' }), /no security protocol is defined for listener ODD/)
  assert.throws(() => BrokerConfig.from({ listeners: 'PLAINTEXT:9092' }), /not of the form NAME:\/\/host:port/)
  assert.throws(() => BrokerConfig.from({ listeners: 'PLAINTEXT://:9092,SSL://:9092' }), /two listeners have one port/)
  assert.throws(() => BrokerConfig.from({ 'advertised.listeners': 'PLAINTEXT://0.0.0.0:9092' }), /0\.0\.0\.0/)
  assert.throws(() => BrokerConfig.from({ 'rookery.durability': 'maybe' }), /rookery\.durability=maybe: one of fsync, replicated is wanted/)
  const { warnings } = BrokerConfig.from({ 'log.retention.hour': '1', 'completely.unrelated.thing': '1', 'listener.name.internal.ssl.keystore.type': 'PEM' })
  assert.deepEqual(warnings, ['unknown property log.retention.hour is ignored; did you mean log.retention.hours?', 'unknown property completely.unrelated.thing is ignored'])
})

test('listeners are told apart from those of the controller', () => {
  const config = BrokerConfig.from({
    listeners: 'PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093,inner://[::1]:9094',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,INNER:PLAINTEXT',
    'advertised.listeners': 'PLAINTEXT://kafka.example:19092',
  })
  assert.deepEqual(config.listeners.map(l => [l.name, l.host, l.port]), [['PLAINTEXT', '127.0.0.1', 9092], ['INNER', '::1', 9094]])
  assert.deepEqual(config.advertisedListeners.map(l => `${l.host}:${l.port}`), ['kafka.example:19092'])
  assert.equal(config.controllerListener.port, 9093)
  assert.deepEqual(BrokerConfig.from({ listeners: 'PLAINTEXT://10.0.0.5:9092' }).controllerListener, { name: 'CONTROLLER', host: '10.0.0.5', port: 9093, securityProtocol: 'PLAINTEXT' })
})

test('settings changed while running lie over the file, own before common; an invalid one is left out', () => {
  const config = BrokerConfig.from({ 'message.max.bytes': '1000', 'log.retention.ms': '5' })
  const changed = config.withDynamic(new Map([['log.retention.ms', '7']]), new Map([['log.retention.ms', '6'], ['message.max.bytes', '2000'], ['num.io.threads', 'x']]))
  assert.deepEqual([changed.number('log.retention.ms'), changed.number('message.max.bytes'), changed.number('num.io.threads')], [7, 2000, 8])
  assert.equal(changed.textOf('message.max.bytes')!.source, 'DYNAMIC_DEFAULT_BROKER_CONFIG')
  assert.equal(config.number('message.max.bytes'), 1000)
})
