// The disk as the broker sees it: the page cache (write) and the platter (sync) are told apart, because every
// promise about durability is made of that difference. node-disk.ts is the real one, testing/virtual-disk.ts its twin.
// Reads and writes are synchronous: they meet the page cache, cost a few microseconds, and keep a decision free of `await`.
// Only sync, which waits for the device, is asynchronous.

export interface DiskFile {
  readonly path: string
  size(): number
  /** Fills `target` from `position`. Returns the bytes read: fewer than asked only at the end of the file. Throws StorageError. */
  read(target: Buffer, position: number): number
  /** Writes all chunks at `position`, looping over short writes. Throws StorageError; what was written before the failure is then unknown. */
  write(chunks: readonly Buffer[], position: number): void
  truncate(size: number): void
  /** Makes everything written before the call durable (fdatasync). A failure is final for the file: never sync again and trust it. */
  sync(): Promise<void>
  /** The same, blocking: for recovery, checkpoints and a clean stop. */
  syncNow(): void
  close(): void
}

export interface DirectoryEntry {
  readonly name: string
  readonly kind: 'file' | 'directory' | 'other'
}

/** All paths are absolute. Every method throws StorageError, whose cause carries the system's code (ENOENT, ENOSPC, EROFS ...). */
export interface Disk {
  /** How many files and sockets the process may have open, when the system tells. */
  readonly maxDescriptors?: number | undefined
  /** 'read' refuses to create; 'write' opens for reading and writing and creates the file when it is missing. */
  open(path: string, mode: 'read' | 'write'): DiskFile
  exists(path: string): boolean
  /** Size and last modification (wall-clock ms), or undefined when nothing is there. */
  stat(path: string): { size: number; modifiedMs: number; kind: DirectoryEntry['kind'] } | undefined
  list(path: string): DirectoryEntry[]
  makeDirectory(path: string): void
  /** Replaces an existing target. Durable only after syncDirectory of the parent. */
  rename(from: string, to: string): void
  remove(path: string): void
  /** Removes a directory with everything in it. */
  removeTree(path: string): void
  syncDirectory(path: string): void
  /** The same without blocking. */
  syncDirectoryLater(path: string): Promise<void>
  readFile(path: string): Buffer
  /** Write to `path.tmp`, sync, rename, sync the directory: after a crash either the old or the new content is there. */
  writeFileAtomic(path: string, content: Buffer | string): void
  /** Takes the advisory lock file at `path` for this process. Throws StorageError when another live process holds it. */
  lock(path: string): { release(): void }
  /** Bytes that may still be written to the file system that holds `path`. */
  freeBytes(path: string): number
}
