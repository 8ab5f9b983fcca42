// The alphabets of Zstandard's sequences (RFC 8878, section 3.1.1.3.2): codes of literal lengths and match lengths with their
// base values and extra bits, and the distributions that are used when none is sent.

import type { Distribution } from './fse.ts'

export interface Alphabet {
  name: string
  maxLog: number
  maxSymbol: number
  /** Undefined for offsets, whose code is itself the number of extra bits. */
  bases: Uint32Array | undefined
  extraBits: Uint8Array | undefined
  predefined: Distribution
}

/** An alphabet of lengths. */
export type CodedAlphabet = Alphabet & { bases: Uint32Array; extraBits: Uint8Array }

function alphabet(name: string, maxLog: number, maxSymbol: number, log: number, probabilities: number[], first?: number, extraBits?: number[]): Alphabet {
  let bases: Uint32Array | undefined
  if (extraBits !== undefined) {
    bases = new Uint32Array(extraBits.length)
    let base = first!
    extraBits.forEach((bits, code) => {
      bases![code] = base
      base += 2 ** bits
    })
  }
  const predefined = { log, probabilities: Int16Array.from(probabilities) }
  return { name, maxLog, maxSymbol, bases, extraBits: extraBits && Uint8Array.from(extraBits), predefined }
}

const times = (count: number, value: number): number[] => new Array<number>(count).fill(value)

export const literalLengths = alphabet(
  'literal lengths', 9, 35, 6,
  [4, 3, ...times(11, 2), ...times(3, 1), ...times(9, 2), 3, 2, ...times(5, 1), ...times(4, -1)],
  0, [...times(16, 0), ...times(4, 1), 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
)

export const matchLengths = alphabet(
  'match lengths', 9, 52, 6,
  [1, 4, 3, ...times(6, 2), ...times(37, 1), ...times(7, -1)],
  3, [...times(32, 0), ...times(4, 1), 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
)

export const offsets = alphabet('offsets', 8, 31, 5, [...times(6, 1), ...times(3, 2), ...times(15, 1), ...times(5, -1)])

/** The code of a literal length. */
export function literalLengthCode(length: number): number {
  if (length < 16) return length
  return length < 64 ? smallLiteralCodes[length]! : 19 + 31 - Math.clz32(length)
}

/** The code of a match length (3 at least). */
export function matchLengthCode(length: number): number {
  const rest = length - 3
  return rest < 128 ? smallMatchCodes[rest]! : 36 + 31 - Math.clz32(rest)
}

const smallLiteralCodes = codesBelow(64, literalLengths, 0)
const smallMatchCodes = codesBelow(128, matchLengths, 3)

function codesBelow(count: number, { bases }: Alphabet, first: number): Uint8Array {
  const codes = new Uint8Array(count)
  for (let value = 0, code = 0; value < count; value++) {
    while (bases![code + 1]! <= value + first) code++
    codes[value] = code
  }
  return codes
}
