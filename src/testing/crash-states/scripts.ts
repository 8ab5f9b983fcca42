// Short scripts whose every crash is looked at: together they touch everything that the broker writes.

import type { IdempotentProducer } from './life.ts'
import type { Script, Stage } from './stage.ts'

/** Small segments with dense indexes. */
const small = { 'internal.segment.bytes': '300', 'index.interval.bytes': '0' }
const compact = { ...small, 'cleanup.policy': 'compact', 'min.cleanable.dirty.ratio': '0.01', 'file.delete.delay.ms': '500' }

const withTopic =
  (configs: Readonly<Record<string, string>> = {}, partitions = 1) =>
  async (stage: Stage): Promise<void> => {
    await stage.start()
    await stage.create('orders', partitions, configs)
  }

const withRecords =
  (count: number, configs: Readonly<Record<string, string>> = {}) =>
  async (stage: Stage): Promise<void> => {
    await withTopic(configs)(stage)
    for (let i = 0; i < count; i++) await stage.send('orders', 0, [`old-${i}`])
  }

/** A group's offsets, so that the topic for them exists. */
const withCommits = async (stage: Stage): Promise<void> => {
  await withRecords(3)(stage)
  await stage.commit('billing', 'orders', 0, 1)
}

async function sendMany(stage: Stage, from: number, to: number, options: Parameters<Stage['send']>[3] = {}): Promise<void> {
  for (let i = from; i < to; i++) await stage.send('orders', 0, [`v${i}`], options)
}

const withKeys = (configs: Readonly<Record<string, string>> = {}) => async (stage: Stage): Promise<void> => {
  await withTopic({ ...compact, ...configs })(stage)
  for (let i = 0; i < 8; i++) await stage.send('orders', 0, [`old-${i}`], { key: `k${i % 2}` })
}

let producer: IdempotentProducer

