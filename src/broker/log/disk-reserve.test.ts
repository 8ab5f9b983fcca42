import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLogger } from '../../core/logger.ts'
import { VirtualDisk } from '../../testing/virtual-disk.ts'
import { DiskReserve } from './disk-reserve.ts'

const reserveFile = '/data/.rookery-reserve'

function scene() {
  const disk = new VirtualDisk()
  disk.makeDirectory('/data')
  const reserve = new DiskReserve(disk, silentLogger, '/data', 64 * 1024)
  reserve.fill()
  return { disk, reserve }
}

test('the reserve serves whoever writes through it, and what is left of it is held again at once', () => {
  const { disk, reserve } = scene()
  assert.equal(disk.stat(reserveFile)!.size, 64 * 1024)
  disk.capacityBytes = disk.usedBytes
  assert.throws(() => disk.writeFileAtomic('/data/other', 'x'), /ENOSPC/)
  const file = reserve.disk.open('/data/log', 'write')
  for (let i = 0; i < 3; i++) file.write([Buffer.alloc(8192, i)], i * 8192)
  assert.equal(disk.readFile('/data/log').length, 3 * 8192)
  assert.equal(disk.readFile('/data/log')[20_000], 2)
  assert.equal(disk.stat(reserveFile)!.size, 5 * 8192)
  assert.throws(() => disk.writeFileAtomic('/data/other', 'x'), /ENOSPC/, 'nothing of it goes to others')
  reserve.disk.writeFileAtomic('/data/checkpoint', 'x')
  disk.capacityBytes = Infinity
  reserve.fill()
  assert.equal(disk.stat(reserveFile)!.size, 64 * 1024)
})

test('a reserve that is used up does not hide that the disk is full, nor other errors', () => {
  const { disk, reserve } = scene()
  disk.capacityBytes = disk.usedBytes
  assert.throws(() => reserve.disk.open('/data/log', 'write').write([Buffer.alloc(70_000)], 0), /ENOSPC/)
  disk.inject({ operation: 'write', path: '/data/log', code: 'EIO' })
  const before = disk.stat(reserveFile)?.size
  assert.throws(() => reserve.disk.open('/data/log', 'write').write([Buffer.alloc(1)], 0), /EIO/)
  assert.equal(disk.stat(reserveFile)?.size, before)
})
