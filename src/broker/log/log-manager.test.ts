import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ConfigError } from '../../core/errors.ts'
import { LineLogger } from '../../core/logger.ts'
import { randomUuid, SeededRandom } from '../../core/random.ts'
import { encodeBatch } from '../../protocol/records/index.ts'
import { VirtualDisk } from '../../testing/virtual-disk.ts'
import { VirtualTime } from '../../testing/virtual-time.ts'
import { LogManager, type LogManagerOptions } from './log-manager.ts'
import type { PartitionLog } from './partition-log.ts'

const topicId = randomUuid(new SeededRandom(5))

interface World {
  disk: VirtualDisk
  time: VirtualTime
  lines: string[]
  start(options?: Partial<LogManagerOptions>): LogManager
}

function world(): World {
  const disk = new VirtualDisk()
  const time = new VirtualTime()
  const lines: string[] = []
  const logger = new LineLogger((level, line) => (level === 'warn' || level === 'error' ? lines.push(line) : 0))
  return { disk, time, lines, start: options => LogManager.open(disk, time, logger, { logDirs: ['/d1'], nodeId: 1, ...options }) }
}

function put(log: PartitionLog, value: string, timestamp = Date.UTC(2026, 0, 1)): void {
  log.append(encodeBatch([{ timestamp, key: Buffer.from('k'), value: Buffer.from(value) }]), { leaderEpoch: 0, origin: 'client' })
}

