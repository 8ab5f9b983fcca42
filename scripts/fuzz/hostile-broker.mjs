// The man in the middle between a client and a real broker: now and then he answers with damaged, invented, altered, doubled, late or no bytes.
import { apiByKey } from '../../dist/protocol/api.js'
import { ErrorCode } from '../../dist/protocol/error-codes.js'
import { decodeResponse, encodeResponse, FrameDecoder } from '../../dist/protocol/frame.js'
import { loadSchemas } from '../generate/load.mjs'
import { pick } from './bytes.mjs'
import { damage, evilNames, framed, Generator, responseFrame } from './generator.mjs'

const schemaByKey = new Map(loadSchemas().apis.map(schema => [schema.request.key, schema]))

/** Produce, Fetch, ListOffsets, Metadata, OffsetFetch, OffsetForLeaderEpoch. */
const tellsEpochs = new Set([0, 1, 2, 3, 9, 23])

/** Sits between host `hostile` and the broker and spoils a share of the answers. */
export class HostileBroker {
  spoiled = 0
  /** What was done last, for the report. */
  log = []
  chance = 0
  /** Whether leader epochs may be higher than the broker's. */
  epochsLie = true
  #downstreams = new Set()

  constructor(network, random) {
    this.network = network
    this.random = random
    this.generator = new Generator(random, { topics: ['fuzz-a', 'fuzz-b'], topicIds: [], groups: ['fuzz-group'], members: [] })
  }

  async listen() {
    await this.network.host('hostile').listen('hostile', 9092, downstream => this.#accept(downstream))
  }

  /** The true broker is reached from now on, by connections on which nobody lied. */
  leave() {
    this.chance = 0
    for (const downstream of this.#downstreams) downstream.destroy()
  }

  #accept(downstream) {
    this.#downstreams.add(downstream)
    const { network } = this
    const requests = []
    const toBroker = new FrameDecoder(1 << 30)
    const toClient = new FrameDecoder(1 << 30)
    let upstream
    let early = []
    let closed = false
    network.connect({ host: '127.0.0.1', port: 9092, connectTimeoutMs: 1000 }, () => ({
      onData: chunk => {
        for (const frame of toClient.push(chunk)) this.#answer(downstream, requests.shift(), frame)
      },
      onClose: () => downstream.destroy(),
    })).then(
      stream => {
        upstream = stream
        if (closed) return stream.destroy()
        if (early.length > 0) stream.write(early)
      },
      () => downstream.destroy(),
    )
    return {
      onData: chunk => {
        for (const frame of toBroker.push(chunk)) {
          const apiKey = frame.readInt16BE(0)
          const version = frame.readInt16BE(2)
          // A produce with acks 0 is not answered; the workload sends none.
          requests.push({ apiKey, version, correlationId: frame.readInt32BE(4) })
          if (upstream === undefined) early.push(framed(frame))
          else upstream.write([framed(frame)])
        }
      },
      onClose: () => {
        closed = true
        this.#downstreams.delete(downstream)
        upstream?.destroy()
      },
    }
  }

  #answer(downstream, request, frame) {
    const { random } = this
    const told = request === undefined ? undefined : this.#understand(request, frame)
    // A spoiled ApiVersions ends the talk before it begins: rarely.
    const chance = request?.apiKey === 18 ? this.chance / 10 : this.chance
    if (request === undefined || random.next() >= chance) return void downstream.write([framed(frame)])
    this.spoiled++
    const api = apiByKey(request.apiKey)
    const schema = schemaByKey.get(request.apiKey)
    const note = what => {
      this.log.push(`${api?.name} v${request.version}: ${what}`)
      if (this.log.length > 12) this.log.shift()
    }
    // Bytes that mean something else than they say could be an epoch as well.
    const bytesLie = this.epochsLie || !tellsEpochs.has(request.apiKey)
    const invented = lieChance => {
      this.generator.epochMax = this.epochsLie ? undefined : 0
      const { bytes, lies } = this.generator.message(schema.response, request.version, { lieChance })
      note(`invented [${lies.join(', ')}]`)
      return framed(responseFrame(schema, request.version, request.correlationId, bytes))
    }
    switch (random.int(18)) {
      case 0:
      case 1:
      case 2:
        return void downstream.write([invented(0)])
      case 3:
        return void downstream.write([invented(bytesLie ? 0.05 : 0)])
      case 4:
        if (!bytesLie) return downstream.destroy()
        note('damaged')
        return void downstream.write([framed(Buffer.concat([frame.subarray(0, 4), damage(random, frame.subarray(4))]))])
      case 5: {
        note('another correlation id')
        const other = Buffer.from(frame)
        other.writeInt32BE(random.int(2 ** 31), 0)
        return void downstream.write([framed(other)])
      }
      case 6:
        note('twice')
        return void downstream.write([framed(frame), framed(frame)])
      case 7:
        note('silence')
        return
      case 8:
        note('hang up')
        return downstream.destroy()
      case 9: {
        note('a prefix that lies')
        const bytes = framed(frame)
        bytes.writeInt32BE([-1, 0, 3, 0x7fffffff, -0x80000000, 200_000_000][random.int(6)], 0)
        return void downstream.write([bytes])
      }
      case 10:
        note('half, then hang up')
        downstream.write([framed(frame).subarray(0, random.int(frame.length + 4))])
        return downstream.end()
      case 11:
      case 12:
      case 13:
      case 14:
      case 15:
      case 16: {
        // What the broker said, with a word or two changed: the lies that reach furthest.
        const changes = told === undefined ? [] : alter(random, this.generator.known, told, this.epochsLie)
        note(`said otherwise [${changes.join(', ')}]`)
        try {
          return void downstream.write(encodeResponse(api, request.version, request.correlationId, told))
        } catch {
          // Values that this version cannot carry.
          return void downstream.write([invented(0)])
        }
      }
      default:
        note('another protocol')
        return void downstream.write([[Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), Buffer.from('15030100020228', 'hex'), Buffer.from('SSH-2.0-x\r\n'), random.bytes(40)][random.int(4)]])
    }
  }

  /** The answer as the client will read it, and what is worth knowing of it: ids that lies may name. */
  #understand({ apiKey, version }, frame) {
    const api = apiByKey(apiKey)
    if (api === undefined || apiKey === 18) return undefined
    try {
      const { body } = decodeResponse(api, version, frame)
      const { members, topicIds } = this.generator.known
      learn(members, body.memberId)
      for (const topic of body.topics ?? []) learn(topicIds, topic?.topicId)
      return body
    } catch {
      return undefined
    }
  }
}

