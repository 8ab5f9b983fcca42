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

/** What one file may be after a power loss. */
interface Outcomes {
  readonly contents: readonly Buffer[]
  /** Whether these are all: false when there are too many to tell apart. */
  readonly all: boolean
}

/** How many outcomes of one file are told apart at most, and how many of its pages are taken in every combination. */
const outcomesMax = 4096
const pagesMax = 4

/**
 * The sizes are the old one, the ends of the writes since, one within each write (where it is cut makes no difference: there is a part of it or
 * there is not) and the new one. Each dirty page is there, is lost, or is torn between any two of its sectors. Outcomes of the same bytes are one.
 */
function outcomesOf(file: Inode): Outcomes {
  for (const sync of file.syncs) for (const page of sync.pages.keys()) file.dirty.add(page)
  file.syncs.clear()
  const { durableSize: before, size: now } = file
  const sizes = new Set([now, before])
  let start = before
  for (const end of [...new Set(file.ends.filter(each => each > before && each < now)), ...(now > before ? [now] : [])].sort((x, y) => x - y)) {
    if (end > start + 1) sizes.add(start + ((end - start) >> 1))
    sizes.add(end)
    start = end
  }
  const pages = [...file.dirty].sort((x, y) => x - y)
  const fates = pages.map(page => fatesOf(file, page))
  const found = new Map<string, Buffer>()
  let all = !file.forgotEnds
  const add = (bytes: Buffer): void => {
    if (found.size < outcomesMax) found.set(`${bytes.length} ${crc32c(bytes)}`, bytes)
    else all = false
  }
  const combinations = fates.reduce((product, { length }) => product * length, 1)
  for (const size of sizes) {
    if (pages.length <= pagesMax && combinations <= outcomesMax) {
      for (let number = 0; number < combinations; number++) {
        let rest = number
        const chosen = fates.map(list => {
          const fate = list[rest % list.length]!
          rest = Math.floor(rest / list.length)
          return fate
        })
        add(compose(file, size, page => chosen[pages.indexOf(page)]!))
      }
      continue
    }
    // Too many for every combination: all, none, each one missing or torn, and each prefix.
    all = false
    add(compose(file, size, () => pageBytes))
    add(compose(file, size, () => 0))
    pages.forEach((odd, i) => {
      for (const fate of fates[i]!) add(compose(file, size, page => (page === odd ? fate : pageBytes)))
      add(compose(file, size, page => (page < odd ? pageBytes : 0)))
    })
  }
  return { contents: [...found.values()], all }
}

/** How many bytes of the page may have been written: one number for each content that the page may then have. */
function fatesOf(file: Inode, page: number): number[] {
  const at = (sector: number): number => page * pageBytes + sector * sectorBytes
  const sectorOf = (bytes: Buffer, size: number, sector: number): Buffer => bytes.subarray(Math.min(at(sector), size), Math.min(at(sector + 1), size))
  const fates = [0]
  for (let sector = 0; sector < pageBytes / sectorBytes; sector++) {
    if (!sectorOf(file.cached, file.size, sector).equals(sectorOf(file.durable, file.durableSize, sector))) fates.push((sector + 1) * sectorBytes)
  }
  return fates
}

export interface CrashStates {
  /** How many there are; a few more when a file has two names. */
  readonly combinations: number
  /** Whether they are all that is legal: false when a file may be left in too many ways to tell them apart. */
  readonly all: boolean
  /** Makes the given one of the tree's clone. */
  build(index: readonly number[]): Inode
  /** Every combination, or `max` of them drawn from `random` when there are more. */
  each(max: number, random: Random): Generator<readonly number[]>
}

/** All that a power loss may leave of the tree, which itself stays as it is. */
export function crashStates(root: Inode): CrashStates {
  // Whatever may survive under some name, in the order of a walk. The ways that a node may be left: a directory's names after each prefix of its
  // changes, a file's contents.
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
  const nodes = walk(original)
  const numbers = new Map(nodes.map((node, i) => [node, i]))
  const outcomes = nodes.map(node => (node.kind === 'file' && node.unsynced ? outcomesOf(node) : undefined))
  const listings = nodes.map(node => (node.kind === 'directory' ? prefixesOf(node) : undefined))
  const counts = nodes.map((_, i) => outcomes[i]?.contents.length ?? listings[i]?.length ?? 1)
  // Only what may be left in more than one way is looked at: such nodes, and the directories on the way to them.
  const matters = new Map<Inode, boolean>()
  const isOpen = (node: Inode): boolean => {
    let known = matters.get(node)
    if (known === undefined) {
      matters.set(node, (known = counts[numbers.get(node)!]! > 1))
      known ||= listings[numbers.get(node)!]?.some(entries => [...entries.values()].some(isOpen)) ?? false
      matters.set(node, known)
    }
    return known
  }
  const children = listings.map(list => list?.map(entries => [...entries.values()].filter(isOpen)))
  const combinationsOf = (node: Inode): number =>
    children[numbers.get(node)!]?.reduce((sum, list) => sum + list.reduce((product, child) => product * combinationsOf(child), 1), 0) ?? counts[numbers.get(node)!]!
  const combinations = combinationsOf(original)
  const chosen = nodes.map(() => 0)
  /** What a directory that is lost held makes no difference, so only what can be reached is chosen, node by node. */
  function* choose(queue: readonly Inode[], at: number): Generator<readonly number[]> {
    if (at === queue.length) return yield [...chosen]
    const number = numbers.get(queue[at]!)!
    for (let choice = 0; choice < counts[number]!; choice++) {
      chosen[number] = choice
      yield* choose(children[number] === undefined ? queue : [...queue, ...children[number][choice]!.filter(child => !queue.includes(child))], at + 1)
    }
    chosen[number] = 0
  }
  return {
    combinations,
    all: outcomes.every(each => each?.all !== false),
    build(index) {
      const tree = original.clone()
      walk(tree).forEach((node, i) => {
        if (outcomes[i] !== undefined) node.settleAs(Buffer.from(outcomes[i].contents[index[i]!]!))
        else if (node.kind === 'directory') keepNames(node, index[i]!)
      })
      return tree
    },
    *each(max, random) {
      if (combinations <= max) return yield* choose(isOpen(original) ? [original] : [], 0)
      // Nothing and everything survived, then whatever comes.
      yield counts.map(() => 0)
      yield counts.map(count => count - 1)
      for (let i = 2; i < max; i++) yield counts.map(count => random.int(count))
    },
  }
}

/** A directory's names after each prefix of its changes. */
function prefixesOf({ durableEntries, pending }: Inode): Map<string, Inode>[] {
  const prefixes = [new Map(durableEntries)]
  for (const change of pending) {
    const entries = new Map(prefixes.at(-1)!)
    applyChange(entries, change)
    prefixes.push(entries)
  }
  return prefixes
}

/** Two trees with the same text have the same names and bytes. */
export function fingerprint(node: Inode, path = ''): string {
  if (node.kind === 'file') return `${path} ${node.size} ${crc32c(node.cached.subarray(0, node.size))}\n`
  return `${path}/\n${[...node.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, child]) => fingerprint(child, `${path}/${name}`)).join('')}`
}
