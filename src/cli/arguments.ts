// Parsers for what stands on the command line. Shape C. Each throws commander's InvalidArgumentError, which names the option, with what is allowed.

import { InvalidArgumentError } from 'commander'

/** A whole number within limits. */
export function integer(min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return text => {
    const value = Number(text)
    if (!/^-?\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`expected a whole number ${max === Number.MAX_SAFE_INTEGER ? `of ${min} or more` : `from ${min} to ${max}`}.`)
    }
    return value
  }
}

/** `key=value`, gathered over repetitions. The value may hold commas and equals signs. */
export function keyValue(text: string, gathered: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('expected key=value.')
  return { ...gathered, [text.slice(0, at)]: text.slice(at + 1) }
}

/** One of a list of words. */
export function choice<T extends string>(allowed: readonly T[]): (text: string) => T {
  return text => {
    if (!(allowed as readonly string[]).includes(text)) throw new InvalidArgumentError(`allowed are ${allowed.join(', ')}.`)
    return text as T
  }
}

/** Partition numbers: `0,2,5-7`. */
export function partitionList(text: string): number[] {
  const numbers = new Set<number>()
  for (const part of text.split(',')) {
    const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? []
    if (from === undefined) throw new InvalidArgumentError('expected partition numbers such as 0,2,5-7.')
    for (let n = Number(from); n <= Number(to ?? from); n++) numbers.add(n)
  }
  return [...numbers].sort((a, b) => a - b)
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** A length of time in milliseconds: `90s`, `5m`, `2h`, `1d`, or ISO 8601 such as `PT5M`. */
export function duration(text: string): number {
  const plain = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/.exec(text)
  if (plain) return Math.round(Number(plain[1]) * UNITS[plain[2]!]!)
  const iso = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text)
  if (iso && text.length > 2) {
    const [weeks, days, hours, minutes, seconds] = iso.slice(1).map(part => Number(part ?? 0))
    return Math.round(weeks! * UNITS['w']! + days! * UNITS['d']! + hours! * UNITS['h']! + minutes! * UNITS['m']! + seconds! * 1000)
  }
  throw new InvalidArgumentError('expected a duration such as 90s, 5m, 2h, 1d or PT5M.')
}

/** A point in time in milliseconds since the epoch: a number, or a date such as 2026-11-21T10:00:00Z. */
export function timestamp(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : Date.parse(text)
  if (Number.isNaN(value)) throw new InvalidArgumentError('expected milliseconds since the epoch or a date such as 2026-11-21T10:00:00Z.')
  return value
}

/** `HOST:PORT` or `[IPV6]:PORT`; port 0 is allowed. */
export function hostAndPort(text: string): { host: string; port: number } {
  const match = /^(?:\[([^\]\s]+)\]|([^\s[\]]*)):(\d{1,5})$/.exec(text)
  const port = Number(match?.[3])
  if (match === null || port > 65_535) throw new InvalidArgumentError('expected HOST:PORT, such as 127.0.0.1:9092.')
  return { host: match[1] ?? match[2]!, port }
}

/** A topic, or some of its partitions: `orders` or `orders:0,2,5-7`. Gathered over repetitions. */
export function topicPartitions(text: string, gathered: readonly TopicSelection[] = []): TopicSelection[] {
  const match = /^([a-zA-Z0-9._-]+)(?::(.+))?$/.exec(text)
  if (match === null) throw new InvalidArgumentError('expected a topic, or a topic with partitions such as orders:0,2,5-7.')
  return [...gathered, { topic: match[1]!, partitions: match[2] === undefined ? undefined : partitionList(match[2]) }]
}

export interface TopicSelection {
  readonly topic: string
  /** All when undefined. */
  readonly partitions: readonly number[] | undefined
}

/** Words gathered over repetitions. */
export function gather(text: string, gathered: readonly string[] = []): string[] {
  return [...gathered, text]
}

/** Adds an example to a command's help. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map(line => `  $ ${line}`).join('\n')}\n`
}
