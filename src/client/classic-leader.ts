// What the leader of a classic group knows beyond the others: the members with their subscriptions, the assignment that it works out
// for all of them, and the topics as they were then, so that it sees them change. A part of classic-membership.ts.

import type { Assignor, AssignorMember, AssignorTopic } from '../assignors/assignor.ts'
import { errorMessage, KafkaError } from '../core/errors.ts'
import { ErrorCode } from '../protocol/error-codes.ts'
import { errorFor } from '../protocol/errors.ts'
import type { JoinGroupResponse } from '../protocol/generated/join-group.ts'
import { newConsumerProtocolAssignment } from '../protocol/generated/records/consumer-protocol-assignment.ts'
import { encodeAssignment } from '../protocol/group-protocol.ts'
import { describeChange, readMember } from './classic-messages.ts'

export class ClassicLeader {
  readonly #groupId: string
  readonly #assignors: readonly Assignor[]
  #leads = false
  #members: AssignorMember[] = []
  /** The coordinator has an assignment that is to stand: a static leader has come back (KIP-814). */
  #skipAssignment = false
  #awaitsTopics = false
  /** What the last assignment was made from. */
  #snapshot: ReadonlyMap<string, AssignorTopic> | undefined

  constructor(groupId: string, assignors: readonly Assignor[]) {
    this.#groupId = groupId
    this.#assignors = assignors
  }

  /** Whether this member leads. */
  get leads(): boolean {
    return this.#leads
  }

  /** Whether it still has to be told of the topics before it can assign them. */
  get awaitsTopics(): boolean {
    return this.#awaitsTopics
  }

  get memberCount(): number | undefined {
    return this.#leads ? this.#members.length : undefined
  }

  /** Another member leads this generation. */
  follow(): void {
    this.#leads = false
    this.#awaitsTopics = false
    this.#members = []
    this.#snapshot = undefined
  }

  /** This member leads this generation. Answers the topics that it has to know of. Throws KafkaError when a subscription cannot be read. */
  lead(response: JoinGroupResponse): string[] {
    this.#leads = true
    this.#skipAssignment = response.skipAssignment
    try {
      this.#members = response.members.map(readMember)
    } catch (error) {
      throw new KafkaError('INCONSISTENT_GROUP_PROTOCOL', `a member of group ${this.#groupId} has a subscription that cannot be read: ${errorMessage(error)}`, {
        cause: error,
      })
    }
    this.#awaitsTopics = true
    return [...new Set(this.#members.flatMap(member => member.topics))]
  }

  /** What each member gets, ready for SyncGroup. Throws KafkaError when the assignor is missing or fails. */
  assign(topics: ReadonlyMap<string, AssignorTopic>, protocolName: string): Map<string, Buffer> {
    this.#awaitsTopics = false
    this.#snapshot = topics
    if (this.#skipAssignment) return new Map()
    const assignor = this.#assignors.find(({ name }) => name === protocolName)
    if (assignor === undefined) {
      throw errorFor(ErrorCode.INCONSISTENT_GROUP_PROTOCOL, `group ${this.#groupId} chose the assignor ${protocolName}, which this member does not have`)
    }
    try {
      return new Map(
        [...assignor.assign(topics, this.#members)].map(([memberId, { partitions, userData }]) => [
          memberId,
          encodeAssignment(newConsumerProtocolAssignment({ assignedPartitions: partitions, userData: userData ?? null })),
        ]),
      )
    } catch (error) {
      throw new KafkaError('ASSIGNOR_FAILED', `the assignor ${assignor.name} of group ${this.#groupId} failed: ${errorMessage(error)}`, { cause: error })
    }
  }

  /** What has changed since the assignment, in words: then the group has to rebalance. */
  noteChange(topics: ReadonlyMap<string, AssignorTopic>): string | undefined {
    if (!this.#leads || this.#snapshot === undefined) return undefined
    const change = describeChange(this.#snapshot, topics)
    if (change !== undefined) this.#snapshot = topics
    return change
  }
}
