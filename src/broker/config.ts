// The broker's configuration under Kafka's property names: from a property file and key=value pairs, checked, with defaults,
// and with the settings that were changed while running laid over it (KIP-226). Pure (shape C).

import { ConfigError } from '../core/errors.ts'
import { defaultValue, didYouMean, parseConfigTable, parseConfigValue, type ConfigDefinition, type ConfigValue } from './config-def.ts'
import { brokerConfigTable } from './config-table.ts'
import { formatListener, parseListeners, type Listener } from './listeners.ts'

/** Properties that only Rookery has. Apache Kafka warns of unknown names and goes on, so they may stay in a shared file. */
const rookeryConfigTable = `
rookery.durability string - in:fsync|replicated high
rookery.group.heartbeat.hold.max.ms int 10000 [0,10000] medium cluster-wide
`

const kafkaDefinitions = parseConfigTable(brokerConfigTable)
const rookeryDefinitions = parseConfigTable(rookeryConfigTable)

/** Every property of an Apache Kafka 4.3.1 broker, and ours. */
export const brokerConfigDefinitions: ReadonlyMap<string, ConfigDefinition> = new Map([...kafkaDefinitions, ...rookeryDefinitions])

/** What Kafka demands of the file and a broker that is its own controller can do without. */
const ownDefaults: Readonly<Record<string, string>> = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.listener.names': 'CONTROLLER',
}

/** Properties whose promise (who may do what, where data goes) we would break by ignoring them: only these values are accepted. */
const onlySupported: Readonly<Record<string, readonly string[]>> = {
  'authorizer.class.name': [''],
  'create.topic.policy.class.name': [],
  'alter.config.policy.class.name': [],
  'client.quota.callback.class': [],
  'remote.log.storage.system.enable': ['false'],
  'delegation.token.secret.key': [],
}

/** Prefixes that Kafka hands to plugins, or to one listener. */
const openPrefixes = ['listener.name.', 'rsm.config.', 'rlmm.config.', 'metrics.', 'confluent.', 'config.providers.']

/** Properties that say the same in other units, the finest first. */
const families: readonly (readonly string[])[] = [
  ['log.roll.ms', 'log.roll.hours'],
  ['log.roll.jitter.ms', 'log.roll.jitter.hours'],
  ['log.flush.interval.ms', 'log.flush.scheduler.interval.ms'],
  ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours'],
]
const familyOf = new Map(families.flatMap(family => family.map(name => [name, family] as const)))

/** The property and those that say the same in other units. */
export function relatives(name: string): readonly string[] {
  return familyOf.get(name) ?? [name]
}

export type ConfigSource = 'DYNAMIC_BROKER_CONFIG' | 'DYNAMIC_DEFAULT_BROKER_CONFIG' | 'STATIC_BROKER_CONFIG' | 'DEFAULT_CONFIG'

export class BrokerConfig {
  /** What the file and the command line say. */
  readonly staticProperties: ReadonlyMap<string, string>
  readonly dynamicProperties: ReadonlyMap<string, string>
  readonly dynamicDefaults: ReadonlyMap<string, string>
  /** Lines for the log: names that nobody knows. */
  readonly warnings: readonly string[]
  readonly #values = new Map<string, ConfigValue>()

  private constructor(
    staticProperties: ReadonlyMap<string, string>,
    dynamicProperties: ReadonlyMap<string, string>,
    dynamicDefaults: ReadonlyMap<string, string>,
    warnings: readonly string[],
  ) {
    this.staticProperties = staticProperties
    this.dynamicProperties = dynamicProperties
    this.dynamicDefaults = dynamicDefaults
    this.warnings = warnings
  }

