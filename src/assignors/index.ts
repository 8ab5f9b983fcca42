// The door of the assignors room.
export type * from './assignor.ts'
export { compareMembers } from './assignor.ts'
export { rangeAssignor } from './range.ts'
export { roundRobinAssignor } from './round-robin.ts'
export { cooperativeStickyAssignor, stickyAssignor } from './sticky.ts'
export * from './uniform.ts'