export const scripts: readonly Script[] = [
  // ---- the first start, and later ones
  { name: 'first start', body: stage => stage.start() },
  { name: 'clean stop and start', before: withRecords(3), body: stage => stage.restart('stop') },
  { name: 'a topic without records, a clean stop, then the first append', before: stage => stage.start(), body: async stage => { await stage.create('orders'); await stage.restart('stop'); await sendMany(stage, 0, 1) } },
  { name: 'kill and start', before: withRecords(3), body: stage => stage.restart('kill') },
  { name: 'power loss and start', before: withRecords(3), body: stage => stage.restart('power') },
  {
    name: 'clean stop with several segments and producers',
    before: async stage => {
      await withTopic(small)(stage)
      producer = await stage.producer()
      await sendMany(stage, 0, 6, { producer })
    },
    body: stage => stage.restart('stop'),
  },
  {
    name: 'kill with several segments, then an append',
    before: async stage => {
      await withTopic(small)(stage)
      await sendMany(stage, 0, 6)
    },
    body: async stage => {
      await stage.restart('kill')
      await sendMany(stage, 6, 8)
    },
  },
  {
    name: 'a torn tail is cut off',
    before: async stage => {
      await withRecords(4)(stage)
      stage.disk.corrupt('/data/orders-0/00000000000000000000.log', bytes => Buffer.concat([bytes, bytes.subarray(0, 40)]))
    },
    body: stage => stage.restart('kill'),
  },
  {
    name: 'indexes are rebuilt',
    before: async stage => {
      await withTopic({ 'index.interval.bytes': '0' })(stage)
      await sendMany(stage, 0, 5)
      await stage.restart('stop')
      stage.disk.corrupt('/data/orders-0/00000000000000000000.timeindex', () => Buffer.from('not an index'))
    },
    body: stage => stage.restart('kill'),
  },
  // ---- appends
  { name: 'append', before: withTopic(), body: stage => sendMany(stage, 0, 1) },
  { name: 'append, append', before: withRecords(1), body: stage => sendMany(stage, 0, 2) },
  { name: 'append a batch of five', before: withTopic(), body: async stage => void (await stage.send('orders', 0, ['a', 'b', 'c', 'd', 'e'])) },
  { name: 'append over three pages', before: withTopic(), body: async stage => void (await stage.send('orders', 0, [`big-${'x'.repeat(9000)}`])) },
  {
    name: 'append over a page into a half full one',
    before: async stage => {
      await withTopic()(stage)
      await stage.send('orders', 0, [`first-${'y'.repeat(3500)}`])
    },
    body: async stage => void (await stage.send('orders', 0, [`second-${'z'.repeat(3000)}`])),
  },
  {
    name: 'append to two partitions at once',
    before: withTopic({}, 2),
    body: async stage => void (await Promise.all([stage.send('orders', 0, ['a']), stage.send('orders', 1, ['b'])])),
  },
  {
    name: 'append while a sync runs',
    before: withTopic(),
    body: async stage => void (await Promise.all([stage.send('orders', 0, ['a']), stage.wait(1).then(() => stage.send('orders', 0, ['b'])), stage.wait(2).then(() => stage.send('orders', 0, ['c']))])),
  },
  {
    name: 'append with acks=1, then with acks=all',
    before: withTopic(),
    body: async stage => {
      await stage.send('orders', 0, ['a'], { acks: 1 })
      await stage.send('orders', 0, ['b'])
    },
  },
  { name: 'append with gzip', before: withTopic(), body: async stage => void (await stage.send('orders', 0, ['a', 'aaaaaaaaaaaaaaaa'], { compression: 'gzip' })) },
  { name: 'append with lz4', before: withTopic(), body: async stage => void (await stage.send('orders', 0, ['a', 'aaaaaaaaaaaaaaaa'], { compression: 'lz4' })) },
  { name: 'append with zstd', before: withTopic(), body: async stage => void (await stage.send('orders', 0, ['a', 'aaaaaaaaaaaaaaaa'], { compression: 'zstd' })) },
  { name: 'append and a checkpoint', before: withTopic(), body: async stage => { await sendMany(stage, 0, 1); await stage.wait(2500) } },
  { name: 'append that is flushed at once', before: withTopic({ 'flush.messages': '1' }), body: stage => sendMany(stage, 0, 2) },
  // ---- segments
  { name: 'roll by size', before: withRecords(2, small), body: stage => sendMany(stage, 0, 3) },
  { name: 'roll by time', before: withRecords(1, { 'segment.ms': '1000' }), body: async stage => { await stage.wait(1500); await sendMany(stage, 0, 1) } },
  { name: 'roll twice, and a checkpoint', before: withTopic(small), body: async stage => { await sendMany(stage, 0, 5); await stage.wait(2500) } },
  { name: 'roll while a sync runs', before: withRecords(2, small), body: async stage => void (await Promise.all([stage.send('orders', 0, ['a']), stage.wait(1).then(() => stage.send('orders', 0, ['b'.repeat(200)]))])) },
  { name: 'roll because the setting changed', before: withRecords(3), body: async stage => { await stage.setConfigs('orders', { 'internal.segment.bytes': '200' }); await sendMany(stage, 0, 2) } },
  { name: 'roll after a power loss', before: withRecords(3, small), body: async stage => { await stage.restart('power'); await sendMany(stage, 0, 2) } },
  // ---- idempotent producers
  { name: 'a producer id', before: withTopic(), body: async stage => void (await stage.producer()) },
  { name: 'the first batch of a producer', before: withTopic(), body: async stage => { producer = await stage.producer(); await sendMany(stage, 0, 1, { producer }) } },
  { name: 'three batches of a producer', before: async stage => { await withTopic()(stage); producer = await stage.producer() }, body: stage => sendMany(stage, 0, 3, { producer }) },
  { name: 'a producer across a roll', before: async stage => { await withTopic(small)(stage); producer = await stage.producer(); await sendMany(stage, 0, 2, { producer }) }, body: stage => sendMany(stage, 2, 4, { producer }) },
  {
    name: 'a batch that comes twice',
    before: async stage => { await withTopic()(stage); producer = await stage.producer(); await sendMany(stage, 0, 2, { producer }) },
    body: async stage => { await stage.life.repeat([...stage.promised.repeatable.values()].at(-1)!); await sendMany(stage, 2, 3, { producer }) },
  },
  {
    name: 'two producers, one partition',
    before: async stage => { await withTopic()(stage); producer = await stage.producer() },
    body: async stage => { const other = await stage.producer(); await stage.send('orders', 0, ['a'], { producer }); await stage.send('orders', 0, ['b'], { producer: other }) },
  },
  {
    name: 'a producer across a clean stop',
    before: async stage => { await withTopic()(stage); producer = await stage.producer(); await sendMany(stage, 0, 2, { producer }) },
    body: async stage => { await stage.restart('stop'); await sendMany(stage, 2, 3, { producer }) },
  },
  {
    name: 'a producer across a power loss',
    before: async stage => { await withTopic(small)(stage); producer = await stage.producer(); await sendMany(stage, 0, 4, { producer }) },
    body: async stage => { await stage.restart('power'); await sendMany(stage, 4, 6, { producer }) },
  },
  // ---- topics
  { name: 'create a topic', before: stage => stage.start(), body: stage => stage.create('orders') },
  { name: 'create a topic of three partitions with settings', before: stage => stage.start(), body: stage => stage.create('orders', 3, { 'retention.ms': '1000000', 'segment.ms': '70000' }) },
  { name: 'create a topic and append to it', before: stage => stage.start(), body: async stage => { await stage.create('orders'); await sendMany(stage, 0, 1) } },
  { name: 'create two topics', before: stage => stage.start(), body: async stage => { await stage.create('orders'); await stage.create('bills') } },
  { name: 'add partitions', before: withRecords(1), body: async stage => { await stage.addPartitions('orders', 3); await stage.send('orders', 2, ['a']) } },
  { name: 'delete a topic', before: withTopic(), body: stage => stage.deleteTopic('orders') },
  { name: 'delete a topic with records', before: withRecords(3, { ...small, 'file.delete.delay.ms': '500' }), body: async stage => { await stage.deleteTopic('orders'); await stage.wait(1500) } },
  { name: 'delete a topic and create it again', before: withRecords(2), body: async stage => { await stage.deleteTopic('orders'); await stage.create('orders'); await sendMany(stage, 0, 1) } },
  { name: 'delete one of two topics', before: async stage => { await withRecords(2)(stage); await stage.create('bills'); await stage.send('bills', 0, ['b']) }, body: stage => stage.deleteTopic('bills') },
  // ---- settings
  { name: 'set a topic\'s setting', before: withTopic(), body: stage => stage.setConfigs('orders', { 'retention.ms': '5000000' }) },
  { name: 'set two and one again', before: withTopic(), body: async stage => { await stage.setConfigs('orders', { 'retention.ms': '5000000', 'segment.ms': '100000' }); await stage.setConfigs('orders', { 'segment.ms': '200000' }) } },
  { name: 'put a setting back', before: withTopic({ 'retention.ms': '5000000' }), body: stage => stage.setConfigs('orders', { 'retention.ms': null }) },
  { name: 'set and append', before: withRecords(1), body: async stage => { await stage.setConfigs('orders', { 'compression.type': 'gzip' }); await sendMany(stage, 0, 1) } },
  // ---- the metadata log
  { name: 'a metadata snapshot', properties: { 'metadata.log.max.record.bytes.between.snapshots': '300' }, before: withTopic(), body: async stage => { for (let i = 0; i < 4; i++) await stage.setConfigs('orders', { 'retention.ms': String(5_000_000 + i) }); await stage.wait(3000) } },
  { name: 'a metadata snapshot, then a topic', properties: { 'metadata.log.max.record.bytes.between.snapshots': '300' }, before: withTopic(), body: async stage => { for (let i = 0; i < 3; i++) await stage.setConfigs('orders', { 'retention.ms': String(5_000_000 + i) }); await stage.wait(3000); await stage.create('bills') } },
  { name: 'a start from a metadata snapshot', properties: { 'metadata.log.max.record.bytes.between.snapshots': '300' }, before: async stage => { await withTopic()(stage); for (let i = 0; i < 6; i++) await stage.setConfigs('orders', { 'retention.ms': String(5_000_000 + i) }); await stage.wait(3000) }, body: stage => stage.restart('power') },
  // ---- groups
  { name: 'the first commit of all', before: withRecords(3), body: stage => stage.commit('billing', 'orders', 0, 1) },
  { name: 'a commit', before: withCommits, body: stage => stage.commit('billing', 'orders', 0, 2) },
  { name: 'commits of two groups', before: withCommits, body: async stage => void (await Promise.all([stage.commit('billing', 'orders', 0, 2), stage.commit('audit', 'orders', 0, 3)])) },
  { name: 'delete committed offsets', before: withCommits, body: stage => stage.deleteGroupOffsets('billing', 'orders', 0) },
  { name: 'delete a group', before: withCommits, body: stage => stage.deleteGroup('billing') },
  { name: 'delete the topic that was committed for', before: withCommits, body: async stage => { stage.promised.commits.delete('billing orders-0'); await stage.deleteTopic('orders') } },
  { name: 'a member of a classic group', before: withCommits, body: async stage => void (await stage.life.joinClassicGroup('members')) },
  { name: 'a static member of a classic group', before: withCommits, body: async stage => void (await stage.life.joinClassicGroup('members', 'one')) },
  { name: 'a member of a consumer group', before: withCommits, body: async stage => { await stage.life.joinConsumerGroup('members', 'AAAAAAAAAAAAAAAAAAAABQ', ['orders']); await stage.wait(500) } },
  { name: 'commits across a power loss', before: withCommits, body: async stage => { await stage.restart('power'); await stage.commit('billing', 'orders', 0, 3) } },
  // ---- what takes records away
  { name: 'delete records', before: withRecords(4), body: stage => stage.deleteRecords('orders', 0, 2) },
  { name: 'delete records over segments, then append', before: withRecords(6, { ...small, 'file.delete.delay.ms': '500' }), body: async stage => { await stage.deleteRecords('orders', 0, 5); await sendMany(stage, 0, 1); await stage.wait(3000) } },
  { name: 'delete all records', before: withRecords(3), body: async stage => { await stage.deleteRecords('orders', 0, 3); await stage.wait(2500); await sendMany(stage, 0, 1) } },
  { name: 'retention by size', before: async stage => { await withRecords(8, { ...small, 'file.delete.delay.ms': '500' })(stage); stage.mayLose('orders', 0, 8) }, body: async stage => { await stage.setConfigs('orders', { 'retention.bytes': '300' }); await stage.wait(3000) } },
  { name: 'retention by time', before: async stage => { await withRecords(4, { ...small, 'file.delete.delay.ms': '500' })(stage); stage.mayLose('orders', 0, 4) }, body: async stage => { await stage.setConfigs('orders', { 'retention.ms': '1000' }); await stage.wait(4000); await sendMany(stage, 0, 1) } },
  { name: 'compaction', before: withKeys({ 'min.compaction.lag.ms': '5000' }), body: stage => stage.wait(12_000) },
  { name: 'compaction twice', before: withKeys(), body: async stage => { await stage.wait(3000); for (let i = 0; i < 4; i++) await stage.send('orders', 0, [`new-${i}`], { key: `k${i % 2}` }); await stage.wait(3000) } },
  { name: 'compaction with a key that ends', before: withKeys(), body: async stage => { await stage.send('orders', 0, [''], { key: 'k1', tombstone: true }); await stage.send('orders', 0, ['x'.repeat(150)], { key: 'k2' }); await stage.wait(3000) } },
  { name: 'append while compaction runs', before: withKeys({ 'min.compaction.lag.ms': '2000' }), body: async stage => void (await Promise.all([stage.wait(5000), stage.wait(2400).then(() => stage.send('orders', 0, ['m1'], { key: 'k0' })), stage.wait(3100).then(() => stage.send('orders', 0, ['m2'], { key: 'k1' }))])) },
]

