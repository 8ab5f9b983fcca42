// The groups of one shard by id, of whichever protocol.

import type { ClassicGroup } from './classic-group.ts'

export type Group = ClassicGroup
export type GroupTable = Map<string, Group>
