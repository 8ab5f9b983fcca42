// What a cluster's waits look at: each answers what is still missing, in words, or undefined. Pure but for the questions that they ask (shape A).

import { KafkaError } from '../../core/errors.ts'
import type { Admin, Consumer, GroupDescription } from '../../client/index.ts'

/** Why the group is not stable with so many members, each with what it is to have; undefined when it is. `onDescription` hears what was found. */
export async function unstable(
  admin: Admin,
  group: string,
  count: number | undefined,
  onDescription: (found: GroupDescription) => void,
): Promise<string | undefined> {
  let description
  try {
    ;[description] = await admin.describeGroups([group])
  } catch (error) {
    if (error instanceof KafkaError && (error.retriable || error.code === 'GROUP_ID_NOT_FOUND')) return error.message
    throw error
  }
  onDescription(description!)
  const { members, state } = description!
  if (state !== 'Stable') return `it is ${state} with ${members.length} members`
  if (count !== undefined && members.length !== count) return `it has ${members.length} members: ${members.map(({ memberId }) => memberId).join(', ')}`
  const waiting = members.find(({ assignment, targetAssignment }) => targetAssignment !== null && targetAssignment.length !== assignment.length)
  return waiting === undefined ? undefined : `${waiting.memberId} has ${waiting.assignment.length} of ${waiting.targetAssignment!.length} partitions`
}

/** Which records the group has not committed behind, when they are more than `lag`. */
export async function groupLag(admin: Admin, group: string, lag: number, topics: readonly string[] | undefined): Promise<string | undefined> {
  let committed
  let description
  try {
    committed = await admin.listGroupOffsets(group)
    ;[description] = await admin.describeGroups([group])
  } catch (error) {
    if (error instanceof KafkaError && (error.retriable || error.code === 'GROUP_ID_NOT_FOUND')) return error.message
    throw error
  }
  const assigned = description!.members.flatMap(({ assignment }) => assignment)
  const asked = [...committed, ...assigned].filter(({ topic }) => topics === undefined || topics.includes(topic))
  const wanted = new Map(asked.map(({ partition, topic }) => [`${topic}-${partition}`, { topic, partition }]))
  if (wanted.size === 0) return 'it has neither partitions nor committed offsets'
  const ends = await admin.listOffsets([...wanted.values()].map(item => ({ ...item, spec: 'latest' as const })))
  const begins = await admin.listOffsets([...wanted.values()].map(item => ({ ...item, spec: 'earliest' as const })))
  let left = 0
  let worst = ''
  ends.forEach(({ offset, partition, topic }, i) => {
    const at = committed.find(item => item.topic === topic && item.partition === partition)?.offset ?? begins[i]!.offset
    if (offset > at) worst ||= `${topic}-${partition} is at ${at} of ${offset}`
    left += Math.max(0, offset - at)
  })
  return left <= lag ? undefined : `${left} records are left; ${worst}`
}

/** How many records the consumer has not come to yet, when they are more than `lag`. */
export async function consumerLag(admin: Admin, consumer: Consumer<any, any>, lag: number): Promise<string | undefined> {
  const partitions = consumer.assignment()
  if (partitions.length === 0) return `it is ${consumer.state().membership} and has no partition`
  const ends = await admin.listOffsets(partitions.map(item => ({ ...item, spec: 'latest' as const })))
  const positions = new Map(consumer.state().partitions.map(({ partition, position, topic }) => [`${topic}-${partition}`, position]))
  let left = 0
  for (const { offset, partition, topic } of ends) left += Math.max(0, offset - Math.max(0, positions.get(`${topic}-${partition}`) ?? 0))
  return left <= lag ? undefined : `${left} records are left`
}