function learn(list, id) {
  if (typeof id !== 'string' || id === '' || list.includes(id)) return
  list.push(id)
  if (list.length > 8) list.shift()
}

const errorCodes = Object.values(ErrorCode).filter(code => typeof code === 'number')

/** Changes one to three values of a decoded message, anywhere in it. Answers with their names. */
function alter(random, known, body, epochsLie) {
  const places = []
  const visit = value => {
    for (const [key, child] of Object.entries(value)) {
      if (epochsLie || !/leaderEpoch/i.test(key)) places.push([value, key])
      if (child !== null && typeof child === 'object' && !Buffer.isBuffer(child)) visit(child)
    }
  }
  visit(body)
  if (places.length === 0) return []
  const codes = places.filter(([, key]) => key === 'errorCode')
  const changes = []
  for (let n = 1 + random.int(3); n > 0; n--) {
    const [owner, key] = codes.length > 0 && random.int(3) === 0 ? pick(random, codes) : pick(random, places)
    const other = otherValue(random, known, key, owner[key])
    changes.push(`${key} ${typeof other === 'number' || typeof other === 'string' ? other : typeof other}`)
    owner[key] = other
  }
  return changes
}

function otherValue(random, known, key, value) {
  if (key === 'errorCode') return pick(random, errorCodes)
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return pick(random, [value + 1, value - 1, 0, 1, -1, 2, 100, 0x7fffffff, Number.MAX_SAFE_INTEGER])
  if (typeof value === 'bigint') return value + 1n
  if (typeof value === 'string') {
    const ids = /topicId/i.test(key) ? known.topicIds : /member|leader/i.test(key) ? known.members : undefined
    if (ids !== undefined && ids.length > 0 && random.int(3) > 0) return pick(random, ids)
    return random.int(3) === 0 ? null : pick(random, evilNames)
  }
  if (Buffer.isBuffer(value)) return random.int(4) === 0 ? null : damage(random, value)
  if (Array.isArray(value)) {
    if (value.length === 0) return null
    // Doubled, shorter, in another order, gone.
    return pick(random, [[...value, ...value], value.slice(1), value.toReversed(), [], [...value, copyOf(value[0])]])
  }
  return value === null ? pick(random, [0, '', [], Buffer.alloc(0)]) : null
}

function copyOf(value) {
  return value !== null && typeof value === 'object' && !Buffer.isBuffer(value) ? { ...value } : value
}
