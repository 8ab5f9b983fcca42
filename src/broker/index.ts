// The door of the broker room.
export { Broker, type BrokerOptions } from './broker.ts'
