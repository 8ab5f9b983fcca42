// Messages made from the schemas, with lies in them: counts and sizes that are not backed, nulls where none may be, tagged fields doubled,
// unknown or out of order, bytes that are no UTF-8, names that mean something to a file system or to JavaScript, cut-off ends.
// Which field lies is drawn from the seed; with no lie the message is valid (and some of the values are still extreme).
import { Bytes, pick } from './bytes.mjs'
import { hostileRecords } from './records.mjs'

const counts = [-2, -1, 1, 0x7f, 0xffff, 0x10000, 0x7fffff, 0x7fffffff, -0x80000000]
const ucounts = [0, 2, 0x80, 0x4001, 0x200000, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000, 0xffffffffff]
const int64s = ['0', '-1', '1', '-2', '9223372036854775807', '-9223372036854775808', '9007199254740991', '9007199254740992', '-9007199254740992', '4294967296', '1767225600000']
const int32s = [0, 1, -1, -2, 2, 3, 100, 1000, 65536, 0x7fffffff, -0x80000000]
const int16s = [0, 1, -1, 2, -2, 3, 255, 0x7fff, -0x8000]
export const evilNames = [
  '', '.', '..', '/', '../../etc/passwd', '../escape', 'a/b', 'a\\b', 'nul\0byte', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '__defineGetter__', 'valueOf',
  'fuzz-a', 'fuzz-b', 'fuzz-group', '__consumer_offsets', '__transaction_state', '__cluster_metadata', 'fuzz-a'.repeat(50), 'x'.repeat(249), 'x'.repeat(250), 'topic\u0301', 'ｔopic', '\u{1f426}',
  'con', 'CON.log', 'fuzz-a-0', 'a-0.deleted', 'fuzz a', 'fuzz\na', '%2e%2e', '*', '0', '-1', 'null', 'undefined', '(a+)+$', '^(([a-z])+.)+[A-Z]([a-z])+$',
]
const brokenText = ['c328', 'ff', 'c0af', 'eda080', 'f8888080', 'e28281ff', '80'].map(hex => Buffer.from(hex, 'hex'))
const protocolTypes = ['consumer', 'connect', 'range', 'roundrobin', 'cooperative-sticky', 'uniform', 'zstd', 'none', 'SCRAM-SHA-256', 'metadata.version']

export class Generator {
  /** `known`: what a field's value may be so that it means something: { topics, topicIds, groups, members }. */
  constructor(random, known = {}) {
    this.random = random
    this.known = known
  }

