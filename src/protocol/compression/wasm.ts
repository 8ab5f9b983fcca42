// Block expanders in WebAssembly: LZ4 and Snappy blocks in a sixth of the time that the loops in TypeScript take, since sixteen bytes move at once.
// The code is put together here, instruction by instruction, so that nothing has to be built or downloaded. It only ever sees its own memory: blocks are
// copied in and out. What it refuses, and what it cannot run on, is left to the loops in lz4.ts and snappy.ts, which also say what is wrong.

import { instantiateWasm } from '../../core/native.ts'

type Code = number[]
type Local = number

const number = (value: number): Code => {
  const bytes: Code = []
  for (let rest = value; ; rest >>= 7) {
    const done = (rest >> 6) === 0 || (rest >> 6) === -1
    bytes.push((rest & 0x7f) | (done ? 0 : 0x80))
    if (done) return bytes
  }
}
const size = (value: number): Code => {
  const bytes: Code = []
  for (let rest = value; ; rest >>>= 7) {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
    if (rest <= 0x7f) return bytes
  }
}
const get = (local: Local): Code => [0x20, local]
const set = (local: Local, value: Code): Code => [...value, 0x21, local]
const i32 = (value: number): Code => [0x41, ...number(value)]
const add = (a: Code, b: Code): Code => [...a, ...b, 0x6a]
const sub = (a: Code, b: Code): Code => [...a, ...b, 0x6b]
const mul = (a: Code, b: Code): Code => [...a, ...b, 0x6c]
const divide = (a: Code, b: Code): Code => [...a, ...b, 0x6e]
const and = (a: Code, b: Code): Code => [...a, ...b, 0x71]
const or = (a: Code, b: Code): Code => [...a, ...b, 0x72]
const shiftLeft = (a: Code, b: Code): Code => [...a, ...b, 0x74]
const shiftRight = (a: Code, b: Code): Code => [...a, ...b, 0x76]
const isZero = (a: Code): Code => [...a, 0x45]
const equal = (a: Code, b: Code): Code => [...a, ...b, 0x46]
const below = (a: Code, b: Code): Code => [...a, ...b, 0x49]
const above = (a: Code, b: Code): Code => [...a, ...b, 0x4b]
const atLeast = (a: Code, b: Code): Code => [...a, ...b, 0x4f]
const byteAt = (at: Code): Code => [...at, 0x2d, 0, 0]
const shortAt = (at: Code): Code => [...at, 0x2f, 0, 0]
const wordAt = (at: Code): Code => [...at, 0x28, 0, 0]
const copyByte = (from: Local, to: Local): Code => [...get(to), ...byteAt(get(from)), 0x3a, 0, 0]
const copy8 = (from: Local, to: Local): Code => [...get(to), ...get(from), 0x29, 0, 0, 0x37, 0, 0]
const copy16 = (from: Local, to: Local): Code => [...get(to), ...get(from), 0xfd, 0, 0, 0, 0xfd, 11, 0, 0]
const grow = (local: Local, by: number): Code => set(local, add(get(local), i32(by)))
const when = (condition: Code, ...then: Code[]): Code => [...condition, 0x04, 0x40, ...then.flat(), 0x0b]
const whenElse = (condition: Code, then: Code[], otherwise: Code[]): Code => [...condition, 0x04, 0x40, ...then.flat(), 0x05, ...otherwise.flat(), 0x0b]
/** Runs its body and again while `condition` holds. */
const repeatWhile = (condition: Code, ...body: Code[]): Code => [0x03, 0x40, ...body.flat(), ...condition, 0x0d, 0, 0x0b]
/** A loop that only a `give` ends. */
const forever = (...body: Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0c, 0, 0x0b]
const give = (value: Code): Code => [...value, 0x0f]
const refuseIf = (condition: Code): Code => when(condition, give(i32(-1)))

