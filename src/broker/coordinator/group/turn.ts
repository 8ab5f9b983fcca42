// What one decision of the group shard works with: the time, randomness, and the step being filled.

import type { Random } from '../../../core/random.ts'
import type { ReplyId, Step } from '../step.ts'
import type { ProtocolError } from '../../../protocol/errors.ts'
import type { GroupRecord } from './records.ts'
import type { GroupReply } from './requests.ts'

export class Turn implements Step<GroupReply, GroupRecord> {
  readonly now: number
  readonly random: Random
  readonly records: GroupRecord[] = []
  readonly replies: [ReplyId, GroupReply | ProtocolError][] = []
  readonly timers: { key: string; delayMs: number | undefined }[] = []
  producer?: { producerId: number; producerEpoch: number }
  undo?: () => void
  onAppended?: () => void

  constructor(now: number, random: Random) {
    this.now = now
    this.random = random
  }

  reply(replyId: ReplyId, reply: GroupReply | ProtocolError): void {
    this.replies.push([replyId, reply])
  }

  /** One decision may settle several groups: all of them are told of. */
  afterAppend(tell: () => void): void {
    const before = this.onAppended
    this.onAppended = () => {
      before?.()
      tell()
    }
  }

  arm(key: string, delayMs: number): void {
    this.timers.push({ key, delayMs })
  }

  cancel(key: string): void {
    this.timers.push({ key, delayMs: undefined })
  }
}

/** A UUID with dashes, as Kafka appends one to a client id to make a member id of the classic protocol. */
export function dashedUuid(random: Random): string {
  const bytes = random.bytes(16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
