// The group coordinator's settings under Kafka's own names and defaults (broker properties), in camelCase.

import type { BrokerConfig } from '../../config.ts'
import { CONSUMER_INTERVAL_WHILE_MOVING_MS } from './heartbeat-hold.ts'

export interface GroupCoordinatorConfig {
  /** offsets.topic.num.partitions */
  offsetsTopicNumPartitions: number
  /** offset.metadata.max.bytes */
  offsetMetadataMaxBytes: number
  /** offsets.retention.minutes, in milliseconds */
  offsetsRetentionMs: number
  /** offsets.retention.check.interval.ms */
  offsetsRetentionCheckIntervalMs: number
  /** offsets.commit.timeout.ms */
  offsetsCommitTimeoutMs: number
  /** group.min.session.timeout.ms */
  groupMinSessionTimeoutMs: number
  /** group.max.session.timeout.ms */
  groupMaxSessionTimeoutMs: number
  /** group.initial.rebalance.delay.ms */
  groupInitialRebalanceDelayMs: number
  /** group.max.size */
  groupMaxSize: number
  /** group.consumer.session.timeout.ms, and the bounds of the group config consumer.session.timeout.ms */
  consumerSessionTimeoutMs: number
  consumerMinSessionTimeoutMs: number
  consumerMaxSessionTimeoutMs: number
  /** group.consumer.heartbeat.interval.ms, and the bounds of the group config consumer.heartbeat.interval.ms */
  consumerHeartbeatIntervalMs: number
  consumerMinHeartbeatIntervalMs: number
  consumerMaxHeartbeatIntervalMs: number
  /** group.consumer.assignment.interval.ms, and the bounds of the group config consumer.assignment.interval.ms */
  consumerAssignmentIntervalMs: number
  consumerMinAssignmentIntervalMs: number
  consumerMaxAssignmentIntervalMs: number
  /** group.consumer.max.size */
  consumerMaxSize: number
  /** group.consumer.assignors: the first is the default */
  consumerAssignors: readonly string[]
  /** group.consumer.migration.policy */
  consumerMigrationPolicy: 'disabled' | 'upgrade' | 'downgrade' | 'bidirectional'
  /** group.consumer.regex.refresh.interval.ms */
  consumerRegexRefreshIntervalMs: number
  /** group.coordinator.rebalance.protocols contains `consumer` (and group.version is at least 1). */
  consumerProtocolEnabled: boolean
  /** rookery.group.heartbeat.hold.max.ms: the longest that the answer to a heartbeat is held back; 0 answers all at once, as Kafka does. */
  heartbeatHoldMaxMs: number
}

/** Apache Kafka 4.3.1's defaults. */
export const defaultGroupCoordinatorConfig: GroupCoordinatorConfig = {
  offsetsTopicNumPartitions: 50,
  offsetMetadataMaxBytes: 4096,
  offsetsRetentionMs: 10_080 * 60_000,
  offsetsRetentionCheckIntervalMs: 600_000,
  offsetsCommitTimeoutMs: 5_000,
  groupMinSessionTimeoutMs: 6_000,
  groupMaxSessionTimeoutMs: 1_800_000,
  groupInitialRebalanceDelayMs: 3_000,
  groupMaxSize: 2 ** 31 - 1,
  consumerSessionTimeoutMs: 45_000,
  consumerMinSessionTimeoutMs: 45_000,
  consumerMaxSessionTimeoutMs: 60_000,
  consumerHeartbeatIntervalMs: 5_000,
  consumerMinHeartbeatIntervalMs: 5_000,
  consumerMaxHeartbeatIntervalMs: 15_000,
  consumerAssignmentIntervalMs: 1_000,
  consumerMinAssignmentIntervalMs: 0,
  consumerMaxAssignmentIntervalMs: 15_000,
  consumerMaxSize: 2 ** 31 - 1,
  consumerAssignors: ['uniform', 'range'],
  consumerMigrationPolicy: 'bidirectional',
  consumerRegexRefreshIntervalMs: 600_000,
  consumerProtocolEnabled: true,
  heartbeatHoldMaxMs: 10_000,
}

