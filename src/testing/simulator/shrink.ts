// Makes a failing plan smaller: leaves out faults, then operations, in halves and then ever smaller pieces, as long as the same kind of failure
// remains. The plan is data, so what is left out changes nothing of the rest but its consequences. Shape C over a run function.

import type { Plan } from './plan.ts'
import type { RunResult } from './simulator.ts'

/** What makes two failures the same: their text without numbers. */
function kindOf(failure: string): string {
  return failure.split('\n')[0]!.replace(/[\d.]+/g, '#').slice(0, 60)
}

export async function shrink(plan: Plan, failures: readonly string[], run: (plan: Plan) => Promise<RunResult>, runsMax = 150): Promise<{ plan: Plan; runs: number }> {
  const wanted = new Set(failures.map(kindOf))
  let runs = 0
  let best = plan
  const fails = async (candidate: Plan): Promise<boolean> => {
    if (runs >= runsMax) return false
    runs++
    return (await run(candidate)).failures.some(failure => wanted.has(kindOf(failure)))
  }
  best = await drop(best, 'faults', fails)
  best = await drop(best, 'operations', fails)
  for (const actor of best.actors) {
    if (actor.kind === 'admin' || best.operations.some(operation => operation.actor === actor.name)) continue
    const without = { ...best, actors: best.actors.filter(other => other !== actor) }
    if (await fails(without)) best = without
  }
  const end = Math.max(0, ...best.operations.map(({ at }) => at), ...best.faults.map(({ at }) => at))
  const shorter = { ...best, safetyMs: end + 60_000 }
  if (end + 60_000 < best.safetyMs && (await fails(shorter))) best = shorter
  return { plan: best, runs }
}

async function drop(plan: Plan, part: 'faults' | 'operations', fails: (candidate: Plan) => Promise<boolean>): Promise<Plan> {
  let best = plan
  for (let size = Math.ceil(best[part].length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best[part].length; ) {
      const rest = [...best[part].slice(0, at), ...best[part].slice(at + size)]
      const candidate = { ...best, [part]: rest } as Plan
      if (await fails(candidate)) best = candidate
      else at += size
    }
  }
  return best
}
