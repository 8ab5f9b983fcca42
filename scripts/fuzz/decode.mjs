// Every message at every version into its decoder: nothing but DecodeError may come out, within time and memory.
import { DecodeError, UnsupportedVersionError } from '../../dist/protocol/errors.js'
import { decodeRequestHeader, FrameDecoder } from '../../dist/protocol/frame.js'
import { allMessages } from '../../dist/protocol/generated/all-messages.js'
import { apis } from '../../dist/protocol/generated/apis.js'
import { Reader } from '../../dist/protocol/reader.js'
import { SeededRandom } from '../../dist/core/random.js'
import { loadSchemas } from '../generate/load.mjs'
import { damage, Generator, requestFrame } from './generator.mjs'
import { Stopwatch } from './time.mjs'

/** A decode takes at most this many times its input in memory, and this many bytes more. Responses and records come from a broker, not from strangers. */
export const allocationLimit = { factor: 4, ownFactor: 12, constant: 64 * 1024 }
export const hangMs = 100

/** [{ name, version, message, decode(bytes) }] for all requests with their headers, responses, records and blobs. */
function targets() {
  const { apis: schemas, others } = loadSchemas()
  const byName = new Map(apis.map(api => [api.name, api]))
  const codecs = new Map(allMessages.map(codec => [codec.name, codec]))
  const list = []
  for (const schema of schemas) {
    const api = byName.get(schema.name)
    for (let version = schema.request.versions[0]; version <= schema.request.versions[1]; version++) {
      list.push({
        name: schema.request.name, version, message: schema.request, schema,
        decode: frame => {
          const incoming = decodeRequestHeader(frame)
          return incoming.api === undefined ? incoming : incoming.api.readRequest(incoming.reader, incoming.apiVersion)
        },
      })
      list.push({ name: schema.response.name, version, message: schema.response, decode: bytes => api.readResponse(new Reader(bytes), version) })
    }
  }
  for (const { message } of others) {
    const codec = codecs.get(message.name)
    for (let version = message.versions[0]; version <= message.versions[1]; version++) {
      list.push({ name: message.name, version, message, decode: bytes => codec.read(new Reader(bytes), version) })
    }
  }
  return list
}

const sink = { value: undefined }

/** Bytes that the decode allocates and keeps: the least of three runs, because a run may be interrupted by what the engine does for itself. */
function allocated(decode, bytes) {
  let least = Infinity
  for (let i = 0; i < 3; i++) {
    sink.value = undefined
    const before = process.memoryUsage()
    try {
      sink.value = decode(bytes)
    } catch (error) {
      sink.value = error
    }
    const after = process.memoryUsage()
    const bytesTaken = after.heapUsed - before.heapUsed + (after.external - before.external)
    if (bytesTaken >= 0) least = Math.min(least, bytesTaken)
  }
  sink.value = undefined
  return least === Infinity ? 0 : least
}

/** What the decode takes at least in three runs. */
function leastTime({ decode }, bytes, first = Infinity) {
  let least = first
  for (let i = first === Infinity ? 0 : 1; i < 3; i++) {
    const watch = new Stopwatch()
    try {
      decode(bytes)
    } catch {}
    least = Math.min(least, watch.ms)
  }
  return least
}

