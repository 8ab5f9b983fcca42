// How a Kafka property is defined, checked and printed: types, bounds and error texts of Kafka's ConfigDef. Pure (shape C).
// The definitions themselves are facts in config-table.ts; broker, topic and group settings are made of them.

import { ConfigError } from '../core/errors.ts'
import { INT64_MAX } from '../protocol/ids.ts'

export type ConfigType = 'boolean' | 'string' | 'int' | 'short' | 'long' | 'double' | 'list' | 'class' | 'password'
/** A long of 2^63-1 is INT64_MAX, which has no exact number. */
export type ConfigValue = string | number | boolean | readonly string[] | null

export interface ConfigDefinition {
  readonly name: string
  readonly type: ConfigType
  /** As text; null: none; undefined: must be given. */
  readonly defaultText: string | null | undefined
  readonly validator: string
  readonly importance: 'high' | 'medium' | 'low'
  /** Not shown to the world and not promised to stay. */
  readonly internal: boolean
  /** Whether it may change while the broker runs, and for whom. */
  readonly updateMode: 'read-only' | 'per-broker' | 'cluster-wide'
  /** Set by requests only, never in the property file. */
  readonly dynamicOnly: boolean
  /** The broker's properties that give the default, the first that is set wins. */
  readonly synonyms: readonly string[]
}

/** Reads a table of config-table.ts. */
export function parseConfigTable(table: string): ReadonlyMap<string, ConfigDefinition> {
  const definitions = new Map<string, ConfigDefinition>()
  for (const line of table.split('\n')) {
    if (line === '') continue
    const [name, type, value, validator, importance, ...flags] = line.split(' ')
    definitions.set(name!, {
      name: name!,
      type: type as ConfigType,
      defaultText: value === '!' ? undefined : value === '-' ? null : value === '""' ? '' : value,
      validator: validator!,
      importance: importance as ConfigDefinition['importance'],
      internal: flags.includes('internal'),
      updateMode: flags.includes('cluster-wide') ? 'cluster-wide' : flags.includes('per-broker') ? 'per-broker' : 'read-only',
      dynamicOnly: flags.includes('dynamicOnly'),
      synonyms: flags.find(flag => flag.startsWith('='))?.slice(1).split('|') ?? [],
    })
  }
  return definitions
}

/** The value of a property from its text, checked. Throws ConfigError. */
export function parseConfigValue(definition: ConfigDefinition, text: string | null): ConfigValue {
  const value = text === null ? null : parseType(definition, text)
  validate(definition, value, text)
  return value
}

export function defaultValue(definition: ConfigDefinition): ConfigValue {
  const text = definition.defaultText
  if (text === undefined) throw new ConfigError(`${definition.name} has to be set: there is no default`)
  return text === null ? null : parseType(definition, text)
}

/** The value as Kafka prints it; null stays null. */
export function formatConfigValue(definition: ConfigDefinition, value: ConfigValue): string | null {
  if (value === null) return null
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return definition.type === 'double' ? javaDouble(value) : value === INT64_MAX ? '9223372036854775807' : String(value)
  return typeof value === 'string' ? value : value.join(',')
}

/** Whether the value must never be shown. A property that nobody defined may hold anything, so it is hidden too. */
export function isSensitive(definition: ConfigDefinition | undefined): boolean {
  return definition === undefined || definition.type === 'password'
}

/** A name that the writer may have meant: at most a third of its letters differ. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(name.length / 4)) + 1
  for (const candidate of known) {
    const distance = editDistance(name, candidate, bestDistance)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

const integerBounds: Partial<Record<ConfigType, readonly [bigint, bigint]>> = {
  short: [-(2n ** 15n), 2n ** 15n - 1n],
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
}

function parseType(definition: ConfigDefinition, raw: string): ConfigValue {
  const { type } = definition
  const text = raw.trim()
  switch (type) {
    case 'boolean':
      if (/^true$/i.test(text)) return true
      if (/^false$/i.test(text)) return false
      throw invalid(definition, text, 'true or false is wanted')
    case 'short':
    case 'int':
    case 'long': {
      const [low, high] = integerBounds[type]!
      if (/^[+-]?\d+$/.test(text)) {
        const value = BigInt(text.startsWith('+') ? text.slice(1) : text)
        if (value >= low && value <= high) return Number(value)
      }
      throw invalid(definition, text, `a whole number from ${low} to ${high} is wanted`)
    }
    case 'double':
      if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?$/.test(text)) return Number(text.replace(/[dDfF]$/, ''))
      if (text === 'NaN') return NaN
      throw invalid(definition, text, 'a number is wanted')
    case 'list':
      return text === '' ? [] : text.split(/\s*,\s*/)
    // A password may well begin or end with a blank, as in Kafka.
    case 'password':
      return raw
    case 'class':
    case 'string':
      return text
  }
}