  /** { bytes, lies }: the body of a message, and the names of what lies in it. `lieChance` is per place that could lie. */
  message(message, version, { lieChance = 0, sizeMax = 4 } = {}) {
    this.lieChance = lieChance
    this.lies = []
    this.version = version
    this.flexible = version >= message.flexibleFrom
    this.budget = 400
    this.sizeMax = sizeMax
    this.out = new Bytes()
    this.#struct(message.root, 0)
    let bytes = this.out.toBuffer()
    if (this.#lie('cut')) bytes = bytes.subarray(0, this.random.int(bytes.length + 1))
    if (this.#lie('trailing')) bytes = Buffer.concat([bytes, this.random.bytes(1 + this.random.int(64))])
    return { bytes, lies: this.lies }
  }

  #lie(kind) {
    if (this.lieChance === 0 || this.random.next() >= this.lieChance) return false
    this.lies.push(kind)
    return true
  }

  #struct(struct, depth) {
    const { random, version } = this
    const tagged = []
    for (const field of struct.fields) {
      if (version < field.range[0] || version > field.range[1]) continue
      if (field.tag !== null) tagged.push(field)
      else this.#field(field, depth)
    }
    if (!this.flexible) return
    const present = tagged.filter(() => random.int(2) === 0).sort((a, b) => a.tag - b.tag)
    const outer = this.out
    const list = present.map(field => {
      this.out = new Bytes()
      this.#field(field, depth)
      return [field.tag, this.out.toBuffer()]
    })
    if (random.int(20) === 0) list.push([tagged.length + random.int(5) + (present.length > 0 ? 100 : 0), random.bytes(random.int(8))])
    this.out = outer
    if (this.#lie('tag twice') && list.length > 0) list.push(pick(random, list))
    if (this.#lie('tags out of order')) list.reverse()
    if (this.#lie('many tags')) for (let i = 0; i < 70 + random.int(2000); i++) list.push([1000 + i, Buffer.alloc(0)])
    if (this.#lie('garbage in a tag') && list.length > 0) list[0] = [list[0][0], random.bytes(random.int(12))]
    this.out.uvarint(this.#lie('tag count') ? pick(random, ucounts) : list.length)
    for (const [tag, data] of list) {
      this.out.uvarint(this.#lie('tag number') ? pick(random, ucounts) : tag)
      this.out.uvarint(this.#lie('tag size') ? pick(random, ucounts) : data.length)
      this.out.raw(data)
    }
  }

  #field(field, depth) {
    const { random } = this
    const compact = this.flexible && !field.flexibleNever
    const nullable = field.nullable !== null && this.version >= field.nullable[0] && this.version <= field.nullable[1]
    const asNull = (nullable && random.int(5) === 0) || this.#lie(`null ${field.name}`)
    if (field.array) {
      if (asNull) return compact ? this.out.uvarint(0) : this.out.int32(-1)
      let count = depth > 3 || this.budget < 0 ? random.int(2) : random.int(this.sizeMax + 1)
      if (this.budget > 0 && random.int(200) === 0) count = 50 + random.int(200)
      this.budget -= count
      if (this.#lie(`count ${field.name}`)) compact ? this.out.uvarint(pick(random, ucounts)) : this.out.int32(pick(random, counts))
      else compact ? this.out.uvarint(count + 1) : this.out.int32(count)
      for (let i = 0; i < count; i++) this.#value(field, depth + 1, compact)
      return
    }
    if (field.struct !== null) {
      if (field.nullable !== null) {
        this.out.int8(asNull ? -1 : 1)
        if (asNull) return
      }
      return this.#struct(field.struct, depth + 1)
    }
    if (asNull && (field.type === 'string' || field.type === 'bytes' || field.type === 'records')) return this.#length(-1, field.type, compact)
    this.#value(field, depth, compact)
  }

  #length(length, type, compact) {
    const { random } = this
    if (this.#lie(`size of ${type}`)) compact ? this.out.uvarint(pick(random, ucounts)) : type === 'string' ? this.out.int16(pick(random, counts)) : this.out.int32(pick(random, counts))
    else compact ? this.out.uvarint(length + 1) : type === 'string' ? this.out.int16(length) : this.out.int32(length)
  }

  #value(field, depth, compact) {
    const { random, out } = this
    if (field.struct !== null) return this.#struct(field.struct, depth)
    switch (field.type) {
      case 'bool':
        return out.int8(random.int(20) === 0 ? random.int(256) : random.int(2))
      case 'int8':
        return out.int8(random.int(3) === 0 ? random.int(256) : random.int(4) - 1)
      case 'int16':
      case 'uint16':
        return out.int16(random.int(3) === 0 ? pick(random, int16s) : random.int(10) === 0 ? random.int(65536) : 0)
      case 'int32':
      case 'uint32':
        return out.int32(this.#int32(field))
      case 'int64':
      case 'bigint64':
        return out.int64(random.int(3) === 0 ? random.int(1000) : pick(random, int64s))
      case 'float64':
        return out.int64(random.int(2) === 0 ? '0' : pick(random, int64s))
      case 'uuid':
        return out.raw(this.#uuid())
      case 'string': {
        const bytes = this.#text(field)
        this.#length(bytes.length, 'string', compact)
        return out.raw(bytes)
      }
      case 'bytes': {
        const bytes = random.bytes(random.int(3) === 0 ? random.int(200) : random.int(8))
        this.#length(bytes.length, 'bytes', compact)
        return out.raw(bytes)
      }
      case 'records': {
        const bytes = hostileRecords(random)
        this.#length(bytes.length, 'records', compact)
        return out.raw(bytes)
      }
      default:
        throw new Error(`no value for ${field.name} of type ${field.type}`)
    }
  }

  #int32(field) {
    const { random } = this
    const { name } = field
    if (this.epochMax !== undefined && /LeaderEpoch|^Epoch$/.test(name)) return Math.min(this.epochMax, random.int(3) - 1)
    // Times that would hold a test run up are rare; indexes are small so that some partition is met.
    if (/(Timeout|Wait).*Ms$|^TimeoutMs$/i.test(name)) return random.int(50) === 0 ? pick(random, int32s) : random.int(20)
    if (/Partition|Index|NodeId|ReplicaId|BrokerId/.test(name) && random.int(3) > 0) return random.int(3)
    if (/Num|Count/.test(name) && random.int(10) > 0) return random.int(5) - 1
    return random.int(2) === 0 ? pick(random, int32s) : random.int(16)
  }

  #uuid() {
    const { random, known } = this
    const ids = known.topicIds ?? []
    if (ids.length > 0 && random.int(2) === 0) return Buffer.from(pick(random, ids), 'base64url')
    return random.int(3) === 0 ? Buffer.alloc(16) : random.bytes(16)
  }

  #text(field) {
    const { random, known } = this
    if (this.#lie('no UTF-8')) return pick(random, brokenText)
    const named = field.entity === 'topicName' ? known.topics : field.entity === 'groupId' ? known.groups : field.name === 'MemberId' ? known.members : undefined
    if (named !== undefined && named.length > 0 && random.int(2) === 0) return Buffer.from(pick(random, named))
    const fate = random.int(6)
    if (fate < 2) return Buffer.from(pick(random, evilNames))
    if (fate === 2) return Buffer.from(pick(random, protocolTypes))
    if (fate === 3 && random.int(100) === 0) return Buffer.alloc(0x7fff, 0x61)
    return Buffer.from(random.bytes(random.int(12)).toString('hex'))
  }
}

/** The frame of a request, without its length: header and body. The header may lie too. */
export function requestFrame(random, api, version, correlationId, body, headerLies = false) {
  const w = new Bytes()
  w.int16(headerLies && random.int(3) === 0 ? random.int(65536) : api.request.key)
  w.int16(headerLies && random.int(3) === 0 ? pick(random, int16s) : version)
  w.int32(correlationId)
  const clientId = random.int(10) === 0 ? pick(random, evilNames) : 'fuzz'
  if (headerLies && random.int(3) === 0) w.int16(pick(random, counts))
  else if (random.int(20) === 0) w.int16(-1)
  else {
    const bytes = Buffer.from(clientId)
    w.int16(bytes.length)
    w.raw(bytes)
  }
  if (version >= api.request.flexibleFrom) {
    if (headerLies && random.int(3) === 0) w.uvarint(pick(random, ucounts))
    else w.uvarint(0)
  }
  w.raw(body)
  return w.toBuffer()
}

/** The frame of a response, without its length. */
export function responseFrame(api, version, correlationId, body) {
  const w = new Bytes()
  w.int32(correlationId)
  if (version >= api.response.flexibleFrom && api.name !== 'ApiVersions') w.uvarint(0)
  w.raw(body)
  return w.toBuffer()
}

export function framed(frame) {
  const length = Buffer.alloc(4)
  length.writeInt32BE(frame.length)
  return Buffer.concat([length, frame])
}

/** Flips, cuts and doubles bytes of what was well formed. */
export function damage(random, bytes) {
  if (bytes.length === 0) return bytes
  const out = Buffer.from(bytes)
  const at = random.int(out.length)
  switch (random.int(4)) {
    case 0:
      out[at] = random.int(256)
      return out
    case 1:
      for (let i = 0; i < 4; i++) out[random.int(out.length)] = random.int(256)
      return out
    case 2:
      return Buffer.concat([out.subarray(0, at), random.bytes(1 + random.int(5)), out.subarray(at)])
    default: {
      const end = at + random.int(out.length - at + 1)
      return random.int(2) === 0 ? Buffer.concat([out.subarray(0, at), out.subarray(end)]) : Buffer.concat([out.subarray(0, end), out.subarray(at)])
    }
  }
}
