// Frames: a 4-byte length, a header, a message. Encoding gives a list of buffers for one gathering write; FrameDecoder cuts a byte stream
// into frames again. Headers: KIP-482; the header of the ApiVersions response: KIP-511.
import type { BufferPool } from '../core/buffer-pool.ts'
import type { AnyApi, ApiDef } from './api.ts'
import { apiByKey, requestHeaderVersion, responseHeaderVersion } from './api.ts'
import { DecodeError } from './errors.ts'
import { apiVersionsApi } from './generated/api-versions.ts'
import type { RequestHeader } from './generated/records/request-header.ts'
import { newRequestHeader, readRequestHeader, writeRequestHeader } from './generated/records/request-header.ts'
import { newResponseHeader, readResponseHeader, writeResponseHeader } from './generated/records/response-header.ts'
import { MEMORY_PER_RESPONSE_BYTE, Reader } from './reader.ts'
import { Writer } from './writer.ts'

/** A request as a frame with its length. */
export function encodeRequest<Request>(
  api: ApiDef<Request, any>, version: number, correlationId: number, clientId: string | null, body: Request,
): Buffer[] {
  const w = new Writer()
  w.int32(0)
  const header = newRequestHeader({ requestApiKey: api.key, requestApiVersion: version, correlationId, clientId })
  writeRequestHeader(w, header, requestHeaderVersion(api, version))
  api.writeRequest(w, body, version)
  w.patchInt32(0, w.byteLength - 4)
  return w.finish()
}

/** A response as a frame with its length. */
export function encodeResponse<Response>(api: ApiDef<any, Response>, version: number, correlationId: number, body: Response): Buffer[] {
  const w = new Writer()
  w.int32(0)
  writeResponseHeader(w, newResponseHeader({ correlationId }), responseHeaderVersion(api, version))
  api.writeResponse(w, body, version)
  w.patchInt32(0, w.byteLength - 4)
  return w.finish()
}

/** What stands before every request. `header.clientId` is null where the request could not be understood further than its first 8 bytes. */
export interface IncomingRequest {
  apiKey: number
  apiVersion: number
  correlationId: number
  clientId: string | null
  /**
   * The API, or undefined if the key or the version is not known to the codecs. Then the body cannot be read; the answer is to close the connection, except for
   * ApiVersions, which is answered in version 0 with UNSUPPORTED_VERSION so that the client can try again (KIP-511).
   */
  api: AnyApi | undefined
  /** Stands before the body. */
  reader: Reader
  header: RequestHeader
}

/** Reads the header of a request frame (without its length). Throws DecodeError. */
export function decodeRequestHeader(frame: Buffer): IncomingRequest {
  const peek = new Reader(frame)
  peek.begin('RequestHeader', 0)
  const apiKey = peek.int16()
  const apiVersion = peek.int16()
  const correlationId = peek.int32()
  const api = apiByKey(apiKey)
  if (api === undefined || apiVersion < api.versions[0] || apiVersion > api.versions[1]) {
    const header = newRequestHeader({ requestApiKey: apiKey, requestApiVersion: apiVersion, correlationId, clientId: null })
    return { apiKey, apiVersion, correlationId, clientId: null, api: undefined, reader: peek, header }
  }
  const reader = Reader.ofRequest(frame)
  const header = readRequestHeader(reader, requestHeaderVersion(api, apiVersion))
  return { apiKey, apiVersion, correlationId, clientId: header.clientId, api, reader, header }
}

/** Whether the request asks for ApiVersions, in any version: the one request that an unknown version must not end the connection for. */
export function isApiVersions(request: IncomingRequest): boolean {
  return request.apiKey === apiVersionsApi.key
}

/** The correlation id of a response frame (without its length). */
export function peekCorrelationId(frame: Buffer): number {
  const r = new Reader(frame)
  r.begin('ResponseHeader', 0)
  return r.int32()
}

/** Reads a response frame (without its length) whose request is known. Throws DecodeError. */
export function decodeResponse<Response>(
  api: ApiDef<any, Response>, version: number, frame: Buffer,
): { correlationId: number, body: Response } {
  const r = new Reader(frame, 0, frame.length, MEMORY_PER_RESPONSE_BYTE)
  const { correlationId } = readResponseHeader(r, responseHeaderVersion(api, version))
  return { correlationId, body: api.readResponse(r, version) }
}

/** Frames below this are cut from Node's slab of small buffers. */
const SMALL_BYTES = 4096