export function fuzzDecoders({ seed, seconds, rounds = Infinity, measureEvery = 64 }) {
  const random = new SeededRandom(seed)
  const generator = new Generator(random)
  const list = targets()
  const figures = { targets: list.length, decodes: 0, accepted: 0, refused: 0, crashes: [], worstMs: 0, worstMsOf: '', hangs: [], worstRatio: 0, worstRatioOf: '', overAllocation: [], measured: 0 }
  const deadline = performance.now() + seconds * 1000
  const base = allocated(() => {}, Buffer.alloc(0))
  for (let round = 0; round < rounds && performance.now() < deadline; round++) {
    for (const target of list) {
      // Valid, one lie in a few, many lies, and damage on top.
      const lieChance = [0, 0.02, 0.05, 0.3][random.int(4)]
      const made = generator.message(target.message, target.version, { lieChance, sizeMax: random.int(10) === 0 ? 40 : 4 })
      let bytes = target.schema === undefined ? made.bytes : requestFrame(random, target.schema, target.version, random.int(1000), made.bytes, lieChance > 0 && random.int(10) === 0)
      if (random.int(8) === 0) bytes = damage(random, bytes)
      const describe = () => `${target.name} v${target.version} [${made.lies.join(', ')}] ${bytes.length > 2000 ? `${bytes.length} bytes` : bytes.toString('hex')}`
      const begin = performance.now()
      let failure
      try {
        target.decode(bytes)
        figures.accepted++
      } catch (error) {
        figures.refused++
        if (!(error instanceof DecodeError || error instanceof UnsupportedVersionError)) failure = error
      }
      let ms = performance.now() - begin
      figures.decodes++
      if (failure !== undefined) figures.crashes.push(`${describe()}: ${failure.stack}`)
      if (ms > figures.worstMs) {
        ms = leastTime(target, bytes, ms)
        if (ms > figures.worstMs) {
          figures.worstMs = ms
          figures.worstMsOf = `${target.name} v${target.version}, ${bytes.length} bytes`
          if (ms > hangMs) figures.hangs.push(`${Math.round(ms)} ms: ${describe()}`)
        }
      }
      if (figures.decodes % measureEvery === 0 && bytes.length > 0) {
        figures.measured++
        const taken = Math.max(0, allocated(target.decode, bytes) - base)
        const ratio = Math.max(0, taken - allocationLimit.constant) / bytes.length
        if (target.schema !== undefined && ratio > figures.worstRatio) {
          figures.worstRatio = ratio
          figures.worstRatioOf = `${target.name} v${target.version}, ${bytes.length} bytes took ${taken}`
        }
        if (ratio > (target.schema === undefined ? allocationLimit.ownFactor : allocationLimit.factor)) figures.overAllocation.push(`${describe()} took ${taken} bytes`)
      }
    }
  }
  return figures
}

/** What the most expensive frame may take beyond four times its bytes: the elements that protocol/reader.ts gives away, and the constant. */
export const handMadeBeyondMax = (2 << 20) + allocationLimit.constant

/** The largest counts that bytes of a frame can back: per message with an array, a frame full of its cheapest elements. `beyond` is what it took above four times its bytes. */
export function measureAmplification({ frameBytes = [64 << 10, 1 << 20], requestsOnly = true, only = () => true } = {}) {
  return frameBytes.flatMap(bytes => amplification(bytes, requestsOnly, only))
}

function amplification(frameBytes, requestsOnly, only) {
  const worst = []
  for (const target of targets()) {
    if ((requestsOnly && target.schema?.request !== target.message) || !only(target)) continue
    const { message, version } = target
    const flexible = version >= message.flexibleFrom
    const paths = arraysOf(message, version)
    for (const path of paths) {
      const bytes = cheapest(message, version, flexible, path, frameBytes)
      if (bytes === undefined) continue
      const { schema } = target
      const frame = schema === undefined ? bytes : requestFrame(new SeededRandom(1), schema, version, 1, bytes)
      const taken = allocated(target.decode, frame)
      worst.push({ ms: leastTime(target, frame), name: `${target.name} v${version} ${path.map(field => field.name).join('.')}`, beyond: taken - allocationLimit.factor * frame.length, bytes: frame.length, taken })
    }
  }
  return worst.sort((a, b) => b.beyond - a.beyond)
}

function arraysOf(message, version) {
  const found = []
  const visit = (struct, path) => {
    for (const field of struct.fields) {
      if (version < field.range[0] || version > field.range[1]) continue
      const here = [...path, field]
      if (field.array) found.push(here)
      if (field.struct !== null && path.length < 3) visit(field.struct, here)
    }
  }
  visit(message.root, [])
  return found
}

