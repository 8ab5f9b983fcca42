// CreateTopics v2-7, DeleteTopics v1-6: the controller decides; here only the request's own form is looked at.

import { createTopicsApi } from '../../protocol/generated/create-topics.ts'
import { deleteTopicsApi, type DeleteTopicsRequest, newDeleteTopicsRequestDeleteTopicState } from '../../protocol/generated/delete-topics.ts'
import type { AnyHandler } from './handler.ts'
import type { Services } from './services.ts'

export function topicHandlers(services: Services): AnyHandler[] {
  const { controller } = services
  return [
    { api: createTopicsApi, versions: [2, 7], handle: request => controller.createTopics(request) },
    { api: deleteTopicsApi, versions: [1, 6], handle: (request, context) => controller.deleteTopics(byState(request, context.apiVersion)) },
  ] satisfies AnyHandler[]
}

/** Before version 6 topics are bare names. */
function byState(request: DeleteTopicsRequest, version: number): DeleteTopicsRequest {
  if (version >= 6) return request
  return { ...request, topics: request.topicNames.map(name => newDeleteTopicsRequestDeleteTopicState({ name })) }
}
