// `rookery config`: settings of topics, brokers, the cluster's default and groups.

import { Argument, Command } from 'commander'
import type { ConfigResource, ConfigResourceType } from '../../client/admin/configs.ts'
import { examples } from '../arguments.ts'
import { type CliContext, UsageError, withAdmin } from '../context.ts'

/** What has settings, as it is called here. `cluster` is the default of all brokers. */
const kinds = ['topic', 'broker', 'cluster', 'group', 'client-metrics'] as const
type Kind = (typeof kinds)[number]
const resourceTypes: Record<Kind, ConfigResourceType> = { topic: 'topic', broker: 'broker', cluster: 'broker', group: 'group', 'client-metrics': 'clientMetrics' }

const kindArgument = () => new Argument('<kind>', 'what it belongs to').choices(kinds)

export function configCommand(context: CliContext): Command {
  return new Command('config')
    .description("settings of topics, brokers, the cluster's default and groups")
    .addHelpText('after', examples('rookery config describe topic orders', 'rookery config set cluster log.retention.ms=86400000'))
    .addCommand(list(context))
    .addCommand(describe(context))
    .addCommand(set(context))
    .addCommand(unset(context))
}

/** The resource, and the words after it: `cluster` has no name. */
function resource(kind: Kind, words: readonly string[]): { resource: ConfigResource; rest: string[] } {
  if (kind === 'cluster') return { resource: { type: 'broker', name: '' }, rest: [...words] }
  const [name, ...rest] = words
  if (name === undefined || name.includes('=')) throw new UsageError(`name the ${kind}: rookery config ... ${kind} NAME`)
  return { resource: { type: resourceTypes[kind], name }, rest }
}

function kindOf({ type, name }: ConfigResource): string {
  return type === 'broker' && name === '' ? 'cluster' : type === 'clientMetrics' ? 'client-metrics' : type
}

/** Sources that mean: set on this very resource. */
const ownSources = new Set(['DYNAMIC_TOPIC_CONFIG', 'DYNAMIC_BROKER_CONFIG', 'DYNAMIC_DEFAULT_BROKER_CONFIG', 'DYNAMIC_GROUP_CONFIG', 'DYNAMIC_CLIENT_METRICS_CONFIG', 'DYNAMIC_BROKER_LOGGER_CONFIG'])

function list(context: CliContext): Command {
  return new Command('list')
    .description('every setting that was changed, on any topic, broker or group')
    .addHelpText('after', examples('rookery config list', 'rookery config list -o jsonl'))
    .action((_options: object, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const resources = await admin.listConfigResources({ types: ['topic', 'broker', 'group', 'clientMetrics'] })
        if (!resources.some(({ type, name }) => type === 'broker' && name === '')) resources.push({ type: 'broker', name: '' })
        const described = await admin.describeConfigs(resources)
        output.rows(
          described.flatMap(item =>
            item.entries
              .filter(entry => ownSources.has(entry.source) && !(item.name !== '' && entry.source === 'DYNAMIC_DEFAULT_BROKER_CONFIG'))
              .map(entry => ({ kind: kindOf(item), name: item.name, setting: entry.name, value: entry.isSensitive ? '[hidden]' : entry.value })),
          ),
          { kind: 'kind', name: 'name', setting: 'setting', value: 'value' },
          'no setting was changed',
        )
      }),
    )
}

