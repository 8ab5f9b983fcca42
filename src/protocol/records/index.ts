// The door of the records folder: record batches, format v2.
export * from './batch.ts'
export * from './builder.ts'
export * from './control.ts'
export * from './record.ts'
export * from './retain.ts'
export * from './validate.ts'