describe('a log directory', () => {
  test('new, is given an identity, which the next start finds again', () => {
    const { disk, start } = world()
    const first = start({ clusterId: 'AAAAAAAAAAAAAAAAAAAABQ' })
    const { meta } = first.directories[0]!
    first.close({ clean: true })
    const text = disk.readFile('/d1/meta.properties').toString()
    assert.match(text, /^#\n#\nnode\.id=1\ndirectory\.id=[\w-]{22}\nversion=1\ncluster\.id=AAAAAAAAAAAAAAAAAAAABQ\n$/)
    assert.deepEqual(start().directories[0]!.meta, meta)
  })

  test('of another node, another cluster, or that is no log directory at all, is refused', () => {
    const { disk, start } = world()
    start({ clusterId: 'AAAAAAAAAAAAAAAAAAAABQ' }).close({ clean: true })
    assert.throws(() => start({ nodeId: 2 }), (error: Error) => error instanceof ConfigError && /belongs to node\.id 1/.test(error.message))
    assert.throws(() => start({ clusterId: 'other' }), /belongs to cluster AAAAAAAAAAAAAAAAAAAABQ/)
    disk.makeDirectory('/d2/orders-0')
    assert.throws(() => start({ logDirs: ['/d2'] }), /holds orders-0 but no meta\.properties/)
    disk.corrupt('/d1/meta.properties', () => Buffer.from('version=0\n'))
    assert.throws(() => start(), /damaged or not of version 1/)
  })

  test('is locked while it is in use', () => {
    const { start } = world()
    const running = start()
    assert.throws(() => start(), /locked/)
    running.close({ clean: false })
    start().close({ clean: true })
  })
})

describe('stop and start', () => {
  test('a clean stop leaves the marker and the checkpoints; the start takes the marker away before anything is written', async () => {
    const { disk, lines, start } = world()
    const manager = start()
    const log = manager.getOrCreateLog('orders', 3, topicId)
    for (const value of ['a', 'b', 'c']) put(log, value)
    log.updateHighWatermark(3)
    log.deleteRecordsBefore(1)
    manager.close({ clean: true, brokerEpoch: 42 })
    assert.equal(disk.readFile('/d1/.kafka_cleanshutdown').toString(), '{"version":0,"brokerEpoch":42}')
    assert.equal(disk.readFile('/d1/recovery-point-offset-checkpoint').toString(), '0\n1\norders 3 3\n')
    assert.equal(disk.readFile('/d1/replication-offset-checkpoint').toString(), '0\n1\norders 3 3\n')
    assert.equal(disk.readFile('/d1/log-start-offset-checkpoint').toString(), '0\n1\norders 3 1\n')
    assert.equal(disk.readFile('/d1/orders-3/partition.metadata').toString(), `version: 0\ntopic_id: ${topicId}`)

    // A power loss right after the clean stop changes nothing.
    disk.losePower()
    const again = start()
    assert.equal(again.previousBrokerEpoch, 42)
    assert.equal(disk.exists('/d1/.kafka_cleanshutdown'), false)
    assert.deepEqual(again.unopenedLogs(), [{ topic: 'orders', partition: 3, topicId, directory: '/d1' }])
    const opened = again.getOrCreateLog('orders', 3, topicId)
    assert.deepEqual([opened.logStartOffset, opened.logEndOffset, opened.highWatermark], [1, 3, 3])
    assert.deepEqual(again.unopenedLogs(), [])
    again.close({ clean: false })
    assert.equal(start().previousBrokerEpoch, -1)
    assert.deepEqual(lines, [])
  })

  test('after a kill the checkpoint says where to look', async () => {
    const { disk, time, lines, start } = world()
    const manager = start()
    manager.startBackgroundWork()
    const log = manager.getOrCreateLog('orders', 0, topicId)
    put(log, 'durable')
    await log.sync()
    await time.advance(61_000)
    assert.equal(disk.readFile('/d1/recovery-point-offset-checkpoint').toString(), '0\n1\norders 0 1\n')
    put(log, 'torn')
    disk.corrupt('/d1/orders-0/00000000000000000000.log', bytes => bytes.subarray(0, bytes.length - 1))
    disk.restart()
    const again = start()
    assert.equal(again.getOrCreateLog('orders', 0, topicId).logEndOffset, 1)
    assert.match(lines.join('\n'), /orders-0: cut off the end of the log: \d+ bytes behind offset 1 /)
  })

  test('a log that is corrupt inside stays offline, the others serve', () => {
    const { disk, lines, start } = world()
    const manager = start()
    for (const topic of ['bad', 'good']) for (const value of ['a', 'b']) put(manager.getOrCreateLog(topic, 0, topicId), value)
    disk.corrupt('/d1/bad-0/00000000000000000000.log', bytes => void (bytes[65]! ^= 1))
    disk.restart()
    const again = start()
    for (let i = 0; i < 2; i++) assert.throws(() => again.getOrCreateLog('bad', 0, topicId), { code: 'KAFKA_STORAGE_ERROR', message: /stays offline/ })
    assert.equal(lines.length, 1)
    assert.equal(again.getOrCreateLog('good', 0, topicId).logEndOffset, 2)
    assert.deepEqual([...again.offlineLogs.keys()], ['bad-0'])
    assert.deepEqual(again.unopenedLogs(), [])
  })

  test('the metadata log is in no checkpoint', () => {
    const { disk, start } = world()
    const manager = start()
    const log = manager.openMetadataLog()
    assert.equal(log.topicId, 'AAAAAAAAAAAAAAAAAAAAAQ')
    log.append(encodeBatch([{ timestamp: 1, key: null, value: Buffer.from('x') }], { partitionLeaderEpoch: 1 }), { leaderEpoch: 1, origin: 'raft' })
    manager.close({ clean: true })
    assert.equal(disk.readFile('/d1/recovery-point-offset-checkpoint').toString(), '0\n0\n')
    assert.deepEqual(start().unopenedLogs(), [])
  })
})

describe('topics that go', () => {
  test('a deleted one is renamed at once and removed after the delay, also when a restart lies between', async () => {
    const { disk, time, start } = world()
    const manager = start()
    const longTopic = 'x'.repeat(249)
    for (const topic of ['orders', longTopic]) put(manager.getOrCreateLog(topic, 0, topicId), 'a')
    manager.deleteLog('orders', 0)
    manager.deleteLog(longTopic, 0)
    const names = (): string[] => disk.list('/d1').filter(entry => entry.kind === 'directory').map(entry => entry.name)
    assert.equal(names().length, 2)
    for (const name of names()) {
      assert.match(name, /\.[0-9a-f]{32}-delete$/)
      assert.ok(name.length <= 255)
    }
    assert.equal(manager.log('orders', 0), undefined)
    put(manager.getOrCreateLog('orders', 0, randomUuid(new SeededRandom(6))), 'of a new topic')
    manager.close({ clean: true })
    start().close({ clean: true })
    const again = start()
    await time.advance(61_000)
    assert.deepEqual(names(), ['orders-0'])
    again.close({ clean: true })
  })

  test('a directory of an older topic of the same name is set aside, not taken over', () => {
    const { disk, lines, start } = world()
    const manager = start()
    put(manager.getOrCreateLog('orders', 0, topicId), 'old')
    manager.close({ clean: true })
    const log = start().getOrCreateLog('orders', 0, randomUuid(new SeededRandom(7)))
    assert.equal(log.logEndOffset, 0)
    assert.match(lines[0]!, /set aside as \/d1\/orders-0\.[0-9a-f]{32}-stray/)
    assert.equal(disk.list('/d1').filter(entry => entry.name.endsWith('-stray')).length, 1)
  })
})

describe('background work', () => {
  test('retention by time and by size removes closed segments, and the log start follows', async () => {
    const { time, start } = world()
    const manager = start()
    manager.startBackgroundWork()
    const old = manager.getOrCreateLog('old', 0, topicId, { retentionMs: 3_600_000, segmentBytes: 200, fileDeleteDelayMs: 10 })
    const large = manager.getOrCreateLog('large', 0, topicId, { retentionBytes: 450, segmentBytes: 200 })
    for (const log of [old, large]) {
      for (let i = 0; i < 10; i++) put(log, `v${i}`, time.now())
      log.updateHighWatermark(log.logEndOffset)
    }
    await time.advance(31_000)
    assert.equal(old.logStartOffset, 0)
    assert.ok(large.logStartOffset > 0 && large.sizeBytes >= 450 && large.sizeBytes < 700, `${large.sizeBytes} bytes`)
    await time.advance(3_700_000)
    assert.deepEqual([old.logStartOffset, old.logEndOffset, old.sizeBytes], [10, 10, 0])
    assert.throws(() => old.read(9, { maxBytes: 100, upTo: 'logEnd' }), { code: 'OFFSET_OUT_OF_RANGE' })
  })

  test('what the high watermark has not passed is kept, however old', async () => {
    const { time, start } = world()
    const log = start().getOrCreateLog('t', 0, topicId, { retentionMs: 1, segmentBytes: 200 })
    for (let i = 0; i < 10; i++) put(log, `v${i}`, time.now())
    await time.advance(1000)
    assert.equal(log.applyRetention(time.now()), 0)
  })

  test('flush.messages and flush.ms sync without being asked', async () => {
    const { time, start } = world()
    const manager = start({ flushSchedulerIntervalMs: 100 })
    manager.startBackgroundWork()
    const byCount = manager.getOrCreateLog('t', 0, topicId, { flushMessages: 3 })
    const byTime = manager.getOrCreateLog('t', 1, topicId, { flushMs: 1000 })
    for (let i = 0; i < 4; i++) for (const log of [byCount, byTime]) put(log, `v${i}`, time.now())
    await time.advance(50)
    assert.deepEqual([byCount.recoveryPoint >= 3, byTime.recoveryPoint], [true, 0])
    await time.advance(1100)
    assert.equal(byTime.recoveryPoint, 4)
  })

  test('compacted topics are compacted', async () => {
    const { disk, time, start } = world()
    const manager = start()
    manager.startBackgroundWork()
    const log = manager.getOrCreateLog('t', 0, topicId, { cleanupPolicy: ['compact'], segmentBytes: 300 })
    for (let i = 0; i < 30; i++) put(log, `v${i}`, time.now())
    await log.sync()
    log.updateHighWatermark(30)
    const before = log.sizeBytes
    await time.advance(16_000)
    for (let i = 0; i < 20; i++) await time.advance(10)
    assert.ok(log.sizeBytes < before / 3, `${before} bytes before, ${log.sizeBytes} after`)
    assert.match(disk.readFile('/d1/cleaner-offset-checkpoint').toString(), /^0\n1\nt 0 \d+\n$/)
    manager.close({ clean: true })
  })
})

describe('failing directories', () => {
  test('a sync that fails once on the way to a clean stop costs the marker, also when a second one would succeed', async () => {
    const { disk, lines, start } = world()
    const manager = start({ logDirs: ['/d1', '/d2'] })
    for (const partition of [0, 1]) put(manager.getOrCreateLog('t', partition, topicId), 'a')
    disk.inject({ operation: 'sync', path: '/d1/t-0/leader-epoch-checkpoint', code: 'EIO' })
    await manager.syncForClose()
    manager.close({ clean: true })
    assert.equal(disk.exists('/d1/.kafka_cleanshutdown'), false)
    assert.equal(disk.exists('/d2/.kafka_cleanshutdown'), true)
    assert.match(lines.join('\n'), /closing t-0 failed/)
  })

  test('what a stop made durable log by log is there after a power loss, with indexes and snapshot', async () => {
    const { disk, start } = world()
    const manager = start()
    const log = manager.getOrCreateLog('t', 0, topicId)
    for (let i = 0; i < 200; i++) put(log, `${i}`.padEnd(100, '.'))
    await manager.syncForClose()
    disk.losePower()
    const names = disk.list('/d1/t-0').map(entry => entry.name)
    for (const name of ['00000000000000000000.log', '00000000000000000000.index', '00000000000000000000.timeindex', '00000000000000000200.snapshot', 'partition.metadata']) {
      assert.ok(names.includes(name), `${name} of ${names.join(' ')}`)
    }
    assert.equal(start().getOrCreateLog('t', 0, topicId).logEndOffset, 200)
  })

  test('the first failed sync takes the directory with all its logs out of service; others go on', async () => {
    const { disk, start } = world()
    const failures: [string, number][] = []
    const manager = start({ logDirs: ['/d1', '/d2'], onDirectoryFailure: (directory, _error, remaining) => failures.push([directory, remaining]) })
    const logs = [0, 1, 2, 3].map(partition => manager.getOrCreateLog('t', partition, topicId))
    assert.deepEqual(logs.map(log => manager.directoryOf(log)!.path), ['/d1', '/d2', '/d1', '/d2'])
    for (const log of logs) put(log, 'a')
    disk.inject({ operation: 'sync', path: '/d1/t-0', code: 'EIO' })
    await assert.rejects(logs[0]!.sync(), { code: 'KAFKA_STORAGE_ERROR' })
    assert.deepEqual(failures, [['/d1', 1]])
    assert.throws(() => put(logs[2]!, 'b'), { code: 'KAFKA_STORAGE_ERROR' })
    put(logs[1]!, 'b')
    assert.equal(await logs[1]!.sync(), 2)
    assert.equal(manager.directoryOf(manager.getOrCreateLog('t', 4, topicId))!.path, '/d2')
    manager.close({ clean: true })
    assert.equal(disk.exists('/d1/.kafka_cleanshutdown'), false, 'no marker where something failed')
    assert.equal(disk.exists('/d2/.kafka_cleanshutdown'), true)
  })
})
