// The door of the core room.
export * from './assert.ts'
export * from './clock.ts'
export * from './errors.ts'
export * from './hash.ts'
export * from './logger.ts'
export * from './random.ts'
export * from './system.ts'
