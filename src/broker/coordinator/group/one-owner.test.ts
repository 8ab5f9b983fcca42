// Thousands of random histories of a group under bad conditions (late beats, lost answers, failed appends, kills and replays): at no time
// does a partition have two owners, no commit of who is out is taken, and when the weather clears each has exactly one.

import { test } from 'node:test'
import { GroupHistory, type MemberKind } from '../../../testing/group-model/history.ts'

/** How many of each kind; ROOKERY_MODEL_SEEDS for more, ROOKERY_MODEL_SEED for one again. */
const seeds = Number(process.env['ROOKERY_MODEL_SEEDS'] ?? 100)
const only = process.env['ROOKERY_MODEL_SEED']

function histories(kinds: readonly MemberKind[], steps = 60): void {
  const from = only === undefined ? 1 : Number(only)
  const to = only === undefined ? seeds : from
  for (let seed = from; seed <= to; seed++) {
    try {
      new GroupHistory({ seed, kinds, steps }).run()
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error })
    }
  }
}

test('consumer protocol: one owner at a time', () => histories(['consumer']))
test('classic protocol, eager: one owner at a time', () => histories(['eager']))
test('classic protocol, cooperative: one owner at a time', () => histories(['cooperative']))
test('migration, eager classic and consumer members: one owner at a time', () => histories(['consumer', 'eager']))
test('migration, cooperative classic and consumer members: one owner at a time', () => histories(['consumer', 'cooperative']))