function validate(definition: ConfigDefinition, value: ConfigValue, text: string | null): void {
  const { name, validator } = definition
  if (validator === '-') return
  const shown = value === null ? 'null' : typeof value === 'object' ? `[${value.join(', ')}]` : formatConfigValue(definition, value)!
  const range = /^\[(-?[\d.]*),(-?[\d.]*)\]$/.exec(validator)
  if (range !== null) {
    if (value === null) throw invalid(definition, 'null', 'a number is wanted')
    if (range[1] !== '' && (value as number) < Number(range[1])) throw invalid(definition, shown, `${range[1]} is the least`)
    if (range[2] !== '' && (value as number) > Number(range[2])) throw invalid(definition, shown, `${range[2]} is the most`)
    return
  }
  const [kind, ...rest] = validator.split(':')
  switch (kind) {
    case 'in': {
      const allowed = rest[0]!.split('|')
      if (!allowed.includes(value as string)) throw invalid(definition, shown, `one of ${allowed.join(', ')} is wanted`)
      return
    }
    case 'inAnyCase': {
      const allowed = rest[0]!.split('|')
      if (value !== null && allowed.includes(String(value).toUpperCase())) return
      throw invalid(definition, shown, `one of ${allowed.join(', ')} is wanted, in any case`)
    }
    case 'list': {
      const [empty, nullable, words] = rest
      if (value === null) {
        if (nullable === 'null') return
        throw new ConfigError(`${name}=null: a list is wanted`)
      }
      validateList(definition, value as readonly string[], empty === 'empty', words === '' ? undefined : words!.split('|'))
      return
    }
    case 'nonNull':
      if (value === null) throw invalid(definition, 'null', 'a value is wanted')
      return
    case 'nonEmpty':
      if (value === '') throw invalid(definition, '', 'it is empty')
      return
    case 'gzipLevel':
      if ((value as number) !== -1 && !((value as number) >= 1 && (value as number) <= 9)) {
        throw invalid(definition, shown, '1 to 9 is wanted, or -1 for the default')
      }
      return
    case 'throttledReplicas': {
      const entries = value as readonly string[]
      if (entries.length === 1 && entries[0] === '*') return
      if (entries.every(entry => /^\d+:\d+$/.test(entry))) return
      throw invalid(definition, shown, '* is wanted, or partition:broker pairs with commas between')
    }
    case 'quorumVoters':
      for (const entry of value as readonly string[]) {
        if (!/^\d+@.+:\d+$/.test(entry)) {
          throw new ConfigError(`${name}: '${entry}' is not of the form id@host:port`)
        }
      }
      return
    case 'bootstrapServers':
      for (const entry of value as readonly string[]) {
        if (!/^.+:\d+$/.test(entry)) {
          throw new ConfigError(`${name}: '${entry}' is not of the form host:port`)
        }
      }
      return
    case 'offsetReset':
      if (value === 'earliest' || value === 'latest') return
      if (/^by_duration:P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/.test(String(text))) return
      throw invalid(definition, shown, 'earliest, latest or by_duration: with an ISO 8601 duration is wanted')
    default:
      throw new ConfigError(`unknown check ${validator} of the property ${name}`)
  }
}

function validateList(definition: ConfigDefinition, values: readonly string[], emptyAllowed: boolean, allowed: readonly string[] | undefined): void {
  const { name } = definition
  if (values.length === 0 && !emptyAllowed) {
    throw new ConfigError(`${name} is an empty list; it needs ${allowed === undefined ? 'a value' : `some of ${allowed.join(', ')}`}`)
  }
  if (values.includes('')) throw new ConfigError(`${name}=${values.join(',')} has an empty entry`)
  if (allowed !== undefined) {
    for (const value of values) {
      if (!allowed.includes(value)) throw invalid(definition, value, `one of ${allowed.join(', ')} is wanted`)
    }
  }
  // Doubled policies were accepted for years, so Kafka still drops them quietly (KIP-1161).
  if (!name.endsWith('cleanup.policy') && new Set(values).size !== values.length) {
    throw new ConfigError(`${name}=${values.join(',')} names an entry twice`)
  }
}

function invalid(definition: ConfigDefinition, value: string, reason: string): ConfigError {
  const shown = definition.type === 'password' ? '[hidden]' : value
  return new ConfigError(`${definition.name}=${shown}: ${reason}`)
}

/** Java's Double.toString, for the values that settings have. */
function javaDouble(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'
  const size = Math.abs(value)
  if (size === 0 || (size >= 1e-3 && size < 1e7)) return Number.isInteger(value) ? `${value}.0` : String(value)
  const [mantissa, exponent] = value.toExponential().split('e')
  return `${mantissa!.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`
}

function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      row.push(Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    previous = row
  }
  return previous[b.length]!
}
