// Power loss in every legal form:   npm run crashstates                      every state of the short scripts, then --sampled 10000 of longer ones
//   --only WORD       the scripts whose names hold the word
//   --script-max N    scripts with at most N states have every one of them recovered (default 13000)
//   --sample-max N    of the others so many are, shared by their moments (default 500)
//   --at-least N      fail when fewer scripts than N have every legal state recovered (default 50, and 0 with --only or --short)
//   --sampled N       how many states of drawn scripts (default 10000, 0 for none)          --seed N   the first of their seeds
//   --short           a minute's worth: fewer states of each script, 500 sampled           --jobs N   processes
// Prints a line for each script; exits 1 when anything that was acknowledged is lost, a recovery fails, or two recoveries differ.
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { SeededRandom } from '../dist/core/random.js'
import { explore } from '../dist/testing/crash-states/explore.js'
import { drawScript, scripts } from '../dist/testing/crash-states/scripts.js'

if (process.send !== undefined) {
  process.on('message', async ({ name, seed, options }) => {
    const cpu = process.cpuUsage()
    let result
    try {
      result = await explore(seed === undefined ? scripts.find(script => script.name === name) : drawScript(seed, new SeededRandom(seed)), options)
    } catch (error) {
      result = { script: name ?? `drawn from seed ${seed}`, moments: 0, exhaustive: 0, combinations: 0, states: 0, interrupted: 0, again: 0, failures: [`the script itself fails: ${error.stack}`] }
    }
    const { user, system } = process.cpuUsage(cpu)
    process.send({ ...result, cpuMs: (user + system) / 1000 })
  })
} else await main()

async function main() {
  const { values: options } = parseArgs({
    options: { only: { type: 'string' }, 'script-max': { type: 'string' }, 'sample-max': { type: 'string' }, 'at-least': { type: 'string' }, sampled: { type: 'string' }, seed: { type: 'string', default: '1' }, short: { type: 'boolean' }, jobs: { type: 'string' } },
  })
  const scriptMax = Number(options['script-max'] ?? (options.short ? 60 : 13_000))
  const sampleMax = Number(options['sample-max'] ?? (options.short ? 60 : 500))
  const atLeast = Number(options['at-least'] ?? (options.short || options.only !== undefined ? 0 : 50))
  const tasks = scripts.filter(({ name }) => options.only === undefined || name.includes(options.only)).map(({ name }) => ({ name, options: { scriptMax, sampleMax } }))
  if (tasks.length === 0) throw new Error(`no script is called ${options.only}`)
  const begin = performance.now()
  const sums = { scripts: 0, moments: 0, exhaustive: 0, combinations: 0, states: 0, interrupted: 0, again: 0, cpuMs: 0 }
  const sampledSums = { ...sums }
  let failed = 0
  let inFull = 0
  const done = (result, into) => {
    into.scripts++
    for (const name of Object.keys(into)) if (name !== 'scripts') into[name] += result[name]
    failed += result.failures.length
    if (into === sums && result.exhaustive === result.moments) inFull++
    if (into === sums) console.log(`${result.script}: ${result.states} states of ${result.moments} moments${result.exhaustive === result.moments ? '' : ` (${result.exhaustive} of them in full)`}, ${result.failures.length} failures, ${Math.round(result.cpuMs)} ms`)
    for (const failure of result.failures) console.log(`  ${failure}`)
  }
  const jobs = Number(options.jobs ?? availableParallelism())
  await pool(jobs, () => tasks.shift(), result => done(result, sums))
  const wanted = options.only === undefined ? Number(options.sampled ?? (options.short ? 500 : 10_000)) : 0
  let seed = Number(options.seed)
  const more = () => (sampledSums.states < wanted && failed < 20 ? { seed: seed++, options: { momentsMax: 40, statesMax: 6, againEvery: 8, interruptEvery: 40, seed } } : undefined)
  if (wanted > 0) await pool(jobs, more, result => done(result, sampledSums))
  const line = (what, { again, combinations, cpuMs, exhaustive, interrupted, moments, scripts: count, states }) =>
    console.log(`${what}: ${count} scripts, ${moments} moments (${exhaustive} in full), ${combinations.toExponential(2)} combinations, ${states} different states recovered, ${interrupted} recoveries cut through, ${again} states used on and without power again; ${Math.round(cpuMs / 1000)} s of one core`)
  console.log('')
  line('scripts', sums)
  console.log(`${inFull} scripts with every legal state at every moment`)
  if (wanted > 0) line('sampled', sampledSums)
  console.log(`${failed} failures, ${((performance.now() - begin) / 1000).toFixed(0)} s`)
  if (inFull < atLeast) console.log(`too few scripts with every legal state: at least ${atLeast} are asked for`)
  process.exit(failed === 0 && inFull >= atLeast ? 0 : 1)
}

function pool(jobs, next, onResult) {
  return Promise.all(
    Array.from({ length: jobs }, () =>
      new Promise((resolve, reject) => {
        const child = fork(fileURLToPath(import.meta.url), [], { execArgv: ['--max-semi-space-size=32'] })
        let current
        const feed = () => {
          current = next()
          if (current === undefined) child.disconnect()
          else child.send(current)
        }
        child.on('message', result => {
          onResult(result)
          feed()
        })
        child.on('exit', code => (current === undefined ? resolve() : reject(new Error(`${current.name ?? current.seed} ends its process (${code})`))))
        feed()
      }),
    ),
  )
}
