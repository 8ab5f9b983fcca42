// The names of what can be wrong with a history, and which of them Kafka allows.

export type AnomalyType =
  /** One offset of a partition was seen with two values. */
  | 'inconsistent-offsets'
  /** One value sits at two offsets. */
  | 'duplicate'
  /** A record that took effect was skipped by everybody, though a later one was read. */
  | 'lost-write'
  /** An acknowledged record was never read by the end of the final phase. */
  | 'unseen'
  /** A process's later send lies before its earlier one. */
  | 'nonmonotonic-send'
  /** Between two polls of a process, without a change of assignment, records were left out. */
  | 'poll-skip'
  /** Between two polls of a process, without a change of assignment, the position went back. */
  | 'nonmonotonic-poll'
  /** The same two inside one operation. */
  | 'int-poll-skip'
  | 'int-nonmonotonic-poll'
  /** A committed read returned a value whose writer failed (G1a). */
  | 'aborted-read'
  /** A transaction read what it had itself written and not yet committed. */
  | 'precommitted-read'
  /** A committed offset passes a record that was not finished. */
  | 'commit-beyond-processed'
  /** A commit of an older generation succeeded after one of a newer generation had been acknowledged: a zombie was not fenced. */
  | 'stale-commit'
  /** Two processes owned one partition in the same generation at the same time. */
  | 'double-owner'
  /** A cycle of writes only. Kafka does not isolate writes, so this is always allowed. */
  | 'G0'
  /** A cycle of writes and reads. */
  | 'G1c'

export interface Anomaly {
  type: AnomalyType
  /** A sentence that names keys, offsets, values and processes. */
  message: string
}

export interface CheckOptions {
  /** The history ends with a phase in which somebody read every partition to its end: only then can a record count as unseen. Default false. */
  complete?: boolean
  /** Readers are members of a group, so positions may jump with the assignment. Default: whether the history holds a `subscribe`. */
  groups?: boolean
  /** Whether retention or compaction may have taken the record at this offset: then nobody needs to have seen it. Default: none may go. */
  mayVanish?: (key: string, offset: number) => boolean
  /** Draw the edges between adjacent writes in the search for cycles. Reported, but then G1c is allowed. Default false. */
  writeOrder?: boolean
}

/** Whether Kafka permits the anomaly under these options; calling it a failure would be a false alarm. */
export function isAllowed(type: AnomalyType, options: { groups: boolean; writeOrder: boolean }): boolean {
  if (type === 'G0') return true
  if (type === 'G1c') return options.writeOrder
  if (type === 'poll-skip' || type === 'nonmonotonic-poll') return options.groups
  return false
}
