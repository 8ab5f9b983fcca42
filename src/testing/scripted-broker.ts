// A peer that speaks Kafka's real bytes and answers as a test scripts it: for scenes in which a broker is slow, wrong or hostile.
// It knows ApiVersions and Metadata by itself; everything else is answered by handlers. For a broker that works, use cluster.ts.

import { assert } from '../core/assert.ts'
import type { ByteStream, Listener, Network } from '../net/network.ts'
import { type AnyApi, type ApiDef, apis, latestVersion } from '../protocol/api.ts'
import { decodeRequestHeader, encodeResponse, FrameDecoder } from '../protocol/frame.ts'
import { apiVersionsApi, newApiVersionsResponse, newApiVersionsResponseApiVersion } from '../protocol/generated/api-versions.ts'
import {
  metadataApi,
  newMetadataResponse,
  newMetadataResponseBroker,
  newMetadataResponsePartition,
  newMetadataResponseTopic,
} from '../protocol/generated/metadata.ts'
import { ZERO_UUID } from '../protocol/ids.ts'
import { ErrorCode } from '../protocol/error-codes.ts'

export interface ScriptedRequest {
  readonly api: AnyApi
  readonly version: number
  readonly correlationId: number
  readonly clientId: string | null
  readonly body: any
}

/** `silence` leaves the request unanswered, `hangUp` closes the connection, a Buffer is sent as it is. */
export const silence = Symbol('silence')
export const hangUp = Symbol('hangUp')
export type ScriptedAnswer<Response> = Response | Buffer | typeof silence | typeof hangUp

type Handler = (body: any, request: ScriptedRequest) => unknown

export interface ScriptedTopic {
  topicId?: string
  errorCode?: number
  /** The leader's node id per partition; -1 for none. */
  leaders: number[]
  leaderEpoch?: number
}

/** What the scripted brokers of one cluster tell about themselves. Change it at any time. */
export class ScriptedCluster {
  readonly brokers = new Map<number, ScriptedBroker>()
  readonly topics = new Map<string, ScriptedTopic>()
  controllerId = -1
  /** Creates a topic of this many partitions on the first broker when an unknown one is asked for; 0 answers UNKNOWN_TOPIC_OR_PARTITION. */
  autoCreatePartitions = 0

  metadata(names: readonly (string | null)[] | null): object {
    const asked = names ?? [...this.topics.keys()]
    return newMetadataResponse({
      clusterId: 'scripted',
      controllerId: this.controllerId,
      brokers: [...this.brokers.values()].map(broker => newMetadataResponseBroker({ nodeId: broker.nodeId, host: broker.host, port: broker.port })),
      topics: asked.map(name => {
        if (!this.topics.has(name!) && this.autoCreatePartitions > 0) {
          this.topics.set(name!, { leaders: Array.from({ length: this.autoCreatePartitions }, () => this.brokers.keys().next().value!) })
        }
        const topic = this.topics.get(name!)
        if (topic === undefined) return newMetadataResponseTopic({ name, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION })
        return newMetadataResponseTopic({
          name,
          topicId: topic.topicId ?? ZERO_UUID,
          errorCode: topic.errorCode ?? ErrorCode.NONE,
          partitions: topic.leaders.map((leaderId, partitionIndex) =>
            newMetadataResponsePartition({
              partitionIndex,
              leaderId,
              leaderEpoch: topic.leaderEpoch ?? 0,
              errorCode: leaderId < 0 ? ErrorCode.LEADER_NOT_AVAILABLE : ErrorCode.NONE,
            }),
          ),
        })
      }),
    })
  }
}

export class ScriptedBroker {
  readonly nodeId: number
  readonly host: string
  readonly cluster: ScriptedCluster
  /** Every request that arrived, oldest first. */
  readonly requests: ScriptedRequest[] = []
  /** How many connections were accepted. */
  connections = 0
  readonly #handlers = new Map<number, Handler>()
  readonly #ranges = new Map<number, [number, number]>()
  readonly #streams = new Set<ByteStream>()
  #listener: Listener | undefined

