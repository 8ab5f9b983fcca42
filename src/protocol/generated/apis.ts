// GENERATED from schemas/ (Kafka 4.3.1) by npm run generate. Do not edit.
import { produceApi } from './produce.ts'
import { fetchApi } from './fetch.ts'
import { listOffsetsApi } from './list-offsets.ts'
import { metadataApi } from './metadata.ts'
import { offsetCommitApi } from './offset-commit.ts'
import { offsetFetchApi } from './offset-fetch.ts'
import { findCoordinatorApi } from './find-coordinator.ts'
import { joinGroupApi } from './join-group.ts'
import { heartbeatApi } from './heartbeat.ts'
import { leaveGroupApi } from './leave-group.ts'
import { syncGroupApi } from './sync-group.ts'
import { describeGroupsApi } from './describe-groups.ts'
import { listGroupsApi } from './list-groups.ts'
import { saslHandshakeApi } from './sasl-handshake.ts'
import { apiVersionsApi } from './api-versions.ts'
import { createTopicsApi } from './create-topics.ts'
import { deleteTopicsApi } from './delete-topics.ts'
import { deleteRecordsApi } from './delete-records.ts'
import { initProducerIdApi } from './init-producer-id.ts'
import { offsetForLeaderEpochApi } from './offset-for-leader-epoch.ts'
import { addPartitionsToTxnApi } from './add-partitions-to-txn.ts'
import { addOffsetsToTxnApi } from './add-offsets-to-txn.ts'
import { endTxnApi } from './end-txn.ts'
import { writeTxnMarkersApi } from './write-txn-markers.ts'
import { txnOffsetCommitApi } from './txn-offset-commit.ts'
import { describeAclsApi } from './describe-acls.ts'
import { createAclsApi } from './create-acls.ts'
import { deleteAclsApi } from './delete-acls.ts'
import { describeConfigsApi } from './describe-configs.ts'
import { alterConfigsApi } from './alter-configs.ts'
import { alterReplicaLogDirsApi } from './alter-replica-log-dirs.ts'
import { describeLogDirsApi } from './describe-log-dirs.ts'
import { saslAuthenticateApi } from './sasl-authenticate.ts'
import { createPartitionsApi } from './create-partitions.ts'
import { createDelegationTokenApi } from './create-delegation-token.ts'
import { renewDelegationTokenApi } from './renew-delegation-token.ts'
import { expireDelegationTokenApi } from './expire-delegation-token.ts'
import { describeDelegationTokenApi } from './describe-delegation-token.ts'
import { deleteGroupsApi } from './delete-groups.ts'
import { electLeadersApi } from './elect-leaders.ts'
import { incrementalAlterConfigsApi } from './incremental-alter-configs.ts'
import { alterPartitionReassignmentsApi } from './alter-partition-reassignments.ts'
import { listPartitionReassignmentsApi } from './list-partition-reassignments.ts'
import { offsetDeleteApi } from './offset-delete.ts'
import { describeClientQuotasApi } from './describe-client-quotas.ts'
import { alterClientQuotasApi } from './alter-client-quotas.ts'
import { describeUserScramCredentialsApi } from './describe-user-scram-credentials.ts'
import { alterUserScramCredentialsApi } from './alter-user-scram-credentials.ts'
import { voteApi } from './vote.ts'
import { beginQuorumEpochApi } from './begin-quorum-epoch.ts'
import { endQuorumEpochApi } from './end-quorum-epoch.ts'
import { describeQuorumApi } from './describe-quorum.ts'
import { alterPartitionApi } from './alter-partition.ts'
import { updateFeaturesApi } from './update-features.ts'
import { envelopeApi } from './envelope.ts'
import { fetchSnapshotApi } from './fetch-snapshot.ts'
import { describeClusterApi } from './describe-cluster.ts'
import { describeProducersApi } from './describe-producers.ts'
import { brokerRegistrationApi } from './broker-registration.ts'
import { brokerHeartbeatApi } from './broker-heartbeat.ts'
import { unregisterBrokerApi } from './unregister-broker.ts'
import { describeTransactionsApi } from './describe-transactions.ts'
import { listTransactionsApi } from './list-transactions.ts'
import { allocateProducerIdsApi } from './allocate-producer-ids.ts'
import { consumerGroupHeartbeatApi } from './consumer-group-heartbeat.ts'
import { consumerGroupDescribeApi } from './consumer-group-describe.ts'
import { controllerRegistrationApi } from './controller-registration.ts'
import { getTelemetrySubscriptionsApi } from './get-telemetry-subscriptions.ts'
import { pushTelemetryApi } from './push-telemetry.ts'
import { assignReplicasToDirsApi } from './assign-replicas-to-dirs.ts'
import { listConfigResourcesApi } from './list-config-resources.ts'
import { describeTopicPartitionsApi } from './describe-topic-partitions.ts'
import { shareGroupHeartbeatApi } from './share-group-heartbeat.ts'
import { shareGroupDescribeApi } from './share-group-describe.ts'
import { shareFetchApi } from './share-fetch.ts'
import { shareAcknowledgeApi } from './share-acknowledge.ts'
import { addRaftVoterApi } from './add-raft-voter.ts'
import { removeRaftVoterApi } from './remove-raft-voter.ts'
import { updateRaftVoterApi } from './update-raft-voter.ts'
import { initializeShareGroupStateApi } from './initialize-share-group-state.ts'
import { readShareGroupStateApi } from './read-share-group-state.ts'
import { writeShareGroupStateApi } from './write-share-group-state.ts'
import { deleteShareGroupStateApi } from './delete-share-group-state.ts'
import { readShareGroupStateSummaryApi } from './read-share-group-state-summary.ts'
import { streamsGroupHeartbeatApi } from './streams-group-heartbeat.ts'
import { streamsGroupDescribeApi } from './streams-group-describe.ts'
import { describeShareGroupOffsetsApi } from './describe-share-group-offsets.ts'
import { alterShareGroupOffsetsApi } from './alter-share-group-offsets.ts'
import { deleteShareGroupOffsetsApi } from './delete-share-group-offsets.ts'

