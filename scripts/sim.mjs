// The simulator:   npm run sim -- --seed N              one run; a failure prints its trace and is made smaller
//                  npm run sim -- --seeds A..B          many, on --jobs processes (default: one per core)
//                  npm run sim -- --minutes N           fresh seeds for that long
//                  npm run sim -- --regressions         every plan under test/sim/, and the seeds of seeds.txt there
//                  npm run sim -- --plan FILE           a plan that was kept
//                  npm run sim -- --determinism N       N seeds of short runs (200 operations in two minutes), each twice, the traces compared
//   --until-failure   stop at the first failure
//   --operations N --safety-ms N --faults N    the size of a run        --twice   each seed twice, the traces compared
//   --save FILE   the smaller plan of --seed        --shrink-runs N   how often it may be run for that (default 150)
//   --trace FILE   the whole trace of --seed   --no-shrink              --keep    add failed seeds to test/sim/seeds.txt, and with --seed the smaller plan to test/sim/
// Exits 0 when all is well, 1 when a guarantee was broken, 2 when something did not come back to life, 3 when a run was not repeatable.
import { fork } from 'node:child_process'
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { drawPlan } from '../dist/testing/simulator/plan.js'
import { shrink } from '../dist/testing/simulator/shrink.js'
import { runPlan, runSeed } from '../dist/testing/simulator/simulator.js'

const corpus = fileURLToPath(new URL('../test/sim/seeds.txt', import.meta.url))

if (process.send !== undefined) {
  // A worker: one seed after the other.
  process.on('message', async ({ seed, size, twice }) => {
    const cpu = process.cpuUsage()
    const begin = performance.now()
    let result
    try {
      result = await runSeed(seed, size)
      if (twice) {
        const again = await runSeed(seed, size)
        if (again.hash !== result.hash) result.failures.unshift(`not repeatable: ${result.hash}, then ${again.hash}`)
      }
    } catch (error) {
      result = { seed, failures: [`the run itself fails: ${error.stack}`], hash: '', figures: {}, trace: [], log: [] }
    }
    const { user, system } = process.cpuUsage(cpu)
    process.send({ seed, failures: result.failures, hash: result.hash, figures: result.figures, waits: result.waits, ms: performance.now() - begin, cpuMs: (user + system) / 1000 })
  })
} else await main()

