// The groups of one shard by id, of whichever protocol.

import type { ClassicGroup } from './classic-group.ts'
import type { ConsumerGroup } from './consumer-group.ts'

export type Group = ClassicGroup | ConsumerGroup
export type GroupTable = Map<string, Group>
