// The door of the net room.
export * from './network.ts'
export * from './tcp.ts'
