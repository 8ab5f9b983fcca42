// What a power loss leaves of a tree of files (shape C): one outcome drawn at random, or each of the legal ones in turn.
//
// Legal (all of it allowed by POSIX and seen in the wild): any subset of the dirty 4 KiB pages is lost, a page is torn between two 512-byte
// sectors, the file keeps its new size with zeros where pages were lost, or has any size between the old and the new. Names are durable when
// their directory was synced; of later creates, renames and removals in a directory, a prefix survives.

import type { Random } from '../../core/random.ts'
import { crc32c } from '../../core/hash.ts'
import { applyChange, Inode, pageBytes, sectorBytes } from './inode.ts'

/** Every file of the tree that can still be reached, under its present or an older name. */
export function filesOf(root: Inode): Set<Inode> {
  const seen = new Set<Inode>()
  const visit = (node: Inode): void => {
    if (seen.has(node)) return
    seen.add(node)
    for (const child of node.entries.values()) visit(child)
  }
  visit(root)
  return new Set([...seen].filter(({ kind }) => kind === 'file'))
}

/** Power is lost: the tree becomes one of what may be left, drawn from `random`. */
export function losePower(root: Inode, random: Random): void {
  loseNames(root, random)
  for (const file of filesOf(root)) losePages(file, random)
}

/** Nothing that the page cache has can be lost any more. Syncs that are under way end later. */
export function writeBack(node: Inode): void {
  if (node.kind === 'file') node.settleAs(Buffer.from(node.cached.subarray(0, node.size)))
  else node.writeNames()
  for (const child of node.entries.values()) writeBack(child)
}

function loseNames(directory: Inode, random: Random): void {
  keepNames(directory, random.int(directory.pending.length + 1))
  for (const child of directory.entries.values()) if (child.kind === 'directory') loseNames(child, random)
}

function keepNames(directory: Inode, survive: number): void {
  const entries = new Map(directory.durableEntries)
  for (const change of directory.pending.slice(0, survive)) applyChange(entries, change)
  directory.settleNames(entries)
}

function losePages(file: Inode, random: Random): void {
  const before = file.durableSize
  let size = file.size
  for (const sync of file.syncs) for (const page of sync.pages.keys()) file.dirty.add(page)
  if (file.sizeDirty || file.syncs.size > 0) {
    const fate = random.int(4)
    if (fate === 0) size = before
    else if (fate === 1 && file.size > before) size = before + random.int(file.size - before + 1)
    else if (fate === 2 && file.size > before) size = Math.min(file.size, Math.ceil((before + random.int(file.size - before + 1)) / pageBytes) * pageBytes)
  }
  // Within the old size nothing but dirty pages can differ, whatever happens to the size.
  const keepAll = random.int(4) === 0
  const bytes = compose(file, size, page => {
    const fate = keepAll ? 1 : random.int(3)
    if (fate !== 2) return fate === 0 ? 0 : pageBytes
    const end = Math.min((page + 1) * pageBytes, file.size, size)
    return end <= page * pageBytes ? 0 : random.int(pageBytes / sectorBytes + 1) * sectorBytes
  })
  file.settleAs(bytes)
}

/** The file at this size, with that many bytes of each dirty page written: 0 for a page that was lost, and a torn one in between. */
function compose(file: Inode, size: number, written: (page: number) => number): Buffer {
  const bytes = Buffer.alloc(Math.max(size, 0))
  file.durable.copy(bytes, 0, 0, Math.min(file.durableSize, size))
  for (const page of file.dirty) {
    const start = page * pageBytes
    const count = written(page)
    const end = Math.min(start + count, file.size, size)
    if (count > 0 && end > start) file.cached.copy(bytes, start, start, end)
  }
  return bytes
}

/** How many outcomes of one file are told apart at most. */
const outcomesMax = 48

