// The public Admin: one method per request, thin; admin/*.ts build the requests, send each part to the broker that can answer it, and gather the results.
// A call about one thing rejects with its error; a call about many rejects with PartialFailureError, which has every item's result.

import * as brokers from './admin/cluster.ts'
import * as configs from './admin/configs.ts'
import type { AdminCallOptions, TopicPartition } from './admin/fan-out.ts'
import * as groups from './admin/groups.ts'
import * as offsets from './admin/offsets.ts'
import * as topics from './admin/topics.ts'
import { Cluster } from './cluster.ts'
import { type ClientOptions, clientOptions, type ClusterConfig, resolveOptions } from './config.ts'
import type { CommittedOffset, OffsetToCommit } from './group-offsets.ts'

export interface AdminOptions extends ClientOptions {}

export class Admin {
  readonly #cluster: Cluster

  /** Checks the options; connects with the first call. Throws ConfigError. */
  constructor(options: AdminOptions) {
    this.#cluster = new Cluster(resolveOptions<AdminOptions>('Admin', clientOptions, options) as unknown as ClusterConfig, { allowAutoTopicCreation: false })
  }

  /** Creates topics (names, or NewTopic with counts and settings) and waits until they have leaders. */
  createTopics(newTopics: readonly (topics.NewTopic | string)[], options: topics.CreateTopicsOptions = {}): Promise<topics.CreatedTopic[]> {
    return topics.createTopics(this.#cluster, newTopics, options)
  }

  /** Deletes topics by name or by id, and waits until the metadata has them no more. */
  deleteTopics(refs: readonly topics.TopicRef[], options: topics.DeleteTopicsOptions = {}): Promise<topics.DeletedTopic[]> {
    return topics.deleteTopics(this.#cluster, refs, options)
  }

  /** All topics, sorted by name; internal ones only when asked for. */
  listTopics(options: AdminCallOptions & { includeInternal?: boolean } = {}): Promise<topics.ListedTopic[]> {
    return topics.listTopics(this.#cluster, options)
  }

  /** Partitions, leaders and replicas of topics, by name or by id. */
  describeTopics(refs: readonly topics.TopicRef[], options: AdminCallOptions = {}): Promise<topics.TopicDescription[]> {
    return topics.describeTopics(this.#cluster, refs, options)
  }

  /** Gives topics more partitions. Keys then go to other partitions than before. */
  createPartitions(newPartitions: readonly topics.NewPartitions[], options: AdminCallOptions & { validateOnly?: boolean } = {}): Promise<void> {
    return topics.createPartitions(this.#cluster, newPartitions, options)
  }

  /** Deletes the records before an offset of each partition. */
  deleteRecords(partitions: readonly topics.RecordsToDelete[], options: AdminCallOptions = {}): Promise<topics.DeletedRecords[]> {
    return topics.deleteRecords(this.#cluster, partitions, options)
  }

  /** The settings of topics, brokers, groups ... with where each value comes from. */
  describeConfigs(resources: readonly configs.ConfigResource[], options: configs.DescribeConfigsOptions = {}): Promise<configs.DescribedConfig[]> {
    return configs.describeConfigs(this.#cluster, resources, options)
  }

  /** Changes single settings and leaves the others. */
  incrementalAlterConfigs(alterations: readonly configs.ConfigAlteration[], options: AdminCallOptions & { validateOnly?: boolean } = {}): Promise<void> {
    return configs.incrementalAlterConfigs(this.#cluster, alterations, options)
  }

  /** Replaces all settings of each resource: what is not named goes back to its default. Prefer incrementalAlterConfigs. */
  alterConfigs(replacements: readonly configs.ConfigReplacement[], options: AdminCallOptions & { validateOnly?: boolean } = {}): Promise<void> {
    return configs.alterConfigs(this.#cluster, replacements, options)
  }

  /** What has settings of its own: client metrics subscriptions, and since Kafka 4.1 topics, brokers and groups. */
  listConfigResources(options: AdminCallOptions & { types?: readonly configs.ConfigResourceType[] } = {}): Promise<configs.ConfigResource[]> {
    return configs.listConfigResources(this.#cluster, options)
  }

  /** The groups of all brokers, sorted by id. */
  listGroups(options: groups.ListGroupsOptions = {}): Promise<groups.ListedGroup[]> {
    return groups.listGroups(this.#cluster, options)
  }

  /** Members and assignments of groups, classic and KIP-848. */
  describeGroups(groupIds: readonly string[], options: AdminCallOptions = {}): Promise<groups.GroupDescription[]> {
    return groups.describeGroups(this.#cluster, groupIds, options)
  }

  /** Deletes groups without members, with their offsets. */
  deleteGroups(groupIds: readonly string[], options: AdminCallOptions = {}): Promise<void> {
    return groups.deleteGroups(this.#cluster, groupIds, options)
  }

  /** The committed offsets of a group. */
  listGroupOffsets(groupId: string, options: groups.ListGroupOffsetsOptions = {}): Promise<CommittedOffset[]> {
    return groups.listGroupOffsets(this.#cluster, groupId, options)
  }

  /** Sets committed offsets of a group without members. */
  alterGroupOffsets(groupId: string, newOffsets: readonly OffsetToCommit[], options: AdminCallOptions = {}): Promise<void> {
    return groups.alterGroupOffsets(this.#cluster, groupId, newOffsets, options)
  }

  /** Deletes committed offsets of topics that no member subscribes to. */
  deleteGroupOffsets(groupId: string, partitions: readonly TopicPartition[], options: AdminCallOptions = {}): Promise<void> {
    return groups.deleteGroupOffsets(this.#cluster, groupId, partitions, options)
  }

  /** Removes members (default: all) from a classic group; they may join again. */
  removeMembersFromGroup(groupId: string, options: groups.RemoveMembersOptions = {}): Promise<void> {
    return groups.removeMembersFromGroup(this.#cluster, groupId, options)
  }

  /** Offsets of partitions: earliest, latest, by time ... */
  listOffsets(queries: readonly offsets.OffsetQuery[], options: offsets.ListOffsetsOptions = {}): Promise<offsets.FoundOffset[]> {
    return offsets.listOffsets(this.#cluster, queries, options)
  }

  /** Where the records of a leader epoch end (KIP-320). */
  offsetForLeaderEpoch(queries: readonly offsets.EpochQuery[], options: AdminCallOptions = {}): Promise<offsets.EpochEnd[]> {
    return offsets.offsetForLeaderEpoch(this.#cluster, queries, options)
  }

  /** The idempotent and transactional producers that a partition remembers. */
  describeProducers(partitions: readonly TopicPartition[], options: AdminCallOptions = {}): Promise<offsets.PartitionProducers[]> {
    return offsets.describeProducers(this.#cluster, partitions, options)
  }

  /** Id, controller and brokers of the cluster. */
  describeCluster(options: brokers.DescribeClusterOptions = {}): Promise<brokers.ClusterDescription> {
    return brokers.describeCluster(this.#cluster, options)
  }

  /** The log directories of brokers with their sizes and replicas. */
  describeLogDirs(options: brokers.DescribeLogDirsOptions = {}): Promise<brokers.LogDirDescription[]> {
    return brokers.describeLogDirs(this.#cluster, options)
  }

  /** Moves replicas between directories of their broker. */
  alterReplicaLogDirs(moves: readonly brokers.ReplicaMove[], options: AdminCallOptions = {}): Promise<void> {
    return brokers.alterReplicaLogDirs(this.#cluster, moves, options)
  }

  /** The feature levels of the cluster. */
  describeFeatures(options: AdminCallOptions = {}): Promise<brokers.FeaturesDescription> {
    return brokers.describeFeatures(this.#cluster, options)
  }

  /** Raises or lowers feature levels. */
  updateFeatures(updates: readonly brokers.FeatureUpdate[], options: AdminCallOptions & { validateOnly?: boolean } = {}): Promise<void> {
    return brokers.updateFeatures(this.#cluster, updates, options)
  }

  /** Elects leaders; answers the partitions that got one. `null` stands for all partitions. */
  electLeaders(type: 'preferred' | 'unclean', partitions: readonly TopicPartition[] | null = null, options: AdminCallOptions = {}): Promise<TopicPartition[]> {
    return brokers.electLeaders(this.#cluster, type, partitions, options)
  }

  /** Moves partitions to other brokers, or calls that off. */
  alterPartitionReassignments(reassignments: readonly brokers.Reassignment[], options: AdminCallOptions = {}): Promise<void> {
    return brokers.alterPartitionReassignments(this.#cluster, reassignments, options)
  }

  /** The partitions that are being moved. */
  listPartitionReassignments(options: AdminCallOptions & { partitions?: readonly TopicPartition[] } = {}): Promise<brokers.OngoingReassignment[]> {
    return brokers.listPartitionReassignments(this.#cluster, options)
  }

  /** Leader, voters and observers of the metadata quorum. */
  describeQuorum(options: AdminCallOptions = {}): Promise<brokers.QuorumDescription> {
    return brokers.describeQuorum(this.#cluster, options)
  }

  /** Closes the connections. Calls that wait fail with ClosedError. */
  async close(): Promise<void> {
    this.#cluster.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
