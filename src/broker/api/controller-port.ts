// What the request handlers ask of the controller. Every promise resolves after the records are durable and part of the image.

import type { AlterConfigsRequest, AlterConfigsResponse } from '../../protocol/generated/alter-configs.ts'
import type { AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse } from '../../protocol/generated/alter-partition-reassignments.ts'
import type { CreatePartitionsRequest, CreatePartitionsResponse } from '../../protocol/generated/create-partitions.ts'
import type { CreateTopicsRequest, CreateTopicsResponse } from '../../protocol/generated/create-topics.ts'
import type { DeleteTopicsRequest, DeleteTopicsResponse } from '../../protocol/generated/delete-topics.ts'
import type { ElectLeadersRequest, ElectLeadersResponse } from '../../protocol/generated/elect-leaders.ts'
import type { IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse } from '../../protocol/generated/incremental-alter-configs.ts'
import type { UpdateFeaturesRequest, UpdateFeaturesResponse } from '../../protocol/generated/update-features.ts'
import type { ProducerIdBlock } from './producer-ids.ts'

export interface ControllerPort {
  createTopics(request: CreateTopicsRequest): Promise<CreateTopicsResponse>
  deleteTopics(request: DeleteTopicsRequest): Promise<DeleteTopicsResponse>
  createPartitions(request: CreatePartitionsRequest): Promise<CreatePartitionsResponse>
  alterConfigs(request: AlterConfigsRequest): Promise<AlterConfigsResponse>
  incrementalAlterConfigs(request: IncrementalAlterConfigsRequest): Promise<IncrementalAlterConfigsResponse>
  updateFeatures(request: UpdateFeaturesRequest): Promise<UpdateFeaturesResponse>
  electLeaders(request: ElectLeadersRequest): Promise<ElectLeadersResponse>
  alterPartitionReassignments(request: AlterPartitionReassignmentsRequest): Promise<AlterPartitionReassignmentsResponse>
  allocateProducerIds(): Promise<ProducerIdBlock>
}
