// Apache Kafka's own command-line tools against one server, as an operator would use them.
//   node test/interop/tools.mjs [--target rookery|apache]
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Report } from './lib/report.mjs'
import { startApache, startRookery, temporaryDirectory } from './lib/servers.mjs'
import { java, kafkaLibs, runJava } from './lib/toolchain.mjs'

const { values: options } = parseArgs({ options: { target: { type: 'string', default: 'rookery' } } })
const libs = kafkaLibs()
const report = new Report(`Apache Kafka's tools on ${options.target}`)
const server = options.target === 'apache' ? await startApache(libs) : await startRookery({ properties: { 'group.initial.rebalance.delay.ms': '0' } })
const B = ['--bootstrap-server', server.bootstrap]
const topics = (...args) => runJava(libs, ['org.apache.kafka.tools.TopicCommand', ...B, ...args])
const configs = (...args) => runJava(libs, ['kafka.admin.ConfigCommand', ...B, ...args])
const groups = (...args) => runJava(libs, ['org.apache.kafka.tools.consumer.group.ConsumerGroupCommand', ...B, ...args])
const offsets = (...args) => runJava(libs, ['org.apache.kafka.tools.GetOffsetShell', ...B, ...args])

function expect(output, ...patterns) {
  for (const pattern of patterns) {
    if (!(pattern instanceof RegExp ? pattern.test(output) : output.includes(pattern))) throw new Error(`no ${pattern} in:\n${output}`)
  }
}

/** Expects the tool to fail with a text that matches. */
function refuse(run, pattern) {
  let output
  try {
    output = run()
  } catch (error) {
    output = `${error.stdout}${error.stderr}`
  }
  expect(output, pattern)
}