/** What one file may be after a power loss: sizes at the ends of writes and in the middle of the last one, pages kept, lost or torn in their changed part. */
function outcomesOf(file: Inode): Buffer[] {
  for (const sync of file.syncs) for (const page of sync.pages.keys()) file.dirty.add(page)
  file.syncs.clear()
  const { durableSize: before, size: now } = file
  const ends = [...new Set([before, ...file.ends.filter(end => end > before && end < now), now])].sort((a, b) => a - b)
  const last = ends.filter(end => end < now).at(-1) ?? before
  // The new size and the old one, a torn last write, then the ends of the writes between.
  const sizes = [now]
  if (before !== now) sizes.push(before)
  if (now > last + 1) sizes.push(last + ((now - last) >> 1))
  for (const end of ends) if (!sizes.includes(end) && sizes.length < 8) sizes.push(end)
  const pages = [...file.dirty].sort((a, b) => a - b)
  const found = new Map<string, Buffer>()
  const add = (bytes: Buffer): void => {
    if (found.size < outcomesMax) found.set(`${bytes.length} ${crc32c(bytes)}`, bytes)
  }
  for (const size of sizes) {
    // Each page is whole, lost, or torn where half of its changed part is written.
    const tear = (page: number): number => {
      const start = page * pageBytes
      const changedFrom = Math.max(0, Math.min(before, start + pageBytes) - start)
      const end = Math.min(pageBytes, now - start)
      return Math.round((changedFrom + end) / 2 / sectorBytes) * sectorBytes
    }
    const fates = pages.length <= 3 ? 3 ** pages.length : 0
    for (let fate = 0; fate < fates; fate++) {
      add(compose(file, size, page => [pageBytes, 0, tear(page)][Math.floor(fate / 3 ** pages.indexOf(page)) % 3]!))
    }
    if (fates > 0) continue
    // Too many for every subset: all, none, each one missing or torn, and each prefix.
    add(compose(file, size, () => pageBytes))
    add(compose(file, size, () => 0))
    for (const odd of pages) {
      add(compose(file, size, page => (page === odd ? 0 : pageBytes)))
      add(compose(file, size, page => (page === odd ? tear(page) : pageBytes)))
      add(compose(file, size, page => (page < odd ? pageBytes : 0)))
    }
  }
  return [...found.values()]
}

export interface CrashStates {
  /** How many there are; some of them are equal, where a file lies in a directory that was lost. */
  readonly combinations: number
  /** Makes the given one of the tree's clone. */
  build(index: readonly number[]): Inode
  /** Every combination, or `max` of them drawn from `random` when there are more. */
  each(max: number, random: Random): Generator<readonly number[]>
}

/** All that a power loss may leave of the tree, which itself stays as it is. */
export function crashStates(root: Inode): CrashStates {
  // One dimension for each directory with names in flight and each file with unsynced bytes, in the order of a walk over whatever may survive.
  const walk = (tree: Inode): Inode[] => {
    const seen = new Set<Inode>()
    const visit = (node: Inode): void => {
      if (seen.has(node)) return
      seen.add(node)
      for (const child of [...node.durableEntries.values(), ...node.pending.flatMap(({ node: made }) => (made === undefined ? [] : [made])), ...node.entries.values()]) visit(child)
    }
    visit(tree)
    return [...seen]
  }
  const original = root.clone()
  const dimensions = walk(original).map(node => {
    if (!node.unsynced) return undefined
    return node.kind === 'directory' ? node.pending.length + 1 : outcomesOf(node)
  })
  const counts = dimensions.map(dimension => (dimension === undefined ? 1 : typeof dimension === 'number' ? dimension : dimension.length))
  const combinations = counts.reduce((product, count) => product * count, 1)
  return {
    combinations,
    build(index) {
      const tree = original.clone()
      walk(tree).forEach((node, i) => {
        const dimension = dimensions[i]
        if (typeof dimension === 'number') keepNames(node, index[i]!)
        else if (dimension !== undefined) node.settleAs(Buffer.from(dimension[index[i]!]!))
      })
      return tree
    },
    *each(max, random) {
      if (combinations <= max) {
        for (let number = 0; number < combinations; number++) {
          let rest = number
          yield counts.map(count => {
            const at = rest % count
            rest = Math.floor(rest / count)
            return at
          })
        }
        return
      }
      // Nothing and everything survived, then whatever comes.
      yield counts.map(() => 0)
      yield counts.map(count => count - 1)
      for (let i = 2; i < max; i++) yield counts.map(count => random.int(count))
    },
  }
}

/** Two trees with the same text have the same names and bytes. */
export function fingerprint(node: Inode, path = ''): string {
  if (node.kind === 'file') return `${path} ${node.size} ${crc32c(node.cached.subarray(0, node.size))}\n`
  return `${path}/\n${[...node.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, child]) => fingerprint(child, `${path}/${name}`)).join('')}`
}
