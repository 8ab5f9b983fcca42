// What a broker has promised so far, as its clients know it: the model that every crash state is judged by. Plain data (shape B), copied at each
// moment at which the power may go.

export interface SentBatch {
  topic: string
  partition: number
  producerId: number
  producerEpoch: number
  baseSequence: number
  values: string[]
  /** Where it was acknowledged. */
  offset: number
}

export class Promised {
  /** Topic -> how many partitions it has; 0: it must not be there. Topics whose request is under way are in `doubtful`. */
  topics = new Map<string, number>()
  /** `topic config` -> its value; null: it must be the default. */
  configs = new Map<string, string | null>()
  /** `topic-partition` -> offset -> value. */
  acknowledged = new Map<string, Map<number, string>>()
  /** `topic-partition` -> whatever was sent there, answered or not. */
  sent = new Map<string, Set<string>>()
  /** `topic-partition` -> the offset below which records may be gone. */
  floors = new Map<string, number>()
  /** Topics of which only the last record of each key has to be there. A value is `key=...`. */
  compacted = new Set<string>()
  /** `group topic-partition` -> committed offset; null: it must be gone. */
  commits = new Map<string, number | null>()
  /** Topics, `topic config`s and `group topic-partition`s of which a request is under way. */
  doubtful = new Set<string>()
  /** The last batch of each idempotent producer that was acknowledged: sent again, it may not be stored again. */
  repeatable = new Map<number, SentBatch>()
  /** Counts changes, so that equal states under equal promises are judged once. */
  version = 0

  copy(): Promised {
    const copy = new Promised()
    copy.topics = new Map(this.topics)
    copy.configs = new Map(this.configs)
    copy.acknowledged = new Map([...this.acknowledged].map(([key, records]) => [key, new Map(records)]))
    copy.sent = new Map([...this.sent].map(([key, values]) => [key, new Set(values)]))
    copy.floors = new Map(this.floors)
    copy.compacted = new Set(this.compacted)
    copy.commits = new Map(this.commits)
    copy.doubtful = new Set(this.doubtful)
    copy.repeatable = new Map(this.repeatable)
    copy.version = this.version
    return copy
  }

  /** The topic is gone, or begins anew. */
  forgetTopic(name: string): void {
    const ofTopic = (key: string): boolean => key.slice(0, key.lastIndexOf('-')) === name
    for (const map of [this.acknowledged, this.sent, this.floors]) for (const key of [...map.keys()]) if (ofTopic(key)) map.delete(key)
    for (const subject of [...this.configs.keys()]) if (subject.startsWith(`${name} `)) this.configs.delete(subject)
    for (const [id, batch] of this.repeatable) if (batch.topic === name) this.repeatable.delete(id)
    this.compacted.delete(name)
  }

  async during<T>(subjects: readonly string[], work: Promise<T>): Promise<T> {
    for (const subject of subjects) this.doubtful.add(subject)
    this.version++
    const result = await work
    for (const subject of subjects) this.doubtful.delete(subject)
    this.version++
    return result
  }
}

/** What a broker says that it has: topics with settings, records, committed offsets. */
export interface Found {
  topics: Map<string, number>
  /** `topic config` -> value, of what is set for topics. */
  configs: Map<string, string>
  /** `topic-partition` -> its first offset and its records. */
  logs: Map<string, { start: number; end: number; records: Map<number, string> }>
  commits: Map<string, number>
}

/** Where what was found falls short of what was promised. */
export function judge(promise: Promised, found: Found): string[] {
  const failures: string[] = []
  for (const [name, partitions] of promise.topics) {
    if (promise.doubtful.has(name)) continue
    const there = found.topics.get(name) ?? 0
    if (there !== partitions) failures.push(`topic ${name} has ${there} partitions, and ${partitions} were acknowledged`)
  }
  for (const [subject, value] of promise.configs) {
    const name = subject.split(' ')[0]!
    if (promise.doubtful.has(subject) || promise.doubtful.has(name)) continue
    if ((found.configs.get(subject) ?? null) !== value) failures.push(`${subject} is ${found.configs.get(subject)}, and ${value} was acknowledged`)
  }
  for (const [key, records] of promise.acknowledged) {
    const name = key.slice(0, key.lastIndexOf('-'))
    if (promise.doubtful.has(name) && !found.topics.has(name)) continue
    const log = found.logs.get(key)
    if (log === undefined) {
      if (records.size > 0) failures.push(`${key} is not there`)
      continue
    }
    const floor = promise.floors.get(key) ?? 0
    const latest = new Map<string, number>()
    if (promise.compacted.has(name)) for (const [offset, value] of [...records].sort(([a], [b]) => a - b)) latest.set(value.split('=')[0]!, offset)
    // What was sent and not answered may be a later one of its key.
    for (const [offset, value] of log.records) if ((latest.get(value.split('=')[0]!) ?? Infinity) < offset) latest.set(value.split('=')[0]!, offset)
    for (const [offset, value] of records) {
      const actual = log.records.get(offset)
      if (actual === value) continue
      if (actual !== undefined) failures.push(`${key} offset ${offset} holds ${actual}, and ${value} was acknowledged there`)
      else if (offset < floor) continue
      else if (promise.compacted.has(name) && latest.get(value.split('=')[0]!) !== offset) continue
      else failures.push(`${key} offset ${offset} is lost: ${value} was acknowledged; the log holds ${log.start} to ${log.end}`)
    }
    const last = Math.max(-1, ...records.keys())
    if (log.end <= last) failures.push(`${key} ends at ${log.end}, and ${last} was acknowledged`)
  }
  for (const [key, log] of found.logs) {
    const sent = promise.sent.get(key)
    const seen = new Map<string, number>()
    for (const [offset, value] of log.records) {
      if (sent?.has(value) !== true) failures.push(`${key} offset ${offset} holds ${value}, which nobody sent there`)
      else if (seen.has(value)) failures.push(`${key} holds ${value} twice: at ${seen.get(value)} and ${offset}`)
      seen.set(value, offset)
    }
  }
  for (const [subject, offset] of promise.commits) {
    if (promise.doubtful.has(subject)) continue
    const actual = found.commits.get(subject) ?? null
    if (actual !== offset) failures.push(`${subject} is committed at ${actual}, and ${offset} was acknowledged`)
  }
  return failures
}

/** The same state gives the same text. */
export function describe(found: Found): string {
  const lines = [...found.topics].map(([name, partitions]) => `topic ${name} ${partitions}`)
  for (const [subject, value] of found.configs) lines.push(`config ${subject}=${value}`)
  for (const [key, { end, records, start }] of found.logs) lines.push(`log ${key} ${start}..${end} ${[...records].map(([offset, value]) => `${offset}:${value}`).join(' ')}`)
  for (const [subject, offset] of found.commits) lines.push(`commit ${subject} ${offset}`)
  return lines.sort().join('\n')
}
