// What the request handlers may use of the broker.

import type { BufferPool } from '../../core/buffer-pool.ts'
import type { GroupCoordinator } from '../coordinator/group/group-coordinator.ts'
import type { Controller } from '../controller/controller.ts'
import type { BrokerConfig } from '../config.ts'
import type { MetadataImage } from '../image.ts'
import type { LogManager } from '../log/log-manager.ts'
import type { ReplicaManager } from '../replica/replica-manager.ts'
import type { ConnectionInfo } from '../server-connection.ts'
import type { ClientActivity } from './client-activity.ts'
import type { FetchSessionCache } from './fetch-session.ts'
import type { HandlerBase } from './handler.ts'
import type { ProducerIds } from './producer-ids.ts'

export interface NodeEndpoint {
  nodeId: number
  host: string
  port: number
  rack: string | null
}

export interface Services extends HandlerBase {
  readonly nodeId: number
  readonly clusterId: string
  readonly replicas: ReplicaManager
  readonly logs: LogManager
  readonly controller: Controller
  readonly groups: GroupCoordinator
  readonly fetchSessions: FetchSessionCache
  readonly activity: ClientActivity
  readonly producerIds: ProducerIds
  /** What a fetch reads into, given back when its answer has been sent. */
  readonly pool: BufferPool
  /** Bytes that answers may still hold in memory for clients that do not keep up with reading them. */
  responseRoom(): number
  /** The configuration as of now: it may change while running. */
  config(): BrokerConfig
  /** The metadata as of now. */
  image(): MetadataImage
  /** The live brokers, with the addresses that a client of this connection can reach. */
  nodeEndpoints(connection: ConnectionInfo): NodeEndpoint[]
  /** Of the file system that holds the directory; -1 where it cannot be told. */
  diskSpace(directory: string): { totalBytes: number; usableBytes: number }
}
