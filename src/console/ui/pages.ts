// The pages: each asks for its data and draws it anew. They know nothing of routing or of when they are drawn.

import type { LiveSnapshot } from '../live.ts'
import type { GroupReport } from '../reports.ts'
import { badge, bar, bytes, type Child, count, type El, h, link, numbers, table } from './dom.ts'

/** What a page is drawn with. */
export interface Frame {
  readonly path: readonly string[]
  readonly live: LiveSnapshot | undefined
  /** Records per second of each topic, by the last two snapshots. */
  readonly rates: ReadonlyMap<string, number>
  ask<T>(path: string): Promise<T>
}

export type Page = (frame: Frame) => Promise<Child[]>

export const stateMood = (state: string): 'good' | 'warn' | 'bad' | 'soft' =>
  state === 'Stable' ? 'good' : state === 'Empty' ? 'soft' : state === 'Dead' ? 'bad' : 'warn'

interface Overview {
  clusterId: string
  controllerId: number
  brokers: { nodeId: number }[]
  features: { name: string; finalized: number | null }[]
}

export const overview: Page = async ({ ask, live, rates }) => {
  const { clusterId, controllerId, brokers } = await ask<Overview>('overview')
  const topics = live?.topics ?? []
  const groups = live?.groups ?? []
  const busiest = [...topics].sort((a, b) => (rates.get(b.name) ?? 0) - (rates.get(a.name) ?? 0) || b.records - a.records).slice(0, 10)
  // Before the first live numbers nothing is known, which is not nothing.
  const known = (value: number): string => (live === undefined ? '…' : count(value))
  const lagging = [...groups].sort((a, b) => b.lag - a.lag).slice(0, 10)
  return [
    h('h1', {}, 'Overview'),
    numbers(
      ['brokers', brokers.length],
      ['topics', known(topics.length)],
      ['partitions', known(topics.reduce((sum, topic) => sum + topic.partitions, 0))],
      ['records', known(topics.reduce((sum, topic) => sum + topic.records, 0))],
      ['records/s', known(Math.round([...rates.values()].reduce((a, b) => a + b, 0)))],
      ['groups', known(groups.length)],
      ['lag', known(groups.reduce((sum, group) => sum + group.lag, 0))],
    ),
    h('p.soft', {}, `cluster ${clusterId}, controller ${controllerId}`, (live?.omitted ?? 0) > 0 && `; ${live!.omitted} topics or groups are left out here for their number`),
    h('h2', {}, 'Busiest topics'),
    table(
      [
        { title: 'topic', cell: topic => link(topic.name, 'topics', topic.name) },
        { title: 'partitions', cell: topic => topic.partitions, right: true },
        { title: 'records', cell: topic => count(topic.records), right: true },
        { title: 'records/s', cell: topic => count(Math.round(rates.get(topic.name) ?? 0)), right: true },
      ],
      busiest,
      live === undefined ? 'reading …' : 'no topics yet',
    ),
    h('h2', {}, 'Groups by lag'),
    groupTable(lagging, live === undefined),
  ]
}

type LiveGroup = LiveSnapshot['groups'][number]

function groupTable(groups: readonly LiveGroup[], isEarly: boolean): El {
  const most = Math.max(1, ...groups.map(({ lag }) => lag))
  return table<LiveGroup>(
    [
      { title: 'group', cell: group => link(group.groupId, 'groups', group.groupId) },
      { title: 'state', cell: group => badge(group.state, stateMood(group.state)) },
      { title: 'members', cell: group => h('span', {}, count(group.members), group.idle > 0 && h('span.soft', {}, ` (${group.idle} idle)`)), right: true },
      { title: 'lag', cell: group => count(group.lag), right: true },
      { title: '', cell: group => bar(group.lag / most) },
    ],
    groups,
    isEarly ? 'reading …' : 'no groups yet',
  )
}

interface ListedTopic {
  name: string
  isInternal: boolean
  numPartitions: number
  replicationFactor: number
  bytes: number
}

export const topics: Page = async ({ ask, live, rates }) => {
  const list = await ask<ListedTopic[]>('topics?internal=true')
  const records = new Map(live?.topics.map(topic => [topic.name, topic.records]))
  return [
    h('h1', {}, 'Topics'),
    table(
      [
        { title: 'topic', cell: topic => h('span', {}, link(topic.name, 'topics', topic.name), ' ', topic.isInternal && badge('internal', 'soft')) },
        { title: 'partitions', cell: topic => topic.numPartitions, right: true },
        { title: 'replicas', cell: topic => topic.replicationFactor, right: true },
        { title: 'records', cell: topic => (records.has(topic.name) ? count(records.get(topic.name)!) : '-'), right: true },
        { title: 'records/s', cell: topic => (rates.has(topic.name) ? count(Math.round(rates.get(topic.name)!)) : '-'), right: true },
        { title: 'size', cell: topic => bytes(topic.bytes), right: true },
      ],
      list,
      'no topics yet',
    ),
  ]
}

