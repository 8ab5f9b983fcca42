// GENERATED from schemas/ (Kafka 4.3.1) by npm run generate. Do not edit.
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'
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
import { consumerProtocolAssignment } from './records/consumer-protocol-assignment.ts'
import { consumerProtocolSubscription } from './records/consumer-protocol-subscription.ts'
import { controlRecordTypeSchema } from './records/control-record-type-schema.ts'
import { defaultPrincipalData } from './records/default-principal-data.ts'
import { endTxnMarker } from './records/end-txn-marker.ts'
import { kRaftVersionRecord } from './records/kraft-version-record.ts'
import { leaderChangeMessage } from './records/leader-change-message.ts'
import { requestHeader } from './records/request-header.ts'
import { responseHeader } from './records/response-header.ts'
import { snapshotFooterRecord } from './records/snapshot-footer-record.ts'
import { snapshotHeaderRecord } from './records/snapshot-header-record.ts'
import { votersRecord } from './records/voters-record.ts'
import { consumerGroupCurrentMemberAssignmentKey } from './records/consumer-group-current-member-assignment-key.ts'
import { consumerGroupCurrentMemberAssignmentValue } from './records/consumer-group-current-member-assignment-value.ts'
import { consumerGroupMemberMetadataKey } from './records/consumer-group-member-metadata-key.ts'
import { consumerGroupMemberMetadataValue } from './records/consumer-group-member-metadata-value.ts'
import { consumerGroupMetadataKey } from './records/consumer-group-metadata-key.ts'
import { consumerGroupMetadataValue } from './records/consumer-group-metadata-value.ts'
import { consumerGroupPartitionMetadataKey } from './records/consumer-group-partition-metadata-key.ts'
import { consumerGroupPartitionMetadataValue } from './records/consumer-group-partition-metadata-value.ts'
import { consumerGroupRegularExpressionKey } from './records/consumer-group-regular-expression-key.ts'
import { consumerGroupRegularExpressionValue } from './records/consumer-group-regular-expression-value.ts'
import { consumerGroupTargetAssignmentMemberKey } from './records/consumer-group-target-assignment-member-key.ts'
import { consumerGroupTargetAssignmentMemberValue } from './records/consumer-group-target-assignment-member-value.ts'
import { consumerGroupTargetAssignmentMetadataKey } from './records/consumer-group-target-assignment-metadata-key.ts'
import { consumerGroupTargetAssignmentMetadataValue } from './records/consumer-group-target-assignment-metadata-value.ts'
import { groupMetadataKey } from './records/group-metadata-key.ts'
import { groupMetadataValue } from './records/group-metadata-value.ts'
import { legacyOffsetCommitKey } from './records/legacy-offset-commit-key.ts'
import { legacyOffsetCommitValue } from './records/legacy-offset-commit-value.ts'
import { offsetCommitKey } from './records/offset-commit-key.ts'
import { offsetCommitValue } from './records/offset-commit-value.ts'
import { shareGroupCurrentMemberAssignmentKey } from './records/share-group-current-member-assignment-key.ts'
import { shareGroupCurrentMemberAssignmentValue } from './records/share-group-current-member-assignment-value.ts'
import { shareGroupMemberMetadataKey } from './records/share-group-member-metadata-key.ts'
import { shareGroupMemberMetadataValue } from './records/share-group-member-metadata-value.ts'
import { shareGroupMetadataKey } from './records/share-group-metadata-key.ts'
import { shareGroupMetadataValue } from './records/share-group-metadata-value.ts'
import { shareGroupStatePartitionMetadataKey } from './records/share-group-state-partition-metadata-key.ts'
import { shareGroupStatePartitionMetadataValue } from './records/share-group-state-partition-metadata-value.ts'
import { shareGroupTargetAssignmentMemberKey } from './records/share-group-target-assignment-member-key.ts'
import { shareGroupTargetAssignmentMemberValue } from './records/share-group-target-assignment-member-value.ts'
import { shareGroupTargetAssignmentMetadataKey } from './records/share-group-target-assignment-metadata-key.ts'
import { shareGroupTargetAssignmentMetadataValue } from './records/share-group-target-assignment-metadata-value.ts'
import { streamsGroupCurrentMemberAssignmentKey } from './records/streams-group-current-member-assignment-key.ts'
import { streamsGroupCurrentMemberAssignmentValue } from './records/streams-group-current-member-assignment-value.ts'
import { streamsGroupMemberMetadataKey } from './records/streams-group-member-metadata-key.ts'
import { streamsGroupMemberMetadataValue } from './records/streams-group-member-metadata-value.ts'
import { streamsGroupMetadataKey } from './records/streams-group-metadata-key.ts'
import { streamsGroupMetadataValue } from './records/streams-group-metadata-value.ts'
import { streamsGroupTargetAssignmentMemberKey } from './records/streams-group-target-assignment-member-key.ts'
import { streamsGroupTargetAssignmentMemberValue } from './records/streams-group-target-assignment-member-value.ts'
import { streamsGroupTargetAssignmentMetadataKey } from './records/streams-group-target-assignment-metadata-key.ts'
import { streamsGroupTargetAssignmentMetadataValue } from './records/streams-group-target-assignment-metadata-value.ts'
import { streamsGroupTopologyKey } from './records/streams-group-topology-key.ts'
import { streamsGroupTopologyValue } from './records/streams-group-topology-value.ts'
import { abortTransactionRecord } from './records/abort-transaction-record.ts'
import { accessControlEntryRecord } from './records/access-control-entry-record.ts'
import { beginTransactionRecord } from './records/begin-transaction-record.ts'
import { brokerRegistrationChangeRecord } from './records/broker-registration-change-record.ts'
import { clearElrRecord } from './records/clear-elr-record.ts'
import { clientQuotaRecord } from './records/client-quota-record.ts'
import { configRecord } from './records/config-record.ts'
import { delegationTokenRecord } from './records/delegation-token-record.ts'
import { endTransactionRecord } from './records/end-transaction-record.ts'
import { featureLevelRecord } from './records/feature-level-record.ts'
import { fenceBrokerRecord } from './records/fence-broker-record.ts'
import { noOpRecord } from './records/no-op-record.ts'
import { partitionChangeRecord } from './records/partition-change-record.ts'
import { partitionRecord } from './records/partition-record.ts'
import { producerIdsRecord } from './records/producer-ids-record.ts'
import { registerBrokerRecord } from './records/register-broker-record.ts'
import { registerControllerRecord } from './records/register-controller-record.ts'
import { removeAccessControlEntryRecord } from './records/remove-access-control-entry-record.ts'
import { removeDelegationTokenRecord } from './records/remove-delegation-token-record.ts'
import { removeTopicRecord } from './records/remove-topic-record.ts'
import { removeUserScramCredentialRecord } from './records/remove-user-scram-credential-record.ts'
import { topicRecord } from './records/topic-record.ts'
import { unfenceBrokerRecord } from './records/unfence-broker-record.ts'
import { unregisterBrokerRecord } from './records/unregister-broker-record.ts'
import { userScramCredentialRecord } from './records/user-scram-credential-record.ts'
import { zkMigrationStateRecord } from './records/zk-migration-state-record.ts'
import { quorumStateData } from './records/quorum-state-data.ts'
import { shareSnapshotKey } from './records/share-snapshot-key.ts'
import { shareSnapshotValue } from './records/share-snapshot-value.ts'
import { shareUpdateKey } from './records/share-update-key.ts'
import { shareUpdateValue } from './records/share-update-value.ts'
import { producerSnapshot } from './records/producer-snapshot.ts'
import { remoteLogSegmentMetadataRecord } from './records/remote-log-segment-metadata-record.ts'
import { remoteLogSegmentMetadataSnapshotRecord } from './records/remote-log-segment-metadata-snapshot-record.ts'
import { remoteLogSegmentMetadataUpdateRecord } from './records/remote-log-segment-metadata-update-record.ts'
import { remotePartitionDeleteMetadataRecord } from './records/remote-partition-delete-metadata-record.ts'
import { transactionLogKey } from './records/transaction-log-key.ts'
import { transactionLogValue } from './records/transaction-log-value.ts'

