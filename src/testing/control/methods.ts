// The test kit for other languages: every method of Cluster that can be told in JSON, with the names of its arguments. Faults, holds and snapshots get
// numbers, because their handles cannot leave this process. A driver over cluster.ts; server.ts brings the HTTP.

import type { NewTopic } from '../../client/index.ts'
import { Cluster, type ClusterOptions, type Snapshot } from '../cluster.ts'
import type { FaultAction, FaultSelector, Hold, Selector } from '../kit/faults.ts'
import { faultJson, requestJson } from './json.ts'

/** A wrong argument; the message names it and what is allowed. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError'
}

/** Nothing has this name or number. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError'
}

type Arguments = Readonly<Record<string, any>>

/** A cluster under control, with the handles it has given away. */
export class ControlledCluster {
  readonly id: string
  readonly cluster: Cluster
  readonly #holds = new Map<number, Hold>()
  readonly #snapshots = new Map<number, Snapshot>()
  #nextHandle = 1

  private constructor(id: string, cluster: Cluster) {
    this.id = id
    this.cluster = cluster
  }

  /** Starts a cluster as the arguments of `POST /clusters` say. */
  static async start(id: string, args: Arguments): Promise<ControlledCluster> {
    check('a cluster', args, { topics: 'array?', fixtures: 'string?', properties: 'object?', time: 'string?', seed: 'number?', port: 'number?', external: 'string?' })
    const { external, fixtures, port, properties, seed, time, topics } = args
    if (time !== undefined && time !== 'real' && time !== 'virtual') throw new ArgumentError(`time is real or virtual, not ${time}`)
    const listeners: Record<string, string> = port === undefined ? {} : { listeners: `PLAINTEXT://127.0.0.1:${port}` }
    const options: ClusterOptions = {
      topics: newTopics(topics ?? []),
      properties: { ...listeners, ...Object.fromEntries(Object.entries(properties ?? {}).map(([name, value]) => [name, String(value)])) },
      ...(fixtures === undefined ? {} : { fixtures }),
      ...(seed === undefined ? {} : { seed }),
      ...(time === undefined ? {} : { time }),
      ...(external === undefined ? {} : { external }),
    }
    return new ControlledCluster(id, await Cluster.start(options))
  }

  describe(): object {
    const { cluster, id } = this
    return { id, bootstrapServers: cluster.bootstrapServers, embedded: cluster.embedded, ...(cluster.time === undefined ? {} : { now: cluster.time.now() }) }
  }

  /** Calls a method by its name. Throws NotFoundError and ArgumentError, and what the kit throws. */
  async call(name: string, args: Arguments): Promise<unknown> {
    if (!Object.hasOwn(methods, name)) throw new NotFoundError(`there is no method ${name}; there are ${Object.keys(methods).join(', ')}`)
    const method = methods[name]!
    check(name, args, method.takes)
    return method.run(this, args)
  }

  keepHold(hold: Hold): object {
    const handle = this.#nextHandle++
    this.#holds.set(handle, hold)
    return { hold: handle }
  }

  hold(handle: number): Hold {
    const hold = this.#holds.get(handle)
    if (hold === undefined) throw new NotFoundError(`there is no hold ${handle}`)
    return hold
  }

  release(handle: number): void {
    this.hold(handle).release()
    this.#holds.delete(handle)
  }

