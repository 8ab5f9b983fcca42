// Fixtures as JSON Lines: topics, records, committed offsets. One object per line, so that they can be written by hand, by `rookery consume --json`
// or by a script, and reviewed as a diff. Lines that are empty or begin with # or // are comments.
//   {"topic":"orders","partitions":3,"configs":{"cleanup.policy":"compact"}}
//   {"topic":"orders","key":"a","value":{"total":7},"headers":{"trace":"1"},"partition":0,"timestamp":1767225600000}
//   {"group":"billing","topic":"orders","partition":0,"offset":5}

export interface TopicFixture {
  topic: string
  partitions: number
  configs?: Readonly<Record<string, string | number | boolean>>
}

export interface RecordFixture {
  topic: string
  partition?: number
  /** A string; null or left out for none; `{"base64":"..."}` for bytes. Anything else is written as JSON. */
  key?: unknown
  /** A string; null for a tombstone; `{"base64":"..."}` for bytes. Anything else is written as JSON. */
  value: unknown
  headers?: Readonly<Record<string, unknown>>
  timestamp?: number
}

export interface OffsetFixture {
  group: string
  topic: string
  partition: number
  offset: number
}

export type Fixture = TopicFixture | RecordFixture | OffsetFixture

/** Reads fixtures. Throws SyntaxError that names the line. */
export function parseFixtures(text: string): Fixture[] {
  const fixtures: Fixture[] = []
  text.split(/\r?\n/).forEach((line, index) => {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith('//')) return
    const fail = (what: string): never => {
      throw new SyntaxError(`fixture line ${index + 1}: ${what}`)
    }
    let value: any
    try {
      value = JSON.parse(trimmed)
    } catch (error) {
      return fail((error as Error).message)
    }
    if (typeof value?.topic !== 'string') fail('a fixture is an object with a topic')
    const known = 'group' in value ? ['group', 'topic', 'partition', 'offset'] : 'value' in value ? ['topic', 'partition', 'key', 'value', 'headers', 'timestamp', 'offset'] : ['topic', 'partitions', 'configs']
    const stranger = Object.keys(value).find(name => !known.includes(name))
    if (stranger !== undefined) fail(`${stranger} means nothing here; known are ${known.join(', ')}`)
    if ('group' in value && !(Number.isSafeInteger(value.partition) && Number.isSafeInteger(value.offset))) fail('a committed offset has group, topic, partition and offset')
    if (!('group' in value) && !('value' in value) && !Number.isSafeInteger(value.partitions)) fail('neither a record (value), nor a topic (partitions), nor a committed offset (group)')
    fixtures.push(value as Fixture)
  })
  return fixtures
}

/** A key, value or header as it is sent: strings as they are, `{"base64":"..."}` as those bytes, the rest as JSON. */
export function asBytes(value: unknown): Buffer | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return Buffer.from(value)
  const { base64 } = value as { base64?: unknown }
  return typeof base64 === 'string' && Object.keys(value).length === 1 ? Buffer.from(base64, 'base64') : Buffer.from(JSON.stringify(value))
}

/** A record as a fixture line. Bytes that are no text are written as `{"base64":"..."}`. */
export function formatRecord(record: { topic: string; partition: number; offset: number; timestamp: number; key: Buffer | null; value: Buffer | null; headers: readonly { key: string; value: Buffer | null }[] }): string {
  const readable = (bytes: Buffer | null): unknown => {
    if (bytes === null) return null
    const text = bytes.toString()
    return Buffer.from(text).equals(bytes) ? text : { base64: bytes.toString('base64') }
  }
  const { headers, offset, partition, timestamp, topic } = record
  const fields = { topic, partition, offset, timestamp, key: readable(record.key), value: readable(record.value) }
  return JSON.stringify(headers.length === 0 ? fields : { ...fields, headers: Object.fromEntries(headers.map(({ key, value }) => [key, readable(value)])) })
}