function describe(context: CliContext): Command {
  return new Command('describe')
    .description('the settings of a topic, a broker, the cluster or a group, and where each comes from')
    .addArgument(kindArgument())
    .argument('[name]', 'the topic, broker id or group; none for cluster')
    .option('-a, --all', 'those with their default too')
    .option('--docs', 'with what each means')
    .addHelpText('after', examples('rookery config describe topic orders --all', 'rookery config describe broker 1', 'rookery config describe cluster'))
    .action((kind: Kind, name: string | undefined, options: { all?: boolean; docs?: boolean }, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const { resource: asked } = resource(kind, name === undefined ? [] : [name])
        const [described] = await admin.describeConfigs([asked], { includeSynonyms: true, includeDocumentation: options.docs ?? false })
        const entries = described!.entries.filter(entry => options.all || entry.source !== 'DEFAULT_CONFIG')
        output.rows(
          entries.map(entry => ({
            setting: entry.name,
            value: entry.isSensitive ? '[hidden]' : entry.value,
            source: entry.source,
            type: entry.type,
            readOnly: entry.isReadOnly,
            // What would count without it, nearest first.
            otherwise: entry.synonyms.filter(({ source }) => source !== entry.source).map(({ name: synonym, value, source }) => `${source}:${synonym}=${value ?? ''}`),
            ...(options.docs ? { documentation: entry.documentation } : {}),
          })),
          { setting: 'setting', value: 'value', source: 'source', otherwise: 'otherwise', ...(options.docs ? { documentation: 'documentation' } : {}) },
          'nothing is set (--all shows the defaults)',
        )
      }),
    )
}

const operations = { '=': 'set', '+=': 'append', '-=': 'subtract' } as const

function set(context: CliContext): Command {
  return new Command('set')
    .description('change settings: key=value; for lists also key+=value and key-=value')
    .addArgument(kindArgument())
    .argument('<words...>', 'the name (none for cluster), then key=value ...')
    .option('--dry-run', 'only check whether it could be done')
    .addHelpText('after', examples('rookery config set topic orders retention.ms=86400000', 'rookery config set topic orders cleanup.policy+=compact', 'rookery config set cluster log.retention.ms=86400000'))
    .action((kind: Kind, words: string[], options: { dryRun?: boolean }, command: Command) => {
      const { resource: target, rest } = resource(kind, words)
      if (rest.length === 0) throw new UsageError('name at least one setting: key=value')
      const changes = rest.map(word => {
        const match = /^([A-Za-z0-9._-]*?[A-Za-z0-9_])(=|\+=|-=)(.*)$/s.exec(word)
        if (match === null) throw new UsageError(`'${word}' is not of the form key=value, key+=value or key-=value`)
        return { name: match[1]!, op: operations[match[2] as keyof typeof operations], value: match[3]! }
      })
      return withAdmin(context, command, async (admin, output) => {
        await admin.incrementalAlterConfigs([{ ...target, changes }], { validateOnly: options.dryRun ?? false })
        const done = { set: 'set', append: 'added', subtract: 'taken away' }
        output.rows(
          changes.map(({ name, op, value }) => ({ kind, name: target.name, setting: name, value, status: options.dryRun ? 'would be accepted' : done[op] })),
          { kind: 'kind', name: 'name', setting: 'setting', value: 'value', status: 'status' },
        )
      })
    })
}

function unset(context: CliContext): Command {
  return new Command('unset')
    .description('put settings back to their default')
    .addArgument(kindArgument())
    .argument('<words...>', 'the name (none for cluster), then the settings')
    .option('--dry-run', 'only check whether it could be done')
    .addHelpText('after', examples('rookery config unset topic orders retention.ms', 'rookery config unset cluster log.retention.ms'))
    .action((kind: Kind, words: string[], options: { dryRun?: boolean }, command: Command) => {
      const { resource: target, rest } = resource(kind, words)
      if (rest.length === 0) throw new UsageError('name at least one setting')
      return withAdmin(context, command, async (admin, output) => {
        await admin.incrementalAlterConfigs([{ ...target, changes: rest.map(name => ({ name, op: 'delete' as const })) }], { validateOnly: options.dryRun ?? false })
        output.rows(
          rest.map(setting => ({ kind, name: target.name, setting, status: options.dryRun ? 'would be accepted' : 'unset' })),
          { kind: 'kind', name: 'name', setting: 'setting', status: 'status' },
        )
      })
    })
}
