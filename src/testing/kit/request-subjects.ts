// What a request is about: the topics, partitions, groups and members that it names, found by the names that Kafka's messages have for them, so
// that one selector fits every API. Pure (shape C).

import { ZERO_UUID } from '../../protocol/ids.ts'

export interface RequestSubjects {
  readonly topics: ReadonlySet<string>
  /** `topic-partition` */
  readonly partitions: ReadonlySet<string>
  readonly groups: ReadonlySet<string>
  readonly members: ReadonlySet<string>
}

/** `topicName` knows the names of topic ids. */
export function subjectsOf(body: unknown, topicName: (topicId: string) => string | undefined): RequestSubjects {
  const topics = new Set<string>()
  const partitions = new Set<string>()
  const groups = new Set<string>()
  const members = new Set<string>()
  const nameOf = (item: any): string | undefined => {
    if (typeof item === 'string') return item
    if (typeof item?.topicId === 'string' && item.topicId !== ZERO_UUID) return topicName(item.topicId)
    const name: unknown = item?.name ?? item?.topic ?? item?.topicName
    return typeof name === 'string' && name !== '' ? name : undefined
  }
  const visitTopic = (item: any): void => {
    const name = nameOf(item)
    if (name === undefined) return
    topics.add(name)
    if (typeof item === 'string') return
    for (const list of [item.partitions, item.partitionData, item.partitionIndexes]) {
      if (!Array.isArray(list)) continue
      for (const partition of list) {
        const index: unknown = typeof partition === 'number' ? partition : (partition?.index ?? partition?.partitionIndex ?? partition?.partition)
        if (typeof index === 'number') partitions.add(`${name}-${index}`)
      }
    }
  }
  const visit = (value: any, depth: number): void => {
    if (value === null || typeof value !== 'object' || Buffer.isBuffer(value) || depth > 4) return
    if (typeof value.groupId === 'string') groups.add(value.groupId)
    if (typeof value.memberId === 'string' && value.memberId !== '') members.add(value.memberId)
    if (typeof value.groupInstanceId === 'string') members.add(value.groupInstanceId)
    for (const [key, field] of Object.entries<any>(value)) {
      if (!Array.isArray(field)) continue
      if (/^(topics|topicData|topicNames)$/.test(key)) for (const item of field) visitTopic(item)
      else if (/^(groups|groupIds|groupsNames|coordinatorKeys)$/.test(key)) {
        for (const item of field) {
          if (typeof item === 'string') groups.add(item)
          else visit(item, depth + 1)
        }
        continue
      }
      for (const item of field) visit(item, depth + 1)
    }
  }
  visit(body, 0)
  // FindCoordinator up to v3 has one key.
  const { key, keyType } = (body ?? {}) as { key?: unknown; keyType?: unknown }
  if (typeof key === 'string' && key !== '' && keyType === 0) groups.add(key)
  return { topics, partitions, groups, members }
}
