// Planted bugs: one-line mutants of our own code, each in a copy of the tree, each to be found: by the simulator (the seeds it took are printed), first in
// short runs, then in full ones; where it breaks nothing that a client can see within minutes, by the unit tests that are named or by the crash states.
//   npm run mutants -- [--only WORD[,WORD]] [--seeds 120] [--full-seeds 30] [--from 1] [--jobs N] [--keep-copies]
//   npm run mutants -- --keep       also makes the plan that found it smaller and puts it under test/sim/, where `npm test` runs it on the code as it is
//   npm run mutants -- --kept       no search: each mutant with a plan under test/sim/ has to fail that plan (the short form)
// A seed counts only when the code without the bug passes it. Exits 1 when one survives, or when a line that is to be changed is not there any more
// (then the table has to follow the code).
import { spawn } from 'node:child_process'
import { availableParallelism, tmpdir } from 'node:os'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { transform } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values: options } = parseArgs({
  options: { only: { type: 'string' }, seeds: { type: 'string', default: '120' }, 'full-seeds': { type: 'string', default: '30' }, keep: { type: 'boolean' }, kept: { type: 'boolean' }, from: { type: 'string', default: '1' }, jobs: { type: 'string' }, 'keep-copies': { type: 'boolean' } },
})

/** `tests`: words for scripts/test.mjs, asked when no seed finds it. */
const mutants = [
  { name: 'acknowledge before the sync', file: 'broker/api/produce.ts', from: 'if (acks === -1 && partition.highWatermark <= info.lastOffset) {', to: 'if (acks === -1 && partition.log.logEndOffset <= info.lastOffset) {' },
  { name: 'high watermark = log end', file: 'broker/replica/partition.ts', from: "if (this.#options.durability === 'replicated') {", to: "if (this.#options.durability !== undefined) {" },
  { name: 'consumers read beyond the high watermark', file: 'broker/api/fetch.ts', from: "upTo: params.readCommitted ? 'lastStable' : 'highWatermark',", to: "upTo: params.readCommitted ? 'lastStable' : 'logEnd'," },
  { name: 'a sync promises what was written while it ran', file: 'broker/log/log-sync.ts', from: 'this.#recoveryPoint = Math.max(this.#recoveryPoint, end)', to: 'this.#recoveryPoint = Math.max(end, this.#log.logEndOffset)' },
  { name: 'a failed sync is passed over', file: 'broker/log/log-sync.ts', from: 'throw this.#failed(error)', to: 'if (error === undefined) throw this.#failed(error)' },
  { name: 'recovery trusts the page cache after a failed sync', file: 'broker/log/segment.ts', from: 'for (let at = position; at < this.#size; ) {', to: 'for (let at = Math.max(position, this.#size); at < this.#size; ) {' },
  { name: 'recovery is skipped: the index is trusted', file: 'broker/log/recovery.ts', from: 'context.clean ? loadClean(context, segments, files) : recover(context, segments, files)', to: 'context.clean || segments.length > 0 ? loadClean(context, segments, files) : recover(context, segments, files)' },
  { name: 'recovery skips the last segment', file: 'broker/log/recovery.ts', from: 'for (let i = first; i < segments.length; i++) {', to: 'for (let i = first; i < Math.max(first + 1, segments.length - 1); i++) {' },
  { name: 'recovery forgets the producers', file: 'broker/log/recovery.ts', from: 'const aborted = replayBatch(producers, batch)', to: 'const aborted = undefined as ReturnType<typeof replayBatch>' },
  { name: 'a torn tail is not cut off', file: 'broker/log/segment.ts', from: 'if (size !== this.#size) {\n      this.log.truncate(size)', to: 'if (size !== this.#size) {\n      this.log.size()' },
  { name: 'a failed append leaves its bytes behind', file: 'broker/log/segment.ts', from: '      // A part may have been written: nobody may ever read it.\n      this.log.truncate(start)', to: '      this.#size = this.log.size()' },
  { name: 'new files are not made durable in their directory', file: 'broker/log/log-sync.ts', from: '        await this.#disk.syncDirectoryLater(this.#log.directory)', to: '        await undefined' },
  { name: 'the clean marker stays at the start', file: 'broker/log/log-directory.ts', from: '      disk.remove(marker)\n', to: '' },
  { name: 'four batches are remembered instead of five', file: 'broker/log/producer-state.ts', from: 'const batchWindow = 5', to: 'const batchWindow = 4', tests: ['partition-log', 'append'] },
  { name: 'repeats are not recognized', file: 'broker/log/producer-state.ts', from: 'return state.batches.find(batch => batch.lastSequence === header.lastSequence && firstSequence(batch) === header.baseSequence)', to: 'return state.batches.find(batch => batch.lastSequence === header.lastSequence && firstSequence(batch) === header.baseSequence && header.baseSequence < 0)' },
  { name: 'sequences are not checked', file: 'broker/log/producer-state.ts', from: "if (origin === 'client') this.#checkSequence(state, committed, header)", to: "if (origin === 'client' && header.baseSequence < 0) this.#checkSequence(state, committed, header)", tests: ['partition-log'] },
  { name: 'producer ids are given out twice', file: 'broker/controller/brokers.ts', from: 'nextProducerId: producerIdStart + PRODUCER_ID_BLOCK }', to: 'nextProducerId: producerIdStart }' },
  { name: 'commits without generation check', file: 'broker/coordinator/group/offset-protocol.ts', from: 'if (generationId !== group.generationId) {', to: 'if (generationId > group.generationId) {', tests: ['offset-protocol'] },
  { name: 'the coordinator answers before its records are durable', file: 'broker/coordinator/runtime.ts', from: 'if (entry.endOffset <= writer.highWatermark(topic, entry.partition)) {', to: 'if (entry.endOffset <= writer.logEndOffset(topic, entry.partition)) {', tests: ['coordinator'] },
  { name: 'a member gets partitions that another still has', file: 'broker/coordinator/group/reconcile.ts', from: 'if (owner === undefined || owner === member.memberId) put', to: 'if (owner !== null) put' },
  { name: 'a member moves on before it has confirmed what it gave up', file: 'broker/coordinator/group/reconcile.ts', from: 'if (owned === undefined || intersects(owned, member.pendingRevocation)) return member', to: 'if (owned === undefined && member.memberEpoch < 0) return member', tests: ['one-owner'] },
  { name: 'replay forgets what a member is giving up', file: 'broker/coordinator/group/consumer-group.ts', from: 'pendingRevocation: epochsOf(value.partitionsPendingRevocation, value.memberEpoch)', to: 'pendingRevocation: noEpochs', tests: ['one-owner'] },
  { name: 'an instance id goes to another while its member lives', file: 'broker/coordinator/group/consumer-admission.ts', from: 'if (holder.memberEpoch !== LEAVE_GROUP_STATIC_EPOCH && holder.classic === undefined) {', to: 'if (holder.memberEpoch < -5) {', tests: ['one-owner'] },
  { name: 'an epoch that is over may commit', file: 'broker/coordinator/group/offset-protocol.ts', from: 'return since !== undefined && epoch >= since ? ErrorCode.NONE : stale', to: 'return since !== undefined || epoch >= 0 ? ErrorCode.NONE : stale', tests: ['one-owner'] },
  { name: 'a follower gets its assignment before the leader has assigned', file: 'broker/coordinator/group/classic-rebalance.ts', from: '    if (!group.isLeader(member.memberId)) {\n      member.awaitingSync = replyId\n      return', to: '    if (!group.isLeader(member.memberId)) {\n      this.#replySync(turn, group, member, replyId, member.assignment)\n      return', tests: ['one-owner'] },
  { name: 'compaction drops the newest record of a key', file: 'broker/log/cleaner.ts', from: 'return record.offset >= this.#map.get(', to: 'return record.offset < this.#map.get(' },
  { name: 'retention takes one segment too many', file: 'broker/log/retention.ts', from: 'if (excess - segment.size < 0) return false', to: 'if (excess < 0) return false', tests: ['log-manager', 'partition-log'] },
  { name: 'retention takes what is not committed', file: 'broker/log/retention.ts', from: 'if (end > highWatermark || isEmptyActive || !expired(segment)) break', to: 'if ((end > highWatermark && segment.size < 0) || isEmptyActive || !expired(segment)) break', tests: ['log-manager', 'partition-log'] },
  { name: 'the controller answers before its records are durable', file: 'broker/controller/controller.ts', from: 'const durable = await this.#log.sync()', to: 'const durable = this.#log.logEndOffset', tests: ['controller'] },
  { name: 'the client numbers batches of unknown fate anew', file: 'client/sequence.ts', from: 'this.#outstanding[0]?.doubtful === true || ', to: '', tests: ['client/sequence'] },
  { name: 'a retry may overtake', file: 'client/sequence.ts', from: 'if (batch.baseSequence !== NO_SEQUENCE) return this.#outstanding[0] === batch', to: 'if (batch.baseSequence !== NO_SEQUENCE) return true', tests: ['client/sequence'] },
  { name: 'a validation with an epoch that is over', file: 'client/positions.ts', from: "if (state.phase === 'Fetching' || state.phase === 'AwaitingValidation') this.#checkLeader(state)", to: "if (state.phase === 'Fetching') this.#checkLeader(state)", tests: ['client/consumer'] },
  { name: 'what is handed out counts as processed', file: 'client/processing.ts', from: '      this.#handed.push(state)\n', to: '      this.#handed.push(state)\n      state.processed = state.position\n', tests: ['client/consumer-live'] },
]