  /** Throws ConfigError that names the property and what is allowed. */
  static from(properties: Readonly<Record<string, string>> | Iterable<readonly [string, string]> = {}): BrokerConfig {
    const given = new Map(Symbol.iterator in properties ? properties : Object.entries(properties))
    const warnings: string[] = []
    for (const [name, text] of given) {
      const definition = brokerConfigDefinitions.get(name)
      if (definition === undefined || definition.dynamicOnly) {
        if (openPrefixes.some(prefix => name.startsWith(prefix))) continue
        const meant = didYouMean(name, brokerConfigDefinitions.keys())
        warnings.push(`unknown property ${name} is ignored${meant === undefined ? '' : `; did you mean ${meant}?`}`)
        continue
      }
      parseConfigValue(definition, text)
      const supported = onlySupported[name]
      if (supported !== undefined && !supported.includes(text.trim())) {
        throw new ConfigError(`${name}=${definition.type === 'password' ? '[hidden]' : text} is not supported yet: leave it out`)
      }
    }
    const config = new BrokerConfig(given, new Map(), new Map(), warnings)
    config.#check()
    // The old name of node.id goes along with it.
    given.set('broker.id', String(config.nodeId))
    config.#values.delete('broker.id')
    return config
  }

  /** This configuration with the settings of the metadata log over it. A value that cannot be parsed is left out, as Kafka does. */
  withDynamic(own: ReadonlyMap<string, string>, defaults: ReadonlyMap<string, string>): BrokerConfig {
    return new BrokerConfig(this.staticProperties, onlyValid(own), onlyValid(defaults), this.warnings)
  }

  /**
   * The effective text of a property and where it comes from; undefined when only the default is left. A level that sets the property in
   * another unit hides what the levels below it say.
   */
  textOf(name: string): { text: string; source: ConfigSource } | undefined {
    const family = relatives(name)
    let text = this.dynamicProperties.get(name)
    if (text !== undefined) return { text, source: 'DYNAMIC_BROKER_CONFIG' }
    if (family.some(relative => this.dynamicProperties.has(relative))) return undefined
    text = this.dynamicDefaults.get(name)
    if (text !== undefined) return { text, source: 'DYNAMIC_DEFAULT_BROKER_CONFIG' }
    if (family.some(relative => this.dynamicDefaults.has(relative))) return undefined
    text = this.staticProperties.get(name)
    if (text !== undefined) return { text, source: 'STATIC_BROKER_CONFIG' }
    return undefined
  }

  /** The effective value. The name must be one of brokerConfigDefinitions. */
  get(name: string): ConfigValue {
    let value = this.#values.get(name)
    if (value === undefined) {
      const definition = brokerConfigDefinitions.get(name)
      if (definition === undefined) throw new ConfigError(`there is no property ${name}`)
      const text = this.textOf(name)?.text ?? ownDefaults[name]
      value = text === undefined ? defaultValue(definition) : parseConfigValue(definition, text)
      this.#values.set(name, value)
    }
    return value
  }

  number(name: string): number {
    return this.get(name) as number
  }

  numberOrNull(name: string): number | null {
    return this.get(name) as number | null
  }

  string(name: string): string {
    return this.get(name) as string
  }

  stringOrNull(name: string): string | null {
    return this.get(name) as string | null
  }

  boolean(name: string): boolean {
    return this.get(name) as boolean
  }

  list(name: string): readonly string[] {
    return (this.get(name) as readonly string[] | null) ?? []
  }

  get nodeId(): number {
    return this.number('node.id')
  }

  get rack(): string | null {
    return this.stringOrNull('broker.rack')
  }

  /** `log.dirs`, else `log.dir`. */
  get logDirs(): readonly string[] {
    const dirs = this.list('log.dirs')
    return dirs.length > 0 ? dirs : this.list('log.dir')
  }

  /** `rookery.durability`, undefined when it was not set. */
  get durability(): 'fsync' | 'replicated' | undefined {
    return (this.stringOrNull('rookery.durability') as 'fsync' | 'replicated' | null) ?? undefined
  }

  /** Where clients connect to. */
  get listeners(): readonly Listener[] {
    return this.#allListeners.filter(listener => !this.#isController(listener.name))
  }