async function main() {
  const { values: options } = parseArgs({
    options: {
      seed: { type: 'string' }, seeds: { type: 'string' }, minutes: { type: 'string' }, regressions: { type: 'boolean' }, jobs: { type: 'string' }, twice: { type: 'boolean' }, trace: { type: 'string' },
      'no-shrink': { type: 'boolean' }, keep: { type: 'boolean' }, plan: { type: 'string' }, operations: { type: 'string' }, 'safety-ms': { type: 'string' }, faults: { type: 'string' }, 'until-failure': { type: 'boolean' },
      determinism: { type: 'string' }, from: { type: 'string' }, save: { type: 'string' }, 'shrink-runs': { type: 'string' },
    },
  })
  if (options.determinism !== undefined) {
    const from = Number(options.from ?? 1)
    Object.assign(options, { seeds: `${from}..${from + Number(options.determinism) - 1}`, twice: true, operations: options.operations ?? '200', 'safety-ms': options['safety-ms'] ?? '120000' })
  }
  const size = {}
  for (const [option, name] of [['operations', 'operations'], ['safety-ms', 'safetyMs'], ['faults', 'faults']]) if (options[option] !== undefined) size[name] = Number(options[option])
  const sizeText = Object.entries(size).map(([name, value]) => ` --${name === 'safetyMs' ? 'safety-ms' : name} ${value}`).join('')
  if (options.seed !== undefined) process.exit(await one(Number(options.seed), options, size, sizeText))

  if (options.plan !== undefined) {
    const result = await runPlan(JSON.parse(readFileSync(options.plan, 'utf8')), { trace: options.trace === undefined ? 0 : Infinity })
    if (options.trace !== undefined) writeFileSync(options.trace, result.trace.join('\n') + '\n')
    console.log(result.failures.length === 0 ? `nothing broken, trace ${result.hash}` : result.failures.join('\n'))
    process.exit(result.failures.length === 0 ? 0 : exitCode(result.failures))
  }
  const seeds = options.regressions ? knownSeeds() : undefined
  const failed = []
  if (options.regressions) {
    const folder = fileURLToPath(new URL('../test/sim/', import.meta.url))
    for (const name of readdirSync(folder).filter(file => file.endsWith('.json'))) {
      const { failures } = await runPlan(JSON.parse(readFileSync(folder + name, 'utf8')))
      console.log(`${name}: ${failures.length === 0 ? 'nothing broken' : failures[0].slice(0, 300)}`)
      if (failures.length > 0) failed.push({ seed: name, failures })
    }
  }
  const [from, to] = options.seeds === undefined ? [Math.floor(Math.random() * 2 ** 30), Infinity] : options.seeds.split('..').map(Number)
  const until = performance.now() + (options.minutes === undefined ? Infinity : Number(options.minutes) * 60_000)
  if (seeds === undefined && to === Infinity && until === Infinity) throw new Error('--seed N, --seeds A..B, --minutes N or --regressions')
  let next = from
  const draw = () => {
    if (options['until-failure'] && failed.length > 0) return undefined
    if (seeds !== undefined) return seeds.shift()
    return next <= to && performance.now() < until ? next++ : undefined
  }
  const totals = { seeds: 0, operations: 0, acknowledged: 0, read: 0, events: 0, virtualMs: 0, kills: 0, powerLosses: 0, restarts: 0, faults: 0, cpuMs: 0 }
  const slowest = new Map()
  const begin = performance.now()
  const jobs = options.jobs === undefined ? availableParallelism() : Number(options.jobs)
  await Promise.all(Array.from({ length: jobs }, () => worker(draw, { size, twice: options.twice === true }, message => {
    totals.seeds++
    totals.cpuMs += message.cpuMs
    for (const [name, value] of Object.entries(message.figures)) if (name in totals) totals[name] += value
    for (const [name, ms] of Object.entries(message.waits ?? {})) if (ms > (slowest.get(name)?.ms ?? -1)) slowest.set(name, { ms, seed: message.seed })
    if (message.failures.length === 0) return
    failed.push(message)
    console.log(`seed ${message.seed}: ${message.failures.length} failures; npm run sim -- --seed ${message.seed}${sizeText}`)
    for (const failure of message.failures.slice(0, 3)) console.log(`  ${failure.slice(0, 700)}`)
    if (options.keep) appendFileSync(corpus, `${message.seed}\n`)
  })))
  const minutes = (performance.now() - begin) / 60_000
  const cpuMinutes = totals.cpuMs / 60_000
  console.log(
    `\n${totals.seeds} seeds in ${(minutes * 60).toFixed(1)} s on ${jobs} processes: ${(totals.seeds / cpuMinutes / (options.twice ? 0.5 : 1)).toFixed(0)} runs a minute of one core, ${failed.length} failed\n` +
      `${(totals.virtualMs / 3_600_000).toFixed(1)} virtual hours, ${totals.operations} operations, ${totals.acknowledged} records acknowledged, ${totals.read} read, ${totals.events} events; ` +
      `${totals.faults} faults, ${totals.kills} kills, ${totals.powerLosses} power losses, ${totals.restarts} restarts${options.twice ? `; each seed twice: ${totals.seeds - failed.filter(({ failures }) => failures[0].startsWith('not repeatable')).length} of ${totals.seeds} had the same trace` : ''}`,
  )
  console.log(`the longest waits after healing: ${[...slowest].map(([name, { ms, seed }]) => `${name} ${(ms / 1000).toFixed(1)} s (seed ${seed})`).join(', ')}`)
  process.exit(failed.length === 0 ? 0 : exitCode(failed.flatMap(({ failures }) => failures)))
}

