// The door of the test kit.
export * from './virtual-time.ts'
export * from './virtual-network.ts'