  private constructor(cluster: ScriptedCluster, nodeId: number, host: string) {
    this.cluster = cluster
    this.nodeId = nodeId
    this.host = host
    for (const api of apis) if (api.listeners.includes('broker')) this.#ranges.set(api.key, [api.versions[0], latestVersion(api)])
    this.on(metadataApi, body => cluster.metadata(body.topics === null ? null : body.topics.map(topic => topic.name)) as never)
    this.on(apiVersionsApi, () => this.#apiVersions() as never)
  }

  /** Listens at `host:port` (port 0: any) and joins the cluster. */
  static async listen(network: Network, cluster: ScriptedCluster, options: { nodeId: number; host?: string; port?: number }): Promise<ScriptedBroker> {
    const broker = new ScriptedBroker(cluster, options.nodeId, options.host ?? '127.0.0.1')
    broker.#listener = await network.listen(broker.host, options.port ?? 0, stream => broker.#accept(stream))
    cluster.brokers.set(broker.nodeId, broker)
    if (cluster.controllerId < 0) cluster.controllerId = broker.nodeId
    return broker
  }

  get port(): number {
    assert(this.#listener !== undefined, 'the scripted broker listens')
    return this.#listener.port
  }

  get address(): string {
    return `${this.host}:${this.port}`
  }

  /** Answers an API; the last handler given counts. While an asynchronous one works, the next requests of the connection wait. */
  on<Req, Res>(api: ApiDef<Req, Res>, handler: (body: Req, request: ScriptedRequest) => ScriptedAnswer<Res> | Promise<ScriptedAnswer<Res>>): void {
    this.#handlers.set(api.key, handler)
  }

  /** Offers other versions of an API; null offers it not at all. */
  offer(api: AnyApi, versions: [min: number, max: number] | null): void {
    if (versions === null) this.#ranges.delete(api.key)
    else this.#ranges.set(api.key, versions)
  }

  /** The bodies of the requests of one API so far. */
  received<Req>(api: ApiDef<Req, any>): Req[] {
    return this.requests.filter(request => request.api.key === api.key).map(request => request.body as Req)
  }

  /** Resets the open connections; new ones are accepted. */
  dropConnections(): void {
    for (const stream of this.#streams) stream.destroy()
  }

  async close(): Promise<void> {
    this.dropConnections()
    await this.#listener?.close()
  }

  #accept(stream: ByteStream): { onData(chunk: Buffer): void; onClose(): void } {
    this.connections++
    this.#streams.add(stream)
    const decoder = new FrameDecoder(512 * 1024 * 1024)
    let last = Promise.resolve()
    return {
      onData: chunk => {
        for (const frame of decoder.push(chunk)) last = this.#handle(stream, frame, last)
      },
      onClose: () => this.#streams.delete(stream),
    }
  }

  #handle(stream: ByteStream, frame: Buffer, before: Promise<void>): Promise<void> {
    const incoming = decodeRequestHeader(frame)
    const { apiKey, apiVersion: version, correlationId, clientId } = incoming
    const range = this.#ranges.get(apiKey)
    if (apiKey === apiVersionsApi.key && (range === undefined || version > range[1])) {
      return before.then(() => void stream.write(encodeResponse(apiVersionsApi, 0, correlationId, this.#apiVersions(ErrorCode.UNSUPPORTED_VERSION))))
    }
    const api = incoming.api
    assert(api !== undefined && range !== undefined && version >= range[0] && version <= range[1], `request of API ${apiKey} v${version} was not offered`)
    const request: ScriptedRequest = { api, version, correlationId, clientId, body: api.readRequest(incoming.reader, version) }
    this.requests.push(request)
    const handler = this.#handlers.get(apiKey)
    assert(handler !== undefined, `the scripted broker has no answer to ${api.name}`)
    const send = (value: unknown): void => {
      if (value === silence) return
      if (value === hangUp) stream.destroy()
      else if (Buffer.isBuffer(value)) stream.write([value])
      else stream.write(encodeResponse(api, version, correlationId, value))
    }
    // As Kafka, the requests of a connection are worked on one after the other.
    return before.then(async () => {
      if (this.#streams.has(stream)) send(await handler(request.body, request))
    })
  }

  #apiVersions(errorCode: number = ErrorCode.NONE): ReturnType<typeof newApiVersionsResponse> {
    const apiKeys = [...this.#ranges].map(([apiKey, [minVersion, maxVersion]]) => newApiVersionsResponseApiVersion({ apiKey, minVersion, maxVersion }))
    return newApiVersionsResponse({ errorCode, apiKeys })
  }
}
