// CreateTopics v2-7, DeleteTopics v1-6, CreatePartitions v0-3: the controller decides.

import { createPartitionsApi, newCreatePartitionsResponse } from '../../protocol/generated/create-partitions.ts'
import { createTopicsApi, newCreateTopicsResponse, newCreateTopicsResponseCreatableTopicResult } from '../../protocol/generated/create-topics.ts'
import { deleteTopicsApi, newDeleteTopicsResponse } from '../../protocol/generated/delete-topics.ts'
import { ZERO_UUID } from '../../protocol/ids.ts'
import { type AnyHandler, handler } from './handler.ts'
import type { Services } from './services.ts'

export function topicHandlers({ controller }: Services): AnyHandler[] {
  return [
    handler({
      api: createTopicsApi,
      versions: [2, 7],
      handle: request => controller.handle('createTopics', request),
      failed: ({ topics }, { errorCode, message }) =>
        newCreateTopicsResponse({ topics: topics.map(({ name }) => newCreateTopicsResponseCreatableTopicResult({ name, errorCode, errorMessage: message })) }),
    }),
    handler({
      api: deleteTopicsApi,
      versions: [1, 6],
      handle: (request, { apiVersion }) => controller.handle('deleteTopics', request, apiVersion),
      failed: ({ topics, topicNames }, { errorCode, message }, { apiVersion }) => {
        const asked = apiVersion >= 6 ? topics : topicNames.map(name => ({ name, topicId: ZERO_UUID }))
        return newDeleteTopicsResponse({ responses: asked.map(({ name, topicId }) => ({ name, topicId, errorCode, errorMessage: message })) })
      },
    }),
    handler({
      api: createPartitionsApi,
      versions: [0, 3],
      handle: request => controller.handle('createPartitions', request),
      failed: ({ topics }, { errorCode, message }) => newCreatePartitionsResponse({ results: topics.map(({ name }) => ({ name, errorCode, errorMessage: message })) }),
    }),
  ]
}
