// Which errors of the disk pass: no room, no descriptors. They refuse what was asked for and say nothing about what is stored, so no directory goes
// offline for them. A sync is another matter: whatever it fails with, the kernel may have dropped the pages.

const noRoom: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT'])
const noDescriptor: ReadonlySet<string | undefined> = new Set(['EMFILE', 'ENFILE', 'ENOMEM'])

interface SystemError {
  readonly code?: string
  readonly syscall?: string
  readonly cause?: unknown
}

/** The system's error behind `error`: the first in the chain of causes with one of its codes. */
function systemError(error: unknown): SystemError | undefined {
  let at = error as SystemError | undefined
  for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth++) {
    if (noRoom.has(at.code) || noDescriptor.has(at.code)) return at
    at = at.cause as SystemError | undefined
  }
  return undefined
}

/** No space, or none left in the quota, for something other than a sync. */
export function isDiskFull(error: unknown): boolean {
  const system = systemError(error)
  return system !== undefined && noRoom.has(system.code) && system.syscall !== 'fdatasync' && system.syscall !== 'fsync'
}

/** A full disk, or no descriptor or memory for what was to be opened: the same may succeed later. */
export function isShortage(error: unknown): boolean {
  return isDiskFull(error) || noDescriptor.has(systemError(error)?.code)
}