/** The settings out of the broker's configuration. */
export function groupCoordinatorConfig(config: BrokerConfig): GroupCoordinatorConfig {
  const protocols = config.list('group.coordinator.rebalance.protocols').map((name) => name.toLowerCase())
  return {
    offsetsTopicNumPartitions: config.number('offsets.topic.num.partitions'),
    offsetMetadataMaxBytes: config.number('offset.metadata.max.bytes'),
    offsetsRetentionMs: config.number('offsets.retention.minutes') * 60_000,
    offsetsRetentionCheckIntervalMs: config.number('offsets.retention.check.interval.ms'),
    offsetsCommitTimeoutMs: config.number('offsets.commit.timeout.ms'),
    groupMinSessionTimeoutMs: config.number('group.min.session.timeout.ms'),
    groupMaxSessionTimeoutMs: config.number('group.max.session.timeout.ms'),
    groupInitialRebalanceDelayMs: config.number('group.initial.rebalance.delay.ms'),
    groupMaxSize: config.number('group.max.size'),
    consumerSessionTimeoutMs: config.number('group.consumer.session.timeout.ms'),
    consumerMinSessionTimeoutMs: config.number('group.consumer.min.session.timeout.ms'),
    consumerMaxSessionTimeoutMs: config.number('group.consumer.max.session.timeout.ms'),
    consumerHeartbeatIntervalMs: config.number('group.consumer.heartbeat.interval.ms'),
    consumerMinHeartbeatIntervalMs: config.number('group.consumer.min.heartbeat.interval.ms'),
    consumerMaxHeartbeatIntervalMs: config.number('group.consumer.max.heartbeat.interval.ms'),
    consumerAssignmentIntervalMs: config.number('group.consumer.assignment.interval.ms'),
    consumerMinAssignmentIntervalMs: config.number('group.consumer.min.assignment.interval.ms'),
    consumerMaxAssignmentIntervalMs: config.number('group.consumer.max.assignment.interval.ms'),
    consumerMaxSize: config.number('group.consumer.max.size'),
    consumerAssignors: config.list('group.consumer.assignors'),
    consumerMigrationPolicy: config.string('group.consumer.migration.policy').toLowerCase() as GroupCoordinatorConfig['consumerMigrationPolicy'],
    consumerRegexRefreshIntervalMs: config.number('group.consumer.regex.refresh.interval.ms'),
    consumerProtocolEnabled: protocols.includes('consumer'),
    heartbeatHoldMaxMs: config.number('rookery.group.heartbeat.hold.max.ms'),
  }
}

/** How long answers may be held back for a group: its own setting, else the broker's; 0 turns it off. */
export function heartbeatHoldMaxMs(config: GroupCoordinatorConfig, own: ReadonlyMap<string, string>): number {
  const set = own.get('rookery.heartbeat.hold.max.ms')
  return set === undefined ? config.heartbeatHoldMaxMs : Number(set)
}

/** What holds for one consumer group: the broker's settings, overridden by the group's own (kafka-configs --entity-type groups). */
export interface ConsumerGroupSettings {
  sessionTimeoutMs: number
  heartbeatIntervalMs: number
  assignmentIntervalMs: number
  maxSize: number
  assignors: readonly string[]
  /** The longest interval told while partitions are on their way; Infinity where heartbeats are as in Kafka (the hold is off). */
  movingIntervalMs: number
}

/** The group's own settings by Kafka's names, kept within the broker's bounds, as Kafka does with values older than the bounds. */
export function consumerGroupSettings(config: GroupCoordinatorConfig, own: ReadonlyMap<string, string>): ConsumerGroupSettings {
  const value = (name: string, fallback: number, min: number, max: number): number => {
    const set = own.get(name)
    return set === undefined ? fallback : Math.min(max, Math.max(min, Number(set)))
  }
  return {
    sessionTimeoutMs: value('consumer.session.timeout.ms', config.consumerSessionTimeoutMs, config.consumerMinSessionTimeoutMs, config.consumerMaxSessionTimeoutMs),
    heartbeatIntervalMs: value(
      'consumer.heartbeat.interval.ms',
      config.consumerHeartbeatIntervalMs,
      config.consumerMinHeartbeatIntervalMs,
      config.consumerMaxHeartbeatIntervalMs,
    ),
    assignmentIntervalMs: value(
      'consumer.assignment.interval.ms',
      config.consumerAssignmentIntervalMs,
      config.consumerMinAssignmentIntervalMs,
      config.consumerMaxAssignmentIntervalMs,
    ),
    maxSize: config.consumerMaxSize,
    assignors: config.consumerAssignors,
    movingIntervalMs: heartbeatHoldMaxMs(config, own) > 0 ? CONSUMER_INTERVAL_WHILE_MOVING_MS : Infinity,
  }
}
