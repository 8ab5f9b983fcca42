// Client quotas in the metadata (KIP-546): altering and describing them. Enforcing them is the broker's business. Pure (shape C).

import { ErrorCode } from '../../protocol/error-codes.ts'
import type { AlterClientQuotasRequest, AlterClientQuotasRequestEntryData, AlterClientQuotasResponse } from '../../protocol/generated/alter-client-quotas.ts'
import type { DescribeClientQuotasRequest, DescribeClientQuotasResponse } from '../../protocol/generated/describe-client-quotas.ts'
import type { MetadataRecord } from '../../protocol/generated/records/metadata-record-types.ts'
import { entityKey, type MetadataImage } from '../image.ts'
import { errorOf, RequestError, type Decision, type DecisionContext } from './decision.ts'

const userAndClientKeys: Readonly<Record<string, 'double' | 'long'>> = {
  producer_byte_rate: 'long',
  consumer_byte_rate: 'long',
  request_percentage: 'double',
  controller_mutation_rate: 'double',
}
const ipKeys: Readonly<Record<string, 'double' | 'long'>> = { connection_creation_rate: 'long' }

export function alterClientQuotas({ image }: DecisionContext, request: AlterClientQuotasRequest): Decision<AlterClientQuotasResponse> {
  const records: MetadataRecord[] = []
  const entries = request.entries.map(entry => {
    const entity = entry.entity.map(({ entityType, entityName }) => ({ entityType, entityName }))
    const changes: MetadataRecord[] = []
    const error = errorOf(() => changes.push(...alterEntity(image, entry)))
    if (error.errorCode === ErrorCode.NONE) records.push(...changes)
    return { ...error, entity }
  })
  return { records: request.validateOnly ? [] : records, reply: { throttleTimeMs: 0, entries } }
}

function alterEntity(image: MetadataImage, { entity, ops }: AlterClientQuotasRequestEntryData): MetadataRecord[] {
  const invalid = (message: string): RequestError => new RequestError(ErrorCode.INVALID_REQUEST, message)
  if (entity.length === 0) throw invalid('a quota without an entity')
  const types = entity.map(part => part.entityType)
  if (new Set(types).size !== types.length) throw invalid('the entity of a quota names a type twice')
  for (const { entityType, entityName } of entity) {
    if (!['user', 'client-id', 'ip'].includes(entityType)) throw invalid(`quotas know user, client-id and ip, not ${entityType}`)
    if (entityName === '') throw invalid(`the name of ${entityType} is empty; null means the default`)
  }
  if (types.includes('ip') && types.length > 1) throw invalid('an ip quota stands alone, without user or client-id')
  const keys = types.includes('ip') ? ipKeys : userAndClientKeys
  const known = image.clientQuotas.get(entityKey(entity))?.quotas
  const records: MetadataRecord[] = []
  for (const { key, value, remove } of ops) {
    const type = keys[key]
    if (type === undefined) throw invalid(`${key} is no quota of ${types.join(' and ')}`)
    if (remove) {
      if (known?.has(key)) records.push({ type: 'ClientQuotaRecord', data: { entity: entity.map(e => ({ ...e })), key, value: 0, remove: true } })
      continue
    }
    if (value <= 0) throw invalid(`${key} is ${value}, and quotas are above 0`)
    if (type === 'long' && Math.abs(value - Math.round(value)) > 1e-6) throw invalid(`${key} is ${value}, and it takes whole numbers`)
    if (known?.get(key) !== value) records.push({ type: 'ClientQuotaRecord', data: { entity: entity.map(e => ({ ...e })), key, value, remove: false } })
  }
  return records
}

const MATCH_EXACT = 0
const MATCH_DEFAULT = 1

export function describeClientQuotas(image: MetadataImage, request: DescribeClientQuotasRequest): DescribeClientQuotasResponse {
  const refused = (errorMessage: string): DescribeClientQuotasResponse => ({ throttleTimeMs: 0, errorCode: ErrorCode.INVALID_REQUEST, errorMessage, entries: null })
  const types = request.components.map(component => component.entityType)
  if (new Set(types).size !== types.length) return refused(`the filter names ${types.find((type, i) => types.indexOf(type) !== i)} twice`)
  for (const { entityType, matchType, match } of request.components) {
    if (entityType === '') return refused('the filter has a part without an entity type')
    if (!['user', 'client-id', 'ip'].includes(entityType)) {
      return { throttleTimeMs: 0, errorCode: ErrorCode.UNSUPPORTED_VERSION, errorMessage: `quotas know user, client-id and ip, not ${entityType}`, entries: null }
    }
    if (matchType < 0 || matchType > 2) return refused(`match type ${matchType}: 0, 1 and 2 are known`)
    if ((matchType === MATCH_EXACT) !== (match !== null)) return refused('A name to match is needed for an exact match, and only there')
  }
  if (types.includes('ip') && types.length > 1) return refused('a filter by ip stands alone, without user or client-id')
  const entries: NonNullable<DescribeClientQuotasResponse['entries']> = []
  for (const { entity, quotas } of image.clientQuotas.values()) {
    if (request.strict && entity.length !== request.components.length) continue
    const matches = request.components.every(({ entityType, matchType, match }) => {
      const part = entity.find(e => e.entityType === entityType)
      if (part === undefined) return false
      if (matchType === MATCH_EXACT) return part.entityName === match
      return matchType === MATCH_DEFAULT ? part.entityName === null : true
    })
    if (matches) entries.push({ entity: entity.map(e => ({ ...e })), values: [...quotas].map(([key, value]) => ({ key, value })) })
  }
  return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, errorMessage: '', entries }
}
