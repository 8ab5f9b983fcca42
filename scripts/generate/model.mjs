// From parsed schemas to what the emitter needs: effective version ranges, struct names that are unique, default values, least sizes.

const FIXED_BYTES = { bool: 1, int8: 1, int16: 2, uint16: 2, int32: 4, uint32: 4, int64: 8, bigint64: 8, float64: 8, uuid: 16 }
/** 64-bit fields whose value is opaque (a hash): they become `bigint`. All others are offsets, times, ids and sizes, which a double holds. */
const OPAQUE = new Set(['MetadataHash'])

const NUMBERS = new Set(['int8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'float64'])

export function isFixed(type) {
  return type in FIXED_BYTES
}

export function isNumber(type) {
  return NUMBERS.has(type)
}

function intersect(a, b) {
  if (a === null || b === null) return null
  const low = Math.max(a[0], b[0])
  const high = Math.min(a[1], b[1])
  return low > high ? null : [low, high]
}

function hull(a, b) {
  if (a === null || b === null) return a ?? b
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])]
}

const lowerFirst = name => name[0].toLowerCase() + name.slice(1)

/**
 * { name, kind, key, versions: [low, high], flexibleFrom (Infinity for never), listeners, unstable, root, structs (root first) } where a struct is
 * { name, range, fields, needsIsDefault, records } and a field
 * { name, prop, array, type, struct, range, nullable, tag, ignorable, default, flexibleNever }.
 * A message without valid versions gives null.
 */
export function resolve(message) {
  if (message.versions === null) return null
  const where = message.name
  const versions = message.versions
  if (versions[1] === Infinity) throw new Error(`${where}: open-ended versions`)
  const flexibleFrom = message.flexible === null ? Infinity : message.flexible[0]
  const shared = new Map(message.structs.map(struct => [struct.name, struct]))
  const structs = new Map()
  const root = visit(message.name, { fields: message.fields, versions: [0, Infinity] }, versions)

  function visit(name, source, range) {
    range = intersect(range, source.versions)
    const known = structs.get(name)
    const struct = known ?? { name, tsName: structName(message.name, name), range: null, fields: [], source }
    if (known !== undefined && known.source !== source) throw new Error(`${where}: struct ${name} is defined twice`)
    structs.set(name, struct)
    struct.range = hull(struct.range, range)
    struct.fields = source.fields.map(field => resolveField(field, struct)).filter(field => field.range !== null)
    return struct
  }

  function resolveField(field, owner) {
    const at = `${where}.${field.name}`
    const range = intersect(field.versions, owner.range)
    const array = field.type.startsWith('[]')
    const wireType = array ? field.type.slice(2) : field.type
    const type = wireType === 'int64' && OPAQUE.has(field.name) ? 'bigint64' : wireType
    const out = {
      name: field.name, prop: lowerFirst(field.name), array, type, range, struct: null, ignorable: field.ignorable, entity: field.entity, mapKey: field.mapKey,
      nullable: range === null ? null : intersect(field.nullable, range), tag: null, flexibleNever: field.flexible === null,
    }
    if (range === null) return out
    if (field.tag !== undefined) {
      const tagged = intersect(field.tagged, range)
      if (tagged === null || tagged[0] !== range[0] || tagged[1] !== range[1]) throw new Error(`${at}: tagged in some versions only: not supported`)
      if (range[0] < flexibleFrom) throw new Error(`${at}: tagged before the message is flexible`)
      if (type === 'records') throw new Error(`${at}: tagged records are not supported`)
      out.tag = field.tag
    }
    if (!isFixed(type) && type !== 'string' && type !== 'bytes' && type !== 'records') {
      const source = field.fields.length > 0 ? (field.own ??= { fields: field.fields, versions: [0, Infinity] }) : shared.get(type)
      if (source === undefined) throw new Error(`${at}: unknown type ${type}`)
      out.struct = visit(type, source, range)
    }
    out.default = defaultOf(field, out, at)
    return out
  }

  const list = [...structs.values()]
  // Visiting a shared struct again may have widened its range after the first visitor looked at it: look once more until it stands still.
  for (let round = 0; round < 8; round++) visit(message.name, root.source, versions)
  for (const struct of list) {
    const tags = struct.fields.filter(field => field.tag !== null).map(field => field.tag).sort((a, b) => a - b)
    if (tags.some((tag, i) => tag !== i)) throw new Error(`${where}.${struct.name}: tags are not 0 to ${tags.length - 1}`)
    struct.tagCount = tags.length
  }
  const needsIsDefault = new Set()
  for (const struct of list) for (const field of struct.fields) {
    const compared = field.tag !== null || !covers(field.range, struct.range) && !field.ignorable
    if (compared && field.struct !== null && !field.array && field.default !== null) mark(field.struct)
  }
  function mark(struct) {
    if (needsIsDefault.has(struct)) return
    needsIsDefault.add(struct)
    for (const field of struct.fields) if (field.struct !== null && !field.array && field.default !== null) mark(field.struct)
  }
  for (const struct of list) struct.needsIsDefault = needsIsDefault.has(struct)
  const { name, kind, key, listeners, unstable } = message
  return { name, kind, key, versions, flexibleFrom, listeners, unstable, root, structs: list }
}

