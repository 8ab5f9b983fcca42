// FindCoordinator v0-6 (v4 batches KIP-699) the classic group requests and those of KIP-848: thin doors to the group coordinator, which decides and answers.

import { ErrorCode } from '../../protocol/error-codes.ts'
import { consumerGroupDescribeApi } from '../../protocol/generated/consumer-group-describe.ts'
import { consumerGroupHeartbeatApi } from '../../protocol/generated/consumer-group-heartbeat.ts'
import { deleteGroupsApi } from '../../protocol/generated/delete-groups.ts'
import { describeGroupsApi } from '../../protocol/generated/describe-groups.ts'
import { findCoordinatorApi, type FindCoordinatorRequest, type FindCoordinatorResponse, newFindCoordinatorResponse } from '../../protocol/generated/find-coordinator.ts'
import { heartbeatApi } from '../../protocol/generated/heartbeat.ts'
import { joinGroupApi } from '../../protocol/generated/join-group.ts'
import { leaveGroupApi } from '../../protocol/generated/leave-group.ts'
import { listGroupsApi } from '../../protocol/generated/list-groups.ts'
import { offsetCommitApi } from '../../protocol/generated/offset-commit.ts'
import { offsetDeleteApi } from '../../protocol/generated/offset-delete.ts'
import { offsetFetchApi } from '../../protocol/generated/offset-fetch.ts'
import { syncGroupApi } from '../../protocol/generated/sync-group.ts'
import type { RequestContext as GroupContext } from '../coordinator/group/requests.ts'
import { CONSUMER_OFFSETS } from '../controller/internal-topics.ts'
import { errorOf } from './errors.ts'
import type { AnyHandler, RequestContext } from './handler.ts'
import type { Services } from './services.ts'

/** Coordinator types of FindCoordinator. */
const GROUP = 0
const TRANSACTION = 1
const SHARE = 2

type Coordinator = FindCoordinatorResponse['coordinators'][number]

export function groupHandlers(services: Services): AnyHandler[] {
  const { activity, groups } = services
  const now = (): number => services.system.clock.monotonic()
  const leaver = (context: RequestContext): GroupContext => ({ ...member(context), silentMs: activity.silentMs(context.connection, context.clientId, now()) })
  return [
    { api: findCoordinatorApi, versions: [0, 6], handle: (request, context) => handleFindCoordinator(services, request, context) },
    { api: joinGroupApi, versions: [0, 9], handle: (request, context) => groups.joinGroup(member(context), request, context.apiVersion) },
    { api: syncGroupApi, versions: [0, 5], handle: (request, context) => groups.syncGroup(member(context), request, context.apiVersion) },
    { api: heartbeatApi, versions: [0, 4], handle: (request, context) => groups.heartbeat(member(context), request, context.apiVersion) },
    { api: leaveGroupApi, versions: [0, 5], handle: (request, context) => groups.leaveGroup(leaver(context), request, context.apiVersion) },
    {
      api: offsetCommitApi,
      versions: [2, 10],
      handle: (request, context) => {
        activity.saw(context.connection, context.clientId, now())
        return groups.commitOffsets(member(context), request, context.apiVersion)
      },
    },
    { api: offsetFetchApi, versions: [1, 10], handle: (request, context) => groups.fetchOffsets(member(context), request, context.apiVersion) },
    { api: offsetDeleteApi, versions: [0, 0], handle: (request, context) => groups.deleteOffsets(member(context), request) },
    { api: describeGroupsApi, versions: [0, 6], handle: (request, context) => groups.describeGroups(member(context), request, context.apiVersion) },
    { api: listGroupsApi, versions: [0, 5], handle: (request, context) => groups.listGroups(member(context), request) },
    { api: deleteGroupsApi, versions: [0, 2], handle: (request, context) => groups.deleteGroups(member(context), request) },
    {
      api: consumerGroupHeartbeatApi,
      versions: [0, 1],
      handle: (request, context) => groups.consumerGroupHeartbeat(request.memberEpoch < 0 ? leaver(context) : member(context), request, context.apiVersion),
    },
    { api: consumerGroupDescribeApi, versions: [0, 1], handle: (request, context) => groups.consumerGroupDescribe(member(context), request) },
  ] satisfies AnyHandler[]
}

function member(context: RequestContext): GroupContext {
  const { connection, clientId } = context
  return {
    clientId,
    // As Java prints an address.
    clientHost: `/${connection.clientHost}`,
    clientSoftwareName: connection.clientSoftwareName,
    clientSoftwareVersion: connection.clientSoftwareVersion,
    whenMoreArrives: connection.whenMoreArrives,
  }
}

async function handleFindCoordinator(services: Services, request: FindCoordinatorRequest, context: RequestContext): Promise<FindCoordinatorResponse> {
  const keys = context.apiVersion >= 4 ? request.coordinatorKeys : [request.key]
  const coordinators: Coordinator[] = []
  for (const key of keys) coordinators.push(await findCoordinator(services, request.keyType, key, context))
  if (context.apiVersion >= 4) return newFindCoordinatorResponse({ coordinators })
  const { errorCode, errorMessage, nodeId, host, port } = coordinators[0]!
  return newFindCoordinatorResponse({ errorCode, errorMessage, nodeId, host, port })
}

async function findCoordinator(services: Services, keyType: number, key: string, context: RequestContext): Promise<Coordinator> {
  const none = (errorCode: number, errorMessage: string): Coordinator => ({ key, nodeId: -1, host: '', port: -1, errorCode, errorMessage })
  if (keyType === TRANSACTION) return none(ErrorCode.INVALID_REQUEST, 'transactions are not supported yet')
  if (keyType === SHARE) return none(ErrorCode.INVALID_REQUEST, 'share groups are not supported yet')
  if (keyType !== GROUP) return none(ErrorCode.INVALID_REQUEST, `coordinator type ${keyType} is not known`)
  if (!services.image().topicsByName.has(CONSUMER_OFFSETS)) {
    try {
      const created = await services.controller.autoCreateTopic(CONSUMER_OFFSETS)
      if (created.errorCode !== ErrorCode.NONE && created.errorCode !== ErrorCode.TOPIC_ALREADY_EXISTS) {
        return none(ErrorCode.COORDINATOR_NOT_AVAILABLE, `${CONSUMER_OFFSETS} could not be created: ${created.errorMessage}`)
      }
    } catch (thrown) {
      return none(ErrorCode.COORDINATOR_NOT_AVAILABLE, errorOf(services, thrown, `Creation of ${CONSUMER_OFFSETS}`).message)
    }
  }
  const leader = services.image().partition(CONSUMER_OFFSETS, services.groups.partitionFor(key))?.leader ?? -1
  const node = services.nodeEndpoints(context.connection).find(({ nodeId }) => nodeId === leader)
  if (node === undefined) return none(ErrorCode.COORDINATOR_NOT_AVAILABLE, 'the coordinator has no broker right now')
  return { key, nodeId: node.nodeId, host: node.host, port: node.port, errorCode: ErrorCode.NONE, errorMessage: context.apiVersion >= 4 ? '' : 'NONE' }
}
