// The table of Kafka's APIs: keys, versions, codecs; and the choice of a version that both sides know (KIP-35).
import { apis as generated } from './generated/apis.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

/** One request with its response. */
export interface ApiDef<Request, Response> {
  readonly key: number
  /** Kafka's name without "Request", for example `Fetch`. */
  readonly name: string
  /** The lowest and the highest version that the codecs know. */
  readonly versions: readonly [number, number]
  /** The first version with compact lengths and tagged fields (KIP-482); Infinity for none. */
  readonly flexibleFrom: number
  /** Kafka still works on the highest version: not offered, not chosen. */
  readonly latestVersionUnstable: boolean
  /** Where Apache Kafka serves it: `broker`, `controller`. */
  readonly listeners: readonly string[]
  readonly readRequest: (r: Reader, v: number) => Request
  readonly writeRequest: (w: Writer, m: Request, v: number) => void
  readonly readResponse: (r: Reader, v: number) => Response
  readonly writeResponse: (w: Writer, m: Response, v: number) => void
}

/** One message on its own: a header, a file's content, a blob. */
export interface MessageDef<Message> {
  readonly name: string
  readonly versions: readonly [number, number]
  readonly flexibleFrom: number
  readonly read: (r: Reader, v: number) => Message
  readonly write: (w: Writer, m: Message, v: number) => void
}

/** A record type of the metadata log or of a coordinator's log; `type` is its number there. */
export interface RecordDef<Message> extends MessageDef<Message> {
  readonly type: number
}

/** The table mixes as many types as there are APIs, so its element type can only be the widest. */
export type AnyApi = ApiDef<any, any>

/** Every API that Kafka still has a version of, by key. */
export const apis: readonly AnyApi[] = generated

const byKey: (AnyApi | undefined)[] = []
for (const api of apis) byKey[api.key] = api

export function apiByKey(key: number): AnyApi | undefined {
  return byKey[key]
}

/** The highest version to offer or to use: leaves out a version that Kafka calls unstable. */
export function latestVersion(api: AnyApi): number {
  return api.latestVersionUnstable ? api.versions[1] - 1 : api.versions[1]
}

/** The highest version that both sides know, or undefined. */
export function negotiate(api: AnyApi, brokerMin: number, brokerMax: number): number | undefined {
  const version = Math.min(latestVersion(api), brokerMax)
  return version >= api.versions[0] && version >= brokerMin ? version : undefined
}

/** Requests have header version 2 once they are flexible, and 1 before. */
export function requestHeaderVersion(api: AnyApi, version: number): number {
  return version >= api.flexibleFrom ? 2 : 1
}

/** Responses have header version 1 once flexible. ApiVersions always has 0: its reader cannot know yet what the broker speaks (KIP-511). */
export function responseHeaderVersion(api: AnyApi, version: number): number {
  return version >= api.flexibleFrom && api.key !== API_VERSIONS_KEY ? 1 : 0
}

const API_VERSIONS_KEY = 18