interface Topic {
  name: string
  topicId: string
  isInternal: boolean
  configs: { setting: string; value: string }[]
  partitions: { partition: number; leader: number; leaderEpoch: number; replicas: number[]; isr: number[]; logStart: number; logEnd: number; bytes: number }[]
}

export const topic: Page = async ({ ask, path, rates }) => {
  const name = path[1]!
  const { topicId, isInternal, configs, partitions } = await ask<Topic>(`topics/${encodeURIComponent(name)}`)
  const records = partitions.map(({ logStart, logEnd }) => logEnd - logStart)
  const most = Math.max(1, ...records)
  return [
    h('h1', {}, name, ' ', isInternal && badge('internal', 'soft')),
    numbers(
      ['partitions', partitions.length],
      ['offsets', count(records.reduce((a, b) => a + b, 0))],
      ['records/s', count(Math.round(rates.get(name) ?? 0))],
      ['size', bytes(partitions.reduce((sum, partition) => sum + partition.bytes, 0))],
    ),
    h('p', {}, h('a', { href: `#/topics/${encodeURIComponent(name)}/records` }, 'Browse its records'), h('span.soft', {}, ` · id ${topicId}`)),
    h('h2', {}, 'Partitions'),
    table(
      [
        { title: 'partition', cell: row => row.partition, right: true },
        { title: 'leader', cell: row => (row.leader < 0 ? badge('none', 'bad') : row.leader), right: true },
        { title: 'epoch', cell: row => row.leaderEpoch, right: true },
        { title: 'in sync', cell: row => (row.isr.length < row.replicas.length ? badge(`${row.isr.length} of ${row.replicas.length}`, 'warn') : `${row.isr.length} of ${row.replicas.length}`), right: true },
        { title: 'first', cell: row => count(row.logStart), right: true },
        { title: 'end', cell: row => count(row.logEnd), right: true },
        { title: 'size', cell: row => bytes(row.bytes), right: true },
        { title: 'share', cell: row => bar((row.logEnd - row.logStart) / most) },
      ],
      partitions,
    ),
    h('h2', {}, 'Changed settings'),
    table(
      [
        { title: 'setting', cell: row => h('code', {}, row.setting) },
        { title: 'value', cell: row => h('code', {}, row.value) },
      ],
      configs,
      'all as the broker has them',
    ),
  ]
}

export const groups: Page = async ({ ask, live }) => {
  const listed = await ask<{ groupId: string; state: string; type: string }[]>('groups')
  const known = new Map(live?.groups.map(group => [group.groupId, group]))
  const rest = listed.filter(({ groupId }) => !known.has(groupId))
  return [
    h('h1', {}, 'Groups'),
    groupTable(listed.flatMap(({ groupId }) => known.get(groupId) ?? []), live === undefined),
    rest.length > 0 && h('h2', {}, 'More'),
    rest.length > 0 && table([{ title: 'group', cell: row => link(row.groupId, 'groups', row.groupId) }, { title: 'state', cell: row => badge(row.state, stateMood(row.state)) }], rest),
  ]
}

interface Rebalances {
  summary: string
  rebalances: { at: number; what: string; cost: string }[]
  cures: { text: string }[]
}

