// The door of the test kit.
export * from './scripted-broker.ts'
export * from './virtual-disk.ts'
export * from './virtual-time.ts'
export * from './virtual-network.ts'
export * from './checker/anomalies.ts'
export * from './checker/checker.ts'
export * from './checker/history.ts'
