// Random instances of a message, made from its schema: as our object, and as the JSON that Kafka's own converters read.

/** A small seeded generator (mulberry32). `int(n)` is 0 to n-1. */
export function randomFrom(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return { next, int: n => Math.floor(next() * n), pick: list => list[Math.floor(next() * list.length)] }
}

const INT64_MAX = 2 ** 63
const INT64_MIN = -(2 ** 63)
const words = [
  'orders', 'group-1', 'a', 'čavka', '渡り鴉', '🐦‍⬛', '', 'naïve', '\u0000', '__consumer_offsets',
  'x'.repeat(127), 'y'.repeat(128), '.'.repeat(300),
]
const edges = {
  int8: [-128, 127, -1, 0], int16: [-32768, 32767, -1, 0], uint16: [65535, 0, 9092], 
  int32: [-(2 ** 31), 2 ** 31 - 1, -1, 0], uint32: [0, 2 ** 32 - 1],
  int64: [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, INT64_MAX, INT64_MIN, -1, 0, 2 ** 32, -(2 ** 32)],
}

function randomBytes(random, length) {
  return Buffer.from(Array.from({ length }, () => random.int(256)))
}

function randomPlain(type, random) {
  switch (type) {
    case 'bool': return random.int(2) === 1
    case 'string': return random.int(3) === 0 ? random.pick(words) : `name-${random.int(1e6).toString(36)}`
    case 'uuid': return random.int(5) === 0 ? 'AAAAAAAAAAAAAAAAAAAAAA' : randomBytes(random, 16).toString('base64url')
    case 'bytes': case 'records': return randomBytes(random, random.pick([0, 1, 5, 130]))
    case 'bigint64': return random.pick([0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), randomBytes(random, 8).readBigInt64BE()])
    case 'float64': return random.pick([0.25, -0.5, 1.5e300, 1024.25])
    case 'int64': return random.int(3) === 0 ? random.pick(edges.int64) : random.int(2 ** 48) * random.pick([1, -1, 16])
    default: return random.int(3) === 0 ? random.pick(edges[type]) : random.int(type === 'int8' ? 100 : 10000)
  }
}

const toJson = value => {
  if (Buffer.isBuffer(value)) return value.toString('base64')
  if (typeof value === 'bigint') return `@${value}@`
  return value === INT64_MAX ? '@MAX@' : value === INT64_MIN ? '@MIN@' : value
}

/** JSON text, with the 64-bit values that JavaScript's numbers cannot spell. */
export function jsonText(value) {
  return JSON.stringify(value).replaceAll('"@MAX@"', '9223372036854775807').replaceAll('"@MIN@"', '-9223372036854775808').replace(/"@(-?\d+)@"/g, '$1')
}

export function defaultValue(field) {
  if (field.default === null) return null
  if (field.array) return []
  if (field.type === 'bytes') return Buffer.alloc(0)
  if (field.struct !== null) return defaultStruct(field.struct)
  if (field.default === 'ZERO_UUID') return 'AAAAAAAAAAAAAAAAAAAAAA'
  if (field.default === '0n') return 0n
  return field.default === 'INT64_MAX' ? INT64_MAX : field.default
}

function defaultStruct(struct) {
  return Object.fromEntries(struct.fields.map(field => [field.prop, defaultValue(field)]))
}

const within = (range, version) => range !== null && version >= range[0] && version <= range[1]

/**
 * { value, json } of a struct. `tags` adds unknown tagged fields to some structs of flexible versions; the JSON cannot express those.
 * The null struct that is default-free, and arrays of up to 3 elements, keep messages small.
 */
export function randomStruct(message, struct, version, random, tags = false) {
  const value = {}
  const json = {}
  for (const field of struct.fields) {
    if (!within(field.range, version)) {
      value[field.prop] = defaultValue(field)
      continue
    }
    if (field.tag !== null && random.int(4) === 0) {
      value[field.prop] = defaultValue(field)
      continue
    }
    if (within(field.nullable, version) && random.int(4) === 0) {
      value[field.prop] = null
      json[field.prop] = null
      continue
    }
    const one = () => {
      if (field.struct !== null) return randomStruct(message, field.struct, version, random, tags)
      const plain = randomPlain(field.type, random)
      return { value: plain, json: toJson(plain) }
    }
    if (field.array) {
      const list = Array.from({ length: random.pick([0, 1, 1, 2, 3]) }, one)
      value[field.prop] = list.map(item => item.value)
      json[field.prop] = list.map(item => item.json)
    } else {
      const item = one()
      value[field.prop] = item.value
      json[field.prop] = item.json
    }
  }
  if (tags && version >= message.flexibleFrom && random.int(2) === 0) {
    const first = struct.tagCount + random.int(200)
    value.unknownTags = Array.from({ length: 1 + random.int(3) }, (_, i) => ({ tag: first + i * 1000, data: randomBytes(random, random.int(140)) }))
  }
  return { value, json }
}
