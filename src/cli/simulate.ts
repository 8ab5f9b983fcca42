// What a change does to a group under each assignor: pure (shape C). The assignors are the ones that the consumer and the broker run.
// A cooperative group takes several rounds, as in life: what moves is first given up, then handed out (KIP-429).

import {
  type Assignor,
  type AssignorMember,
  cooperativeStickyAssignor,
  rangeAssignor,
  roundRobinAssignor,
  serverRangeAssignor,
  type ServerAssignor,
  stickyAssignor,
  type TopicPartitions,
  uniformAssignor,
} from '../assignors/index.ts'

/** A member and what it holds. */
export interface SimulatedMember {
  readonly name: string
  readonly topics: readonly string[]
  /** `topic-partition`. Undefined: the assignor decides how it begins. */
  readonly holds?: readonly string[]
}

export interface Change {
  /** Members that go. */
  readonly leave: readonly string[]
  /** Members that come. */
  readonly join: readonly SimulatedMember[]
  /** How many partitions each topic has afterwards. */
  readonly topics: ReadonlyMap<string, number>
}

export interface Outcome {
  readonly assignor: string
  readonly protocol: 'eager' | 'cooperative' | 'consumer'
  /** Member to partitions, before and after. */
  readonly before: ReadonlyMap<string, readonly string[]>
  readonly after: ReadonlyMap<string, readonly string[]>
  /** Partitions that go from a member that stays to another. */
  readonly moved: readonly string[]
  /** Partitions of members that left. */
  readonly takenOver: readonly string[]
  /** Partitions that nobody had. */
  readonly added: readonly string[]
  /** Partitions that their owner stops reading for a while: under an eager protocol all that are held by members that stay. */
  readonly stopped: number
  readonly idle: readonly string[]
}

interface Engine {
  readonly protocol: Outcome['protocol']
  assign(members: readonly SimulatedMember[], held: ReadonlyMap<string, readonly string[]>, topics: ReadonlyMap<string, number>): Map<string, string[]>
}

export const engines: Readonly<Record<string, Engine>> = {
  range: clientEngine(rangeAssignor),
  roundrobin: clientEngine(roundRobinAssignor),
  sticky: clientEngine(stickyAssignor),
  'cooperative-sticky': clientEngine(cooperativeStickyAssignor),
  uniform: serverEngine(uniformAssignor),
  'server-range': serverEngine(serverRangeAssignor),
}

/** Lays one change out under one assignor. */
export function simulate(assignor: string, members: readonly SimulatedMember[], topics: ReadonlyMap<string, number>, change: Change): Outcome {
  const engine = engines[assignor]!
  const given = members.some(member => member.holds !== undefined)
  const before: ReadonlyMap<string, readonly string[]> = given
    ? new Map(members.map(member => [member.name, member.holds ?? []]))
    : settle(engine, members, new Map(members.map(member => [member.name, []])), topics)
  const staying = members.filter(member => !change.leave.includes(member.name))
  const present = [...staying, ...change.join]
  const after = settle(engine, present, new Map(present.map(member => [member.name, before.get(member.name) ?? []])), change.topics)

  const ownerBefore = owners(before)
  const moved: string[] = []
  const takenOver: string[] = []
  const added: string[] = []
  for (const [partition, owner] of owners(after)) {
    const previous = ownerBefore.get(partition)
    if (previous === undefined) added.push(partition)
    else if (change.leave.includes(previous)) takenOver.push(partition)
    else if (previous !== owner) moved.push(partition)
  }
  const heldByStaying = staying.reduce((sum, member) => sum + before.get(member.name)!.length, 0)
  return {
    assignor, protocol: engine.protocol, before, after, moved, takenOver, added,
    stopped: engine.protocol === 'eager' ? heldByStaying : moved.length,
    idle: present.map(member => member.name).filter(name => after.get(name)!.length === 0),
  }
}

/** Runs rounds until nothing changes any more. */
function settle(engine: Engine, members: readonly SimulatedMember[], start: ReadonlyMap<string, readonly string[]>, topics: ReadonlyMap<string, number>): Map<string, string[]> {
  let held = start
  for (let round = 0; ; round++) {
    const next = engine.assign(members, held, topics)
    const same = [...next].every(([name, partitions]) => partitions.join() === (held.get(name) ?? []).join())
    if (same || round === 3 || engine.protocol !== 'cooperative') return next
    held = next
  }
}

function owners(assignment: ReadonlyMap<string, readonly string[]>): Map<string, string> {
  return new Map([...assignment].flatMap(([name, partitions]) => partitions.map(partition => [partition, name] as const)))
}

function clientEngine(assignor: Assignor): Engine {
  const protocol = assignor.supportedProtocols?.includes('cooperative') ? 'cooperative' : 'eager'
  return {
    protocol,
    assign(members, held, topics) {
      const list = members.map((member): AssignorMember => {
        const assignment = grouped(held.get(member.name) ?? [])
        return {
          memberId: member.name, groupInstanceId: null, topics: member.topics, rackId: null,
          ownedPartitions: protocol === 'cooperative' ? assignment : [],
          // A member that holds nothing yet has no generation to speak of.
          generationId: assignment.length === 0 ? -1 : 1,
          userData: assignor.userData?.(member.topics, { assignment, generationId: assignment.length === 0 ? -1 : 1 }) ?? null,
        }
      })
      const result = assignor.assign(new Map([...topics].map(([name, partitionCount]) => [name, { name, partitionCount }])), list)
      return new Map(members.map(({ name }) => [name, flat(result.get(name)?.partitions ?? [])]))
    },
  }
}

function serverEngine(assignor: ServerAssignor): Engine {
  return {
    protocol: 'consumer',
    assign(members, held, topics) {
      const list = members.map(member => ({
        memberId: member.name, instanceId: null, rackId: null, subscribedTopicIds: member.topics, assigned: grouped(held.get(member.name) ?? []),
      }))
      const result = assignor.assign(list, topic => topics.get(topic))
      return new Map(members.map(({ name }) => [name, flat(result.get(name) ?? [])]))
    },
  }
}

function grouped(partitions: readonly string[]): TopicPartitions[] {
  const byTopic = new Map<string, number[]>()
  for (const { topic, partition } of partitions.map(splitPartition)) {
    const list = byTopic.get(topic)
    if (list === undefined) byTopic.set(topic, [partition])
    else list.push(partition)
  }
  return [...byTopic].map(([topic, list]) => ({ topic, partitions: list }))
}

function flat(list: readonly TopicPartitions[]): string[] {
  return list
    .flatMap(({ topic, partitions }) => partitions.map(partition => ({ topic, partition })))
    .sort((a, b) => (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition))
    .map(({ topic, partition }) => `${topic}-${partition}`)
}

/** `orders-eu-3` is partition 3 of `orders-eu`. */
export function splitPartition(name: string): { topic: string; partition: number } {
  const at = name.lastIndexOf('-')
  return { topic: name.slice(0, at), partition: Number(name.slice(at + 1)) }
}
