// Each fault of the virtual disk, as a scene: what the page cache has, and what the platter has left when the power went.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SeededRandom } from '../core/random.ts'
import type { DiskFile } from '../broker/disk/disk.ts'
import type { CrashStates } from './virtual-disk/power-loss.ts'
import { VirtualDisk, type VirtualDiskOptions } from './virtual-disk.ts'
import { VirtualTime } from './virtual-time.ts'

function disk(options: VirtualDiskOptions = {}): VirtualDisk {
  const made = new VirtualDisk(options)
  made.makeDirectory('/data')
  made.writeBack()
  return made
}

function write(file: DiskFile, text: string, position = 0): void {
  file.write([Buffer.from(text)], position)
}

const read = (from: VirtualDisk, path: string): string | undefined => (from.exists(path) ? from.readFile(path).toString() : undefined)

/** What seeds 1 to 200 of a power loss leave of a file. */
function afterPowerLoss(build: (made: VirtualDisk) => void, path: string): Set<string | undefined> {
  const left = new Set<string | undefined>()
  for (let seed = 1; seed <= 200; seed++) {
    const made = disk({ seed })
    build(made)
    made.losePower()
    left.add(read(made, path))
  }
  return left
}

test('a kill leaves the page cache, a power loss only what was synced', () => {
  const made = disk()
  const file = made.open('/data/a', 'write')
  write(file, 'old')
  file.syncNow()
  made.syncDirectory('/data')
  write(file, 'new')
  made.restart()
  assert.equal(read(made, '/data/a'), 'new')
  assert.throws(() => write(file, 'late'), /dead/)
  const left = afterPowerLoss(other => {
    const mine = other.open('/data/a', 'write')
    write(mine, 'old')
    mine.syncNow()
    other.syncDirectory('/data')
    write(mine, 'new')
  }, '/data/a')
  assert.deepEqual(left, new Set(['old', 'new']))
})

test('pages are lost one by one and torn between sectors; a file may keep its new size with zeros', () => {
  const left = afterPowerLoss(made => {
    const file = made.open('/data/a', 'write')
    made.syncDirectory('/data')
    write(file, 'x'.repeat(8192))
  }, '/data/a')
  const texts = [...left].map(text => text ?? '')
  assert.ok(texts.some(text => text === ''))
  assert.ok(texts.some(text => text.length === 8192 && text.startsWith('\0'.repeat(4096)) && text.endsWith('x'.repeat(4096))), 'the first page alone is lost')
  assert.ok(texts.some(text => text.length === 8192 && text.startsWith('x'.repeat(512) + '\0')), 'a torn page')
  assert.ok(texts.some(text => text.length > 0 && text.length < 8192 && text.length % 512 !== 0), 'any size')
  for (const text of texts) assert.match(text, /^(x|\0)*$/)
})

test('of renames that were not synced a prefix survives', () => {
  const left = new Set<string>()
  for (let seed = 1; seed <= 100; seed++) {
    const made = disk({ seed })
    const file = made.open('/data/a.tmp', 'write')
    write(file, 'new')
    file.syncNow()
    made.syncDirectory('/data')
    made.rename('/data/a.tmp', '/data/a')
    made.rename('/data/a', '/data/b')
    made.losePower()
    left.add(made.list('/data').map(({ name }) => name).join())
  }
  assert.deepEqual([...left].sort(), ['a', 'a.tmp', 'b'])
})

test('a write may end short, and a full disk takes what fits', () => {
  const made = disk({ capacityBytes: 10 })
  const file = made.open('/data/a', 'write')
  made.inject({ operation: 'write', code: 'EIO', partialBytes: 2 })
  assert.throws(() => write(file, 'hello'), /EIO/)
  assert.equal(read(made, '/data/a'), 'he')
  assert.throws(() => write(file, 'hello, hello'), /ENOSPC/)
  assert.equal(read(made, '/data/a'), 'hello, hel')
  made.capacityBytes = Infinity
  write(file, 'hello, hello')
  assert.equal(read(made, '/data/a'), 'hello, hello')
})

test('every operation can fail, those of one path only, after some, for some times', () => {
  const made = disk()
  const file = made.open('/data/a', 'write')
  write(file, 'a')
  const calls = {
    open: () => void made.open('/data/a', 'read'),
    read: () => void file.read(Buffer.alloc(1), 0),
    write: () => write(file, 'b'),
    truncate: () => file.truncate(1),
    rename: () => made.rename('/data/a', '/data/a'),
    make: () => made.makeDirectory('/data/d'),
    remove: () => made.remove('/data/a'),
    syncDirectory: () => made.syncDirectory('/data'),
    list: () => void made.list('/data'),
    stat: () => void made.stat('/data/a'),
  } as const
  for (const [operation, call] of Object.entries(calls)) {
    made.inject({ operation: operation as keyof typeof calls, code: 'EIO' })
    assert.throws(call, /EIO/, operation)
  }
  made.inject({ operation: 'read', path: '/data/b', code: 'EIO' })
  made.inject({ operation: 'read', path: '/data/a', code: 'EACCES', skip: 1, times: 2 })
  calls.read()
  assert.throws(calls.read, /EACCES/)
  assert.throws(calls.read, /EACCES/)
  calls.read()
})

