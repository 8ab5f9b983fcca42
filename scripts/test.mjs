// Runs the compiled tests with Node's own runner: every dist/**/*.test.js, or those whose path holds one of the given words.
// Ends with a line `N passed, N failed`, which is what CI reads; exits 1 on a failure and 2 when no file matches.
import { readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'

const words = process.argv.slice(2)
const files = readdirSync('dist', { recursive: true })
  .map(name => join('dist', name))
  .filter(name => name.endsWith('.test.js') && (words.length === 0 || words.some(word => name.includes(word))))
  .sort()
if (files.length === 0) {
  console.error(`no test file matches ${words.join(' ')}`)
  process.exit(2)
}

let passed = 0
let failed = 0
const stream = run({ files, concurrency: availableParallelism(), timeout: 120_000 })
stream.on('test:pass', event => {
  if (event.details.type !== 'suite' && !event.skip) passed++
})
stream.on('test:fail', event => {
  if (event.details.type !== 'suite') failed++
})
stream.on('end', () => {
  // The reporter still flushes its summary in this turn.
  setImmediate(() => {
    console.log(`\n${passed} passed, ${failed} failed`)
    process.exitCode = failed > 0 ? 1 : 0
  })
})
stream.compose(new spec()).pipe(process.stdout)