/** A longer script, drawn from the seed: everything above in one life, a few operations at a time. */
export function drawScript(seed: number, random: { int(n: number): number }): Script {
  const steps = Array.from({ length: 25 }, () => random.int(16))
  const isSmall = random.int(2) === 0
  const plans = steps.map(step => [step, random.int(2), random.int(1000)] as const)
  return {
    name: `drawn from seed ${seed}`,
    properties: { 'metadata.log.max.record.bytes.between.snapshots': '2000' },
    before: async stage => {
      await stage.start()
      await stage.create('orders', 2, isSmall ? small : {})
      await stage.create('keys', 1, compact)
    },
    body: async stage => {
      const producer = await stage.producer()
      let number = 0
      const next = (): string => `v${number++}`
      for (const [step, partition, extra] of plans) {
        const { promised } = stage
        const end = Math.max(-1, ...(promised.acknowledged.get(`orders-${partition}`)?.keys() ?? [])) + 1
        if (step < 4) await stage.send('orders', partition, Array.from({ length: 1 + (extra % 3) }, next), { producer })
        else if (step < 6) await Promise.all([stage.send('orders', 0, [next()]), stage.send('orders', 1, [next()])])
        else if (step < 8) await stage.send('keys', 0, [`${next()}-${'x'.repeat(extra % 120)}`], { key: `k${extra % 3}` })
        else if (step === 8) await stage.commit('billing', 'orders', partition, end)
        else if (step === 9) await stage.setConfigs('orders', { 'segment.ms': String(100_000 + extra) })
        else if (step === 10) {
          if ((promised.topics.get('extra') ?? 0) > 0) await stage.deleteTopic('extra')
          else await stage.create('extra', 1 + (extra % 2))
        } else if (step === 11 && (promised.topics.get('extra') ?? 0) > 0) await stage.send('extra', 0, [next()])
        else if (step === 12) await stage.deleteRecords('orders', partition, Math.min(end, Math.max(0, end - 2)))
        else if (step === 13) await stage.wait(500 + extra * 3)
        else if (step === 14) await stage.restart((['stop', 'kill', 'power'] as const)[extra % 3]!)
        else await stage.send('orders', partition, [`${next()}-${'y'.repeat(isSmall ? extra % 150 : extra * 5)}`])
      }
    },
  }
}