const planOf = ({ name }) => join(root, 'test/sim', `${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}.json`)
const words = options.only?.split(',')
const named = mutants.filter(({ file, name }) => words === undefined || words.some(word => name.includes(word) || file.includes(word)))
const chosen = options.kept ? named.filter(mutant => existsSync(planOf(mutant))) : named
if (chosen.length === 0) throw new Error(`no mutant is called ${options.only}${options.kept ? ' and has a plan under test/sim/' : ''}`)
let stale = 0
for (const { file, from, name } of chosen) {
  const count = readFileSync(join(root, 'src', file), 'utf8').split(from).length - 1
  if (count !== 1) {
    console.error(`${name}: the line is ${count} times in src/${file}`)
    stale++
  }
}
if (stale > 0) process.exit(1)

function run(command, args, cwd) {
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', chunk => (output += chunk))
    child.stderr.on('data', chunk => (output += chunk))
    child.on('exit', code => resolve({ code, output }))
  })
}

// One copy for all, so that the tree may be worked on meanwhile.
const base = mkdtempSync(join(tmpdir(), 'rookery-mutants-'))
process.on('exit', () => rmSync(base, { recursive: true, force: true }))
for (const part of ['src', 'scripts', 'schemas', 'package.json', 'tsconfig.json', 'test/golden', 'test/sim']) cpSync(join(root, part), join(base, part), { recursive: true })

