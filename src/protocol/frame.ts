// Frames: a 4-byte length, a header, a message. Encoding gives a list of buffers for one gathering write; FrameDecoder cuts a byte stream
// into frames again. Headers: KIP-482; the header of the ApiVersions response: KIP-511.
import type { AnyApi, ApiDef } from './api.ts'
import { apiByKey, requestHeaderVersion, responseHeaderVersion } from './api.ts'
import { DecodeError } from './errors.ts'
import { apiVersionsApi } from './generated/api-versions.ts'
import type { RequestHeader } from './generated/records/request-header.ts'
import { newRequestHeader, readRequestHeader, writeRequestHeader } from './generated/records/request-header.ts'
import { newResponseHeader, readResponseHeader, writeResponseHeader } from './generated/records/response-header.ts'
import { Reader } from './reader.ts'
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
  const reader = new Reader(frame)
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
  const r = new Reader(frame)
  const { correlationId } = readResponseHeader(r, responseHeaderVersion(api, version))
  return { correlationId, body: api.readResponse(r, version) }
}

/** Chunks below this are copied when a frame has to wait for more. */
const SMALL_CHUNK_BYTES = 2048
const TAIL_BYTES = 16384

/**
 * Cuts a stream of bytes into frames. A frame that lies in one chunk is a view of it; one that spans several is put together once, when it is complete. What is
 * kept is what has arrived, whatever a length claims. After an error the stream has lost its frames: close the connection.
 */
export class FrameDecoder {
  readonly #maxBytes: number
  /** The pieces of the frame that is not complete yet, its length prefix included. The last of them may still be in #tail. */
  #pending: Buffer[] = []
  /**
   * Small pieces are copied together here: thousands of one-byte chunks must not cost a buffer each, nor hold on to the large chunks
   * that they are views of.
   */
  #tail: Buffer | null = null
  #tailStart = 0
  #tailEnd = 0
  #pendingBytes = 0
  /** Prefix and frame together, once the prefix is known; 0 before. */
  #need = 0

  /** `maxBytes` bounds one frame (Kafka's broker: socket.request.max.bytes). */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Bytes of the incomplete frame that are held. */
  get pendingBytes(): number {
    return this.#pendingBytes
  }

  /** The frames that this chunk completes, without their length prefixes. Throws DecodeError on a negative or too large length. */
  push(chunk: Buffer): Buffer[] {
    const frames: Buffer[] = []
    let at = 0
    if (this.#pendingBytes > 0) {
      if (this.#need === 0) {
        // The prefix itself is split: at most 3 bytes are pending.
        const head = Buffer.concat([...this.#pieces(), chunk.subarray(0, 4 - this.#pendingBytes)])
        if (head.length < 4) {
          this.#keep(chunk)
          return frames
        }
        this.#need = 4 + this.#frameBytes(head, 0)
      }
      const missing = this.#need - this.#pendingBytes
      if (chunk.length < missing) {
        this.#keep(chunk)
        return frames
      }
      const whole = Buffer.concat([...this.#pieces(), chunk.subarray(0, missing)], this.#need)
      frames.push(whole.subarray(4))
      this.#pending = []
      this.#tail = null
      this.#pendingBytes = 0
      this.#need = 0
      at = missing
    }
    while (at < chunk.length) {
      if (chunk.length - at < 4) break
      const length = this.#frameBytes(chunk, at)
      if (chunk.length - at - 4 < length) {
        this.#need = 4 + length
        break
      }
      frames.push(chunk.subarray(at + 4, at + 4 + length))
      at += 4 + length
    }
    if (at < chunk.length) this.#keep(at === 0 ? chunk : chunk.subarray(at))
    return frames
  }

  #keep(chunk: Buffer): void {
    this.#pendingBytes += chunk.length
    if (chunk.length >= SMALL_CHUNK_BYTES) {
      this.#pieces().push(chunk)
      return
    }
    if (this.#tail === null || this.#tailEnd + chunk.length > TAIL_BYTES) {
      this.#pieces()
      this.#tail = Buffer.allocUnsafeSlow(TAIL_BYTES)
      this.#tailStart = this.#tailEnd = 0
    }
    this.#tailEnd += chunk.copy(this.#tail, this.#tailEnd)
  }

  /** #pending, with what is in #tail added to it. */
  #pieces(): Buffer[] {
    if (this.#tail !== null && this.#tailEnd > this.#tailStart) {
      this.#pending.push(this.#tail.subarray(this.#tailStart, this.#tailEnd))
      this.#tailStart = this.#tailEnd
    }
    return this.#pending
  }

  #frameBytes(buffer: Buffer, at: number): number {
    const length = buffer.readInt32BE(at)
    if (length < 0) throw new DecodeError(`frame of ${length} bytes: not Kafka's protocol, or a stream out of step`)
    if (length > this.#maxBytes) throw new DecodeError(`frame of ${length} bytes is larger than ${this.#maxBytes}`)
    return length
  }
}
