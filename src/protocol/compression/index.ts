// The door of the compression folder.
export * from './codec.ts'
export { Scratch } from './scratch.ts'