/** A message in which the array at the end of `path` has as many elements as fit, each as small as can be, and everything else is empty. */
function cheapest(message, version, flexible, path, frameBytes) {
  const zeros = (fields, on) => {
    const parts = []
    const tagged = []
    for (const field of fields) {
      if (version < field.range[0] || version > field.range[1]) continue
      const target = on.length > 0 && field === on[0]
      if (field.tag !== null) {
        if (target) tagged.push([field.tag, value(field, on)])
        continue
      }
      parts.push(target ? value(field, on) : empty(field))
    }
    if (flexible) {
      parts.push(Buffer.from([tagged.length]))
      for (const [tag, data] of tagged) parts.push(Buffer.from([tag]), uvarint(data.length), data)
    }
    return Buffer.concat(parts)
  }
  const empty = field => {
    const compact = flexible && !field.flexibleNever
    if (field.array) return compact ? Buffer.from([1]) : Buffer.alloc(4)
    if (field.struct !== null) return field.nullable !== null ? Buffer.from([0xff]) : zeros(field.struct.fields, [])
    switch (field.type) {
      case 'bool': case 'int8': return Buffer.alloc(1)
      case 'int16': case 'uint16': return Buffer.alloc(2)
      case 'int32': case 'uint32': return Buffer.alloc(4)
      case 'uuid': return Buffer.alloc(16, 7)
      case 'string': return compact ? Buffer.from([1]) : Buffer.alloc(2)
      case 'bytes': case 'records': return compact ? Buffer.from([1]) : Buffer.alloc(4)
      default: return Buffer.alloc(8)
    }
  }
  const value = (field, on) => {
    const compact = flexible && !field.flexibleNever
    const rest = on.slice(1)
    const element = field.struct !== null ? zeros(field.struct.fields, rest) : empty({ ...field, array: false })
    if (!field.array) return field.nullable !== null ? Buffer.concat([Buffer.from([1]), element]) : element
    const count = rest.length > 0 ? 1 : Math.max(1, Math.floor(frameBytes / Math.max(1, element.length)))
    const length = compact ? uvarint(count + 1) : int32(count)
    if (count === 1) return Buffer.concat([length, element])
    const body = Buffer.alloc(count * element.length)
    for (let i = 0; i < count; i++) element.copy(body, i * element.length)
    return Buffer.concat([length, body])
  }
  return zeros(message.root.fields, path)
}

function uvarint(value) {
  const bytes = []
  while (value >= 0x80) {
    bytes.push((value & 0x7f) | 0x80)
    value >>>= 7
  }
  bytes.push(value)
  return Buffer.from(bytes)
}

function int32(value) {
  const out = Buffer.alloc(4)
  out.writeInt32BE(value)
  return out
}

/** The stream of frames cut anywhere, with prefixes that lie. */
export function fuzzFrames({ seed, rounds = 2000 }) {
  const random = new SeededRandom(seed)
  const figures = { streams: 0, crashes: [] }
  for (let i = 0; i < rounds; i++) {
    const decoder = new FrameDecoder(1 << 20)
    try {
      for (let n = random.int(20); n > 0; n--) decoder.push(random.int(3) === 0 ? Buffer.from([0, 0, random.int(3), random.int(256)]) : random.bytes(random.int(50)))
    } catch (error) {
      if (!(error instanceof DecodeError)) figures.crashes.push(error.stack)
    }
    if (decoder.pendingBytes > 4096) figures.crashes.push(`the frame decoder holds ${decoder.pendingBytes} bytes of ${50 * 20}`)
    figures.streams++
  }
  return figures
}

/** [{ name, api, version, frame }]: the frames of `measureAmplification` for requests in their last version. */
export function costlyFrames(frameBytes) {
  const frames = []
  for (const { message, name, schema, version } of targets()) {
    if (schema?.request !== message || version !== message.versions[1]) continue
    for (const path of arraysOf(message, version)) {
      const body = cheapest(message, version, version >= message.flexibleFrom, path, frameBytes)
      frames.push({ name: `${name} v${version} ${path.map(field => field.name).join('.')}`, apiKey: message.key, version, frame: requestFrame(new SeededRandom(1), schema, version, 1, body) })
    }
  }
  return frames
}