// The four parameters: where the block and the room for its output begin and end.
const from = 0
const fromEnd = 1
const to = 2
const toEnd = 3
const toStart = 4
const tag = 5
const length = 6
const distance = 7
const source = 8
const target = 9
const locals = 6

/** Copies in steps that may go up to fifteen bytes too far: what lies there is written later, or is slack. */
const copyWide = (step: 8 | 16): Code => repeatWhile(below(get(target), get(to)), step === 16 ? copy16(source, target) : copy8(source, target), grow(source, step), grow(target, step))

const copyLiterals: Code[] = [
  refuseIf(above(get(length), sub(get(fromEnd), get(from)))),
  refuseIf(above(get(length), sub(get(toEnd), get(to)))),
  set(source, get(from)),
  set(target, get(to)),
  set(from, add(get(from), get(length))),
  set(to, add(get(to), get(length))),
  copyWide(16),
]

const copyMatch: Code[] = [
  // A distance of 0 becomes the largest there is.
  refuseIf(atLeast(sub(get(distance), i32(1)), sub(get(to), get(toStart)))),
  refuseIf(above(get(length), sub(get(toEnd), get(to)))),
  set(source, sub(get(to), get(distance))),
  set(target, get(to)),
  set(to, add(get(to), get(length))),
  whenElse(
    atLeast(get(distance), i32(16)),
    [copyWide(16)],
    [
      when(
        below(get(distance), i32(8)),
        // A short pattern: eight bytes one by one, after which it lies far enough behind, a whole number of times, to go on by eight.
        set(length, add(get(target), i32(8))),
        repeatWhile(below(get(target), get(length)), copyByte(source, target), grow(source, 1), grow(target, 1)),
        set(source, sub(get(target), mul(get(distance), divide(add(get(distance), i32(7)), get(distance))))),
        when(below(get(target), get(to)), copyWide(8)),
      ),
      when(atLeast(get(distance), i32(8)), copyWide(8)),
    ],
  ),
]

/** LZ4's lengths go on in bytes while these are 255. */
const extendLength: Code[] = [
  repeatWhile(
    equal(get(tag), i32(255)),
    refuseIf(atLeast(get(from), get(fromEnd))),
    set(tag, byteAt(get(from))),
    grow(from, 1),
    set(length, add(get(length), get(tag))),
  ),
]

const lz4Body: Code[] = [
  set(toStart, get(to)),
  forever(
    refuseIf(atLeast(get(from), get(fromEnd))),
    set(source, byteAt(get(from))),
    grow(from, 1),
    // The match's part of the token is kept where nothing else is until then.
    set(distance, and(get(source), i32(15))),
    set(length, shiftRight(get(source), i32(4))),
    when(equal(get(length), i32(15)), ...extendLength),
    ...copyLiterals,
    when(equal(get(from), get(fromEnd)), give(sub(get(to), get(toStart)))),
    refuseIf(below(sub(get(fromEnd), get(from)), i32(2))),
    set(length, add(get(distance), i32(4))),
    set(distance, shortAt(get(from))),
    grow(from, 2),
    when(equal(get(length), i32(19)), ...extendLength),
    ...copyMatch,
  ),
]

