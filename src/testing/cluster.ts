// Brokers inside this process, for tests: real ones, on free ports, with data that is gone when the test is.

import type { Logger } from '../core/logger.ts'
import type { System } from '../core/system.ts'
import { Broker } from '../broker/broker.ts'
import type { Disk } from '../broker/disk/disk.ts'
import type { Network } from '../net/network.ts'
import { VirtualDisk } from './virtual-disk.ts'

export interface ClusterOptions {
  /** How many brokers (default 1; more than one is not supported yet). */
  brokers?: number
  /** Kafka's broker properties for all of them. Tests want answers at once: group.initial.rebalance.delay.ms is 0 unless given. */
  properties?: Readonly<Record<string, string>>
  /** Default: memory. */
  disk?: Disk
  /** Default: TCP on 127.0.0.1 and a free port. */
  network?: Network
  /** Default: the real clock, timers and entropy. */
  system?: System
  /** Default: silent. */
  logger?: Logger
}

/** A cluster for the length of a test: `await using cluster = await Cluster.start()`. */
export class Cluster {
  readonly brokers: readonly Broker[]

  private constructor(brokers: readonly Broker[]) {
    this.brokers = brokers
  }

  static async start(options: ClusterOptions = {}): Promise<Cluster> {
    if ((options.brokers ?? 1) !== 1) throw new RangeError(`a cluster of ${options.brokers} brokers is not supported yet: 1`)
    const { disk, logger, network, system } = options
    const broker = await Broker.start({
      properties: {
        'log.dirs': '/rookery',
        listeners: 'PLAINTEXT://127.0.0.1:0',
        'group.initial.rebalance.delay.ms': '0',
        ...options.properties,
      },
      disk: disk ?? new VirtualDisk(),
      ...(network === undefined ? {} : { network }),
      ...(system === undefined ? {} : { system }),
      ...(logger === undefined ? {} : { logger }),
    })
    return new Cluster([broker])
  }

  /** What clients are given as bootstrapServers. */
  get bootstrapServers(): string {
    return this.brokers.map(broker => broker.address).join(',')
  }

  async close(): Promise<void> {
    await Promise.all(this.brokers.map(broker => broker.close()))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
