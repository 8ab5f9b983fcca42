// The blobs that members of a classic group exchange through JoinGroup and SyncGroup: an int16 version, then the message.
// Other clients may be newer: a version above the known ones is read as the highest known one, and what follows is ignored, as Kafka
// does (KIP-429 added ownedPartitions, KIP-792 the generation, KIP-881 the rack).
import type { MessageDef } from './api.ts'
import type { ConsumerProtocolAssignment } from './generated/records/consumer-protocol-assignment.ts'
import { consumerProtocolAssignment } from './generated/records/consumer-protocol-assignment.ts'
import type { ConsumerProtocolSubscription } from './generated/records/consumer-protocol-subscription.ts'
import { consumerProtocolSubscription } from './generated/records/consumer-protocol-subscription.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

function encode<Message>(def: MessageDef<Message>, message: Message, version: number): Buffer {
  const w = new Writer()
  w.int16(version)
  def.write(w, message, version)
  return w.toBuffer()
}

function decode<Message>(def: MessageDef<Message>, bytes: Buffer): Message {
  const r = new Reader(bytes)
  r.begin(def.name, -1)
  const version = r.int16()
  if (version < def.versions[0]) throw r.fail(`version ${version}`)
  return def.read(r, Math.min(version, def.versions[1]))
}

/** The `metadata` of a member in JoinGroup. */
export function encodeSubscription(subscription: ConsumerProtocolSubscription, version: number = consumerProtocolSubscription.versions[1]): Buffer {
  return encode(consumerProtocolSubscription, subscription, version)
}

/** Throws DecodeError. */
export function decodeSubscription(bytes: Buffer): ConsumerProtocolSubscription {
  return decode(consumerProtocolSubscription, bytes)
}

/** The `assignment` of a member in SyncGroup. */
export function encodeAssignment(assignment: ConsumerProtocolAssignment, version: number = consumerProtocolAssignment.versions[1]): Buffer {
  return encode(consumerProtocolAssignment, assignment, version)
}

/** Throws DecodeError. */
export function decodeAssignment(bytes: Buffer): ConsumerProtocolAssignment {
  return decode(consumerProtocolAssignment, bytes)
}
