// Judges a history by what Kafka guarantees: one JSON line per operation, as src/testing/checker/history.ts describes them.
//   npm run check-history -- FILE... [--complete] [--groups] [--vanish KEY,KEY*] [--write-order]
//   --complete   the history ends with somebody reading every partition to its end, so what was never read counts as unseen
//   --groups     readers are members of a group (default: whether the history holds a subscribe)
//   --vanish     keys whose records retention or compaction may have taken; a * at the end stands for anything
//   --synthetic N   judges N operations made up here instead, for the time it takes (cpuMs)
// Several files are one history (each process wrote its own). Ends with a JSON line of figures; exits 0 when nothing is broken, 1 when something is, 2 when the history cannot be read.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { check } from '../dist/testing/checker/checker.js'
import { parseHistory } from '../dist/testing/checker/history.js'

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: { complete: { type: 'boolean' }, groups: { type: 'boolean' }, vanish: { type: 'string' }, 'write-order': { type: 'boolean' }, synthetic: { type: 'string' } },
})

/** A clean history of the given size: ten partitions, five senders, five readers. */
function synthetic(count) {
  const history = []
  const ends = new Map()
  const read = new Map()
  for (let i = 0; history.length < count; i++) {
    const key = `orders-${i % 10}`
    const common = { process: i % 5, outcome: 'ok', begin: i, end: i + 1 }
    const offset = ends.get(key) ?? 0
    ends.set(key, offset + 1)
    history.push({ ...common, f: 'send', steps: [{ send: { key, value: i, offset } }] })
    const from = read.get(key) ?? []
    read.set(key, from)
    from.push([offset, i])
    if (from.length === 1) continue
    history.push({ ...common, process: 10 + (i % 10), f: 'poll', steps: [{ poll: { [key]: from.splice(0) } }] })
  }
  for (const [key, from] of read) if (from.length > 0) history.push({ process: 20, outcome: 'ok', begin: count, end: count, f: 'poll', steps: [{ poll: { [key]: from } }] })
  return history
}

let history
try {
  if (options.synthetic !== undefined) history = synthetic(Number(options.synthetic))
  else if (files.length === 0) throw new Error('which file?')
  else {
    history = files.flatMap(file => {
      try {
        return parseHistory(readFileSync(file, 'utf8'))
      } catch (error) {
        throw new Error(`${file}: ${error.message}`)
      }
    })
    // Each file is in its process's order already; the whole has to be in that of time.
    if (files.length > 1) history.sort((a, b) => a.begin - b.begin)
  }
} catch (error) {
  console.error(error.message)
  process.exit(2)
}

const patterns = (options.vanish ?? '').split(',').filter(text => text !== '')
const cpu = process.cpuUsage()
const { allowed, anomalies, figures, valid } = check(history, {
  complete: options.complete === true,
  ...(options.groups === undefined ? {} : { groups: options.groups }),
  writeOrder: options['write-order'] === true,
  mayVanish: key => patterns.some(pattern => (pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern)),
})
const { system, user } = process.cpuUsage(cpu)
for (const { message, type } of anomalies.slice(0, 50)) console.log(`${type}: ${message}`)
if (anomalies.length > 50) console.log(`... and ${anomalies.length - 50} more`)
const count = list => {
  const counts = {}
  for (const { type } of list) counts[type] = (counts[type] ?? 0) + 1
  return counts
}
console.log(JSON.stringify({ valid, anomalies: count(anomalies), allowed: count(allowed), ...figures, cpuMs: Math.round((user + system) / 1000) }))
process.exit(valid ? 0 : 1)