/** Every API, by key. */
export const apis = [
  produceApi,
  fetchApi,
  listOffsetsApi,
  metadataApi,
  offsetCommitApi,
  offsetFetchApi,
  findCoordinatorApi,
  joinGroupApi,
  heartbeatApi,
  leaveGroupApi,
  syncGroupApi,
  describeGroupsApi,
  listGroupsApi,
  saslHandshakeApi,
  apiVersionsApi,
  createTopicsApi,
  deleteTopicsApi,
  deleteRecordsApi,
  initProducerIdApi,
  offsetForLeaderEpochApi,
  addPartitionsToTxnApi,
  addOffsetsToTxnApi,
  endTxnApi,
  writeTxnMarkersApi,
  txnOffsetCommitApi,
  describeAclsApi,
  createAclsApi,
  deleteAclsApi,
  describeConfigsApi,
  alterConfigsApi,
  alterReplicaLogDirsApi,
  describeLogDirsApi,
  saslAuthenticateApi,
  createPartitionsApi,
  createDelegationTokenApi,
  renewDelegationTokenApi,
  expireDelegationTokenApi,
  describeDelegationTokenApi,
  deleteGroupsApi,
  electLeadersApi,
  incrementalAlterConfigsApi,
  alterPartitionReassignmentsApi,
  listPartitionReassignmentsApi,
  offsetDeleteApi,
  describeClientQuotasApi,
  alterClientQuotasApi,
  describeUserScramCredentialsApi,
  alterUserScramCredentialsApi,
  voteApi,
  beginQuorumEpochApi,
  endQuorumEpochApi,
  describeQuorumApi,
  alterPartitionApi,
  updateFeaturesApi,
  envelopeApi,
  fetchSnapshotApi,
  describeClusterApi,
  describeProducersApi,
  brokerRegistrationApi,
  brokerHeartbeatApi,
  unregisterBrokerApi,
  describeTransactionsApi,
  listTransactionsApi,
  allocateProducerIdsApi,
  consumerGroupHeartbeatApi,
  consumerGroupDescribeApi,
  controllerRegistrationApi,
  getTelemetrySubscriptionsApi,
  pushTelemetryApi,
  assignReplicasToDirsApi,
  listConfigResourcesApi,
  describeTopicPartitionsApi,
  shareGroupHeartbeatApi,
  shareGroupDescribeApi,
  shareFetchApi,
  shareAcknowledgeApi,
  addRaftVoterApi,
  removeRaftVoterApi,
  updateRaftVoterApi,
  initializeShareGroupStateApi,
  readShareGroupStateApi,
  writeShareGroupStateApi,
  deleteShareGroupStateApi,
  readShareGroupStateSummaryApi,
  streamsGroupHeartbeatApi,
  streamsGroupDescribeApi,
  describeShareGroupOffsetsApi,
  alterShareGroupOffsetsApi,
  deleteShareGroupOffsetsApi,
] as const
