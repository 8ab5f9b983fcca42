// DescribeConfigs v1-4 and ListConfigResources v0-1 from the image, AlterConfigs v0-2 and IncrementalAlterConfigs v0-1 (KIP-339) by the controller.

import { alterConfigsApi } from '../../protocol/generated/alter-configs.ts'
import { describeConfigsApi } from '../../protocol/generated/describe-configs.ts'
import { incrementalAlterConfigsApi } from '../../protocol/generated/incremental-alter-configs.ts'
import { listConfigResourcesApi } from '../../protocol/generated/list-config-resources.ts'
import { describeConfigs, listConfigResources } from '../describe-configs.ts'
import type { AnyHandler } from './handler.ts'
import type { Services } from './services.ts'

export function configHandlers(services: Services): AnyHandler[] {
  const { controller } = services
  return [
    { api: describeConfigsApi, versions: [1, 4], handle: request => describeConfigs(services.image(), services.config(), request) },
    { api: listConfigResourcesApi, versions: [0, 1], handle: (request, context) => listConfigResources(services.image(), request, context.apiVersion) },
    { api: alterConfigsApi, versions: [0, 2], handle: request => controller.handle('alterConfigs', request) },
    { api: incrementalAlterConfigsApi, versions: [0, 1], handle: request => controller.handle('incrementalAlterConfigs', request) },
  ] satisfies AnyHandler[]
}
