// Every request that this broker serves.

import { apiVersionsHandlers } from './api-versions.ts'
import { clusterHandlers } from './cluster.ts'
import { configHandlers } from './configs.ts'
import { fetchHandlers } from './fetch.ts'
import { groupHandlers } from './groups.ts'
import { listOffsetsHandlers } from './list-offsets.ts'
import { metadataHandlers } from './metadata.ts'
import { produceHandlers } from './produce.ts'
import { recordsHandlers } from './records.ts'
import type { Router } from './router.ts'
import type { Services } from './services.ts'
import { topicHandlers } from './topics.ts'

const families = [produceHandlers, fetchHandlers, listOffsetsHandlers, metadataHandlers, groupHandlers, topicHandlers, recordsHandlers, configHandlers, clusterHandlers]

export function addHandlers(router: Router, services: Services): void {
  for (const family of families) router.add(family(services))
  router.add(apiVersionsHandlers(services, () => router.handlers))
}