symlinkSync(join(root, 'node_modules'), join(base, 'node_modules'))
const sound = await run('npx', ['tsc', '-p', 'tsconfig.json'], base)
if (sound.code !== 0) throw new Error(`the tree does not compile: ${sound.output}`)

const short = ['--operations', '400', '--safety-ms', '120000']

/** { name, how: 'sim' | 'tests' | 'crash states' | 'plan' | 'compiler' | 'survived', seeds, what } */
async function hunt(mutant) {
  const copy = mkdtempSync(join(tmpdir(), 'rookery-mutant-'))
  try {
    cpSync(base, copy, { recursive: true, verbatimSymlinks: true })
    const path = join(copy, 'src', mutant.file)
    writeFileSync(path, readFileSync(path, 'utf8').replace(mutant.from, () => mutant.to))
    const build = await run('npx', ['tsc', '-p', 'tsconfig.json'], copy)
    if (build.code !== 0) return { ...mutant, how: 'compiler', what: /.*error TS.*/.exec(build.output)?.[0] ?? build.output }
    let seeds = 0
    for (const [count, size] of [[Number(options.seeds), short], [Number(options['full-seeds']), []]]) {
      for (let first = Number(options.from), last = first + count - 1; first <= last; ) {
        const sim = await run('node', ['scripts/sim.mjs', '--seeds', `${first}..${last}`, '--jobs', '1', '--until-failure', ...size], copy)
        const hit = /^seed (\d+): .*\n(.*)/m.exec(sim.output)
        if (hit === null) {
          seeds += last - first + 1
          break
        }
        const seed = Number(hit[1])
        seeds += seed - first + 1
        first = seed + 1
        // A seed that the sound code fails too proves nothing.
        if ((await run('node', ['scripts/sim.mjs', '--seed', String(seed), '--no-shrink', ...size], base)).code !== 0) continue
        if (options.keep) await keep(mutant, copy, seed, size)
        return { ...mutant, how: 'sim', seeds, what: `${size === short ? '' : 'full runs; '}${hit[2].trim().slice(0, 140)}` }
      }
    }
    const tests = await run('node', ['scripts/test.mjs', ...(mutant.tests ?? [])], copy)
    const failed = /✖ ([^\n(]+)/.exec(tests.output)
    if (failed !== null) return { ...mutant, how: 'tests', seeds, what: failed[1].trim() }
    const crashes = await run('node', ['scripts/crashstates.mjs', '--short', '--sampled', '0', '--jobs', '1'], copy)
    if (crashes.code !== 0) return { ...mutant, how: 'crash states', seeds, what: /^ {2}(.*)/m.exec(crashes.output)?.[1].slice(0, 140) ?? crashes.output.slice(-140) }
    return { ...mutant, how: 'survived', seeds, what: '' }
  } finally {
    if (!options['keep-copies']) rmSync(copy, { recursive: true, force: true })
  }
}

/** The mutant on its plan: only its file is translated anew, in a copy that others had before and have after it. */
async function replay(mutant, copy) {
  const target = join(copy, 'dist', mutant.file.replace(/\.ts$/, '.js'))
  const sound = readFileSync(target)
  const text = readFileSync(join(base, 'src', mutant.file), 'utf8').replace(mutant.from, () => mutant.to)
  const { code: script } = await transform(text, { loader: 'ts', format: 'esm', target: 'es2023' })
  writeFileSync(target, script.replace(/((?:from|import) ?\(?"\.[^"]*)\.ts"/g, '$1.js"'))
  const { code, output } = await run('node', ['scripts/sim.mjs', '--plan', planOf(mutant)], copy)
  writeFileSync(target, sound)
  // A program that does not run is no proof.
  const found = code === 1 || code === 2
  return { ...mutant, how: found && !/SyntaxError|ERR_MODULE/.test(output) ? 'plan' : 'survived', seeds: 0, what: output.split('\n')[0].slice(0, 140) }
}

/** The plan that found it, made smaller, under test/sim/: if the bug still fails it and the sound code does not. */
async function keep(mutant, copy, seed, size) {
  const file = join(copy, 'kept.json')
  await run('node', ['scripts/sim.mjs', '--seed', String(seed), ...size, '--shrink-runs', '60', '--save', file], copy)
  const failing = await run('node', ['scripts/sim.mjs', '--plan', file], copy)
  const passing = await run('node', ['scripts/sim.mjs', '--plan', file], base)
  if (failing.code !== 0 && passing.code === 0) cpSync(file, planOf(mutant))
}

const results = []
const queue = [...chosen]
await Promise.all(
  Array.from({ length: Number(options.jobs ?? availableParallelism()) }, async () => {
    const copy = options.kept ? mkdtempSync(join(tmpdir(), 'rookery-mutant-')) : undefined
    if (copy !== undefined) cpSync(base, copy, { recursive: true, verbatimSymlinks: true })
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const result = await (copy === undefined ? hunt(mutant) : replay(mutant, copy))
      results.push(result)
      const how = {
        sim: `seed ${result.seeds}`, plan: 'its plan', tests: `the tests (no seed of ${result.seeds})`, 'crash states': `the crash states (no seed of ${result.seeds})`,
        compiler: 'the compiler', survived: 'NOT FOUND',
      }[result.how]
      console.log(`${result.name}: ${how}${result.what === '' ? '' : `: ${result.what}`}`)
    }
    if (copy !== undefined) rmSync(copy, { recursive: true, force: true })
  }),
)
const bySim = results.filter(({ how }) => how === 'sim').map(({ seeds }) => seeds).sort((a, b) => a - b)
const count = how => results.filter(result => result.how === how).length
// A bug that does not compile is no bug.
const missed = count('survived') + count('compiler')
console.log(
  options.kept
    ? `\n${results.length} mutants: ${count('plan')} fail the plan that is kept for them, ${missed} do not`
    : `\n${results.length} mutants: ${count('sim')} found by the simulator (median ${bySim[bySim.length >> 1] ?? '-'} seeds, most ${bySim.at(-1) ?? '-'}), ${count('tests')} by tests, ${count('crash states')} by crash states, ${missed} not found`,
)
process.exit(missed === 0 ? 0 : 1)
