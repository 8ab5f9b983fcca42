import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { StorageError } from '../../core/errors.ts'
import { VirtualDisk } from '../../testing/virtual-disk.ts'
import type { Disk } from './disk.ts'
import { nodeDisk } from './node-disk.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rookery-disk-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const codeOf = (error: unknown): string | undefined => (error instanceof StorageError ? (error.cause as { code?: string } | undefined)?.code : undefined)

// The twin must behave as the real one: the same scenes on both.
const twin = (): Disk => {
  const disk = new VirtualDisk()
  disk.makeDirectory(root)
  return disk
}
for (const [name, make] of [['the real disk', (): Disk => nodeDisk], ['its virtual twin', twin]] as const) {
  describe(name, () => {
    test('reads what was written, in chunks, beyond the end, and truncated', async () => {
      const disk = make()
      const file = disk.open(`${root}/a`, 'write')
      file.write([Buffer.from('hello '), Buffer.from('world')], 0)
      file.write([Buffer.from('!')], 15)
      assert.equal(file.size(), 16)
      const bytes = Buffer.alloc(20, 0xff)
      assert.equal(file.read(bytes, 0), 16)
      assert.equal(bytes.toString('latin1', 0, 16), 'hello world\0\0\0\0!')
      file.truncate(5)
      assert.equal(file.read(Buffer.alloc(3), 4), 1)
      await file.sync()
      file.syncNow()
      file.close()
      assert.equal(disk.readFile(`${root}/a`).toString(), 'hello')
    })

    test('writes more chunks at once than the system takes', () => {
      const disk = make()
      const file = disk.open(`${root}/many`, 'write')
      const chunks = Array.from({ length: 3000 }, (_, i) => Buffer.from(String(i % 10)))
      file.write(chunks, 0)
      file.close()
      assert.equal(disk.readFile(`${root}/many`).toString(), Buffer.concat(chunks).toString())
    })

    test('names errors by the system\'s codes', () => {
      const disk = make()
      assert.throws(() => disk.open(`${root}/none`, 'read'), error => codeOf(error) === 'ENOENT')
      assert.throws(() => disk.list(`${root}/none`), error => codeOf(error) === 'ENOENT')
      assert.throws(() => disk.remove(`${root}/none`), error => codeOf(error) === 'ENOENT')
      assert.equal(disk.stat(`${root}/none`), undefined)
    })

    test('lists, renames over, removes', () => {
      const disk = make()
      disk.makeDirectory(`${root}/d/e`)
      disk.writeFileAtomic(`${root}/d/one`, '1')
      disk.writeFileAtomic(`${root}/d/two`, Buffer.from('2'))
      disk.rename(`${root}/d/one`, `${root}/d/two`)
      assert.deepEqual(disk.list(`${root}/d`).sort((a, b) => (a.name < b.name ? -1 : 1)), [{ name: 'e', kind: 'directory' }, { name: 'two', kind: 'file' }])
      assert.equal(disk.readFile(`${root}/d/two`).toString(), '1')
      disk.removeTree(`${root}/d`)
      disk.removeTree(`${root}/d`)
      assert.equal(disk.exists(`${root}/d`), false)
      assert.ok(disk.freeBytes(root) > 0)
    })

    test('a locked directory is refused until it is released', () => {
      const disk = make()
      const lock = disk.lock(`${root}/.lock`)
      assert.throws(() => disk.lock(`${root}/.lock`), StorageError)
      lock.release()
      disk.lock(`${root}/.lock`).release()
    })
  })
}

describe('the lock file', () => {
  test('of a process that is gone, or the empty one that Apache Kafka leaves behind, is taken over', () => {
    const gone = spawnSync(process.execPath, ['-e', 'console.log(process.pid)'], { encoding: 'utf8' }).stdout.trim()
    for (const content of ['', `${gone} 12345 boot\n`, `${process.pid} 1 boot\n`]) {
      writeFileSync(`${root}/.lock`, content)
      const lock = nodeDisk.lock(`${root}/.lock`)
      assert.match(readFileSync(`${root}/.lock`, 'utf8'), new RegExp(`^${process.pid}\\b`))
      lock.release()
    }
  })

  test('of a live process is respected, and the message names it', () => {
    // The parent of this process: some live process that is not this one.
    const script = `
      import { nodeDisk } from ${JSON.stringify(new URL('./node-disk.js', import.meta.url).href)}
      try { nodeDisk.lock(process.argv[1]); console.log('taken') } catch (error) { console.log(error.message) }`
    const lock = nodeDisk.lock(`${root}/.lock`)
    const other = (): string => spawnSync(process.execPath, ['--input-type=module', '-e', script, `${root}/.lock`], { encoding: 'utf8' }).stdout.trim()
    assert.match(other(), new RegExp(`is in use by process ${process.pid} `))
    lock.release()
    assert.equal(other(), 'taken')
  })
})

test('an error says in words what the system said in a code', () => {
  const path = join(root, 'none')
  assert.throws(() => nodeDisk.readFile(path), { message: `cannot read ${path}: it is not there (ENOENT)` })
})
