// The door of the net room.
export * from './connection.ts'
export * from './network.ts'
export * from './software.ts'
export * from './tcp.ts'
