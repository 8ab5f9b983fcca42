// GENERATED from schemas/data/control-record-type-schema.txt (Kafka 4.3.1) by npm run generate. Do not edit.
import type { MessageDef } from '../../api.ts'
import { unsupportedVersion } from '../../errors.ts'
import type { Reader } from '../../reader.ts'
import type { Writer } from '../../writer.ts'

export interface ControlRecordTypeSchema {
  type: number
}

export function newControlRecordTypeSchema({
  type = 0,
}: Partial<ControlRecordTypeSchema> = {}): ControlRecordTypeSchema {
  return { type }
}

export function writeControlRecordTypeSchema(w: Writer, m: ControlRecordTypeSchema, v: number): void {
  if (v < 0 || v > 0) throw unsupportedVersion('ControlRecordTypeSchema', v, 0, 0)
  w.begin('ControlRecordTypeSchema', v)
  w.int16(m.type)
}

export function readControlRecordTypeSchema(r: Reader, v: number): ControlRecordTypeSchema {
  if (v < 0 || v > 0) throw unsupportedVersion('ControlRecordTypeSchema', v, 0, 0)
  r.begin('ControlRecordTypeSchema', v)
  const type = r.int16()
  return { type }
}

export const controlRecordTypeSchema = {
  name: 'ControlRecordTypeSchema',
  versions: [0, 0],
  flexibleFrom: Infinity,
  read: readControlRecordTypeSchema,
  write: writeControlRecordTypeSchema,
} as const satisfies MessageDef<ControlRecordTypeSchema>