  holds(): object[] {
    return [...this.#holds].map(([hold, { waiting }]) => ({ hold, waiting }))
  }

  keepSnapshot(snapshot: Snapshot): object {
    const handle = this.#nextHandle++
    this.#snapshots.set(handle, snapshot)
    return { snapshot: handle }
  }

  snapshot(handle: number): Snapshot {
    const snapshot = this.#snapshots.get(handle)
    if (snapshot === undefined) throw new NotFoundError(`there is no snapshot ${handle}`)
    return snapshot
  }

  close(): Promise<void> {
    for (const hold of this.#holds.values()) hold.release()
    return this.cluster.close()
  }
}

interface Method {
  /** `string`, `number`, `array`, `object`; with `?` it may be left out. */
  readonly takes: Readonly<Record<string, string>>
  run(controlled: ControlledCluster, args: Arguments): unknown
}

const waits = { timeoutMs: 'number?' }
const selects = { api: 'api?', topic: 'string?', partition: 'number?', group: 'string?', member: 'string?', clientId: 'string?' }

/** The names are those of Cluster's methods, the arguments are given by name. */
export const methods: Readonly<Record<string, Method>> = {
  ready: { takes: {}, run: ({ cluster }) => cluster.ready },
  createTopics: { takes: { topics: 'array' }, run: ({ cluster }, { topics }) => cluster.createTopics(newTopics(topics)) },
  load: { takes: { fixtures: 'string' }, run: ({ cluster }, { fixtures }) => cluster.load(noPath(fixtures)) },
  dump: { takes: { topic: 'string' }, run: async ({ cluster }, { topic }) => ({ fixtures: await cluster.dump(topic) }) },
  records: { takes: { topic: 'string' }, run: async ({ cluster }, { topic }) => ({ records: (await cluster.dump(topic)).split('\n').filter(Boolean).map(line => JSON.parse(line) as unknown) }) },
  name: { takes: { stem: 'string' }, run: ({ cluster }, { stem }) => ({ name: cluster.name(stem) }) },

  awaitAssigned: { takes: { group: 'string', ...waits }, run: ({ cluster }, { group, ...options }) => cluster.awaitAssigned(group, options) },
  awaitStable: { takes: { group: 'string', members: 'number?', ...waits }, run: ({ cluster }, { group, ...options }) => cluster.awaitStable(group, options) },
  awaitLag: { takes: { group: 'string', lag: 'number?', topics: 'array?', ...waits }, run: ({ cluster }, { group, lag, ...options }) => cluster.awaitLag(group, lag ?? 0, options) },

  inject: { takes: { selector: 'object', action: 'object' }, run: ({ cluster }, { action, selector }) => faultJson(cluster.inject(faultSelector(selector), faultAction(action))) },
  faults: { takes: {}, run: ({ cluster }) => ({ faults: cluster.faults.map(faultJson) }) },
  removeFault: {
    takes: { fault: 'number' },
    run: ({ cluster }, args) => {
      const found = cluster.faults.find(({ id }) => id === args['fault'])
      if (found === undefined) throw new NotFoundError(`there is no fault ${args['fault']}`)
      found.remove()
      return faultJson(found)
    },
  },
  clearFaults: { takes: {}, run: ({ cluster }) => cluster.clearFaults() },
  hold: { takes: { selector: 'object' }, run: (controlled, { selector }) => controlled.keepHold(controlled.cluster.hold(faultSelector(selector))) },
  holdJoin: { takes: { group: 'string' }, run: (controlled, { group }) => controlled.keepHold(controlled.cluster.holdJoin(group)) },
  holds: { takes: {}, run: controlled => ({ holds: controlled.holds() }) },
  awaitHeld: {
    takes: { hold: 'number', waiting: 'number?', ...waits },
    run: async (controlled, { hold, waiting = 1, ...options }) => {
      const held = controlled.hold(hold)
      await controlled.cluster.awaitUntil(`hold ${hold} has ${waiting} requests`, () => (held.waiting >= waiting ? undefined : `it has ${held.waiting}`), options)
    },
  },
  release: { takes: { hold: 'number' }, run: (controlled, { hold }) => controlled.release(hold) },

  forceRebalance: { takes: { group: 'string', ...waits }, run: ({ cluster }, { group, ...options }) => cluster.forceRebalance(group, options) },
  evict: { takes: { group: 'string', member: 'string' }, run: ({ cluster }, { group, member }) => cluster.evict(group, member) },

  advance: {
    takes: { ms: 'number' },
    run: async ({ cluster }, { ms }) => {
      await cluster.advance(ms)
      return { now: cluster.time!.now() }
    },
  },
  snapshot: { takes: {}, run: controlled => controlled.keepSnapshot(controlled.cluster.snapshot()) },
  restore: { takes: { snapshot: 'number' }, run: (controlled, { snapshot }) => controlled.cluster.restore(controlled.snapshot(snapshot)) },
  stop: { takes: { how: 'string?' }, run: ({ cluster }, { how }) => cluster.stop(how) },
  resume: { takes: {}, run: ({ cluster }) => cluster.resume() },
  restart: { takes: { how: 'string?' }, run: ({ cluster }, { how }) => cluster.restart(how) },

  requests: { takes: selects, run: ({ cluster }, selector) => ({ requests: cluster.requests(selector as Selector).map(requestJson) }) },
  clearRequests: { takes: {}, run: ({ cluster }) => cluster.clearRequests() },
}

function check(what: string, args: Arguments, takes: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(args)) {
    if (!Object.hasOwn(takes, name)) throw new ArgumentError(`${what} takes no ${name}; it takes ${Object.keys(takes).join(', ') || 'nothing'}`)
  }
  for (const [name, type] of Object.entries(takes)) {
    const value: unknown = args[name]
    if (value === undefined) {
      if (!type.endsWith('?')) throw new ArgumentError(`${what} needs ${name}`)
      continue
    }
    const wanted = type.replace('?', '')
    const is = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value
    if (wanted === 'api' ? !['string', 'array'].includes(is) : is !== wanted) throw new ArgumentError(`${what}: ${name} is ${wanted === 'api' ? 'a string or an array' : `of type ${wanted}`}, not ${is}`)
  }
}

/** Names, or `{"name":"orders","partitions":3,"configs":{"cleanup.policy":"compact"}}`. */
function newTopics(topics: readonly unknown[]): (NewTopic | string)[] {
  return topics.map(topic => {
    if (typeof topic === 'string') return topic
    const args = (topic ?? {}) as Arguments
    check('a topic', args, { name: 'string', partitions: 'number?', configs: 'object?' })
    return { name: args['name'], numPartitions: args['partitions'] ?? 1, replicationFactor: 1, configs: args['configs'] ?? {} }
  })
}

function faultSelector(selector: Arguments): FaultSelector {
  check('a selector', { ...selector, times: undefined }, { ...selects, nth: 'number?', times: 'number?' })
  const { times } = selector
  if (times !== undefined && times !== 'always' && !(Number.isSafeInteger(times) && times > 0)) throw new ArgumentError(`times is a whole number above 0 or "always", not ${JSON.stringify(times)}`)
  return { ...selector, ...(times === 'always' ? { times: Infinity } : {}) }
}

function faultAction(action: Arguments): FaultAction {
  const keys = Object.keys(action)
  const { close, delayMs, drop, error } = action
  const known = typeof error === 'string' || typeof error === 'number' || (typeof delayMs === 'number' && delayMs >= 0) || drop === true || close === 'before' || close === 'afterWrite'
  if (keys.length !== 1 || !known) {
    throw new ArgumentError(`an action is one of {"error":"NAME"}, {"delayMs":100}, {"drop":true}, {"close":"before"} and {"close":"afterWrite"}, not ${JSON.stringify(action)}`)
  }
  return action as FaultAction
}

/** Files are for the process that has them. */
function noPath(fixtures: string): string {
  if (!fixtures.includes('{')) throw new ArgumentError('fixtures are JSON Lines here, not the path of a file')
  return fixtures
}
