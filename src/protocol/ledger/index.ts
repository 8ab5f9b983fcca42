// The ledger's part of the protocol room.
export * from './entry.ts'
export * from './explain.ts'