test('a failed sync drops its pages from what is dirty: the next one succeeds and has nothing of them', async () => {
  const made = disk({ seed: 3 })
  const file = made.open('/data/a', 'write')
  made.syncDirectory('/data')
  write(file, 'lost')
  made.inject({ operation: 'sync', code: 'EIO' })
  await assert.rejects(file.sync(), /EIO/)
  const again = made.open('/data/a', 'write')
  await again.sync()
  assert.equal(read(made, '/data/a'), 'lost', 'the page cache still shows it')
  made.losePower()
  assert.equal(read(made, '/data/a'), '\0\0\0\0')
})

test('a slow sync takes its time, and what is written meanwhile is not part of it', async () => {
  const time = new VirtualTime()
  const made = disk({ timers: time, syncMs: 500 })
  const file = made.open('/data/a', 'write')
  made.syncDirectory('/data')
  write(file, 'one')
  let synced = false
  void file.sync().then(() => (synced = true))
  await time.advance(499)
  assert.equal(synced, false)
  write(file, 'two', 3)
  await time.advance(1)
  assert.equal(synced, true)
  const left = new Set<string>()
  const states = made.crashStates()
  for (const index of states.each(100, new SeededRandom(1))) left.add(VirtualDisk.holding(states.build(index)).readFile('/data/a').toString())
  assert.ok([...left].every(text => text.startsWith('one')), 'what was synced stays')
  assert.ok(left.has('one') && left.has('onetwo'))
})

test('bits flip on the platter, or in one read', () => {
  const made = disk()
  const file = made.open('/data/a', 'write')
  write(file, '\0\0\0\0')
  made.writeBack()
  const ones = (bytes: Buffer): number => [...bytes].reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)
  made.inject({ operation: 'read', code: 'FLIP' })
  const bytes = Buffer.alloc(4)
  file.read(bytes, 0)
  assert.equal(ones(bytes), 1)
  file.read(bytes, 0)
  assert.equal(ones(bytes), 0)
  made.corrupt('/data/a', content => void (content[2]! ^= 8))
  made.losePower()
  assert.deepEqual(made.readFile('/data/a'), Buffer.from([0, 0, 8, 0]))
})

test('a process dies in the middle of a write, and the crash states of a moment are all there and change nothing', () => {
  const made = disk({ seed: 5 })
  const file = made.open('/data/a', 'write')
  write(file, 'abc')
  file.syncNow()
  made.syncDirectory('/data')
  made.killAfter(1)
  assert.throws(() => write(file, 'XYZ', 3), { name: 'ProcessKilled' })
  made.restart()
  assert.match(read(made, '/data/a')!, /^abc(X(Y(Z)?)?)?$/)

  const other = disk()
  const log = other.open('/data/log', 'write')
  write(log, 'abc')
  log.syncNow()
  write(log, 'def', 3)
  write(log, 'gh', 6)
  const states = other.crashStates()
  const left = new Set<string>()
  for (const index of states.each(4096, new SeededRandom(1))) {
    const state = VirtualDisk.holding(states.build(index))
    left.add(state.exists('/data/log') ? state.readFile('/data/log').toString() : 'no file')
  }
  // The name may be lost; the size is one of before, after a write, within one; the page is there or not.
  assert.deepEqual([...left].sort(), ['abc', 'abc\0', 'abc\0\0\0', 'abc\0\0\0\0', 'abc\0\0\0\0\0', 'abcd', 'abcdef', 'abcdefg', 'abcdefgh', 'no file'])
  assert.equal(read(other, '/data/log'), 'abcdefgh')
})

/** The contents that a power loss may leave of a file, 'no file' among them. */
function allLeft(states: CrashStates, path: string): string[] {
  const left: string[] = []
  for (const index of states.each(4096, new SeededRandom(1))) left.push(read(VirtualDisk.holding(states.build(index)), path) ?? 'no file')
  return left.sort()
}

test('what a sync is about to make durable may be lost until it has ended', () => {
  const moments: CrashStates[] = []
  let watching = false
  const made = disk({ onChange: () => watching && moments.push(made.crashStates()) })
  const file = made.open('/data/a', 'write')
  made.syncDirectory('/data')
  write(file, 'ab')
  watching = true
  file.syncNow()
  assert.equal(moments.length, 1)
  assert.deepEqual(allLeft(moments[0]!, '/data/a'), ['', '\0', '\0\0', 'a', 'ab'])
  assert.deepEqual(allLeft(made.crashStates(), '/data/a'), ['ab'])
})

test('a page may be torn between any two of its sectors that changed; what a lost directory held makes no states of its own', () => {
  const made = disk()
  made.makeDirectory('/data/d')
  const file = made.open('/data/d/a', 'write')
  const text = 'x'.repeat(1400)
  write(file, text)
  const states = made.crashStates()
  // No directory, an empty one, or the file: the old size (0), half of it or all, with none, the first, the first two or all three sectors.
  const sizes = (size: number): string[] => [0, 512, 1024, 1400].map(there => text.slice(0, Math.min(there, size)).padEnd(size, '\0'))
  const expected = ['no file', 'no file', ...new Set([0, 700, 1400].flatMap(sizes))]
  assert.deepEqual(allLeft(states, '/data/d/a'), expected.sort())
  assert.equal(states.combinations, expected.length)
  assert.equal(states.all, true)
  // Too many ways to tell them apart: said, and the plain ones are there.
  for (let i = 0; i < 40; i++) write(file, 'y', 1400 + i)
  assert.equal(made.crashStates().all, false)
})
