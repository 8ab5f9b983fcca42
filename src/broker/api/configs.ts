// DescribeConfigs v1-4 and ListConfigResources v0-1 from the image, AlterConfigs v0-2 and IncrementalAlterConfigs v0-1 (KIP-339) by the controller.

import type { ProtocolError } from '../../protocol/errors.ts'
import { alterConfigsApi, newAlterConfigsResponse } from '../../protocol/generated/alter-configs.ts'
import { describeConfigsApi } from '../../protocol/generated/describe-configs.ts'
import { incrementalAlterConfigsApi, newIncrementalAlterConfigsResponse } from '../../protocol/generated/incremental-alter-configs.ts'
import { listConfigResourcesApi } from '../../protocol/generated/list-config-resources.ts'
import { describeConfigs, listConfigResources } from '../describe-configs.ts'
import { type AnyHandler, handler } from './handler.ts'
import type { Services } from './services.ts'

export function configHandlers(services: Services): AnyHandler[] {
  const { controller } = services
  return [
    handler({ api: describeConfigsApi, versions: [1, 4], handle: request => describeConfigs(services.image(), services.config(), request) }),
    handler({
      api: listConfigResourcesApi,
      versions: [0, 1],
      handle: (request, context) => listConfigResources(services.image(), request, context.apiVersion),
    }),
    handler({
      api: alterConfigsApi,
      versions: [0, 2],
      handle: request => controller.handle('alterConfigs', request),
      failed: (request, error) => newAlterConfigsResponse({ responses: refused(request, error) }),
    }),
    handler({
      api: incrementalAlterConfigsApi,
      versions: [0, 1],
      handle: request => controller.handle('incrementalAlterConfigs', request),
      failed: (request, error) => newIncrementalAlterConfigsResponse({ responses: refused(request, error) }),
    }),
  ]
}

function refused(
  { resources }: { resources: readonly { resourceType: number; resourceName: string }[] },
  { errorCode, message }: ProtocolError,
): { resourceType: number; resourceName: string; errorCode: number; errorMessage: string }[] {
  return resources.map(({ resourceType, resourceName }) => ({ resourceType, resourceName, errorCode, errorMessage: message }))
}
