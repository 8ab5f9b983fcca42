// Zigzag varints as record bodies use them, as plain functions over a buffer and a position: records are read and written
// by the hundred thousand, so nothing here makes an object. Values are JavaScript numbers.

/** Bytes that `writeVarint(value)` takes; `value` is a signed 32-bit number. */
export function sizeOfVarint(value: number): number {
  const zigzag = ((value << 1) ^ (value >> 31)) >>> 0
  if (zigzag < 0x80) return 1
  if (zigzag < 0x4000) return 2
  if (zigzag < 0x200000) return 3
  return zigzag < 0x10000000 ? 4 : 5
}

/** Writes a signed 32-bit number and returns the position after it. */
export function writeVarint(buffer: Uint8Array, position: number, value: number): number {
  let zigzag = ((value << 1) ^ (value >> 31)) >>> 0
  while (zigzag > 0x7f) {
    buffer[position++] = (zigzag & 0x7f) | 0x80
    zigzag >>>= 7
  }
  buffer[position++] = zigzag
  return position
}

/** Bytes that `writeVarlong(value)` takes; `value` is an integer of at most 53 bits. */
export function sizeOfVarlong(value: number): number {
  if (value === (value | 0)) return sizeOfVarint(value)
  let zigzag = value >= 0 ? value * 2 : -value * 2 - 1
  let size = 1
  while (zigzag > 0x7f) {
    zigzag = Math.floor(zigzag / 128)
    size++
  }
  return size
}

/** Writes an integer of at most 53 bits and returns the position after it. */
export function writeVarlong(buffer: Uint8Array, position: number, value: number): number {
  if (value === (value | 0)) return writeVarint(buffer, position, value)
  let zigzag = value >= 0 ? BigInt(value) * 2n : BigInt(-value) * 2n - 1n
  while (zigzag > 0x7fn) {
    buffer[position++] = Number(zigzag & 0x7fn) | 0x80
    zigzag >>= 7n
  }
  buffer[position++] = Number(zigzag)
  return position
}

/** Decodes the zigzag form of up to ten bytes; beyond 53 bits the result is rounded (see LogRecord.timestamp). */
export function readVarlongSlow(buffer: Uint8Array, position: number, length: number): number {
  let raw = 0n
  for (let i = 0; i < length; i++) raw |= BigInt(buffer[position + i]! & 0x7f) << BigInt(7 * i)
  raw = BigInt.asUintN(64, raw)
  return Number((raw >> 1n) ^ -(raw & 1n))
}
