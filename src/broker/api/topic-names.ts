// Which topic names are legal, and which topics are Kafka's own.

const legal = /^[a-zA-Z0-9._-]{1,249}$/

/** Kafka's rule: letters, digits, dot, underscore and dash, at most 249 of them, not `.` or `..`. */
export function isLegalTopicName(name: string): boolean {
  return legal.test(name) && name !== '.' && name !== '..'
}

export const OFFSETS_TOPIC = '__consumer_offsets'
export const TRANSACTIONS_TOPIC = '__transaction_state'
export const SHARE_STATE_TOPIC = '__share_group_state'

const internal = new Set([OFFSETS_TOPIC, TRANSACTIONS_TOPIC, SHARE_STATE_TOPIC])

export function isInternalTopic(name: string): boolean {
  return internal.has(name)
}