  /** What clients are told to connect to: `advertised.listeners`, else the listeners themselves. */
  get advertisedListeners(): readonly Listener[] {
    const text = this.list('advertised.listeners')
    if (text.length === 0) return this.listeners
    return parseListeners('advertised.listeners', text, this.#protocolMap).filter(listener => !this.#isController(listener.name))
  }

  /**
   * Where the controller would be reached. Nothing listens there in a broker that is its own controller, but the metadata log names it,
   * and Apache Kafka needs the same name and place when it opens the directory. Default: port 9093 of the first listener's host.
   */
  get controllerListener(): Listener {
    const given = this.#allListeners.find(listener => this.#isController(listener.name))
    if (given !== undefined) return given
    const first = this.#allListeners[0]
    const host = first === undefined || first.host === '' || first.host === '0.0.0.0' || first.host === '::' ? 'localhost' : first.host
    return { name: this.list('controller.listener.names')[0]!, host, port: 9093, securityProtocol: 'PLAINTEXT' }
  }

  get #allListeners(): readonly Listener[] {
    return parseListeners('listeners', this.list('listeners'), this.#protocolMap)
  }

  get #protocolMap(): ReadonlyMap<string, string> {
    const map = new Map<string, string>()
    for (const entry of this.string('listener.security.protocol.map').split(',')) {
      const colon = entry.indexOf(':')
      if (colon > 0) map.set(entry.slice(0, colon).trim().toUpperCase(), entry.slice(colon + 1).trim())
    }
    // As Kafka: with the default map, the controller's listeners are plaintext without being named (KIP-1143).
    if (!this.staticProperties.has('listener.security.protocol.map')) {
      for (const name of this.list('controller.listener.names')) if (!map.has(name)) map.set(name, 'PLAINTEXT')
    }
    return map
  }

  #isController(name: string): boolean {
    return this.list('controller.listener.names').includes(name)
  }

  /** What one property's bounds cannot say. */
  #check(): void {
    const roles = this.list('process.roles')
    if (roles.length !== 2) {
      throw new ConfigError(`process.roles=${roles.join(',')} is not supported yet: the broker is its own controller, broker,controller`)
    }
    const brokerId = this.number('broker.id')
    if (this.staticProperties.has('broker.id') && brokerId >= 0 && brokerId !== this.nodeId) {
      if (this.staticProperties.has('node.id')) throw new ConfigError(`node.id ${this.nodeId} and broker.id ${brokerId} differ: keep node.id`)
      this.#values.set('node.id', brokerId)
    }
    for (const name of ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours']) {
      const value = this.numberOrNull(name)
      if (value !== null && value !== -1 && value < 1) throw new ConfigError(`${name}=${value}: 1 or more is wanted, or -1 for no limit`)
    }
    const listeners = this.listeners
    if (listeners.length === 0) throw new ConfigError(`listeners=${this.list('listeners').join(',')} has no listener for clients`)
    this.#checkListenerNames(listeners)
    for (const { name, host } of this.advertisedListeners) {
      if (host === '0.0.0.0' && this.staticProperties.has('advertised.listeners')) {
        throw new ConfigError(`advertised.listeners has 0.0.0.0 for listener ${name}: name a host that clients can reach`)
      }
      if (!listeners.some(listener => listener.name === name)) {
        throw new ConfigError(`advertised.listeners names ${name}, which listeners does not have: ${listeners.map(formatListener).join(',')}`)
      }
    }
  }

  #checkListenerNames(listeners: readonly Listener[]): void {
    const names = new Set<string>()
    const ports = new Map<number, Listener>()
    for (const listener of listeners) {
      const shown = listeners.map(formatListener).join(',')
      if (names.has(listener.name)) throw new ConfigError(`two listeners have one name: ${shown}`)
      names.add(listener.name)
      const other = listener.port === 0 ? undefined : ports.get(listener.port)
      // One port for IPv4 and IPv6 of the same machine is fine.
      if (other !== undefined && other.host.includes(':') === listener.host.includes(':')) {
        throw new ConfigError(`two listeners have one port: ${shown}`)
      }
      ports.set(listener.port, listener)
    }
  }
}

function onlyValid(properties: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const valid = new Map<string, string>()
  for (const [name, text] of properties) {
    const definition = brokerConfigDefinitions.get(name)
    try {
      if (definition !== undefined) parseConfigValue(definition, text)
      valid.set(name, text)
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
    }
  }
  return valid
}
