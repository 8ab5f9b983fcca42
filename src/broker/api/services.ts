// What the request handlers may use of the broker.

import type { GroupCoordinator } from '../coordinator/group/group-coordinator.ts'
import type { ControllerPort } from './controller-port.ts'
import type { BrokerConfig } from '../config.ts'
import type { MetadataImage } from '../image.ts'
import type { LogManager } from '../log/log-manager.ts'
import type { ReplicaManager } from '../replica/replica-manager.ts'
import type { ConnectionInfo } from '../server-connection.ts'
import type { HandlerBase } from './handler.ts'

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
  readonly controller: ControllerPort
  readonly groups: GroupCoordinator
  /** The configuration as of now: it may change while running. */
  config(): BrokerConfig
  /** The metadata as of now. */
  image(): MetadataImage
  isInternalTopic(name: string): boolean
  /** The live brokers, with the addresses that a client of this connection can reach. */
  nodeEndpoints(connection: ConnectionInfo): NodeEndpoint[]
  /** Creates an internal topic when it is missing. Resolves when it is there; rejects with ProtocolError. */
  ensureInternalTopic(name: string): Promise<void>
  /** Creates topics by name with the broker's defaults (auto.create.topics.enable). Resolves when those that could be made are in the image. */
  autoCreateTopics(names: readonly string[]): Promise<void>
  features(): { supported: Map<string, readonly [number, number]>; finalized: Map<string, number>; epoch: number }
}
