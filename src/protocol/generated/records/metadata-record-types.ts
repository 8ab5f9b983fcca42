// GENERATED from schemas/ (Kafka 4.3.1) by npm run generate. Do not edit.
import type { RegisterBrokerRecord } from './register-broker-record.ts'
import type { UnregisterBrokerRecord } from './unregister-broker-record.ts'
import type { TopicRecord } from './topic-record.ts'
import type { PartitionRecord } from './partition-record.ts'
import type { ConfigRecord } from './config-record.ts'
import type { PartitionChangeRecord } from './partition-change-record.ts'
import type { FenceBrokerRecord } from './fence-broker-record.ts'
import type { UnfenceBrokerRecord } from './unfence-broker-record.ts'
import type { RemoveTopicRecord } from './remove-topic-record.ts'
import type { DelegationTokenRecord } from './delegation-token-record.ts'
import type { UserScramCredentialRecord } from './user-scram-credential-record.ts'
import type { FeatureLevelRecord } from './feature-level-record.ts'
import type { ClientQuotaRecord } from './client-quota-record.ts'
import type { ProducerIdsRecord } from './producer-ids-record.ts'
import type { BrokerRegistrationChangeRecord } from './broker-registration-change-record.ts'
import type { AccessControlEntryRecord } from './access-control-entry-record.ts'
import type { RemoveAccessControlEntryRecord } from './remove-access-control-entry-record.ts'
import type { NoOpRecord } from './no-op-record.ts'
import type { ZkMigrationStateRecord } from './zk-migration-state-record.ts'
import type { RemoveUserScramCredentialRecord } from './remove-user-scram-credential-record.ts'
import type { BeginTransactionRecord } from './begin-transaction-record.ts'
import type { EndTransactionRecord } from './end-transaction-record.ts'
import type { AbortTransactionRecord } from './abort-transaction-record.ts'
import type { RemoveDelegationTokenRecord } from './remove-delegation-token-record.ts'
import type { RegisterControllerRecord } from './register-controller-record.ts'
import type { ClearElrRecord } from './clear-elr-record.ts'
import { registerBrokerRecord } from './register-broker-record.ts'
import { unregisterBrokerRecord } from './unregister-broker-record.ts'
import { topicRecord } from './topic-record.ts'
import { partitionRecord } from './partition-record.ts'
import { configRecord } from './config-record.ts'
import { partitionChangeRecord } from './partition-change-record.ts'
import { fenceBrokerRecord } from './fence-broker-record.ts'
import { unfenceBrokerRecord } from './unfence-broker-record.ts'
import { removeTopicRecord } from './remove-topic-record.ts'
import { delegationTokenRecord } from './delegation-token-record.ts'
import { userScramCredentialRecord } from './user-scram-credential-record.ts'
import { featureLevelRecord } from './feature-level-record.ts'
import { clientQuotaRecord } from './client-quota-record.ts'
import { producerIdsRecord } from './producer-ids-record.ts'
import { brokerRegistrationChangeRecord } from './broker-registration-change-record.ts'
import { accessControlEntryRecord } from './access-control-entry-record.ts'
import { removeAccessControlEntryRecord } from './remove-access-control-entry-record.ts'
import { noOpRecord } from './no-op-record.ts'
import { zkMigrationStateRecord } from './zk-migration-state-record.ts'
import { removeUserScramCredentialRecord } from './remove-user-scram-credential-record.ts'
import { beginTransactionRecord } from './begin-transaction-record.ts'
import { endTransactionRecord } from './end-transaction-record.ts'
import { abortTransactionRecord } from './abort-transaction-record.ts'
import { removeDelegationTokenRecord } from './remove-delegation-token-record.ts'
import { registerControllerRecord } from './register-controller-record.ts'
import { clearElrRecord } from './clear-elr-record.ts'

/** The records of the metadata log. */
export type MetadataRecord =
  | { type: 'RegisterBrokerRecord', data: RegisterBrokerRecord }
  | { type: 'UnregisterBrokerRecord', data: UnregisterBrokerRecord }
  | { type: 'TopicRecord', data: TopicRecord }
  | { type: 'PartitionRecord', data: PartitionRecord }
  | { type: 'ConfigRecord', data: ConfigRecord }
  | { type: 'PartitionChangeRecord', data: PartitionChangeRecord }
  | { type: 'FenceBrokerRecord', data: FenceBrokerRecord }
  | { type: 'UnfenceBrokerRecord', data: UnfenceBrokerRecord }
  | { type: 'RemoveTopicRecord', data: RemoveTopicRecord }
  | { type: 'DelegationTokenRecord', data: DelegationTokenRecord }
  | { type: 'UserScramCredentialRecord', data: UserScramCredentialRecord }
  | { type: 'FeatureLevelRecord', data: FeatureLevelRecord }
  | { type: 'ClientQuotaRecord', data: ClientQuotaRecord }
  | { type: 'ProducerIdsRecord', data: ProducerIdsRecord }
  | { type: 'BrokerRegistrationChangeRecord', data: BrokerRegistrationChangeRecord }
  | { type: 'AccessControlEntryRecord', data: AccessControlEntryRecord }
  | { type: 'RemoveAccessControlEntryRecord', data: RemoveAccessControlEntryRecord }
  | { type: 'NoOpRecord', data: NoOpRecord }
  | { type: 'ZkMigrationStateRecord', data: ZkMigrationStateRecord }
  | { type: 'RemoveUserScramCredentialRecord', data: RemoveUserScramCredentialRecord }
  | { type: 'BeginTransactionRecord', data: BeginTransactionRecord }
  | { type: 'EndTransactionRecord', data: EndTransactionRecord }
  | { type: 'AbortTransactionRecord', data: AbortTransactionRecord }
  | { type: 'RemoveDelegationTokenRecord', data: RemoveDelegationTokenRecord }
  | { type: 'RegisterControllerRecord', data: RegisterControllerRecord }
  | { type: 'ClearElrRecord', data: ClearElrRecord }

export const metadataRecordDefs = [
  registerBrokerRecord,
  unregisterBrokerRecord,
  topicRecord,
  partitionRecord,
  configRecord,
  partitionChangeRecord,
  fenceBrokerRecord,
  unfenceBrokerRecord,
  removeTopicRecord,
  delegationTokenRecord,
  userScramCredentialRecord,
  featureLevelRecord,
  clientQuotaRecord,
  producerIdsRecord,
  brokerRegistrationChangeRecord,
  accessControlEntryRecord,
  removeAccessControlEntryRecord,
  noOpRecord,
  zkMigrationStateRecord,
  removeUserScramCredentialRecord,
  beginTransactionRecord,
  endTransactionRecord,
  abortTransactionRecord,
  removeDelegationTokenRecord,
  registerControllerRecord,
  clearElrRecord,
] as const
