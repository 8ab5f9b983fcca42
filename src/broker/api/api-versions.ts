// ApiVersions v0-4 (KIP-35; v3 client software and features KIP-511, KIP-584; v4 features whose range begins at 0): says exactly what the
// handler table serves.

import { ErrorCode } from '../../protocol/error-codes.ts'
import { apiVersionsApi, type ApiVersionsRequest, type ApiVersionsResponse } from '../../protocol/generated/api-versions.ts'
import { promisedFeatures, supportedFeatures } from '../controller/features.ts'
import type { AnyHandler, RequestContext } from './handler.ts'
import type { Services } from './services.ts'

const PRODUCE_KEY = 0

/** Kafka's rule for client software names and versions (KIP-511). */
const softwareText = /^[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?$/

export function apiVersionsHandlers(services: Services, handlers: () => readonly AnyHandler[]): AnyHandler[] {
  return [
    { api: apiVersionsApi, versions: [0, 4], concurrent: true, handle: (request, context) => handleApiVersions(services, handlers(), request, context) },
  ]
}

/** The line of one API in the answer. */
export function versionRange(handler: AnyHandler): ApiVersionsResponse['apiKeys'][number] {
  const [lowest, maxVersion] = handler.versions
  // Kafka 4 says 0 here though it serves from 3 on: librdkafka up to 2.8 reads from it whether it may compress.
  return { apiKey: handler.api.key, minVersion: handler.api.key === PRODUCE_KEY ? 0 : lowest, maxVersion }
}

function handleApiVersions(
  services: Services,
  handlers: readonly AnyHandler[],
  request: ApiVersionsRequest,
  context: RequestContext,
): ApiVersionsResponse {
  const response: ApiVersionsResponse = {
    errorCode: ErrorCode.NONE,
    apiKeys: [],
    throttleTimeMs: 0,
    supportedFeatures: [],
    finalizedFeaturesEpoch: -1,
    finalizedFeatures: [],
    zkMigrationReady: false,
  }
  if (context.apiVersion >= 3) {
    if (!softwareText.test(request.clientSoftwareName) || !softwareText.test(request.clientSoftwareVersion)) {
      return { ...response, errorCode: ErrorCode.INVALID_REQUEST }
    }
    context.connection.clientSoftwareName = request.clientSoftwareName
    context.connection.clientSoftwareVersion = request.clientSoftwareVersion
  }
  response.apiKeys = handlers.map(versionRange)
  for (const { name, min, max } of supportedFeatures) {
    // Readers before v4 take a minimum of 0 for an error.
    if (min > 0 || context.apiVersion >= 4) response.supportedFeatures.push({ name, minVersion: min, maxVersion: max })
  }
  const image = services.image()
  response.finalizedFeaturesEpoch = image.provenance.offset
  for (const { name, level } of promisedFeatures(image)) response.finalizedFeatures.push({ name, maxVersionLevel: level, minVersionLevel: level })
  return response
}
