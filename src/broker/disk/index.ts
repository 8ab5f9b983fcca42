// The door of the disk.
export * from './disk.ts'
export * from './node-disk.ts'
export * from './shortage.ts'
