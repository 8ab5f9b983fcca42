// Feature levels (KIP-584, KIP-1022): what this broker can do, what a new cluster gets, UpdateFeatures. Pure (shape C).

import { ErrorCode } from '../../protocol/error-codes.ts'
import type { UpdateFeaturesRequest, UpdateFeaturesResponse } from '../../protocol/generated/update-features.ts'
import type { MetadataRecord } from '../../protocol/generated/records/metadata-record-types.ts'
import type { MetadataImage } from '../image.ts'
import { MAX_METADATA_VERSION, metadataVersionName, MIN_METADATA_VERSION } from '../raft/record-versions.ts'
import { errorOf, RequestError, type Decision, type DecisionContext } from './decision.ts'

/** The highest level of group.version that works here: 1 is the consumer protocol of KIP-848. */
export const GROUP_VERSION = 1
/** The highest level of transaction.version that works here: 0, 1 (KIP-890 verification), 2 (epoch bump per transaction). */
export const TRANSACTION_VERSION = 0

export interface FeatureRange {
  readonly name: string
  readonly min: number
  readonly max: number
}

/** What this broker implements, as it says in its registration and in ApiVersions. A range of 0 to 0 is left out. */
export const supportedFeatures: readonly FeatureRange[] = [
  { name: 'metadata.version', min: MIN_METADATA_VERSION, max: MAX_METADATA_VERSION },
  { name: 'kraft.version', min: 0, max: 1 },
  { name: 'eligible.leader.replicas.version', min: 0, max: 1 },
  { name: 'group.version', min: 0, max: GROUP_VERSION },
  { name: 'transaction.version', min: 0, max: TRANSACTION_VERSION },
].filter(feature => feature.max > 0)

/** The levels of a cluster that is made here. */
export const initialFeatures: readonly (readonly [name: string, level: number])[] = supportedFeatures
  .filter(feature => feature.name !== 'kraft.version')
  .map(feature => [feature.name, feature.max] as const)

/** Finalised levels as clients may rely on them: those of a directory that came from Apache Kafka are kept, but not promised beyond what works here. */
export function promisedFeatures(image: MetadataImage): { name: string; level: number }[] {
  const promised: { name: string; level: number }[] = []
  for (const { name, max } of supportedFeatures) {
    const level = Math.min(image.featureLevel(name), max)
    if (level > 0) promised.push({ name, level })
  }
  return promised
}

/** Features of the image that this broker lacks, for a warning. */
export function unsupportedFeatures(image: MetadataImage): string[] {
  const found: string[] = []
  for (const [name, level] of image.features) {
    const max = supportedFeatures.find(feature => feature.name === name)?.max ?? 0
    if (level > max) found.push(`${name}=${level} (works here: ${max})`)
  }
  return found.sort()
}

const UPGRADE = 1
const SAFE_DOWNGRADE = 2
const UNSAFE_DOWNGRADE = 3

export function updateFeatures(context: DecisionContext, request: UpdateFeaturesRequest, version: number): Decision<UpdateFeaturesResponse> {
  const records: MetadataRecord[] = []
  const results: UpdateFeaturesResponse['results'] = []
  const names = request.featureUpdates.map(update => update.feature)
  for (const update of request.featureUpdates) {
    const error = errorOf(() => {
      if (names.indexOf(update.feature) !== names.lastIndexOf(update.feature)) throw new RequestError(ErrorCode.INVALID_REQUEST, `feature ${update.feature} is in the request twice`)
      const type = version === 0 ? (update.allowDowngrade ? SAFE_DOWNGRADE : UPGRADE) : update.upgradeType
      const record = updateFeature(context.image, update.feature, update.maxVersionLevel, type)
      if (record !== undefined) records.push(record)
    })
    results.push({ feature: update.feature, ...error })
  }
  const failed = results.find(result => result.errorCode !== ErrorCode.NONE)
  if (failed === undefined) {
    const reply = { throttleTimeMs: 0, errorCode: ErrorCode.NONE, errorMessage: null, results: version < 2 ? results : [] }
    return { records: request.validateOnly ? [] : records, reply }
  }
  // All or nothing (KIP-1022).
  const errorMessage = `no feature was changed: ${failed.errorMessage}`
  return { records: [], reply: { throttleTimeMs: 0, errorCode: failed.errorCode, errorMessage, results: [] } }
}

function updateFeature(image: MetadataImage, name: string, level: number, type: number): MetadataRecord | undefined {
  const invalid = (reason: string, code: number = ErrorCode.INVALID_UPDATE_VERSION): RequestError =>
    new RequestError(code, `feature ${name} cannot go to level ${level}: ${reason}`)
  const current = image.featureLevel(name)
  if (level < 0) throw invalid('levels begin at 0')
  const known = supportedFeatures.find(feature => feature.name === name)
  if (known === undefined || name === 'kraft.version') throw invalid('the controller does not know this feature')
  if (level !== 0 && (level < known.min || level > known.max)) {
    throw invalid(`the controller knows ${known.min} to ${known.max}`)
  }
  for (const broker of image.brokers.values()) {
    const range = broker.features.find(feature => feature.name === name)
    if (level !== 0 && range === undefined) throw invalid(`broker ${broker.brokerId} does not know this feature`)
    if (level !== 0 && range !== undefined && (level < range.minSupportedVersion || level > range.maxSupportedVersion)) {
      throw invalid(`broker ${broker.brokerId} knows ${range.minSupportedVersion} to ${range.maxSupportedVersion}`)
    }
  }
  if (level < current) {
    if (type === UPGRADE) throw invalid(`it is at ${current}, and the request asks for an upgrade, not for a safe or unsafe downgrade`)
    if (name === 'metadata.version') {
      throw invalid(`metadata at ${metadataVersionName(current)} is not downgraded here, ${type === UNSAFE_DOWNGRADE ? 'unsafely' : 'safely'} or not`)
    }
  } else if (level > current && type !== UPGRADE) throw invalid(`the request asks for a downgrade, and it is at ${current}`)
  if (level === current) return undefined
  return { type: 'FeatureLevelRecord', data: { name, featureLevel: level } }
}
