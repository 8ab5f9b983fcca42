// Names for the small values that every message is made of.

/** A 128-bit id in Kafka's text form: 22 characters of base64url. */
export type Uuid = string

/** Kafka's "no id". */
export const ZERO_UUID: Uuid = 'AAAAAAAAAAAAAAAAAAAAAA'

/** The id of `__cluster_metadata`. */
export const METADATA_TOPIC_ID: Uuid = 'AAAAAAAAAAAAAAAAAAAAAQ'

/** Stands for 2^63-1 on the wire (no upper bound). A double cannot hold that number; every other 64-bit value is exact. */
export const INT64_MAX = 2 ** 63

/** Stands for -2^63 on the wire. */
export const INT64_MIN = -(2 ** 63)

/** Record bytes to be written: one buffer or several, sent by reference. */
export type Records = Buffer | readonly Buffer[] | null

/** A tagged field that this version of the schemas does not know. Kept on read and written back. `data` is a view. */
export interface TaggedField {
  tag: number
  data: Buffer
}