/** A line for each operation and fault, so that a change of the file can be read. */
function planText({ faults, operations, ...plan }) {
  const lines = list => `[\n${list.map(item => JSON.stringify(item)).join(',\n')}\n]`
  return `${JSON.stringify(plan).slice(0, -1)},\n"faults":${lines(faults)},\n"operations":${lines(operations)}}\n`
}

function knownSeeds() {
  return readFileSync(corpus, 'utf8').split('\n').map(line => line.replace(/#.*/, '').trim()).filter(line => line !== '').map(Number)
}

function exitCode(failures) {
  if (failures.some(failure => failure.startsWith('not repeatable'))) return 3
  return failures.every(failure => /no end within|has not processed everything|after everything is healed/.test(failure)) ? 2 : 1
}

/** Feeds one worker process until `draw` answers undefined. */
function worker(draw, task, onResult) {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [], { execArgv: ['--max-semi-space-size=64'] })
    let current
    let watchdog
    const feed = () => {
      current = draw()
      if (current === undefined) return void child.disconnect()
      // A loop that gives nobody else a turn cannot be stopped from within.
      clearTimeout(watchdog)
      watchdog = setTimeout(() => child.kill('SIGKILL'), 300_000)
      child.send({ ...task, seed: current })
    }
    child.on('message', message => {
      onResult(message)
      feed()
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      clearTimeout(watchdog)
      if (current === undefined) return resolve()
      onResult({ seed: current, failures: [signal === 'SIGKILL' ? 'no end within five minutes of real time' : `the run ends its process (${code ?? signal})`], figures: {}, cpuMs: 0 })
      resolve(worker(draw, task, onResult))
    })
    feed()
  })
}

async function one(seed, options, size, sizeText) {
  const result = await runSeed(seed, { ...size, trace: options.trace === undefined ? 40 : Infinity })
  if (options.trace !== undefined) writeFileSync(options.trace, result.trace.join('\n') + '\n')
  if (options.twice) {
    const again = await runSeed(seed, size)
    if (again.hash !== result.hash) result.failures.unshift(`not repeatable: ${result.hash}, then ${again.hash}`)
  }
  console.log(`seed ${seed}: trace ${result.hash}`)
  console.log(Object.entries(result.figures).map(([name, value]) => `${name} ${Math.round(value)}`).join(', '))
  if (result.failures.length === 0) {
    console.log('nothing broken')
    return 0
  }
  console.log(`\n${result.failures.length} failures:`)
  for (const failure of result.failures.slice(0, 12)) console.log(`- ${failure.slice(0, 3000)}`)
  console.log(`\nthe broker's log at the end:\n${result.log.slice(-15).join('\n')}`)
  console.log(`\nthe end of the trace (--trace FILE for all of it):\n${result.trace.slice(-40).join('\n')}`)
  if (!options['no-shrink']) {
    console.log('\nmaking it smaller ...')
    const plan = drawPlan(seed, size)
    const { plan: small, runs } = await shrink(plan, result.failures, runPlan, options['shrink-runs'] === undefined ? undefined : Number(options['shrink-runs']))
    if (options.save !== undefined) writeFileSync(options.save, planText(small))
    const last = await runPlan(small)
    console.log(`after ${runs} runs: ${small.faults.length} of ${plan.faults.length} faults, ${small.operations.length} of ${plan.operations.length} operations`)
    for (const fault of small.faults) console.log(`  ${JSON.stringify(fault)}`)
    if (small.operations.length <= 30) for (const operation of small.operations) console.log(`  ${JSON.stringify(operation)}`)
    for (const failure of last.failures.slice(0, 3)) console.log(`- ${failure.slice(0, 1000)}`)
    if (options.keep) {
      const file = fileURLToPath(new URL(`../test/sim/${seed}.json`, import.meta.url))
      writeFileSync(file, planText(small))
      appendFileSync(corpus, `${seed} # ${last.failures[0]?.slice(0, 100)}\n`)
      console.log(`kept as ${file}`)
    }
  }
  console.log(`\nagain: npm run sim -- --seed ${seed}${sizeText}`)
  return exitCode(result.failures)
}
