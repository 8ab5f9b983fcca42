// CreateTopics v2-7, DeleteTopics v1-6, CreatePartitions v0-3: the controller decides.

import { createPartitionsApi } from '../../protocol/generated/create-partitions.ts'
import { createTopicsApi } from '../../protocol/generated/create-topics.ts'
import { deleteTopicsApi } from '../../protocol/generated/delete-topics.ts'
import type { AnyHandler } from './handler.ts'
import type { Services } from './services.ts'

export function topicHandlers(services: Services): AnyHandler[] {
  const { controller } = services
  return [
    { api: createTopicsApi, versions: [2, 7], handle: request => controller.handle('createTopics', request) },
    { api: deleteTopicsApi, versions: [1, 6], handle: (request, context) => controller.handle('deleteTopics', request, context.apiVersion) },
    { api: createPartitionsApi, versions: [0, 3], handle: request => controller.handle('createPartitions', request) },
  ] satisfies AnyHandler[]
}
