import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { newCreateTopicsRequest, newCreateTopicsRequestCreatableTopic } from '../../protocol/generated/create-topics.ts'
import type { MetadataRecord } from '../../protocol/generated/records/metadata-record-types.ts'
import { startController } from '../../testing/controller-harness.ts'
import { VirtualDisk } from '../../testing/virtual-disk.ts'
import { VirtualTime } from '../../testing/virtual-time.ts'
import { ConfigResourceType, imageRecords, type MetadataImage } from '../image.ts'
import { readMetadata } from './read-only.ts'
import { listSnapshots, readSnapshot } from './snapshot.ts'

// Made by Apache Kafka 4.3.1: scripts/interop/controller/record-directory.mjs.
const golden = fileURLToPath(new URL('../../../test/golden/controller', import.meta.url))

function copyOf(name: string): { disk: VirtualDisk; time: VirtualTime } {
  const time = new VirtualTime()
  const disk = new VirtualDisk({ clock: time })
  const copy = (from: string, to: string): void => {
    disk.makeDirectory(to)
    for (const entry of readdirSync(from, { withFileTypes: true })) {
      if (entry.isDirectory()) copy(join(from, entry.name), `${to}/${entry.name}`)
      else disk.writeFileAtomic(`${to}/${entry.name}`, readFileSync(join(from, entry.name)))
    }
  }
  copy(join(golden, name), '/data')
  return { disk, time }
}

function expectEverything(image: MetadataImage): void {
  assert.deepEqual([...image.topicsByName.keys()].sort(), ['orders', 'payments'])
  assert.deepEqual(['orders', 'payments'].map(name => image.topicsByName.get(name)!.partitions.length), [3, 2])
  assert.deepEqual([...image.configs(ConfigResourceType.TOPIC, 'orders')], [['retention.ms', '1000']])
  assert.deepEqual([...image.configs(ConfigResourceType.TOPIC, 'payments')], [['cleanup.policy', 'compact']])
  assert.deepEqual(Object.fromEntries(image.configs(ConfigResourceType.BROKER, '')), { 'message.max.bytes': '2000000', 'min.insync.replicas': '1' })
  assert.deepEqual([...image.configs(ConfigResourceType.BROKER, '1')], [['log.cleaner.threads', '2']])
  assert.deepEqual([...image.configs(ConfigResourceType.GROUP, 'billing')], [['consumer.session.timeout.ms', '50000']])
  assert.deepEqual([...image.configs(ConfigResourceType.CLIENT_METRICS, 'sub')], [['interval.ms', '1000']])
  assert.deepEqual([...image.clientQuotas.values()].map(({ entity, quotas }) => [entity, [...quotas]]), [[[{ entityType: 'user', entityName: null }], [['producer_byte_rate', 1024]]]])
  const kinds = [...image.kept.values()].map(record => record.type).sort()
  assert.deepEqual(kinds, ['AccessControlEntryRecord', 'UserScramCredentialRecord'])
  assert.equal(image.producerIds.nextProducerId, 1000)
  assert.equal(image.metadataVersion, 30)
  assert.equal(image.featureLevel('share.version'), 1)
}

for (const [name, kraftVersion] of [['kafka-directory', 1], ['kafka-directory-v0', 0]] as const) {
  describe(`a directory of Apache Kafka with kraft.version ${kraftVersion}`, () => {
    test('is read whole, from its snapshots and from its log alone', () => {
      const { disk } = copyOf(name)
      const metadata = readMetadata(disk, '/data/__cluster_metadata-0')
      expectEverything(metadata.image)
      assert.equal(metadata.kraftVersion, kraftVersion)
      assert.equal(metadata.tornBytes, 0)
      for (const { path } of listSnapshots(disk, '/data/__cluster_metadata-0')) disk.remove(path)
      expectEverything(readMetadata(disk, '/data/__cluster_metadata-0').image)
    })

    test('every one of its snapshots holds what its log held at that offset', () => {
      const { disk } = copyOf(name)
      const content = disk.readFile('/data/__cluster_metadata-0/00000000000000000000.log')
      for (const { path, endOffset } of listSnapshots(disk, '/data/__cluster_metadata-0').filter(snapshot => snapshot.endOffset > 0)) {
        const cut = new VirtualDisk()
        cut.makeDirectory('/cut')
        cut.writeFileAtomic('/cut/00000000000000000000.log', content.subarray(0, positionOf(content, endOffset)))
        assert.deepEqual(asText(readSnapshot(disk.readFile(path), path).build()), asText(readMetadata(cut, '/cut').image), path)
      }
    })

    test('is continued: nothing is lost, the kraft.version stays, what cannot be done here is kept and said', async () => {
      const { disk, time } = copyOf(name)
      const before = readMetadata(disk, '/data/__cluster_metadata-0')
      let tested = await startController(disk, time, '/data')
      expectEverything(tested.controller.image)
      assert.ok(tested.lines.some(line => line.includes('share.version=1')))
      assert.ok(tested.lines.some(line => line.includes('1 access control entry')))
      await tested.controller.handle('createTopics', newCreateTopicsRequest({ topics: [newCreateTopicsRequestCreatableTopic({ name: 'ours', numPartitions: 1, replicationFactor: 1 })] }))
      tested.controller.snapshot()
      await tested.stop()

      tested = await startController(disk, time, '/data', { register: false })
      const { image } = tested.controller
      for (const topic of before.image.topicsByName.values()) assert.equal(image.topicsByName.get(topic.name)!.id, topic.id)
      assert.equal(image.topicsByName.has('ours'), true)
      assert.equal(image.kept.size, 2)
      assert.equal(tested.metadataLog.kraftVersion, kraftVersion)
      assert.match(disk.readFile('/data/__cluster_metadata-0/quorum-state').toString(), kraftVersion === 0 ? /"data_version":0/ : /"data_version":1/)
      await tested.stop(false)
    })
  })
}

/** Where the batch that begins at `offset` lies. */
function positionOf(content: Buffer, offset: number): number {
  let position = 0
  while (position < content.length && Number(content.readBigInt64BE(position)) < offset) position += 12 + content.readInt32BE(position + 8)
  return position
}

/** The image's records, they and their features in an order of their own. */
function asText(image: MetadataImage): string[] {
  const sorted = ({ type, data }: MetadataRecord): unknown =>
    'features' in data ? { type, data: { ...data, features: data.features.map(feature => JSON.stringify(feature)).sort() } } : { type, data }
  return [...imageRecords(image)].map(record => JSON.stringify(sorted(record))).sort()
}
