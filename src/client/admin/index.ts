// The door of the administrative part: its types.
export type {
  BrokerDescription,
  ClusterDescription,
  DescribeClusterOptions,
  DescribeLogDirsOptions,
  FeatureDescription,
  FeaturesDescription,
  FeatureUpdate,
  LogDirDescription,
  OngoingReassignment,
  QuorumDescription,
  QuorumReplica,
  Reassignment,
  ReplicaMove,
  ReplicaOnDisk,
} from './cluster.ts'
export type {
  ConfigAlteration,
  ConfigChange,
  ConfigEntry,
  ConfigReplacement,
  ConfigResource,
  ConfigResourceType,
  ConfigSource,
  ConfigType,
  DescribeConfigsOptions,
  DescribedConfig,
} from './configs.ts'
export { type AdminCallOptions, PartialFailureError } from './fan-out.ts'
export type {
  GroupDescription,
  GroupMember,
  ListedGroup,
  ListGroupOffsetsOptions,
  ListGroupsOptions,
  MemberRef,
  RemoveMembersOptions,
} from './groups.ts'
export type { ActiveProducer, EpochEnd, EpochQuery, FoundOffset, ListOffsetsOptions, OffsetQuery, OffsetSpec, PartitionProducers } from './offsets.ts'
export type {
  CreatedTopic,
  CreateTopicsOptions,
  DeletedRecords,
  DeletedTopic,
  DeleteTopicsOptions,
  ListedTopic,
  NewPartitions,
  NewTopic,
  PartitionDescription,
  RecordsToDelete,
  TopicDescription,
  TopicRef,
} from './topics.ts'
