// DOOR 3: the file system. The only file of the tree that touches node:fs. Its virtual twin is testing/virtual-disk.ts.

import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { StorageError } from '../../core/errors.ts'
import type { DirectoryEntry, Disk, DiskFile } from './disk.ts'

/** Most chunks that one gathered write may carry (IOV_MAX on Linux and macOS). */
const maxGather = 1024

/** The system's codes that an operator meets, in words. */
const inWords: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'something else has this name',
  EIO: 'the device failed',
  EMFILE: 'the process has too many open files',
  ENOENT: 'it is not there',
  ENOSPC: 'no space left on the disk',
  ENOTDIR: 'a part of the path is not a directory',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
}

function fail(action: string, path: string, cause: unknown): StorageError {
  const code = (cause as NodeJS.ErrnoException).code
  const words = inWords[code ?? '']
  return new StorageError(`cannot ${action} ${path}: ${words === undefined ? code ?? (cause as Error).message : `${words} (${code})`}`, { cause })
}

function attempt<T>(action: string, path: string, body: () => T): T {
  try {
    return body()
  } catch (error) {
    throw error instanceof StorageError ? error : fail(action, path, error)
  }
}

class NodeFile implements DiskFile {
  readonly path: string
  readonly #fd: number
  #closed = false
  #syncing = 0
  // Linux may mark the pages clean after a failed fsync, so a second one would "succeed" with the data gone.
  #syncFailure: StorageError | undefined

  constructor(path: string, fd: number) {
    this.path = path
    this.#fd = fd
  }

