// The simulator for a few seconds: that runs are repeatable, that a handful of seeds is clean, and that what it once found stays fixed.
// `npm run sim` does the same for as long as it is told.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { drawPlan, type Plan } from './plan.ts'
import { shrink } from './shrink.ts'
import { runPlan, runSeed } from './simulator.ts'

const small = { operations: 400, safetyMs: 120_000 }

test('the same seed gives the same trace, another one another', async () => {
  const first = await runSeed(1, small)
  assert.deepEqual(first.failures, [])
  assert.ok(first.figures.events > 1000 && first.figures.acknowledged > 50)
  assert.equal((await runSeed(1, small)).hash, first.hash)
  assert.notEqual((await runSeed(2, small)).hash, first.hash)
})

test('no guarantee is broken in a handful of seeds', async () => {
  for (let seed = 3; seed <= 12; seed++) assert.deepEqual((await runSeed(seed, small)).failures, [], `npm run sim -- --seed ${seed} --operations ${small.operations} --safety-ms ${small.safetyMs}`)
})

const kept = new URL('../../../test/sim/', import.meta.url)

test('what the simulator once found stays fixed', async () => {
  for (const name of existsSync(kept) ? readdirSync(kept).filter(file => file.endsWith('.json')) : []) {
    const plan = JSON.parse(readFileSync(new URL(name, kept), 'utf8')) as Plan
    assert.deepEqual((await runPlan(plan)).failures, [], `npm run sim -- --plan test/sim/${name}`)
  }
})

test('a failing plan is made smaller: faults first, then operations', async () => {
  const plan = drawPlan(5, { operations: 60, faults: 12 })
  const culprit = plan.faults[7]
  const operation = plan.operations[30]
  const run = async (candidate: Plan): Promise<Awaited<ReturnType<typeof runPlan>>> => {
    const broken = candidate.faults.includes(culprit!) && candidate.operations.includes(operation!)
    return { failures: broken ? ['lost-write: offset 7'] : [] } as unknown as Awaited<ReturnType<typeof runPlan>>
  }
  const { plan: smaller } = await shrink(plan, ['lost-write: offset 12'], run)
  assert.deepEqual([smaller.faults, smaller.operations], [[culprit], [operation]])
})
