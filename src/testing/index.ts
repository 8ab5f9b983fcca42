// The door of the test kit.
export * from './virtual-time.ts'
