// A controller on a virtual disk or a real one, for the tests of this room.

import { LineLogger } from '../core/logger.ts'
import type { System } from '../core/system.ts'
import { BrokerConfig } from '../broker/config.ts'
import type { Disk } from '../broker/disk/disk.ts'
import { bootstrapRecords } from '../broker/format.ts'
import { LogManager } from '../broker/log/log-manager.ts'
import { MetadataLog, metadataLogConfig, type MetadataLogOptions } from '../broker/raft/metadata-log.ts'
import { Controller } from '../broker/controller/controller.ts'

export interface ControllerUnderTest {
  readonly controller: Controller
  readonly metadataLog: MetadataLog
  readonly logs: LogManager
  readonly config: BrokerConfig
  readonly lines: string[]
  brokerEpoch: number
  /** Clean: goodbye records, flushed, marker written. Otherwise the process just ends. */
  stop(clean?: boolean): Promise<void>
}

export interface TestControllerOptions {
  properties?: Record<string, string>
  clusterId?: string
  metadataLog?: Partial<MetadataLogOptions>
  /** Default true: the broker is registered and unfenced. */
  register?: boolean
}

export async function startController(disk: Disk, system: System, directory: string, options: TestControllerOptions = {}): Promise<ControllerUnderTest> {
  const lines: string[] = []
  const logger = new LineLogger((level, line) => lines.push(`${level} ${line}`), 'debug')
  const config = BrokerConfig.from({ listeners: 'PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093', 'log.dirs': directory, ...options.properties })
  const logs = LogManager.open(disk, system, logger, { logDirs: [directory], nodeId: config.nodeId, ...(options.clusterId === undefined ? {} : { clusterId: options.clusterId }) })
  const metadataLog = MetadataLog.open({
    disk,
    system,
    logger,
    log: logs.openMetadataLog(metadataLogConfig(config)),
    nodeId: config.nodeId,
    directoryId: logs.metadataDirectory.meta.directoryId,
    controllerEndpoint: config.controllerListener,
    ...options.metadataLog,
  })
  const controller = await Controller.start({
    log: metadataLog,
    config,
    system,
    logger,
    clusterId: logs.clusterId,
    bootstrapRecords: bootstrapRecords(disk, directory, system.clock.now()),
    onFailure: () => {},
  })
  const tested: ControllerUnderTest = {
    controller,
    metadataLog,
    logs,
    config,
    lines,
    brokerEpoch: -1,
    async stop(clean = true) {
      if (clean && tested.brokerEpoch >= 0) await controller.shutDownSelf(tested.brokerEpoch)
      await controller.close()
      await logs.close({ clean, brokerEpoch: tested.brokerEpoch })
    },
  }
  if (options.register !== false) {
    const logDirs = logs.directories.map(dir => dir.meta.directoryId)
    const { previousBrokerEpoch } = logs
    tested.brokerEpoch = await controller.registerSelf({ incarnationId: newIncarnation(system), listeners: config.advertisedListeners, logDirs, previousBrokerEpoch })
    await controller.unfenceSelf(tested.brokerEpoch)
  }
  return tested
}

function newIncarnation(system: System): string {
  return system.random.bytes(16).toString('base64url')
}
