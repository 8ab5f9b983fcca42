// The settings of a group (KIP-848 and later) and of a client-metrics subscription (KIP-714). Pure (shape C).

import { ConfigError } from '../core/errors.ts'
import type { BrokerConfig } from './config.ts'
import { didYouMean, parseConfigTable, parseConfigValue, type ConfigDefinition, type ConfigValue } from './config-def.ts'
import { clientMetricsConfigTable, groupConfigTable } from './config-table.ts'
import { RequestError } from './controller/decision.ts'
import { ErrorCode } from '../protocol/error-codes.ts'

/** Ours: how long the answer to a heartbeat may be held back; 0 turns it off for the group. */
const ownGroupConfigTable = `
rookery.heartbeat.hold.max.ms int 10000 [0,10000] medium =rookery.group.heartbeat.hold.max.ms
`

/** Kafka's group settings that act here: what share and streams groups would need is refused until those groups work. */
export const groupConfigDefinitions: ReadonlyMap<string, ConfigDefinition> = new Map(
  [...parseConfigTable(groupConfigTable), ...parseConfigTable(ownGroupConfigTable)].filter(([name]) => name.startsWith('consumer.') || name.startsWith('rookery.')),
)

export const clientMetricsConfigDefinitions: ReadonlyMap<string, ConfigDefinition> = parseConfigTable(clientMetricsConfigTable)

/** The value of a group's setting: its own, else the broker's synonym, else the default. */
export function groupValue(config: BrokerConfig, overrides: ReadonlyMap<string, string>, name: string): ConfigValue {
  const definition = groupConfigDefinitions.get(name)!
  const text = overrides.get(name)
  if (text !== undefined) return parseConfigValue(definition, text)
  const synonym = definition.synonyms[0]
  return synonym === undefined ? parseConfigValue(definition, definition.defaultText!) : config.get(synonym)
}

/** Checks the settings that a group would have. Throws ConfigError. */
export function validateGroupConfigs(config: BrokerConfig, overrides: ReadonlyMap<string, string>): void {
  for (const [name, text] of overrides) {
    const definition = groupConfigDefinitions.get(name)
    if (definition === undefined) throw unknownName('group', name, groupConfigDefinitions)
    parseConfigValue(definition, text)
  }
  for (const [name, least, most] of [
    ['consumer.session.timeout.ms', 'group.consumer.min.session.timeout.ms', 'group.consumer.max.session.timeout.ms'],
    ['consumer.heartbeat.interval.ms', 'group.consumer.min.heartbeat.interval.ms', 'group.consumer.max.heartbeat.interval.ms'],
    ['consumer.assignment.interval.ms', 'group.consumer.min.assignment.interval.ms', 'group.consumer.max.assignment.interval.ms'],
  ] as const) {
    if (!overrides.has(name)) continue
    const value = groupValue(config, overrides, name) as number
    if (value < config.number(least)) throw new ConfigError(`${name}=${value} is below ${least}=${config.number(least)}`)
    if (value > config.number(most)) throw new ConfigError(`${name}=${value} is above ${most}=${config.number(most)}`)
  }
  const session = groupValue(config, overrides, 'consumer.session.timeout.ms') as number
  const heartbeat = groupValue(config, overrides, 'consumer.heartbeat.interval.ms') as number
  if (session <= heartbeat) throw new ConfigError(`consumer.session.timeout.ms=${session} is not above consumer.heartbeat.interval.ms=${heartbeat}`)
}

export function validateClientMetricsConfigs(overrides: ReadonlyMap<string, string>): void {
  for (const [name, text] of overrides) {
    const definition = clientMetricsConfigDefinitions.get(name)
    if (definition === undefined) throw new RequestError(ErrorCode.INVALID_REQUEST, `no client metrics config is named ${name}`)
    const value = parseConfigValue(definition, text)
    if (name === 'interval.ms' && ((value as number) < 100 || (value as number) > 3_600_000)) {
      throw new RequestError(ErrorCode.INVALID_REQUEST, `interval.ms=${String(value)}: 100 to 3600000 (an hour) is wanted`)
    }
    if (name === 'match') for (const entry of value as readonly string[]) checkMatch(entry)
  }
}

const matchKeys = ['client_instance_id', 'client_id', 'client_software_name', 'client_software_version', 'client_source_address', 'client_source_port']

function checkMatch(entry: string): void {
  const equals = entry.indexOf('=')
  if (equals < 0) throw new ConfigError(`match: ${entry} is not of the form key=pattern`)
  const key = entry.slice(0, equals).trim()
  if (!matchKeys.includes(key)) throw new ConfigError(`match: ${entry} has another key than ${matchKeys.join(', ')}`)
  try {
    new RegExp(entry.slice(equals + 1).trim())
  } catch {
    throw new ConfigError(`match: ${entry} holds no regular expression`)
  }
}

function unknownName(kind: string, name: string, known: ReadonlyMap<string, unknown>): ConfigError {
  const meant = didYouMean(name, known.keys())
  return new ConfigError(`no ${kind} config is named ${name}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`)
}