interface AnyMessage {
  name: string
  versions: readonly [number, number]
  read: (r: Reader, v: number) => unknown
  write: (w: Writer, m: never, v: number) => void
}

/** Every message, for tests and tools that go through all of them. */
export const allMessages: readonly AnyMessage[] = [
  { name: 'ProduceRequest', versions: produceApi.versions, read: produceApi.readRequest, write: produceApi.writeRequest },
  { name: 'ProduceResponse', versions: produceApi.versions, read: produceApi.readResponse, write: produceApi.writeResponse },
  { name: 'FetchRequest', versions: fetchApi.versions, read: fetchApi.readRequest, write: fetchApi.writeRequest },
  { name: 'FetchResponse', versions: fetchApi.versions, read: fetchApi.readResponse, write: fetchApi.writeResponse },
  { name: 'ListOffsetsRequest', versions: listOffsetsApi.versions, read: listOffsetsApi.readRequest, write: listOffsetsApi.writeRequest },
  { name: 'ListOffsetsResponse', versions: listOffsetsApi.versions, read: listOffsetsApi.readResponse, write: listOffsetsApi.writeResponse },
  { name: 'MetadataRequest', versions: metadataApi.versions, read: metadataApi.readRequest, write: metadataApi.writeRequest },
  { name: 'MetadataResponse', versions: metadataApi.versions, read: metadataApi.readResponse, write: metadataApi.writeResponse },
  { name: 'OffsetCommitRequest', versions: offsetCommitApi.versions, read: offsetCommitApi.readRequest, write: offsetCommitApi.writeRequest },
  { name: 'OffsetCommitResponse', versions: offsetCommitApi.versions, read: offsetCommitApi.readResponse, write: offsetCommitApi.writeResponse },
  { name: 'OffsetFetchRequest', versions: offsetFetchApi.versions, read: offsetFetchApi.readRequest, write: offsetFetchApi.writeRequest },
  { name: 'OffsetFetchResponse', versions: offsetFetchApi.versions, read: offsetFetchApi.readResponse, write: offsetFetchApi.writeResponse },
  { name: 'FindCoordinatorRequest', versions: findCoordinatorApi.versions, read: findCoordinatorApi.readRequest, write: findCoordinatorApi.writeRequest },
  { name: 'FindCoordinatorResponse', versions: findCoordinatorApi.versions, read: findCoordinatorApi.readResponse, write: findCoordinatorApi.writeResponse },
  { name: 'JoinGroupRequest', versions: joinGroupApi.versions, read: joinGroupApi.readRequest, write: joinGroupApi.writeRequest },
  { name: 'JoinGroupResponse', versions: joinGroupApi.versions, read: joinGroupApi.readResponse, write: joinGroupApi.writeResponse },
  { name: 'HeartbeatRequest', versions: heartbeatApi.versions, read: heartbeatApi.readRequest, write: heartbeatApi.writeRequest },
  { name: 'HeartbeatResponse', versions: heartbeatApi.versions, read: heartbeatApi.readResponse, write: heartbeatApi.writeResponse },
  { name: 'LeaveGroupRequest', versions: leaveGroupApi.versions, read: leaveGroupApi.readRequest, write: leaveGroupApi.writeRequest },
  { name: 'LeaveGroupResponse', versions: leaveGroupApi.versions, read: leaveGroupApi.readResponse, write: leaveGroupApi.writeResponse },
  { name: 'SyncGroupRequest', versions: syncGroupApi.versions, read: syncGroupApi.readRequest, write: syncGroupApi.writeRequest },
  { name: 'SyncGroupResponse', versions: syncGroupApi.versions, read: syncGroupApi.readResponse, write: syncGroupApi.writeResponse },
  { name: 'DescribeGroupsRequest', versions: describeGroupsApi.versions, read: describeGroupsApi.readRequest, write: describeGroupsApi.writeRequest },
  { name: 'DescribeGroupsResponse', versions: describeGroupsApi.versions, read: describeGroupsApi.readResponse, write: describeGroupsApi.writeResponse },
  { name: 'ListGroupsRequest', versions: listGroupsApi.versions, read: listGroupsApi.readRequest, write: listGroupsApi.writeRequest },
  { name: 'ListGroupsResponse', versions: listGroupsApi.versions, read: listGroupsApi.readResponse, write: listGroupsApi.writeResponse },
  { name: 'SaslHandshakeRequest', versions: saslHandshakeApi.versions, read: saslHandshakeApi.readRequest, write: saslHandshakeApi.writeRequest },
  { name: 'SaslHandshakeResponse', versions: saslHandshakeApi.versions, read: saslHandshakeApi.readResponse, write: saslHandshakeApi.writeResponse },
  { name: 'ApiVersionsRequest', versions: apiVersionsApi.versions, read: apiVersionsApi.readRequest, write: apiVersionsApi.writeRequest },
  { name: 'ApiVersionsResponse', versions: apiVersionsApi.versions, read: apiVersionsApi.readResponse, write: apiVersionsApi.writeResponse },
  { name: 'CreateTopicsRequest', versions: createTopicsApi.versions, read: createTopicsApi.readRequest, write: createTopicsApi.writeRequest },
  { name: 'CreateTopicsResponse', versions: createTopicsApi.versions, read: createTopicsApi.readResponse, write: createTopicsApi.writeResponse },
  { name: 'DeleteTopicsRequest', versions: deleteTopicsApi.versions, read: deleteTopicsApi.readRequest, write: deleteTopicsApi.writeRequest },
  { name: 'DeleteTopicsResponse', versions: deleteTopicsApi.versions, read: deleteTopicsApi.readResponse, write: deleteTopicsApi.writeResponse },
  { name: 'DeleteRecordsRequest', versions: deleteRecordsApi.versions, read: deleteRecordsApi.readRequest, write: deleteRecordsApi.writeRequest },
  { name: 'DeleteRecordsResponse', versions: deleteRecordsApi.versions, read: deleteRecordsApi.readResponse, write: deleteRecordsApi.writeResponse },
  { name: 'InitProducerIdRequest', versions: initProducerIdApi.versions, read: initProducerIdApi.readRequest, write: initProducerIdApi.writeRequest },
  { name: 'InitProducerIdResponse', versions: initProducerIdApi.versions, read: initProducerIdApi.readResponse, write: initProducerIdApi.writeResponse },
  { name: 'OffsetForLeaderEpochRequest', versions: offsetForLeaderEpochApi.versions, read: offsetForLeaderEpochApi.readRequest, write: offsetForLeaderEpochApi.writeRequest },
  { name: 'OffsetForLeaderEpochResponse', versions: offsetForLeaderEpochApi.versions, read: offsetForLeaderEpochApi.readResponse, write: offsetForLeaderEpochApi.writeResponse },
  { name: 'AddPartitionsToTxnRequest', versions: addPartitionsToTxnApi.versions, read: addPartitionsToTxnApi.readRequest, write: addPartitionsToTxnApi.writeRequest },
  { name: 'AddPartitionsToTxnResponse', versions: addPartitionsToTxnApi.versions, read: addPartitionsToTxnApi.readResponse, write: addPartitionsToTxnApi.writeResponse },
  { name: 'AddOffsetsToTxnRequest', versions: addOffsetsToTxnApi.versions, read: addOffsetsToTxnApi.readRequest, write: addOffsetsToTxnApi.writeRequest },
  { name: 'AddOffsetsToTxnResponse', versions: addOffsetsToTxnApi.versions, read: addOffsetsToTxnApi.readResponse, write: addOffsetsToTxnApi.writeResponse },
  { name: 'EndTxnRequest', versions: endTxnApi.versions, read: endTxnApi.readRequest, write: endTxnApi.writeRequest },
  { name: 'EndTxnResponse', versions: endTxnApi.versions, read: endTxnApi.readResponse, write: endTxnApi.writeResponse },
  { name: 'WriteTxnMarkersRequest', versions: writeTxnMarkersApi.versions, read: writeTxnMarkersApi.readRequest, write: writeTxnMarkersApi.writeRequest },
  { name: 'WriteTxnMarkersResponse', versions: writeTxnMarkersApi.versions, read: writeTxnMarkersApi.readResponse, write: writeTxnMarkersApi.writeResponse },
  { name: 'TxnOffsetCommitRequest', versions: txnOffsetCommitApi.versions, read: txnOffsetCommitApi.readRequest, write: txnOffsetCommitApi.writeRequest },
  { name: 'TxnOffsetCommitResponse', versions: txnOffsetCommitApi.versions, read: txnOffsetCommitApi.readResponse, write: txnOffsetCommitApi.writeResponse },
  { name: 'DescribeAclsRequest', versions: describeAclsApi.versions, read: describeAclsApi.readRequest, write: describeAclsApi.writeRequest },
  { name: 'DescribeAclsResponse', versions: describeAclsApi.versions, read: describeAclsApi.readResponse, write: describeAclsApi.writeResponse },
  { name: 'CreateAclsRequest', versions: createAclsApi.versions, read: createAclsApi.readRequest, write: createAclsApi.writeRequest },
  { name: 'CreateAclsResponse', versions: createAclsApi.versions, read: createAclsApi.readResponse, write: createAclsApi.writeResponse },
  { name: 'DeleteAclsRequest', versions: deleteAclsApi.versions, read: deleteAclsApi.readRequest, write: deleteAclsApi.writeRequest },
  { name: 'DeleteAclsResponse', versions: deleteAclsApi.versions, read: deleteAclsApi.readResponse, write: deleteAclsApi.writeResponse },
  { name: 'DescribeConfigsRequest', versions: describeConfigsApi.versions, read: describeConfigsApi.readRequest, write: describeConfigsApi.writeRequest },
  { name: 'DescribeConfigsResponse', versions: describeConfigsApi.versions, read: describeConfigsApi.readResponse, write: describeConfigsApi.writeResponse },
  { name: 'AlterConfigsRequest', versions: alterConfigsApi.versions, read: alterConfigsApi.readRequest, write: alterConfigsApi.writeRequest },
  { name: 'AlterConfigsResponse', versions: alterConfigsApi.versions, read: alterConfigsApi.readResponse, write: alterConfigsApi.writeResponse },
  { name: 'AlterReplicaLogDirsRequest', versions: alterReplicaLogDirsApi.versions, read: alterReplicaLogDirsApi.readRequest, write: alterReplicaLogDirsApi.writeRequest },
  { name: 'AlterReplicaLogDirsResponse', versions: alterReplicaLogDirsApi.versions, read: alterReplicaLogDirsApi.readResponse, write: alterReplicaLogDirsApi.writeResponse },
  { name: 'DescribeLogDirsRequest', versions: describeLogDirsApi.versions, read: describeLogDirsApi.readRequest, write: describeLogDirsApi.writeRequest },
  { name: 'DescribeLogDirsResponse', versions: describeLogDirsApi.versions, read: describeLogDirsApi.readResponse, write: describeLogDirsApi.writeResponse },
  { name: 'SaslAuthenticateRequest', versions: saslAuthenticateApi.versions, read: saslAuthenticateApi.readRequest, write: saslAuthenticateApi.writeRequest },
  { name: 'SaslAuthenticateResponse', versions: saslAuthenticateApi.versions, read: saslAuthenticateApi.readResponse, write: saslAuthenticateApi.writeResponse },
  { name: 'CreatePartitionsRequest', versions: createPartitionsApi.versions, read: createPartitionsApi.readRequest, write: createPartitionsApi.writeRequest },
  { name: 'CreatePartitionsResponse', versions: createPartitionsApi.versions, read: createPartitionsApi.readResponse, write: createPartitionsApi.writeResponse },
  { name: 'CreateDelegationTokenRequest', versions: createDelegationTokenApi.versions, read: createDelegationTokenApi.readRequest, write: createDelegationTokenApi.writeRequest },
  { name: 'CreateDelegationTokenResponse', versions: createDelegationTokenApi.versions, read: createDelegationTokenApi.readResponse, write: createDelegationTokenApi.writeResponse },
  { name: 'RenewDelegationTokenRequest', versions: renewDelegationTokenApi.versions, read: renewDelegationTokenApi.readRequest, write: renewDelegationTokenApi.writeRequest },
  { name: 'RenewDelegationTokenResponse', versions: renewDelegationTokenApi.versions, read: renewDelegationTokenApi.readResponse, write: renewDelegationTokenApi.writeResponse },
  { name: 'ExpireDelegationTokenRequest', versions: expireDelegationTokenApi.versions, read: expireDelegationTokenApi.readRequest, write: expireDelegationTokenApi.writeRequest },
  { name: 'ExpireDelegationTokenResponse', versions: expireDelegationTokenApi.versions, read: expireDelegationTokenApi.readResponse, write: expireDelegationTokenApi.writeResponse },
  { name: 'DescribeDelegationTokenRequest', versions: describeDelegationTokenApi.versions, read: describeDelegationTokenApi.readRequest, write: describeDelegationTokenApi.writeRequest },
  { name: 'DescribeDelegationTokenResponse', versions: describeDelegationTokenApi.versions, read: describeDelegationTokenApi.readResponse, write: describeDelegationTokenApi.writeResponse },
  { name: 'DeleteGroupsRequest', versions: deleteGroupsApi.versions, read: deleteGroupsApi.readRequest, write: deleteGroupsApi.writeRequest },
  { name: 'DeleteGroupsResponse', versions: deleteGroupsApi.versions, read: deleteGroupsApi.readResponse, write: deleteGroupsApi.writeResponse },
  { name: 'ElectLeadersRequest', versions: electLeadersApi.versions, read: electLeadersApi.readRequest, write: electLeadersApi.writeRequest },
  { name: 'ElectLeadersResponse', versions: electLeadersApi.versions, read: electLeadersApi.readResponse, write: electLeadersApi.writeResponse },
  { name: 'IncrementalAlterConfigsRequest', versions: incrementalAlterConfigsApi.versions, read: incrementalAlterConfigsApi.readRequest, write: incrementalAlterConfigsApi.writeRequest },
  { name: 'IncrementalAlterConfigsResponse', versions: incrementalAlterConfigsApi.versions, read: incrementalAlterConfigsApi.readResponse, write: incrementalAlterConfigsApi.writeResponse },
  { name: 'AlterPartitionReassignmentsRequest', versions: alterPartitionReassignmentsApi.versions, read: alterPartitionReassignmentsApi.readRequest, write: alterPartitionReassignmentsApi.writeRequest },
  { name: 'AlterPartitionReassignmentsResponse', versions: alterPartitionReassignmentsApi.versions, read: alterPartitionReassignmentsApi.readResponse, write: alterPartitionReassignmentsApi.writeResponse },
  { name: 'ListPartitionReassignmentsRequest', versions: listPartitionReassignmentsApi.versions, read: listPartitionReassignmentsApi.readRequest, write: listPartitionReassignmentsApi.writeRequest },
  { name: 'ListPartitionReassignmentsResponse', versions: listPartitionReassignmentsApi.versions, read: listPartitionReassignmentsApi.readResponse, write: listPartitionReassignmentsApi.writeResponse },
  { name: 'OffsetDeleteRequest', versions: offsetDeleteApi.versions, read: offsetDeleteApi.readRequest, write: offsetDeleteApi.writeRequest },
  { name: 'OffsetDeleteResponse', versions: offsetDeleteApi.versions, read: offsetDeleteApi.readResponse, write: offsetDeleteApi.writeResponse },
  { name: 'DescribeClientQuotasRequest', versions: describeClientQuotasApi.versions, read: describeClientQuotasApi.readRequest, write: describeClientQuotasApi.writeRequest },
  { name: 'DescribeClientQuotasResponse', versions: describeClientQuotasApi.versions, read: describeClientQuotasApi.readResponse, write: describeClientQuotasApi.writeResponse },
  { name: 'AlterClientQuotasRequest', versions: alterClientQuotasApi.versions, read: alterClientQuotasApi.readRequest, write: alterClientQuotasApi.writeRequest },
  { name: 'AlterClientQuotasResponse', versions: alterClientQuotasApi.versions, read: alterClientQuotasApi.readResponse, write: alterClientQuotasApi.writeResponse },
  { name: 'DescribeUserScramCredentialsRequest', versions: describeUserScramCredentialsApi.versions, read: describeUserScramCredentialsApi.readRequest, write: describeUserScramCredentialsApi.writeRequest },
  { name: 'DescribeUserScramCredentialsResponse', versions: describeUserScramCredentialsApi.versions, read: describeUserScramCredentialsApi.readResponse, write: describeUserScramCredentialsApi.writeResponse },
  { name: 'AlterUserScramCredentialsRequest', versions: alterUserScramCredentialsApi.versions, read: alterUserScramCredentialsApi.readRequest, write: alterUserScramCredentialsApi.writeRequest },
  { name: 'AlterUserScramCredentialsResponse', versions: alterUserScramCredentialsApi.versions, read: alterUserScramCredentialsApi.readResponse, write: alterUserScramCredentialsApi.writeResponse },
  { name: 'VoteRequest', versions: voteApi.versions, read: voteApi.readRequest, write: voteApi.writeRequest },
  { name: 'VoteResponse', versions: voteApi.versions, read: voteApi.readResponse, write: voteApi.writeResponse },
  { name: 'BeginQuorumEpochRequest', versions: beginQuorumEpochApi.versions, read: beginQuorumEpochApi.readRequest, write: beginQuorumEpochApi.writeRequest },
  { name: 'BeginQuorumEpochResponse', versions: beginQuorumEpochApi.versions, read: beginQuorumEpochApi.readResponse, write: beginQuorumEpochApi.writeResponse },
  { name: 'EndQuorumEpochRequest', versions: endQuorumEpochApi.versions, read: endQuorumEpochApi.readRequest, write: endQuorumEpochApi.writeRequest },
  { name: 'EndQuorumEpochResponse', versions: endQuorumEpochApi.versions, read: endQuorumEpochApi.readResponse, write: endQuorumEpochApi.writeResponse },
  { name: 'DescribeQuorumRequest', versions: describeQuorumApi.versions, read: describeQuorumApi.readRequest, write: describeQuorumApi.writeRequest },
  { name: 'DescribeQuorumResponse', versions: describeQuorumApi.versions, read: describeQuorumApi.readResponse, write: describeQuorumApi.writeResponse },
  { name: 'AlterPartitionRequest', versions: alterPartitionApi.versions, read: alterPartitionApi.readRequest, write: alterPartitionApi.writeRequest },
  { name: 'AlterPartitionResponse', versions: alterPartitionApi.versions, read: alterPartitionApi.readResponse, write: alterPartitionApi.writeResponse },
  { name: 'UpdateFeaturesRequest', versions: updateFeaturesApi.versions, read: updateFeaturesApi.readRequest, write: updateFeaturesApi.writeRequest },
  { name: 'UpdateFeaturesResponse', versions: updateFeaturesApi.versions, read: updateFeaturesApi.readResponse, write: updateFeaturesApi.writeResponse },
  { name: 'EnvelopeRequest', versions: envelopeApi.versions, read: envelopeApi.readRequest, write: envelopeApi.writeRequest },
  { name: 'EnvelopeResponse', versions: envelopeApi.versions, read: envelopeApi.readResponse, write: envelopeApi.writeResponse },
  { name: 'FetchSnapshotRequest', versions: fetchSnapshotApi.versions, read: fetchSnapshotApi.readRequest, write: fetchSnapshotApi.writeRequest },
  { name: 'FetchSnapshotResponse', versions: fetchSnapshotApi.versions, read: fetchSnapshotApi.readResponse, write: fetchSnapshotApi.writeResponse },
  { name: 'DescribeClusterRequest', versions: describeClusterApi.versions, read: describeClusterApi.readRequest, write: describeClusterApi.writeRequest },
  { name: 'DescribeClusterResponse', versions: describeClusterApi.versions, read: describeClusterApi.readResponse, write: describeClusterApi.writeResponse },
  { name: 'DescribeProducersRequest', versions: describeProducersApi.versions, read: describeProducersApi.readRequest, write: describeProducersApi.writeRequest },
  { name: 'DescribeProducersResponse', versions: describeProducersApi.versions, read: describeProducersApi.readResponse, write: describeProducersApi.writeResponse },
  { name: 'BrokerRegistrationRequest', versions: brokerRegistrationApi.versions, read: brokerRegistrationApi.readRequest, write: brokerRegistrationApi.writeRequest },
  { name: 'BrokerRegistrationResponse', versions: brokerRegistrationApi.versions, read: brokerRegistrationApi.readResponse, write: brokerRegistrationApi.writeResponse },
  { name: 'BrokerHeartbeatRequest', versions: brokerHeartbeatApi.versions, read: brokerHeartbeatApi.readRequest, write: brokerHeartbeatApi.writeRequest },
  { name: 'BrokerHeartbeatResponse', versions: brokerHeartbeatApi.versions, read: brokerHeartbeatApi.readResponse, write: brokerHeartbeatApi.writeResponse },
  { name: 'UnregisterBrokerRequest', versions: unregisterBrokerApi.versions, read: unregisterBrokerApi.readRequest, write: unregisterBrokerApi.writeRequest },
  { name: 'UnregisterBrokerResponse', versions: unregisterBrokerApi.versions, read: unregisterBrokerApi.readResponse, write: unregisterBrokerApi.writeResponse },
  { name: 'DescribeTransactionsRequest', versions: describeTransactionsApi.versions, read: describeTransactionsApi.readRequest, write: describeTransactionsApi.writeRequest },
  { name: 'DescribeTransactionsResponse', versions: describeTransactionsApi.versions, read: describeTransactionsApi.readResponse, write: describeTransactionsApi.writeResponse },
  { name: 'ListTransactionsRequest', versions: listTransactionsApi.versions, read: listTransactionsApi.readRequest, write: listTransactionsApi.writeRequest },
  { name: 'ListTransactionsResponse', versions: listTransactionsApi.versions, read: listTransactionsApi.readResponse, write: listTransactionsApi.writeResponse },
  { name: 'AllocateProducerIdsRequest', versions: allocateProducerIdsApi.versions, read: allocateProducerIdsApi.readRequest, write: allocateProducerIdsApi.writeRequest },
  { name: 'AllocateProducerIdsResponse', versions: allocateProducerIdsApi.versions, read: allocateProducerIdsApi.readResponse, write: allocateProducerIdsApi.writeResponse },
  { name: 'ConsumerGroupHeartbeatRequest', versions: consumerGroupHeartbeatApi.versions, read: consumerGroupHeartbeatApi.readRequest, write: consumerGroupHeartbeatApi.writeRequest },
  { name: 'ConsumerGroupHeartbeatResponse', versions: consumerGroupHeartbeatApi.versions, read: consumerGroupHeartbeatApi.readResponse, write: consumerGroupHeartbeatApi.writeResponse },
  { name: 'ConsumerGroupDescribeRequest', versions: consumerGroupDescribeApi.versions, read: consumerGroupDescribeApi.readRequest, write: consumerGroupDescribeApi.writeRequest },
  { name: 'ConsumerGroupDescribeResponse', versions: consumerGroupDescribeApi.versions, read: consumerGroupDescribeApi.readResponse, write: consumerGroupDescribeApi.writeResponse },
  { name: 'ControllerRegistrationRequest', versions: controllerRegistrationApi.versions, read: controllerRegistrationApi.readRequest, write: controllerRegistrationApi.writeRequest },
  { name: 'ControllerRegistrationResponse', versions: controllerRegistrationApi.versions, read: controllerRegistrationApi.readResponse, write: controllerRegistrationApi.writeResponse },
  { name: 'GetTelemetrySubscriptionsRequest', versions: getTelemetrySubscriptionsApi.versions, read: getTelemetrySubscriptionsApi.readRequest, write: getTelemetrySubscriptionsApi.writeRequest },
  { name: 'GetTelemetrySubscriptionsResponse', versions: getTelemetrySubscriptionsApi.versions, read: getTelemetrySubscriptionsApi.readResponse, write: getTelemetrySubscriptionsApi.writeResponse },
  { name: 'PushTelemetryRequest', versions: pushTelemetryApi.versions, read: pushTelemetryApi.readRequest, write: pushTelemetryApi.writeRequest },
  { name: 'PushTelemetryResponse', versions: pushTelemetryApi.versions, read: pushTelemetryApi.readResponse, write: pushTelemetryApi.writeResponse },
  { name: 'AssignReplicasToDirsRequest', versions: assignReplicasToDirsApi.versions, read: assignReplicasToDirsApi.readRequest, write: assignReplicasToDirsApi.writeRequest },
  { name: 'AssignReplicasToDirsResponse', versions: assignReplicasToDirsApi.versions, read: assignReplicasToDirsApi.readResponse, write: assignReplicasToDirsApi.writeResponse },
  { name: 'ListConfigResourcesRequest', versions: listConfigResourcesApi.versions, read: listConfigResourcesApi.readRequest, write: listConfigResourcesApi.writeRequest },
  { name: 'ListConfigResourcesResponse', versions: listConfigResourcesApi.versions, read: listConfigResourcesApi.readResponse, write: listConfigResourcesApi.writeResponse },
  { name: 'DescribeTopicPartitionsRequest', versions: describeTopicPartitionsApi.versions, read: describeTopicPartitionsApi.readRequest, write: describeTopicPartitionsApi.writeRequest },
  { name: 'DescribeTopicPartitionsResponse', versions: describeTopicPartitionsApi.versions, read: describeTopicPartitionsApi.readResponse, write: describeTopicPartitionsApi.writeResponse },
  { name: 'ShareGroupHeartbeatRequest', versions: shareGroupHeartbeatApi.versions, read: shareGroupHeartbeatApi.readRequest, write: shareGroupHeartbeatApi.writeRequest },
  { name: 'ShareGroupHeartbeatResponse', versions: shareGroupHeartbeatApi.versions, read: shareGroupHeartbeatApi.readResponse, write: shareGroupHeartbeatApi.writeResponse },
  { name: 'ShareGroupDescribeRequest', versions: shareGroupDescribeApi.versions, read: shareGroupDescribeApi.readRequest, write: shareGroupDescribeApi.writeRequest },
  { name: 'ShareGroupDescribeResponse', versions: shareGroupDescribeApi.versions, read: shareGroupDescribeApi.readResponse, write: shareGroupDescribeApi.writeResponse },
  { name: 'ShareFetchRequest', versions: shareFetchApi.versions, read: shareFetchApi.readRequest, write: shareFetchApi.writeRequest },
  { name: 'ShareFetchResponse', versions: shareFetchApi.versions, read: shareFetchApi.readResponse, write: shareFetchApi.writeResponse },
  { name: 'ShareAcknowledgeRequest', versions: shareAcknowledgeApi.versions, read: shareAcknowledgeApi.readRequest, write: shareAcknowledgeApi.writeRequest },
  { name: 'ShareAcknowledgeResponse', versions: shareAcknowledgeApi.versions, read: shareAcknowledgeApi.readResponse, write: shareAcknowledgeApi.writeResponse },
  { name: 'AddRaftVoterRequest', versions: addRaftVoterApi.versions, read: addRaftVoterApi.readRequest, write: addRaftVoterApi.writeRequest },
  { name: 'AddRaftVoterResponse', versions: addRaftVoterApi.versions, read: addRaftVoterApi.readResponse, write: addRaftVoterApi.writeResponse },
  { name: 'RemoveRaftVoterRequest', versions: removeRaftVoterApi.versions, read: removeRaftVoterApi.readRequest, write: removeRaftVoterApi.writeRequest },
  { name: 'RemoveRaftVoterResponse', versions: removeRaftVoterApi.versions, read: removeRaftVoterApi.readResponse, write: removeRaftVoterApi.writeResponse },
  { name: 'UpdateRaftVoterRequest', versions: updateRaftVoterApi.versions, read: updateRaftVoterApi.readRequest, write: updateRaftVoterApi.writeRequest },
  { name: 'UpdateRaftVoterResponse', versions: updateRaftVoterApi.versions, read: updateRaftVoterApi.readResponse, write: updateRaftVoterApi.writeResponse },
  { name: 'InitializeShareGroupStateRequest', versions: initializeShareGroupStateApi.versions, read: initializeShareGroupStateApi.readRequest, write: initializeShareGroupStateApi.writeRequest },
  { name: 'InitializeShareGroupStateResponse', versions: initializeShareGroupStateApi.versions, read: initializeShareGroupStateApi.readResponse, write: initializeShareGroupStateApi.writeResponse },
  { name: 'ReadShareGroupStateRequest', versions: readShareGroupStateApi.versions, read: readShareGroupStateApi.readRequest, write: readShareGroupStateApi.writeRequest },
  { name: 'ReadShareGroupStateResponse', versions: readShareGroupStateApi.versions, read: readShareGroupStateApi.readResponse, write: readShareGroupStateApi.writeResponse },
  { name: 'WriteShareGroupStateRequest', versions: writeShareGroupStateApi.versions, read: writeShareGroupStateApi.readRequest, write: writeShareGroupStateApi.writeRequest },
  { name: 'WriteShareGroupStateResponse', versions: writeShareGroupStateApi.versions, read: writeShareGroupStateApi.readResponse, write: writeShareGroupStateApi.writeResponse },
  { name: 'DeleteShareGroupStateRequest', versions: deleteShareGroupStateApi.versions, read: deleteShareGroupStateApi.readRequest, write: deleteShareGroupStateApi.writeRequest },
  { name: 'DeleteShareGroupStateResponse', versions: deleteShareGroupStateApi.versions, read: deleteShareGroupStateApi.readResponse, write: deleteShareGroupStateApi.writeResponse },
  { name: 'ReadShareGroupStateSummaryRequest', versions: readShareGroupStateSummaryApi.versions, read: readShareGroupStateSummaryApi.readRequest, write: readShareGroupStateSummaryApi.writeRequest },
  { name: 'ReadShareGroupStateSummaryResponse', versions: readShareGroupStateSummaryApi.versions, read: readShareGroupStateSummaryApi.readResponse, write: readShareGroupStateSummaryApi.writeResponse },
  { name: 'StreamsGroupHeartbeatRequest', versions: streamsGroupHeartbeatApi.versions, read: streamsGroupHeartbeatApi.readRequest, write: streamsGroupHeartbeatApi.writeRequest },
  { name: 'StreamsGroupHeartbeatResponse', versions: streamsGroupHeartbeatApi.versions, read: streamsGroupHeartbeatApi.readResponse, write: streamsGroupHeartbeatApi.writeResponse },
  { name: 'StreamsGroupDescribeRequest', versions: streamsGroupDescribeApi.versions, read: streamsGroupDescribeApi.readRequest, write: streamsGroupDescribeApi.writeRequest },
  { name: 'StreamsGroupDescribeResponse', versions: streamsGroupDescribeApi.versions, read: streamsGroupDescribeApi.readResponse, write: streamsGroupDescribeApi.writeResponse },
  { name: 'DescribeShareGroupOffsetsRequest', versions: describeShareGroupOffsetsApi.versions, read: describeShareGroupOffsetsApi.readRequest, write: describeShareGroupOffsetsApi.writeRequest },
  { name: 'DescribeShareGroupOffsetsResponse', versions: describeShareGroupOffsetsApi.versions, read: describeShareGroupOffsetsApi.readResponse, write: describeShareGroupOffsetsApi.writeResponse },
  { name: 'AlterShareGroupOffsetsRequest', versions: alterShareGroupOffsetsApi.versions, read: alterShareGroupOffsetsApi.readRequest, write: alterShareGroupOffsetsApi.writeRequest },
  { name: 'AlterShareGroupOffsetsResponse', versions: alterShareGroupOffsetsApi.versions, read: alterShareGroupOffsetsApi.readResponse, write: alterShareGroupOffsetsApi.writeResponse },
  { name: 'DeleteShareGroupOffsetsRequest', versions: deleteShareGroupOffsetsApi.versions, read: deleteShareGroupOffsetsApi.readRequest, write: deleteShareGroupOffsetsApi.writeRequest },
  { name: 'DeleteShareGroupOffsetsResponse', versions: deleteShareGroupOffsetsApi.versions, read: deleteShareGroupOffsetsApi.readResponse, write: deleteShareGroupOffsetsApi.writeResponse },
  consumerProtocolAssignment,
  consumerProtocolSubscription,
  controlRecordTypeSchema,
  defaultPrincipalData,
  endTxnMarker,
  kRaftVersionRecord,
  leaderChangeMessage,
  requestHeader,
  responseHeader,
  snapshotFooterRecord,
  snapshotHeaderRecord,
  votersRecord,
  consumerGroupCurrentMemberAssignmentKey,
  consumerGroupCurrentMemberAssignmentValue,
  consumerGroupMemberMetadataKey,
  consumerGroupMemberMetadataValue,
  consumerGroupMetadataKey,
  consumerGroupMetadataValue,
  consumerGroupPartitionMetadataKey,
  consumerGroupPartitionMetadataValue,
  consumerGroupRegularExpressionKey,
  consumerGroupRegularExpressionValue,
  consumerGroupTargetAssignmentMemberKey,
  consumerGroupTargetAssignmentMemberValue,
  consumerGroupTargetAssignmentMetadataKey,
  consumerGroupTargetAssignmentMetadataValue,
  groupMetadataKey,
  groupMetadataValue,
  legacyOffsetCommitKey,
  legacyOffsetCommitValue,
  offsetCommitKey,
  offsetCommitValue,
  shareGroupCurrentMemberAssignmentKey,
  shareGroupCurrentMemberAssignmentValue,
  shareGroupMemberMetadataKey,
  shareGroupMemberMetadataValue,
  shareGroupMetadataKey,
  shareGroupMetadataValue,
  shareGroupStatePartitionMetadataKey,
  shareGroupStatePartitionMetadataValue,
  shareGroupTargetAssignmentMemberKey,
  shareGroupTargetAssignmentMemberValue,
  shareGroupTargetAssignmentMetadataKey,
  shareGroupTargetAssignmentMetadataValue,
  streamsGroupCurrentMemberAssignmentKey,
  streamsGroupCurrentMemberAssignmentValue,
  streamsGroupMemberMetadataKey,
  streamsGroupMemberMetadataValue,
  streamsGroupMetadataKey,
  streamsGroupMetadataValue,
  streamsGroupTargetAssignmentMemberKey,
  streamsGroupTargetAssignmentMemberValue,
  streamsGroupTargetAssignmentMetadataKey,
  streamsGroupTargetAssignmentMetadataValue,
  streamsGroupTopologyKey,
  streamsGroupTopologyValue,
  abortTransactionRecord,
  accessControlEntryRecord,
  beginTransactionRecord,
  brokerRegistrationChangeRecord,
  clearElrRecord,
  clientQuotaRecord,
  configRecord,
  delegationTokenRecord,
  endTransactionRecord,
  featureLevelRecord,
  fenceBrokerRecord,
  noOpRecord,
  partitionChangeRecord,
  partitionRecord,
  producerIdsRecord,
  registerBrokerRecord,
  registerControllerRecord,
  removeAccessControlEntryRecord,
  removeDelegationTokenRecord,
  removeTopicRecord,
  removeUserScramCredentialRecord,
  topicRecord,
  unfenceBrokerRecord,
  unregisterBrokerRecord,
  userScramCredentialRecord,
  zkMigrationStateRecord,
  quorumStateData,
  shareSnapshotKey,
  shareSnapshotValue,
  shareUpdateKey,
  shareUpdateValue,
  producerSnapshot,
  remoteLogSegmentMetadataRecord,
  remoteLogSegmentMetadataSnapshotRecord,
  remoteLogSegmentMetadataUpdateRecord,
  remotePartitionDeleteMetadataRecord,
  transactionLogKey,
  transactionLogValue,
]
