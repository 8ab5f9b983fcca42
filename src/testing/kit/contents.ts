// What a cluster holds, put there from fixtures and read as a whole (fixtures.ts has their text form). Shape A.

import type { Network } from '../../net/network.ts'
import type { System } from '../../core/system.ts'
import { type Admin, Consumer, type NewTopic, Producer } from '../../client/index.ts'
import { asBytes, type Fixture, type OffsetFixture, type RecordFixture } from './fixtures.ts'

interface ClientOptions {
  bootstrapServers: string
  network?: Network
  system?: System
}

/** One record of a topic, as `Cluster.records` answers it. */
export interface FoundRecord {
  topic: string
  partition: number
  offset: number
  timestamp: number
  key: Buffer | null
  value: Buffer | null
  headers: { key: string; value: Buffer | null }[]
}

interface Reading {
  readonly admin: Admin
  readonly clientOptions: ClientOptions
  /** Waits for the work, and moves virtual time meanwhile. */
  until<T>(work: Promise<T>): Promise<T>
}

/** The topics that the fixtures declare or name. One that nobody declares gets the partitions that its records need. */
export function topicsOf(fixtures: readonly Fixture[]): NewTopic[] {
  const wanted = new Map<string, { partitions: number; configs: NewTopic['configs'] }>()
  for (const fixture of fixtures) {
    const known = wanted.get(fixture.topic)
    if ('partitions' in fixture) wanted.set(fixture.topic, { partitions: fixture.partitions, configs: fixture.configs ?? {} })
    else {
      const needed = (('partition' in fixture ? fixture.partition : 0) ?? 0) + 1
      if (known === undefined) wanted.set(fixture.topic, { partitions: needed, configs: {} })
      else if (!fixtures.some(other => 'partitions' in other && other.topic === fixture.topic)) known.partitions = Math.max(known.partitions, needed)
    }
  }
  return [...wanted].map(([name, { configs, partitions }]) => {
    const topic = { name, numPartitions: partitions, replicationFactor: 1 }
    return configs === undefined ? topic : { ...topic, configs }
  })
}

/** Sends the records and commits the offsets. The topics are there. */
export async function put(admin: Admin, clientOptions: ClientOptions, fixtures: readonly Fixture[]): Promise<{ records: number; offsets: number }> {
  const records = fixtures.filter((fixture): fixture is RecordFixture => 'value' in fixture)
  if (records.length > 0) {
    const producer = new Producer(clientOptions)
    try {
      await producer.sendBatch(
        records.map(({ headers, key, partition, timestamp, topic, value }) => ({
          topic,
          key: asBytes(key),
          value: asBytes(value),
          ...(partition === undefined ? {} : { partition }),
          ...(timestamp === undefined ? {} : { timestamp }),
          ...(headers === undefined ? {} : { headers: Object.entries(headers).map(([name, text]) => ({ key: name, value: asBytes(text) })) }),
        })),
      )
    } finally {
      await producer.close()
    }
  }
  const offsets = fixtures.filter((fixture): fixture is OffsetFixture => 'group' in fixture)
  const groups = new Map<string, OffsetFixture[]>()
  for (const offset of offsets) groups.set(offset.group, [...(groups.get(offset.group) ?? []), offset])
  for (const [group, list] of groups) await admin.alterGroupOffsets(group, list.map(({ offset, partition, topic }) => ({ topic, partition, offset })))
  return { records: records.length, offsets: offsets.length }
}

/** Everything that the topic holds, in the order of partition and offset. */
export async function readAll(topic: string, { admin, clientOptions, until }: Reading): Promise<FoundRecord[]> {
  const [description] = await admin.describeTopics([topic])
  const partitions = description!.partitions.map(({ partition }) => ({ topic, partition }))
  const consumer = new Consumer({ ...clientOptions, autoOffsetReset: 'earliest' })
  try {
    const left = new Map((await until(consumer.endOffsets(partitions))).map(({ offset, partition }) => [partition, offset]))
    consumer.assign(partitions)
    await until(consumer.seekToBeginning(partitions))
    const found = []
    for (;;) {
      for (const { partition } of partitions) if ((await until(consumer.position({ topic, partition }))) >= (left.get(partition) ?? 0)) left.delete(partition)
      if (left.size === 0) break
      for (const { headers, key, offset, partition, timestamp, value } of await until(consumer.poll({ timeoutMs: 1000 }))) {
        found.push({ topic, partition, offset, timestamp, key, value, headers: [...headers] })
      }
    }
    return found.sort((a, b) => a.partition - b.partition || a.offset - b.offset)
  } finally {
    await consumer.close()
  }
}