/** Runs a tool that reads standard input, or goes on until it is stopped. */
function pipe(mainAndArgs, input) {
  return new Promise((resolve, reject) => {
    const child = spawn('java', java(libs, mainAndArgs), { stdio: ['pipe', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', chunk => (output += chunk))
    child.stderr.on('data', chunk => (output += chunk))
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000)
    child.once('exit', code => {
      clearTimeout(timer)
      code === 0 ? resolve(output) : reject(new Error(`exit ${code}: ${output.slice(-2000)}`))
    })
    child.stdin.end(input)
  })
}

const checks = {
  'topics: create with configs, list, describe': () => {
    topics('--create', '--topic', 'orders', '--partitions', '3', '--replication-factor', '1', '--config', 'retention.ms=3600000')
    expect(topics('--list'), /^orders$/m)
    expect(topics('--describe', '--topic', 'orders'), /PartitionCount: 3\s+ReplicationFactor: 1\s+Configs: .*retention\.ms=3600000/, /Partition: 2\s+Leader: 1\s+Replicas: 1\s+Isr: 1/)
  },
  'topics: create again is refused, --if-not-exists is not': () => {
    refuse(() => topics('--create', '--topic', 'orders'), /TopicExistsException|already exists/)
    topics('--create', '--topic', 'orders', '--if-not-exists')
  },
  'topics: what is not possible is refused by name': () => {
    refuse(() => topics('--create', '--topic', 'bad name'), /InvalidTopicException|is invalid|illegal/i)
    refuse(() => topics('--create', '--topic', 'wide', '--replication-factor', '3'), /InvalidReplicationFactorException|replicat/i)
    refuse(() => topics('--create', '--topic', 'odd', '--config', 'no.such.config=1'), /no\.such\.config/)
    refuse(() => topics('--create', '--topic', 'odd', '--config', 'retention.ms=soon'), /retention\.ms/)
  },
  'topics: more partitions, not fewer': () => {
    topics('--alter', '--topic', 'orders', '--partitions', '5')
    expect(topics('--describe', '--topic', 'orders'), 'PartitionCount: 5')
    refuse(() => topics('--alter', '--topic', 'orders', '--partitions', '2'), /InvalidPartitionsException|higher than|must be/)
  },
  'configs: topic add, describe with synonyms, delete': () => {
    configs('--alter', '--entity-type', 'topics', '--entity-name', 'orders', '--add-config', 'cleanup.policy=[compact,delete],segment.bytes=2000000')
    expect(configs('--describe', '--entity-type', 'topics', '--entity-name', 'orders'), 'cleanup.policy=compact,delete', /segment\.bytes=2000000.*DYNAMIC_TOPIC_CONFIG:segment\.bytes=2000000.*DEFAULT_CONFIG:log\.segment\.bytes=1073741824/)
    configs('--alter', '--entity-type', 'topics', '--entity-name', 'orders', '--delete-config', 'cleanup.policy,segment.bytes')
    const after = configs('--describe', '--entity-type', 'topics', '--entity-name', 'orders')
    if (after.includes('segment.bytes')) throw new Error(after)
    expect(configs('--describe', '--all', '--entity-type', 'topics', '--entity-name', 'orders'), 'segment.bytes=1073741824', 'retention.ms=3600000', 'min.insync.replicas=1')
  },
  'configs: broker and cluster default': () => {
    configs('--alter', '--entity-type', 'brokers', '--entity-default', '--add-config', 'log.retention.ms=7200000')
    expect(configs('--describe', '--entity-type', 'brokers', '--entity-default'), /log\.retention\.ms=7200000/)
    expect(configs('--describe', '--all', '--entity-type', 'topics', '--entity-name', 'orders'), /retention\.ms=3600000.*DYNAMIC_TOPIC_CONFIG:retention\.ms=3600000.*DYNAMIC_DEFAULT_BROKER_CONFIG:log\.retention\.ms=7200000/)
    configs('--alter', '--entity-type', 'brokers', '--entity-default', '--delete-config', 'log.retention.ms')
    expect(configs('--describe', '--all', '--entity-type', 'brokers', '--entity-name', '1'), /node\.id=1 /)
  },
  'console producer and consumer, keys and headers': async () => {
    await pipe(['org.apache.kafka.tools.ConsoleProducer', ...B, '--topic', 'orders', '--reader-property', 'parse.key=true', '--reader-property', 'parse.headers=true'],
      Array.from({ length: 30 }, (_, i) => `h:${i}\tkey-${i % 7}\tvalue-${i}\n`).join(''))
    const out = await pipe(['org.apache.kafka.tools.consumer.ConsoleConsumer', ...B, '--topic', 'orders', '--from-beginning', '--max-messages', '30', '--timeout-ms', '20000', '--group', 'console',
      '--formatter-property', 'print.key=true', '--formatter-property', 'print.headers=true', '--formatter-property', 'print.partition=true'])
    const lines = out.split('\n').filter(line => line.includes('value-'))
    if (lines.length !== 30) throw new Error(out)
    expect(out, /Partition:\d\th:12\tkey-5\tvalue-12/)
  },
  'offsets: latest, earliest, max timestamp': () => {
    const sum = text => text.trim().split('\n').reduce((total, line) => total + Number(line.split(':')[2]), 0)
    const [latest, earliest] = [sum(offsets('--topic', 'orders', '--time', '-1')), sum(offsets('--topic', 'orders', '--time', 'earliest'))]
    if (latest !== 30 || earliest !== 0) throw new Error(`${latest} ${earliest}`)
    offsets('--topic', 'orders', '--time', 'max-timestamp')
  },
  'groups: list, describe, state, members': () => {
    expect(groups('--list'), /^console$/m)
    expect(groups('--list', '--state'), /console\s+.*Empty/)
    const described = groups('--describe', '--group', 'console')
    const lag = [...described.matchAll(/console\s+orders\s+\d\s+(\d+)\s+(\d+)\s+(\d+)/g)]
    if (lag.length === 0 || lag.some(([, , , behind]) => behind !== '0')) throw new Error(described)
    expect(groups('--describe', '--group', 'console', '--state'), /Empty\s+0/)
  },
  'groups: reset in every form, dry run first': () => {
    const reset = (...args) => groups('--reset-offsets', '--group', 'console', '--topic', 'orders', ...args)
    const total = text => [...text.matchAll(/console\s+orders\s+\d\s+(\d+)/g)].reduce((sum, [, offset]) => sum + Number(offset), 0)
    const is = (text, expected) => { if (total(text) !== expected) throw new Error(`${total(text)} instead of ${expected}:\n${text}`) }
    is(reset('--to-earliest', '--dry-run'), 0)
    is(reset('--to-latest', '--dry-run'), 30)
    is(reset('--to-earliest', '--execute'), 0)
    is(reset('--shift-by', '1', '--execute'), groupsNonEmpty())
    is(reset('--to-datetime', '2020-01-01T00:00:00.000', '--dry-run'), 0)
    is(reset('--by-duration', 'PT0S', '--dry-run'), 30)
    reset('--to-offset', '2', '--dry-run')
    reset('--to-current', '--dry-run')
    const file = join(temporaryDirectory('reset'), 'plan.csv')
    writeFileSync(file, 'orders,0,1\n')
    expect(groups('--reset-offsets', '--group', 'console', '--from-file', file, '--execute'), /console\s+orders\s+0\s+\d/)
    function groupsNonEmpty() {
      // Shifting past the end stops at the end: one per partition that has records.
      return offsets('--topic', 'orders', '--time', '-1').trim().split('\n').filter(line => !line.endsWith(':0')).length
    }
  },
  'groups: delete offsets, delete group': () => {
    expect(groups('--delete-offsets', '--group', 'console', '--topic', 'orders'), /Successful/)
    expect(groups('--delete', '--group', 'console'), /successful/)
    refuse(() => groups('--describe', '--group', 'console'), /does not exist|GroupIdNotFound/)
  },
  'delete records, then the log begins later': () => {
    const partition = offsets('--topic', 'orders', '--time', '-1').trim().split('\n').map(line => line.split(':')).find(([, , end]) => Number(end) >= 2)[1]
    const file = join(temporaryDirectory('delete'), 'delete.json')
    writeFileSync(file, JSON.stringify({ partitions: [{ topic: 'orders', partition: Number(partition), offset: 2 }], version: 1 }))
    expect(runJava(libs, ['org.apache.kafka.tools.DeleteRecordsCommand', ...B, '--offset-json-file', file]), /low_watermark: 2/)
    expect(offsets('--topic-partitions', `orders:${partition}`, '--time', 'earliest'), `orders:${partition}:2`)
  },
  'log dirs, features, quorum, cluster id': () => {
    expect(runJava(libs, ['org.apache.kafka.tools.LogDirsCommand', ...B, '--describe', '--topic-list', 'orders']), /"partition":"orders-0"/)
    expect(runJava(libs, ['org.apache.kafka.tools.FeatureCommand', ...B, 'describe']), /metadata\.version.*FinalizedVersionLevel/)
    expect(runJava(libs, ['org.apache.kafka.tools.MetadataQuorumCommand', ...B, 'describe', '--status']), /LeaderId:\s+1/)
    expect(runJava(libs, ['org.apache.kafka.tools.ClusterTool', 'cluster-id', ...B]), /Cluster ID: /)
  },
  'broker api versions': () => {
    expect(runJava(libs, ['org.apache.kafka.tools.BrokerApiVersionsCommand', ...B]), /Produce\(0\): 0|Produce\(0\): 3/, /Fetch\(1\): 4/)
  },
  'verifiable producer and consumer': async () => {
    await pipe(['org.apache.kafka.tools.VerifiableProducer', ...B, '--topic', 'verified', '--max-messages', '500', '--acks', '-1'])
    const out = await pipe(['org.apache.kafka.tools.VerifiableConsumer', ...B, '--topic', 'verified', '--group-id', 'verifier', '--max-messages', '500', '--reset-policy', 'earliest'])
    expect(out, /"name":"records_consumed"|records_consumed/)
  },
  'topics: delete': () => {
    topics('--delete', '--topic', 'orders')
    if (/^orders$/m.test(topics('--list'))) throw new Error('still listed')
  },
}
try {
  for (const [name, run] of Object.entries(checks)) await report.check(name, run)
} finally {
  await server.stop()
  server.remove()
}
report.finish()
