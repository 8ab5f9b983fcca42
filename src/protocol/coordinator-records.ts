// The records of `__consumer_offsets`, `__transaction_state` and `__share_group_state`. A key is its record type (int16) and the key message in version 0;
// a value is its version (int16) and the value message; a null value is a tombstone.
import type { RecordDef } from './api.ts'
import { DecodeError } from './errors.ts'
import type { GroupRecordKey, GroupRecordValue } from './generated/records/group-record-types.ts'
import { groupKeyDefs, groupValueDefs } from './generated/records/group-record-types.ts'
import type { ShareRecordKey, ShareRecordValue } from './generated/records/share-record-types.ts'
import { shareKeyDefs, shareValueDefs } from './generated/records/share-record-types.ts'
import type { TransactionRecordKey, TransactionRecordValue } from './generated/records/transaction-record-types.ts'
import { transactionKeyDefs, transactionValueDefs } from './generated/records/transaction-record-types.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

interface Typed {
  type: string
  data: unknown
}

/** A record of a coordinator's log. `value.version` defaults to the highest version of its message. */
export interface CoordinatorRecordOf<Key extends Typed, Value extends Typed> {
  key: Key
  value: (Value & { version?: number }) | null
}

export type CoordinatorRecord = CoordinatorRecordOf<GroupRecordKey, GroupRecordValue>
export type TransactionRecord = CoordinatorRecordOf<TransactionRecordKey, TransactionRecordValue>
export type ShareRecord = CoordinatorRecordOf<ShareRecordKey, ShareRecordValue>

/** A record as it comes out of the log. `unknown` is a record type or version of a newer Kafka: to be kept, not understood. */
export type Decoded<Record> = { kind: 'known', record: Record } | { kind: 'unknown', type: number, valueVersion: number | null }

class CoordinatorLog<Key extends Typed, Value extends Typed> {
  readonly #keys = new Map<string | number, RecordDef<any>>()
  readonly #values = new Map<string | number, RecordDef<any>>()

  constructor(keys: readonly RecordDef<any>[], values: readonly RecordDef<any>[]) {
    for (const def of keys) this.#keys.set(def.name, def).set(def.type, def)
    for (const def of values) this.#values.set(def.name, def).set(def.type, def)
  }

  encode(record: CoordinatorRecordOf<Key, Value>): { key: Buffer, value: Buffer | null } {
    const keyDef = this.#keys.get(record.key.type)!
    const w = new Writer()
    w.int16(keyDef.type)
    keyDef.write(w, record.key.data, 0)
    return { key: w.toBuffer(), value: record.value === null ? null : this.#encodeValue(record.value) }
  }

  #encodeValue(value: Value & { version?: number }): Buffer {
    const def = this.#values.get(value.type)!
    const version = value.version ?? def.versions[1]
    const w = new Writer()
    w.int16(version)
    def.write(w, value.data, version)
    return w.toBuffer()
  }

  decode(key: Buffer | null, value: Buffer | null): Decoded<CoordinatorRecordOf<Key, Value>> {
    if (key === null) throw new DecodeError('coordinator record without a key')
    const keyReader = new Reader(key)
    keyReader.begin('coordinator record key', -1)
    const type = keyReader.int16()
    const keyDef = this.#keys.get(type)
    const valueReader = value === null ? null : new Reader(value)
    valueReader?.begin('coordinator record value', -1)
    const valueVersion = valueReader?.int16() ?? null
    const valueDef = this.#values.get(type)
    if (keyDef === undefined || valueDef === undefined) return { kind: 'unknown', type, valueVersion }
    if (valueVersion !== null && (valueVersion < valueDef.versions[0] || valueVersion > valueDef.versions[1])) return { kind: 'unknown', type, valueVersion }
    const decodedKey = { type: keyDef.name, data: keyDef.read(keyReader, 0) } as unknown as Key
    if (valueReader === null || valueVersion === null) return { kind: 'known', record: { key: decodedKey, value: null } }
    const data = valueDef.read(valueReader, valueVersion)
    const decodedValue = { type: valueDef.name, data, version: valueVersion } as unknown as Value & { version: number }
    return { kind: 'known', record: { key: decodedKey, value: decodedValue } }
  }
}

const groupLog = new CoordinatorLog<GroupRecordKey, GroupRecordValue>(groupKeyDefs, groupValueDefs)
const transactionLog = new CoordinatorLog<TransactionRecordKey, TransactionRecordValue>(transactionKeyDefs, transactionValueDefs)
const shareLog = new CoordinatorLog<ShareRecordKey, ShareRecordValue>(shareKeyDefs, shareValueDefs)

/** A record of `__consumer_offsets` as key and value bytes. */
export function encodeCoordinatorRecord(record: CoordinatorRecord): { key: Buffer, value: Buffer | null } {
  return groupLog.encode(record)
}

/** Throws DecodeError on damaged bytes. */
export function decodeCoordinatorRecord(key: Buffer | null, value: Buffer | null): Decoded<CoordinatorRecord> {
  return groupLog.decode(key, value)
}

/** A record of `__transaction_state`. */
export function encodeTransactionRecord(record: TransactionRecord): { key: Buffer, value: Buffer | null } {
  return transactionLog.encode(record)
}

export function decodeTransactionRecord(key: Buffer | null, value: Buffer | null): Decoded<TransactionRecord> {
  return transactionLog.decode(key, value)
}

/** A record of `__share_group_state`. */
export function encodeShareRecord(record: ShareRecord): { key: Buffer, value: Buffer | null } {
  return shareLog.encode(record)
}

export function decodeShareRecord(key: Buffer | null, value: Buffer | null): Decoded<ShareRecord> {
  return shareLog.decode(key, value)
}