const needs = (bytes: number): Code => refuseIf(below(sub(get(fromEnd), get(from)), i32(bytes)))
const snappyBody: Code[] = [
  set(toStart, get(to)),
  forever(
    when(equal(get(from), get(fromEnd)), give(sub(get(to), get(toStart)))),
    set(tag, byteAt(get(from))),
    grow(from, 1),
    set(length, add(shiftRight(get(tag), i32(2)), i32(1))),
    whenElse(
      isZero(and(get(tag), i32(3))),
      [
        when(
          above(get(length), i32(60)),
          // One to four bytes tell the length; what is read beyond them is cut off, and lies in the slack at worst.
          set(distance, sub(get(length), i32(60))),
          refuseIf(below(sub(get(fromEnd), get(from)), get(distance))),
          set(length, add(shiftRight(shiftLeft(wordAt(get(from)), shiftLeft(sub(i32(4), get(distance)), i32(3))), shiftLeft(sub(i32(4), get(distance)), i32(3))), i32(1))),
          set(from, add(get(from), get(distance))),
        ),
        ...copyLiterals,
      ],
      [
        whenElse(
          equal(and(get(tag), i32(3)), i32(1)),
          [
            needs(1),
            set(length, add(and(shiftRight(get(tag), i32(2)), i32(7)), i32(4))),
            set(distance, or(shiftLeft(shiftRight(get(tag), i32(5)), i32(8)), byteAt(get(from)))),
            grow(from, 1),
          ],
          [
            whenElse(
              equal(and(get(tag), i32(3)), i32(2)),
              [needs(2), set(distance, shortAt(get(from))), grow(from, 2)],
              [needs(4), set(distance, wordAt(get(from))), grow(from, 4)],
            ),
          ],
        ),
        ...copyMatch,
      ],
    ),
  ),
]

function section(id: number, content: Code): Code {
  return [id, ...size(content.length), ...content]
}

function functionBody(body: Code[]): Code {
  // The end of a function that only `give` leaves is never reached.
  const code = [1, locals, 0x7f, ...body.flat(), 0x00, 0x0b]
  return [...size(code.length), ...code]
}

const text = (value: string): Code => [value.length, ...Buffer.from(value)]

function moduleBytes(): Uint8Array {
  return Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, [1, 0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 1, 0x7f]),
    ...section(3, [2, 0, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [3, ...text('memory'), 2, 0, ...text('lz4'), 0, 0, ...text('snappy'), 0, 1]),
    ...section(10, [2, ...functionBody(lz4Body), ...functionBody(snappyBody)]),
  ])
}

type Expand = (from: number, fromEnd: number, to: number, toEnd: number) => number

interface Exports {
  memory: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  lz4: Expand
  snappy: Expand
}

/** Reads and writes go up to fifteen bytes beyond a block. */
const slack = 32
const pageBytes = 65_536
/** A block whose room would be larger is not worth the memory, which never shrinks. */
const mostMemory = 12 * 2 ** 20
/** Below this the way in and out costs more than the loops in TypeScript. */
export const wasmMinBytes = 192

let exports: Exports | null | undefined
let memory = Buffer.alloc(0)

/** Makes room for `bytes`. False when there is none, and where there is no WebAssembly. */
function ready(bytes: number): boolean {
  if (exports === undefined) exports = instantiateWasm<Exports>(moduleBytes()) ?? null
  if (exports === null || bytes > mostMemory) return false
  if (memory.length < bytes) {
    try {
      const missing = Math.ceil((bytes - exports.memory.buffer.byteLength) / pageBytes)
      if (missing > 0) exports.memory.grow(missing)
    } catch {
      return false
    }
    memory = Buffer.from(exports.memory.buffer)
  }
  return true
}

/**
 * Expands the block `input[start, end)` to at most `maxBytes`. Returns a view that is good until the next call; undefined when the block is small, too large or
 * damaged or there is no WebAssembly: then the loops in TypeScript are to be asked.
 */
export function expandByWasm(kind: 'lz4' | 'snappy', input: Buffer, start: number, end: number, maxBytes: number): Buffer | undefined {
  const bytes = end - start
  if (bytes < wasmMinBytes) return undefined
  const outputAt = (bytes + slack + 15) & ~15
  // No byte of either format makes more than 255.
  const most = Math.min(maxBytes, bytes * 255)
  if (!ready(outputAt + most + slack)) return undefined
  memory.set(bytes === input.length ? input : input.subarray(start, end), 0)
  const made = exports![kind](0, bytes, outputAt, outputAt + most)
  return made < 0 ? undefined : memory.subarray(outputAt, outputAt + made)
}
