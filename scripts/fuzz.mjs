// Hostile bytes against everything that reads them:   npm run fuzz -- [--seed N] [--seconds N] [--parts decode,server,...]   (without a seed: another one each time)
//   decode    every message at every version into its decoder
//   server    a whole broker over virtual sockets, killed and restarted on what is left on its disk
//   bombs     decompression bombs in all four codecs
//   client    a hostile broker against our client
//   sockets   a real broker process under hostile, slow and unreading connections   (--connections N, default 2000)
// --hostile is only the last one, with 10,000 slow connections. --ci plays the same inputs every time, as many on every machine, in about a minute.
// What takes too long counts when the same input does three times, by the processor's time; the sockets' latencies are compared with their control.
// Prints figures; exits 1 when something crashed, hung or escaped. A failure names its seed and, where that helps, the bytes.
import { parseArgs } from 'node:util'

const { values: options } = parseArgs({
  options: { seed: { type: 'string' }, seconds: { type: 'string', default: '60' }, parts: { type: 'string', default: 'decode,server,bombs,client,sockets' }, connections: { type: 'string' }, hostile: { type: 'boolean', default: false }, ci: { type: 'boolean', default: false } },
})
const seed = Number(options.seed ?? (options.ci ? 20261121 : Math.floor(Math.random() * 2 ** 31)))
const parts = options.hostile ? ['sockets'] : options.parts.split(',')
const connections = Number(options.connections ?? (options.hostile ? 10_000 : options.ci ? 1000 : 2000))
const timed = parts.filter(part => part !== 'bombs')
const seconds = options.ci ? Infinity : Number(options.seconds) / Math.max(1, timed.length)
/** How much of each part --ci plays, however long it takes. */
const amount = options.ci ? { rounds: 40, inputs: 8000, episodes: 60 } : {}
console.log(`fuzz: seed ${seed}${options.ci ? ' (fixed; npm run fuzz draws another each time)' : ''}, ${parts.join(', ')}`)
const problems = []
const report = (part, list) => {
  for (const problem of list) problems.push(`${part}: ${problem}`)
}
const ms = value => `${value.toFixed(1)} ms`

if (parts.includes('decode')) {
  const { fuzzDecoders, fuzzFrames, handMadeBeyondMax, measureAmplification } = await import('./fuzz/decode.mjs')
  const f = fuzzDecoders({ seed, seconds, rounds: amount.rounds })
  console.log(`decode: ${f.decodes} decodes of ${f.targets} messages and versions (${f.accepted} accepted, ${f.refused} refused), ${f.crashes.length} crashes`)
  console.log(`  worst time ${ms(f.worstMs)} (${f.worstMsOf}); worst allocation ${f.worstRatio.toFixed(2)} times the frame beyond 64 KiB (${f.worstRatioOf || 'none beyond'}), ${f.measured} measured`)
  report('decode', [...f.crashes, ...f.hangs.map(hang => `over 100 ms: ${hang}`), ...f.overAllocation])
  const frames = fuzzFrames({ seed })
  report('frames', frames.crashes)
  const requests = measureAmplification().filter(({ name }) => name.includes('Request '))
  const [worst] = requests.sort((x, y) => y.beyond - x.beyond)
  console.log(`  ${requests.length} frames of a MiB and of 64 KiB made by hand to cost most: the worst takes 4 times its bytes and ${Math.round(worst.beyond / 1024)} KiB (${worst.name})`)
  report('decode', requests.filter(({ beyond }) => beyond > handMadeBeyondMax).map(({ name, bytes, taken }) => `${name}: ${bytes} bytes took ${taken}`))
}
if (parts.includes('server')) {
  const { fuzzServer, handleCostlyFrames } = await import('./fuzz/server.mjs')
  const f = await fuzzServer({ seed, seconds, inputs: amount.inputs })
  console.log(`server: ${f.inputs} requests to ${f.apis} APIs (${f.answered} answered, ${f.closed} closed, ${f.silent} left waiting), ${f.restarts} restarts, ${f.internalErrors.length} internal errors, ${f.failures.length} failures`)
  console.log(`  worst time ${ms(f.worstMs)} (${f.worstMsOf})`)
  for (const kib of [256, 1024]) {
    const costly = await handleCostlyFrames(kib << 10)
    console.log(`  ${costly.length} frames of ${kib} KiB made by hand to cost most: at worst ${ms(costly[0].ms)} until the answer (${costly[0].name})`)
    report('server', costly.filter(row => row.ms > 100).map(row => `over 100 ms: ${row.name} of ${kib} KiB: ${row.ms} ms`))
  }
  report('server', [...f.internalErrors, ...f.failures, ...f.hangs.map(hang => `over 100 ms: ${hang}`)])
}
if (parts.includes('bombs')) {
  const { fuzzBombs } = await import('./fuzz/bombs.mjs')
  const { rows, failures } = await fuzzBombs()
  for (const row of rows) console.log(`bombs: ${row.codec}: ${row.bytes} bytes, the codec stops after ${ms(row.codecMs)}, the broker answers error ${row.errorCode} after ${ms(row.brokerMs)}`)
  report('bombs', [...failures, ...rows.filter(row => row.brokerMs > 100 || row.errorCode === 0).map(row => `${row.codec}: error ${row.errorCode} after ${ms(row.brokerMs)}`)])
}
if (parts.includes('client')) {
  const { fuzzClient } = await import('./fuzz/client.mjs')
  const f = await fuzzClient({ seed, seconds, episodes: amount.episodes })
  console.log(`client: ${f.calls} calls in ${f.episodes} episodes, ${f.spoiled} answers spoiled: ${f.ok} ok, ${f.refused} refused, ${f.crashes.length} crashes, ${f.stuck.length} without an end`)
  console.log(`  worst time ${ms(f.worstMs)} (${f.worstMsOf}); errors ${Object.entries(f.errors).sort((a, b) => b[1] - a[1]).slice(0, 8).map(([code, count]) => `${code} ${count}`).join(', ')}`)
  report('client', [...f.crashes, ...f.stuck, ...f.hangs.map(hang => `over 50 ms: ${hang}`)])
}
if (parts.includes('sockets')) {
  const { fuzzSockets } = await import('./fuzz/sockets.mjs')
  const { rows, failures, p99Ratio, p99RatioToBusy } = await fuzzSockets({ seed, seconds: Math.min(seconds, 12), slowConnections: connections })
  for (const row of rows) console.log(`sockets: ${row.phase.padEnd(24)} p50 ${ms(row.p50)}, p99 ${ms(row.p99)}, worst ${ms(row.worst)}, broker ${Math.round(row.rssMiB)} MiB   ${row.notes ?? ''}`)
  console.log(`  the well-behaved client's p99: at worst ${p99Ratio.toFixed(1)} times the quiet one; beside hostile frames ${p99RatioToBusy.toFixed(1)} times that beside as many good ones`)
  report('sockets', failures)
}
// One of each kind is enough to read.
const kinds = new Map()
for (const problem of problems) {
  const kind = problem.slice(0, 600).replace(/[0-9a-f]{16,}|\d+/g, '#').split('\n').slice(0, 3).join('\n')
  kinds.set(kind, [problem, (kinds.get(kind)?.[1] ?? 0) + 1])
}
for (const [problem, count] of kinds.values()) console.error(`\n${count} times: ${problem.slice(0, 6000)}`)
console.log(`\nfuzz: ${problems.length === 0 ? 'nothing found' : `${problems.length} problems of ${kinds.size} kinds, seed ${seed}`}`)
process.exit(problems.length === 0 ? 0 : 1)
