// The fuzzers for a few seconds with a fixed seed: what `npm run fuzz` does for as long as it is told.

import assert from 'node:assert/strict'
import { test } from 'node:test'

const seed = Number(process.env['FUZZ_SEED'] ?? 1)
const part = (name: string): Promise<any> => import(new URL(`../../scripts/fuzz/${name}.mjs`, import.meta.url).href)

test(`every message at every version: hostile bytes are read or refused (seed ${seed})`, async () => {
  const { fuzzDecoders, fuzzFrames } = await part('decode')
  const figures = fuzzDecoders({ seed, seconds: 60, rounds: 12, measureEvery: 16 })
  assert.deepEqual([...figures.crashes, ...figures.hangs, ...figures.overAllocation], [])
  assert.ok(figures.accepted > 1000 && figures.refused > 1000, `${figures.accepted} accepted, ${figures.refused} refused: the lies are too many or too few`)
  assert.deepEqual(fuzzFrames({ seed, rounds: 200 }).crashes, [])
})

test('a frame made by hand to cost most takes four times its bytes and 2 MiB', async () => {
  const { handMadeBeyondMax, measureAmplification } = await part('decode')
  const frames: { name: string; beyond: number; taken: number }[] = measureAmplification({ frameBytes: [64 << 10] })
  assert.ok(frames.length > 400, `${frames.length} frames`)
  assert.deepEqual(frames.filter(({ beyond }) => beyond > handMadeBeyondMax), [])
})

test(`a broker under hostile requests answers, closes and restarts (seed ${seed})`, async () => {
  const { fuzzServer } = await part('server')
  const figures = await fuzzServer({ seed, inputs: 4000, inputsPerLife: 1000 })
  assert.deepEqual([...figures.internalErrors, ...figures.failures], [])
  assert.ok(figures.answered > 1000 && figures.closed > 500)
})

test('frames made by hand to cost most are answered or refused within 100 ms', async () => {
  const { handleCostlyFrames } = await part('server')
  const rows: { name: string; ms: number }[] = await handleCostlyFrames(256 << 10)
  assert.ok(rows.length > 60, `${rows.length} frames`)
  assert.deepEqual(rows.filter(({ ms }) => ms > 100), [])
})

test('decompression bombs in all four codecs are refused', async () => {
  const { fuzzBombs } = await part('bombs')
  const { rows, failures } = await fuzzBombs()
  assert.deepEqual(failures, [])
  assert.equal(rows.length, 4)
  for (const row of rows) assert.equal(row.errorCode, 87, row.codec)
})

test(`a hostile broker: every call of the client ends with a result or an error of ours (seed ${seed})`, async () => {
  const { fuzzClient } = await part('client')
  const figures = await fuzzClient({ seed, episodes: 25 })
  assert.deepEqual([...figures.crashes, ...figures.stuck], [])
  assert.ok(figures.spoiled > 200)
})