  size(): number {
    return attempt('stat', this.path, () => fs.fstatSync(this.#fd).size)
  }

  read(target: Buffer, position: number): number {
    let done = 0
    try {
      while (done < target.length) {
        const count = fs.readSync(this.#fd, target, done, target.length - done, position + done)
        if (count === 0) break
        done += count
      }
    } catch (error) {
      throw fail('read', this.path, error)
    }
    return done
  }

  write(chunks: readonly Buffer[], position: number): void {
    try {
      if (chunks.length === 1) this.#writeOne(chunks[0]!, position)
      else this.#writeMany(chunks, position)
    } catch (error) {
      throw fail('write', this.path, error)
    }
  }

  #writeOne(chunk: Buffer, position: number): void {
    let done = 0
    while (done < chunk.length) done += fs.writeSync(this.#fd, chunk, done, chunk.length - done, position + done)
  }

  #writeMany(chunks: readonly Buffer[], start: number): void {
    let position = start
    for (let i = 0; i < chunks.length; i += maxGather) {
      let group = chunks.slice(i, i + maxGather)
      for (;;) {
        let wanted = 0
        for (const chunk of group) wanted += chunk.length
        if (wanted === 0) break
        let written = fs.writevSync(this.#fd, group, position)
        position += written
        if (written === wanted) break
        group = group.flatMap(chunk => {
          const skip = Math.min(written, chunk.length)
          written -= skip
          return skip === chunk.length ? [] : [chunk.subarray(skip)]
        })
      }
    }
  }

  truncate(size: number): void {
    attempt('truncate', this.path, () => fs.ftruncateSync(this.#fd, size))
  }

  sync(): Promise<void> {
    if (this.#syncFailure !== undefined) return Promise.reject(this.#syncFailure)
    this.#syncing++
    return new Promise((resolve, reject) => {
      fs.fdatasync(this.#fd, error => {
        this.#syncing--
        if (error === null) {
          resolve()
        } else {
          this.#syncFailure = fail('sync', this.path, error)
          reject(this.#syncFailure)
        }
        // A close that came in the meantime waited for us: the descriptor must not be reused under a running fdatasync.
        if (this.#closed && this.#syncing === 0) this.#closeNow()
      })
    })
  }

  syncNow(): void {
    if (this.#syncFailure !== undefined) throw this.#syncFailure
    try {
      fs.fdatasyncSync(this.#fd)
    } catch (error) {
      this.#syncFailure = fail('sync', this.path, error)
      throw this.#syncFailure
    }
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    if (this.#syncing === 0) this.#closeNow()
  }

  #closeNow(): void {
    attempt('close', this.path, () => fs.closeSync(this.#fd))
  }
}

/** Lock files that this process holds: an embedded second broker on the same directory is refused like a foreign one. */
const heldLocks = new Set<string>()

class NodeDisk implements Disk {
  get maxDescriptors(): number | undefined {
    try {
      const limit = /^Max open files\s+(\d+)/m.exec(fs.readFileSync('/proc/self/limits', 'latin1'))
      return limit === null ? undefined : Number(limit[1])
    } catch {
      // Only Linux has the file.
      return undefined
    }
  }

  open(path: string, mode: 'read' | 'write'): DiskFile {
    const flags = mode === 'read' ? fs.constants.O_RDONLY : fs.constants.O_RDWR | fs.constants.O_CREAT
    return attempt('open', path, () => new NodeFile(path, fs.openSync(path, flags, 0o644)))
  }

  exists(path: string): boolean {
    return this.stat(path) !== undefined
  }

  stat(path: string): { size: number; modifiedMs: number; kind: DirectoryEntry['kind'] } | undefined {
    const stats = attempt('stat', path, () => fs.statSync(path, { throwIfNoEntry: false }))
    if (stats === undefined) return undefined
    return { size: stats.size, modifiedMs: Math.floor(stats.mtimeMs), kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'other' }
  }

  list(path: string): DirectoryEntry[] {
    return attempt('list', path, () =>
      fs.readdirSync(path, { withFileTypes: true }).map(entry => ({
        name: entry.name,
        kind: entry.isFile() ? 'file' as const : entry.isDirectory() ? 'directory' as const : 'other' as const,
      })))
  }

  makeDirectory(path: string): void {
    attempt('make directory', path, () => {
      // Node's own `recursive` never returns where the parent exists and yet nothing can be made in it, as below /proc.
      const missing: string[] = []
      for (let at = path; !fs.existsSync(at); at = dirname(at)) missing.push(at)
      if (missing.length === 0 && !fs.statSync(path).isDirectory()) fs.mkdirSync(path)
      for (const at of missing.reverse()) {
        try {
          fs.mkdirSync(at)
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        }
      }
    })
  }

  rename(from: string, to: string): void {
    attempt('rename', `${from} to ${to}`, () => fs.renameSync(from, to))
  }

  remove(path: string): void {
    attempt('remove', path, () => fs.unlinkSync(path))
  }

  removeTree(path: string): void {
    attempt('remove', path, () => fs.rmSync(path, { recursive: true, force: true }))
  }

  syncDirectory(path: string): void {
    // Windows has no fsync of a directory: its journal keeps names by itself.
    if (process.platform === 'win32') return
    attempt('sync directory', path, () => {
      const fd = fs.openSync(path, fs.constants.O_RDONLY)
      try {
        fs.fsyncSync(fd)
      } finally {
        fs.closeSync(fd)
      }
    })
  }

  async syncDirectoryLater(path: string): Promise<void> {
    if (process.platform === 'win32') return
    const directory = this.open(path, 'read')
    try {
      await directory.sync()
    } finally {
      directory.close()
    }
  }

  readFile(path: string): Buffer {
    return attempt('read', path, () => fs.readFileSync(path))
  }

  writeFileAtomic(path: string, content: Buffer | string): void {
    const temporary = `${path}.tmp`
    attempt('write', path, () => {
      const fd = fs.openSync(temporary, 'w', 0o644)
      try {
        fs.writeFileSync(fd, content)
        fs.fsyncSync(fd)
      } finally {
        fs.closeSync(fd)
      }
      fs.renameSync(temporary, path)
    })
    this.syncDirectory(dirname(path))
  }

  lock(path: string): { release(): void } {
    const real = attempt('lock', path, () => join(fs.realpathSync(dirname(path)), basename(path)))
    if (heldLocks.has(real)) throw new StorageError(`${dirname(path)} is in use by another broker of this process`)
    attempt('lock', path, () => takeLock(path))
    heldLocks.add(real)
    return {
      release: () => {
        if (heldLocks.delete(real)) attempt('unlock', path, () => fs.rmSync(path, { force: true }))
      },
    }
  }

  freeBytes(path: string): number {
    return attempt('stat', path, () => {
      const stats = fs.statfsSync(path)
      return stats.bavail * stats.bsize
    })
  }
}

// Node offers no flock, so the lock is a file that names its holder: `pid start-time boot-id`. A holder that no longer
// runs is replaced. The start time keeps a recycled pid (in a container it is always the same) from looking alive.
function takeLock(path: string): void {
  for (let tries = 0; tries < 5; tries++) {
    try {
      const fd = fs.openSync(path, 'wx', 0o644)
      try {
        // Never synced: who held the lock is of no interest after a power loss, and an empty file is nobody's.
        fs.writeFileSync(fd, processIdentity(process.pid))
      } finally {
        fs.closeSync(fd)
      }
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const content = fs.readFileSync(path, 'utf8')
    const holder = holderOf(path, content)
    if (holder !== undefined) throw new StorageError(`${dirname(path)} is in use by process ${holder} (lock file ${path})`)
    // The rename decides between two that found the same stale file; whoever moved a fresh lock away puts it back.
    const aside = `${path}.${process.pid}`
    try {
      fs.renameSync(path, aside)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue
      throw error
    }
    if (fs.readFileSync(aside, 'utf8') !== content) {
      fs.renameSync(aside, path)
      continue
    }
    fs.unlinkSync(aside)
  }
  throw new StorageError(`cannot take the lock file ${path}: others keep taking it`)
}

/** The pid of the live process that holds the lock, or undefined. */
function holderOf(path: string, content: string): number | undefined {
  const pid = Number(/^\d+/.exec(content)?.[0])
  if (pid > 0 && pid !== process.pid && isAlive(pid) && processIdentity(pid) === content) return pid
  return foreignLockHolder(path)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function processIdentity(pid: number): string {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The command name, in brackets, may hold spaces; the start time is the twentieth field after it.
    const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${pid} ${startTime} ${fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}\n`
  } catch {
    return `${pid}\n`
  }
}

/** Apache Kafka holds its empty .lock by a POSIX record lock, which Linux lists by inode. */
function foreignLockHolder(path: string): number | undefined {
  try {
    const inode = String(fs.statSync(path).ino)
    for (const line of fs.readFileSync('/proc/locks', 'utf8').split('\n')) {
      const fields = line.trim().split(/\s+/)
      if (fields[1] === 'POSIX' && fields[5]?.split(':')[2] === inode) return Number(fields[4])
    }
  } catch {
    // No /proc: a lock by another program cannot be seen here.
  }
  return undefined
}

/** The one real disk of this process. */
export const nodeDisk: Disk = new NodeDisk()
