// Judges one leg of a chaos run: the history by the checker, the log once more by a plain comparison of what was acknowledged with what is there, the
// committed offsets against what the members had processed.
import { check } from '../../dist/testing/index.js'

const some = list => `${list.length} ${JSON.stringify(list.slice(0, 4))}`

/** What a plain reading from the beginning says. `seen`: value -> list of `key@offset`. Answers sentences, none when all is well. */
export function compare(history, seen) {
  const lost = []
  const moved = []
  const disordered = []
  const last = new Map()
  for (const operation of history) {
    if (operation.f !== 'send' || operation.outcome !== 'ok') continue
    const { key, value, offset } = operation.steps[0].send
    const places = seen.get(value)
    if (places === undefined) lost.push(`${value} at ${key}@${offset}`)
    else if (offset !== null && !places.includes(`${key}@${offset}`)) moved.push(`${value} at ${key}@${offset}, now ${places}`)
  }
  const twice = [...seen].filter(([, places]) => places.length > 1).map(([value, places]) => `${value} at ${places}`)
  // Order per producer and partition: the numbers of each producer rise in the order of the log.
  const inOrder = [...seen].flatMap(([value, places]) => places.map(place => {
    const at = place.lastIndexOf('@')
    return { value, key: place.slice(0, at), offset: Number(place.slice(at + 1)) }
  })).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.offset - b.offset))
  for (const { value, key, offset } of inOrder) {
    const [producer, number] = value.split(':').map(Number)
    const name = `${producer} ${key}`
    if ((last.get(name) ?? -1) >= number) disordered.push(`${value} at ${key}@${offset} after ${last.get(name)}`)
    last.set(name, number)
  }
  const found = []
  if (lost.length > 0) found.push(`lost: ${some(lost)}`)
  if (twice.length > 0) found.push(`twice: ${some(twice)}`)
  if (moved.length > 0) found.push(`moved: ${some(moved)}`)
  if (disordered.length > 0) found.push(`out of order: ${some(disordered)}`)
  return found
}

/**
 * Committed offsets as the coordinator told them in `samples` (`{ group, begin, end, offsets: { key: offset } }`): never past what members had processed by then,
 * never before what a commit acknowledged earlier had said.
 */
export function checkCommitted(history, processed, samples) {
  const found = []
  for (const group of new Set(samples.map(sample => sample.group))) {
    const events = processed.filter(entry => entry.group === group).sort((a, b) => a.t - b.t)
    const commits = history.filter(operation => operation.f === 'commit' && operation.outcome === 'ok' && operation.group === group).sort((a, b) => a.end - b.end)
    const done = new Map()
    const loose = new Map()
    const promised = new Map()
    let nextEvent = 0
    let nextCommit = 0
    for (const sample of samples.filter(other => other.group === group).sort((a, b) => a.end - b.end)) {
      for (; nextEvent < events.length && events[nextEvent].t <= sample.end; nextEvent++) {
        const { key, from, to } = events[nextEvent]
        const waiting = loose.get(key) ?? []
        waiting.push([from, to])
        waiting.sort((a, b) => a[0] - b[0])
        let end = done.get(key) ?? 0
        while (waiting.length > 0 && waiting[0][0] <= end) end = Math.max(end, waiting.shift()[1])
        done.set(key, end)
        loose.set(key, waiting)
      }
      for (; nextCommit < commits.length && commits[nextCommit].end < sample.begin; nextCommit++) {
        const { key, offset } = commits[nextCommit]
        promised.set(key, Math.max(promised.get(key) ?? 0, offset))
      }
      for (const [key, offset] of Object.entries(sample.offsets)) {
        if (offset > (done.get(key) ?? 0)) found.push(`group ${group}: ${key} was committed at ${offset} when only ${done.get(key) ?? 0} were processed`)
      }
      for (const [key, offset] of promised) {
        if ((sample.offsets[key] ?? -1) < offset) found.push(`group ${group}: the commit of ${key} at ${offset} was acknowledged, the coordinator tells ${sample.offsets[key] ?? 'none'}`)
      }
    }
  }
  return found
}

/** All of it. Answers `{ problems: string[], figures }`. */
export function judge({ history, seen, processed, samples }) {
  const { anomalies, figures } = check(history, { complete: true, groups: true })
  const byType = new Map()
  for (const anomaly of anomalies) {
    const list = byType.get(anomaly.type) ?? []
    list.push(anomaly.message)
    byType.set(anomaly.type, list)
  }
  const problems = [...byType].map(([type, messages]) => `checker: ${messages.length} ${type}: ${messages.slice(0, 3).join('; ')}`)
  problems.push(...compare(history, seen), ...checkCommitted(history, processed, samples).slice(0, 5))
  return { problems, figures, types: [...byType.keys()] }
}
