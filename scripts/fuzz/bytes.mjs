// A growing buffer that can write what Kafka's rules forbid: the encoder of the fuzzers.

export class Bytes {
  #buffer = Buffer.allocUnsafe(1024)
  length = 0

  #room(bytes) {
    if (this.length + bytes <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.length + bytes))
    this.#buffer.copy(larger, 0, 0, this.length)
    this.#buffer = larger
  }

  int8(value) {
    this.#room(1)
    this.#buffer[this.length++] = value & 0xff
  }

  int16(value) {
    this.#room(2)
    this.length = this.#buffer.writeUInt16BE(value & 0xffff, this.length)
  }

  int32(value) {
    this.#room(4)
    this.length = this.#buffer.writeInt32BE(value | 0, this.length)
  }

  int64(value) {
    this.#room(8)
    this.length = this.#buffer.writeBigInt64BE(BigInt.asIntN(64, BigInt(value)), this.length)
  }

  /** An unsigned varint of a number up to 2^53. */
  uvarint(value) {
    this.#room(10)
    while (value >= 0x80) {
      this.#buffer[this.length++] = (value % 0x80) | 0x80
      value = Math.floor(value / 0x80)
    }
    this.#buffer[this.length++] = value
  }

  /** A zigzag varint of a 32-bit number. */
  varint(value) {
    this.uvarint(((value << 1) ^ (value >> 31)) >>> 0)
  }

  varlong(value) {
    let rest = BigInt.asUintN(64, (BigInt(value) << 1n) ^ (BigInt(value) >> 63n))
    this.#room(10)
    while (rest >= 0x80n) {
      this.#buffer[this.length++] = Number(rest & 0x7fn) | 0x80
      rest >>= 7n
    }
    this.#buffer[this.length++] = Number(rest)
  }

  raw(bytes) {
    this.#room(bytes.length)
    bytes.copy(this.#buffer, this.length)
    this.length += bytes.length
  }

  patchInt32(at, value) {
    this.#buffer.writeInt32BE(value | 0, at)
  }

  toBuffer() {
    return Buffer.from(this.#buffer.subarray(0, this.length))
  }
}

export const pick = (random, list) => list[random.int(list.length)]
