import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { newCreateTopicsRequest, newCreateTopicsRequestCreatableTopic } from '../protocol/generated/create-topics.ts'
import { startController } from '../testing/controller-harness.ts'
import { VirtualDisk } from '../testing/virtual-disk.ts'
import { VirtualTime } from '../testing/virtual-time.ts'
import { checkDirectory } from './graduate.ts'
import { parseProperties } from './properties.ts'

const directory = '/data'
let disk: VirtualDisk
let time: VirtualTime

beforeEach(() => {
  time = new VirtualTime()
  disk = new VirtualDisk({ clock: time })
})

/** A directory with two topics and their logs, its broker stopped. */
async function stopped(clean = true): Promise<void> {
  const tested = await startController(disk, time, directory, { properties: { listeners: 'PLAINTEXT://127.0.0.1:19092,CONTROLLER://127.0.0.1:19093' } })
  const topics = ['orders', '__consumer_offsets'].map(name => newCreateTopicsRequestCreatableTopic({ name, numPartitions: 3, replicationFactor: 1 }))
  await tested.controller.handle('createTopics', newCreateTopicsRequest({ topics }))
  for (const topic of tested.controller.image.topicsByName.values()) topic.partitions.forEach((_, index) => tested.logs.getOrCreateLog(topic.name, index, topic.id))
  if (clean) await tested.stop()
  else disk.restart()
}

test('a directory after a clean stop is ready, without a remark, and is not touched', async () => {
  await stopped()
  const before = disk.list(directory).map(entry => entry.name).sort()
  const report = checkDirectory(disk, directory, { properties: new Map([['log.retention.hours', '3'], ['rookery.durability', 'fsync'], ['log.dirs', '/elsewhere']]) })
  assert.deepEqual([report.problems, report.notes], [[], []])
  assert.deepEqual([report.ready, report.topics, report.partitions, report.nodeId, report.metadataVersion], [true, 2, 6, 1, '4.3-IV0'])
  assert.deepEqual(Object.fromEntries(parseProperties(report.properties!)), {
    'log.retention.hours': '3',
    'log.dirs': '/data',
    'process.roles': 'broker,controller',
    'node.id': '1',
    listeners: 'PLAINTEXT://127.0.0.1:19092,CONTROLLER://127.0.0.1:19093',
    'advertised.listeners': 'PLAINTEXT://127.0.0.1:19092,CONTROLLER://127.0.0.1:19093',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.quorum.bootstrap.servers': '127.0.0.1:19093',
    'offsets.topic.num.partitions': '3',
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
  })
  assert.deepEqual(disk.list(directory).map(entry => entry.name).sort(), before)
})

test('after a kill it is ready too, with remarks about what Kafka will do', async () => {
  await stopped(false)
  const { ready, notes } = checkDirectory(disk, directory)
  assert.equal(ready, true)
  assert.ok(notes.some(note => note.includes('not stopped cleanly')))
  assert.ok(notes.some(note => note.includes('no clean-shutdown marker')))
})

const damages: [name: string, damage: () => void, said: RegExp][] = [
  ['a directory of nobody', () => disk.makeDirectory(`${directory}/lost+found`), /lost\+found is no partition's directory/],
  ['a partition of another topic id', () => disk.writeFileAtomic(`${directory}/orders-1/partition.metadata`, 'version: 0\ntopic_id: AAAAAAAAAAAAAAAAAAAABw'), /orders-1.*names topic id AAAAAAAAAAAAAAAAAAAABw/],
  ['a partition without its id', () => disk.remove(`${directory}/orders-1/partition.metadata`), /orders-1.*is missing/],
  ['meta.properties of another directory', () => disk.writeFileAtomic(`${directory}/meta.properties`, disk.readFile(`${directory}/meta.properties`).toString().replace(/directory.id=.*/, 'directory.id=gNksNugZTVizVZJLoT7YMg')), /directory\.id/],
  ['no meta.properties', () => disk.remove(`${directory}/meta.properties`), /is no data directory/],
  ['a broker that runs on it', () => void disk.lock(`${directory}/.lock`), /in use: stop the broker first/],
]
for (const [name, damage, said] of damages) {
  test(`is not ready: ${name}`, async () => {
    await stopped()
    damage()
    const { ready, problems } = checkDirectory(disk, directory)
    assert.equal(ready, false)
    assert.ok(problems.some(problem => said.test(problem)), problems.join('\n'))
  })
}

test('is not ready: metadata damaged in the middle; a torn end is only worth a remark', async () => {
  await stopped()
  const [log] = disk.list(`${directory}/__cluster_metadata-0`).filter(entry => entry.name.endsWith('.log'))
  const path = `${directory}/__cluster_metadata-0/${log!.name}`
  const whole = disk.readFile(path)
  disk.writeFileAtomic(path, Buffer.concat([whole, whole.subarray(0, 40)]))
  const torn = checkDirectory(disk, directory)
  assert.deepEqual([torn.ready, torn.topics], [true, 2])
  assert.match(torn.notes.join(), /ends with 40 bytes/)
  const damaged = Buffer.from(whole)
  damaged[300]! ^= 1
  disk.writeFileAtomic(path, damaged)
  assert.match(checkDirectory(disk, directory).problems.join(), /the metadata cannot be read: .*is damaged/)
})