export function covers(outer, inner) {
  return outer !== null && outer[0] <= inner[0] && outer[1] >= inner[1]
}

function structName(message, struct) {
  if (struct === message || struct.startsWith(message)) return struct
  const api = message.replace(/(Request|Response)$/, '')
  const rest = struct.startsWith(api) && /^[A-Z]/.test(struct.slice(api.length)) ? struct.slice(api.length) : struct
  return message + (rest.startsWith('Request') || rest.startsWith('Response') ? struct : rest)
}

/** A default as a value: number, boolean, string, null, 'empty' arrays and bytes as [], structs as {}. 2^63-1 stays a string. */
function defaultOf(field, out, at) {
  const text = field.default
  if (text === 'null') {
    if (out.nullable === null && out.type !== 'records') throw new Error(`${at}: default null, but never nullable`)
    return null
  }
  if (out.type === 'records') return null
  if (out.array || out.type === 'bytes') {
    if (text !== undefined && text !== '') throw new Error(`${at}: default ${text}`)
    return []
  }
  if (out.struct !== null) return {}
  if (out.type === 'string') return text ?? ''
  if (out.type === 'bool') return text === 'true'
  if (out.type === 'uuid') return 'ZERO_UUID'
  if (out.type === 'bigint64' && (text === undefined || text === '0')) return '0n'
  if (text === undefined || text === '') return 0
  if (text === '9223372036854775807') return 'INT64_MAX'
  if (out.type === 'bigint64') throw new Error(`${at}: default ${text}`)
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`${at}: default ${text}`)
  return value
}

/** The least number of bytes that a value of the field's element type takes in the versions `range`, where flexible versions count as `flexible` says. */
export function elementBytesMin(message, field, flexible) {
  let least = Infinity
  for (let version = field.range[0]; version <= field.range[1]; version++) {
    if (version >= message.flexibleFrom === flexible) least = Math.min(least, bytesMin(message, { ...field, array: false, nullable: null }, version))
  }
  return Math.max(1, least)
}

function bytesMin(message, field, version) {
  const flexible = version >= message.flexibleFrom && !field.flexibleNever
  if (field.array) return flexible ? 1 : 4
  if (isFixed(field.type)) return FIXED_BYTES[field.type]
  if (field.type === 'string') return flexible ? 1 : 2
  if (field.struct === null) return flexible ? 1 : 4
  if (field.nullable !== null) return 1
  let sum = flexible ? 1 : 0
  for (const inner of field.struct.fields) {
    if (inner.tag === null && version >= inner.range[0] && version <= inner.range[1]) sum += bytesMin(message, inner, version)
  }
  return sum
}

/** About how many bytes of memory an element of the array takes, with its slot in the array: what V8 needs for a pointer, an object, a number beyond 31 bits, a short string, a view. */
export function elementMemory(field) {
  return 8 + memory({ ...field, array: false, nullable: null })
}

function memory(field) {
  if (field.array) return 48
  if (field.struct !== null) {
    // What is nullable or tagged is mostly not there.
    if (field.nullable !== null) return 0
    let sum = 24
    for (const inner of field.struct.fields) sum += 8 + (inner.tag === null ? memory(inner) : 0)
    return sum
  }
  switch (field.type) {
    case 'int64': case 'uint32': case 'float64': return 16
    case 'uuid': return 40
    case 'string': return 24
    case 'bytes': case 'records': return 112
    default: return 0
  }
}
