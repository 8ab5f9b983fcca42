import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { StorageError } from '../../core/errors.ts'
import { silentLogger } from '../../core/logger.ts'
import { encodeBatch } from '../../protocol/records/index.ts'
import { VirtualDisk } from '../../testing/virtual-disk.ts'
import { VirtualTime } from '../../testing/virtual-time.ts'
import type { DiskFile } from '../disk/disk.ts'
import { FilePool, PooledFile } from './file-pool.ts'
import { PartitionLog } from './partition-log.ts'
import { TailCache } from './tail-cache.ts'

describe('the pool of open files', () => {
  test('keeps to its bound, and what was used of late stays open', () => {
    const pool = new FilePool(new VirtualDisk(), 4)
    const files = Array.from({ length: 10 }, (_, i) => new PooledFile(pool, `/f${i}`))
    for (const [i, file] of files.entries()) {
      file.write([Buffer.from(String(i))], 0)
      files[0]!.size()
      assert.ok(pool.openCount <= 4)
    }
    assert.equal(files[0]!.isOpen, true)
    for (const [i, file] of files.entries()) {
      const byte = Buffer.alloc(1)
      assert.equal(file.read(byte, 0), 1)
      assert.equal(byte.toString(), String(i))
    }
    assert.ok(pool.openCount <= 4)
  })

  test('does not close a file under its sync, and a removed one is not made again', async () => {
    const disk = new VirtualDisk()
    const pool = new FilePool(disk, 1)
    const [a, b] = [new PooledFile(pool, '/a'), new PooledFile(pool, '/b')]
    a.write([Buffer.from('a')], 0)
    const syncing = a.sync()
    b.write([Buffer.from('b')], 0)
    assert.equal(a.isOpen, true)
    await syncing
    a.discard()
    disk.remove('/a')
    assert.throws(() => a.size(), /was removed/)
    assert.equal(disk.exists('/a'), false)
  })

  test('its bound follows what the process may have, and what connections took of it is given up', () => {
    // A system that allows so many descriptors and not one more.
    class Narrow extends VirtualDisk {
      readonly maxDescriptors = 1000
      allowed = 1000

      override open(path: string, mode: 'read' | 'write'): DiskFile {
        if (pool.openCount >= this.allowed) throw new StorageError(`cannot open ${path}`, { cause: Object.assign(new Error('too many'), { code: 'EMFILE' }) })
        return super.open(path, mode)
      }
    }
    const disk = new Narrow()
    const pool = new FilePool(disk)
    const files = Array.from({ length: 2000 }, (_, i) => new PooledFile(pool, `/f${i}`))
    for (const file of files) file.write([Buffer.from('x')], 0)
    assert.equal(pool.openCount, 600)
    disk.allowed = 500
    files[0]!.write([Buffer.from('y')], 0)
    assert.ok(pool.openCount <= 500 && files[0]!.isOpen)
    disk.allowed = 0
    assert.throws(() => {
      for (const file of files) file.write([Buffer.from('z')], 0)
    }, /cannot open/)
  })

  test('a log of ten thousand segments needs few descriptors', () => {
    const disk = new VirtualDisk()
    disk.makeDirectory('/data')
    const pool = new FilePool(disk, 20)
    const env = { disk, system: new VirtualTime(), logger: silentLogger, pool, tailCache: new TailCache(0) }
    const options = { directory: '/data/t-0', topic: 't', partition: 0, config: { segmentBytes: 100, segmentMs: 1e12 } }
    const log = PartitionLog.open(env, options)
    for (let i = 0; i < 10_000; i++) {
      log.append(encodeBatch([{ timestamp: i, key: null, value: Buffer.from(String(i)) }], { baseOffset: i }), { leaderEpoch: 0, origin: 'replication' })
    }
    assert.equal(log.segments.length, 10_000)
    for (let offset = 9_999; offset >= 0; offset -= 7) {
      assert.equal(log.read(offset, { maxBytes: 1, minOneMessage: true, upTo: 'logEnd' }).nextOffset, offset + 1)
      assert.ok(pool.openCount <= 20)
    }
    assert.equal(log.offsetForTimestamp(7777)!.offset, 7777)
    log.close()
    const again = PartitionLog.open(env, { ...options, clean: true })
    assert.ok(pool.openCount <= 20)
    assert.equal(again.logEndOffset, 10_000)
    assert.equal(again.read(5000, { maxBytes: 1, minOneMessage: true, upTo: 'logEnd' }).nextOffset, 5001)
  })
})
