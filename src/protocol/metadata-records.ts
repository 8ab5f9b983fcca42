// The records of `__cluster_metadata`: three unsigned varints (frame version, record type, record version), then the message (KIP-631).
import type { RecordDef } from './api.ts'
import { UnsupportedVersionError } from './errors.ts'
import type { MetadataRecord } from './generated/records/metadata-record-types.ts'
import { metadataRecordDefs } from './generated/records/metadata-record-types.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

const FRAME_VERSION = 1

export interface DecodedMetadataRecord {
  record: MetadataRecord
  version: number
}

const byName = new Map<string, RecordDef<any>>(metadataRecordDefs.map(def => [def.name, def]))
const byType: (RecordDef<any> | undefined)[] = []
for (const def of metadataRecordDefs) byType[def.type] = def

/** The highest version of a record type that the codecs know. What a cluster may write depends on its metadata.version. */
export function latestMetadataRecordVersion(type: MetadataRecord['type']): number {
  return byName.get(type)!.versions[1]
}

export function encodeMetadataRecord(record: MetadataRecord, version: number): Buffer {
  const def = byName.get(record.type)!
  const w = new Writer()
  w.uvarint(FRAME_VERSION)
  w.uvarint(def.type)
  w.uvarint(version)
  def.write(w, record.data, version)
  return w.toBuffer()
}

/** Throws DecodeError on damaged bytes, UnsupportedVersionError on a record type or version of a newer Kafka. */
export function decodeMetadataRecord(value: Buffer): DecodedMetadataRecord {
  const r = new Reader(value)
  r.begin('metadata record', -1)
  const frameVersion = r.uvarint()
  if (frameVersion !== FRAME_VERSION) throw r.fail(`frame version ${frameVersion} (only ${FRAME_VERSION} exists)`)
  const type = r.uvarint()
  const version = r.uvarint()
  const def = byType[type]
  if (def === undefined) throw new UnsupportedVersionError(`unknown type ${type} of metadata record`)
  const data = def.read(r, version)
  if (r.remaining > 0) throw r.fail(`${r.remaining} bytes left over`)
  return { record: { type: def.name, data } as MetadataRecord, version }
}