export const group: Page = async ({ ask, path }) => {
  const id = path[1]!
  const [report, history] = await Promise.all([ask<GroupReport>(`groups/${encodeURIComponent(id)}`), ask<Rebalances>(`groups/${encodeURIComponent(id)}/rebalances`)])
  const most = Math.max(1, ...report.offsets.map(({ lag }) => lag ?? 0))
  const idle = report.members.filter(member => member.idle).length
  return [
    h('h1', {}, id, ' ', badge(report.state, stateMood(report.state))),
    numbers(['members', h('span', {}, report.members.length, idle > 0 && h('span.soft', {}, ` (${idle} idle)`))], ['lag', count(report.lag)], ['protocol', report.type], ['assignor', report.assignor || '-'], ['coordinator', report.coordinator]),
    h('h2', {}, 'Offsets'),
    table(
      [
        { title: 'topic', cell: row => link(row.topic, 'topics', row.topic) },
        { title: 'partition', cell: row => row.partition, right: true },
        { title: 'committed', cell: row => (row.committed === null ? '-' : count(row.committed)), right: true },
        { title: 'end', cell: row => (row.logEnd === null ? '-' : count(row.logEnd)), right: true },
        { title: 'lag', cell: row => (row.lag === null ? '-' : count(row.lag)), right: true },
        { title: '', cell: row => bar((row.lag ?? 0) / most) },
        { title: 'owner', cell: row => row.clientId ?? h('span.soft', {}, 'nobody') },
      ],
      report.offsets,
      'nothing is committed',
    ),
    h('h2', {}, 'Members'),
    table(
      [
        { title: 'client', cell: row => row.clientId },
        { title: 'instance', cell: row => row.groupInstanceId ?? '-' },
        { title: 'host', cell: row => row.clientHost },
        { title: '', cell: row => (row.idle ? badge('idle', 'warn') : badge('active', 'good')) },
        { title: 'partitions', cell: row => h('code', {}, row.assignment || '-', row.target !== null && h('span.soft', {}, ` to be ${row.target || 'none'}`)) },
        { title: 'member id', cell: row => h('code.soft', {}, row.memberId) },
      ],
      report.members,
      'no members',
    ),
    h('h2', {}, 'Rebalances'),
    h('p', {}, history.summary),
    history.rebalances.length > 0 &&
      h(
        'div.scroll',
        {},
        h('ul.events', {}, ...[...history.rebalances].reverse().slice(0, 20).map(({ at, what, cost }) => h('li', {}, h('time', {}, new Date(at).toLocaleString()), h('div', {}, what), h('div.soft', {}, cost)))),
      ),
    history.cures.length > 0 && h('h2', {}, 'What helps'),
    history.cures.length > 0 && h('ul', {}, ...history.cures.map(({ text }) => h('li', {}, text))),
  ]
}

interface Broker {
  nodeId: number
  host: string
  port: number
  rack: string | null
  isFenced: boolean
  isController: boolean
  logDirs: { path: string; error: string | null; partitions: number; bytes: number; usableBytes: number }[]
}

export const brokers: Page = async ({ ask }) => {
  const list = await ask<Broker[]>('brokers')
  return [
    h('h1', {}, 'Brokers'),
    table(
      [
        { title: 'node', cell: row => link(String(row.nodeId), 'brokers', row.nodeId), right: true },
        { title: 'address', cell: row => `${row.host}:${row.port}` },
        { title: 'rack', cell: row => row.rack ?? '-' },
        { title: '', cell: row => h('span', {}, row.isController && badge('controller', 'good'), row.isFenced && badge('fenced', 'bad')) },
      ],
      list,
    ),
    h('h2', {}, 'Log directories'),
    table(
      [
        { title: 'node', cell: row => row.nodeId, right: true },
        { title: 'directory', cell: row => h('code', {}, row.path) },
        { title: 'partitions', cell: row => count(row.partitions), right: true },
        { title: 'size', cell: row => bytes(row.bytes), right: true },
        { title: 'free', cell: row => bytes(row.usableBytes), right: true },
        { title: '', cell: row => (row.error === null ? badge('good', 'good') : badge(row.error, 'bad')) },
      ],
      list.flatMap(({ nodeId, logDirs }) => logDirs.map(dir => ({ nodeId, ...dir }))),
    ),
  ]
}

interface Setting {
  setting: string
  value: string | null
  source: string
  isSensitive: boolean
  documentation: string | null
}

export const broker: Page = async ({ ask, path }) => {
  const settings = await ask<Setting[]>(`configs/broker/${encodeURIComponent(path[1]!)}`)
  const columns = [
    { title: 'setting', cell: (row: Setting) => h('code', row.documentation === null ? {} : { title: row.documentation }, row.setting) },
    { title: 'value', cell: (row: Setting) => h('code', {}, row.isSensitive ? '[hidden]' : row.value === null || row.value === '' ? '-' : row.value) },
    { title: 'source', cell: (row: Setting) => h('span.soft', {}, row.source) },
  ]
  const isDefault = (row: Setting): boolean => row.source === 'DEFAULT_CONFIG'
  return [
    h('h1', {}, `Broker ${path[1]}`),
    h('h2', {}, 'Settings'),
    table(columns, settings.filter(row => !isDefault(row)), 'all are defaults'),
    h('h2', {}, 'Defaults'),
    table(columns, settings.filter(isDefault)),
  ]
}
