// The door of the broker room.
export { Broker, type BrokerOptions } from './broker.ts'
export { checkDirectory, type GraduationOptions, type GraduationReport } from './graduate.ts'