/**
 * Cuts a stream of bytes into frames. The chunks are only looked at: every frame is copied into memory of its own, once (a large
 * one that trickles in: at most a third more). What is kept is in proportion to what has arrived, whatever a length claims.
 * After an error the stream has lost its frames: close the connection.
 */
export class FrameDecoder {
  readonly #maxBytes: number
  readonly #pool: BufferPool | undefined
  readonly #advanceBytes: number
  /** Of the length: its bytes so far, and how many. */
  #prefix = 0
  #prefixBytes = 0
  /** The frame that is not complete yet, what it has and what it needs; null outside a frame. */
  #frame: Buffer | null = null
  #have = 0
  #need = 0
  /** What came behind the frames that were wanted. */
  #rest: Buffer | undefined

  /**
   * `maxBytes` bounds one frame (Kafka's broker: socket.request.max.bytes). With a `pool` large frames come from there; who
   * is done with one may give it back. `advanceBytes` is what a frame may get before anything of it has arrived (default 4096),
   * from then on it is at most four times of what has: a peer that is trusted more costs fewer copies.
   */
  constructor(maxBytes: number, { pool, advanceBytes = SMALL_BYTES }: { pool?: BufferPool; advanceBytes?: number } = {}) {
    this.#maxBytes = maxBytes
    this.#pool = pool
    this.#advanceBytes = advanceBytes
  }

  /** Bytes of the incomplete frame that have arrived, its length included. */
  get pendingBytes(): number {
    return this.#frame === null ? this.#prefixBytes : 4 + this.#have
  }

  /** Bytes behind the frames that were wanted. */
  get restBytes(): number {
    return this.#rest === undefined ? 0 : this.#rest.length
  }

  /**
   * The frames that this chunk completes, without their length prefixes. Throws DecodeError on a negative or too large length.
   * Of more than `max` frames the others wait as they came, for `more`: thousands of small ones cost as many objects.
   */
  push(chunk: Uint8Array, max = Infinity): Buffer[] {
    if (this.#rest === undefined) return this.#cut(chunk, max)
    this.#rest = Buffer.concat([this.#rest, chunk])
    return []
  }

  /** Frames out of what `push` left. */
  more(max: number): Buffer[] {
    const rest = this.#rest
    this.#rest = undefined
    return rest === undefined ? [] : this.#cut(rest, max)
  }

  #cut(chunk: Uint8Array, max: number): Buffer[] {
    const frames: Buffer[] = []
    let at = 0
    for (;;) {
      if (frames.length >= max) {
        if (at < chunk.length) this.#rest = Buffer.from(chunk.subarray(at))
        return frames
      }
      if (this.#frame === null) {
        while (this.#prefixBytes < 4) {
          if (at === chunk.length) return frames
          this.#prefix = (this.#prefix << 8) | chunk[at++]!
          this.#prefixBytes++
        }
        this.#begin(this.#prefix, chunk.length - at)
      }
      const take = Math.min(this.#need - this.#have, chunk.length - at)
      const frame = this.#room(this.#have + take)
      frame.set(at === 0 && take === chunk.length ? chunk : chunk.subarray(at, at + take), this.#have)
      this.#have += take
      at += take
      if (this.#have < this.#need) return frames
      frames.push(frame.length === this.#need ? frame : frame.subarray(0, this.#need))
      this.#frame = null
      this.#prefix = this.#prefixBytes = 0
    }
  }

  #begin(length: number, arrived: number): void {
    if (length < 0) throw new DecodeError(`frame of ${length} bytes: not Kafka's protocol, or a stream out of step`)
    if (length > this.#maxBytes) throw new DecodeError(`frame of ${length} bytes is larger than ${this.#maxBytes}`)
    this.#need = length
    this.#have = 0
    this.#frame = this.#allocate(Math.min(length, Math.max(this.#advanceBytes, 4 * arrived)))
  }

  /** The frame with room for `bytes`. */
  #room(bytes: number): Buffer {
    const frame = this.#frame!
    if (bytes <= frame.length) return frame
    const larger = this.#allocate(Math.min(this.#need, 4 * bytes))
    frame.copy(larger, 0, 0, this.#have)
    this.#pool?.release(frame)
    this.#frame = larger
    return larger
  }

  #allocate(bytes: number): Buffer {
    if (this.#pool !== undefined) return this.#pool.acquire(bytes)
    return bytes < SMALL_BYTES ? Buffer.allocUnsafe(bytes) : Buffer.allocUnsafeSlow(bytes)
  }
}
