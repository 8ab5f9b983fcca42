// `rookery topic`: topics, their partitions and their records.

import { Command } from 'commander'
import type { ConfigEntry } from '../../client/admin/configs.ts'
import type { TopicDescription } from '../../client/admin/topics.ts'
import { duration, examples, integer, keyValue, partitionList, timestamp } from '../arguments.ts'
import { type CliContext, UsageError, withAdmin } from '../context.ts'
import { plural } from '../output.ts'
import { skewCommand } from './topic-skew.ts'

export function topicCommand(context: CliContext): Command {
  return new Command('topic')
    .description('topics, their partitions and records')
    .addHelpText('after', examples('rookery topic create orders -p 6', 'rookery topic describe orders'))
    .addCommand(create(context))
    .addCommand(list(context))
    .addCommand(describe(context))
    .addCommand(remove(context))
    .addCommand(addPartitions(context))
    .addCommand(trim(context))
    .addCommand(skewCommand(context))
}

function create(context: CliContext): Command {
  interface Options {
    partitions?: number
    replicationFactor?: number
    config?: Record<string, string>
    ifNotExists?: boolean
    dryRun?: boolean
  }
  return new Command('create')
    .description('create topics')
    .argument('<topics...>')
    .option('-p, --partitions <n>', "how many partitions (default: the broker's num.partitions)", integer(1, 100_000))
    .option('-r, --replication-factor <n>', "how many replicas of each (default: the broker's default.replication.factor)", integer(1, 32_767))
    .option('-c, --config <key=value>', 'a topic setting; repeatable', keyValue)
    .option('--if-not-exists', 'a topic that is already there is fine')
    .option('--dry-run', 'only check whether it could be done')
    .addHelpText('after', examples('rookery topic create orders -p 6 -r 1', 'rookery topic create state -c cleanup.policy=compact -c segment.ms=3600000 --if-not-exists'))
    .action((topics: string[], options: Options, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const isThere = new Set(options.ifNotExists ? (await admin.listTopics({ includeInternal: true })).map(topic => topic.name) : [])
        const wanted = topics.filter(name => !isThere.has(name))
        const created = wanted.length === 0 ? [] : await admin.createTopics(
          wanted.map(name => ({ name, numPartitions: options.partitions, replicationFactor: options.replicationFactor, configs: options.config })) as Parameters<typeof admin.createTopics>[0],
          { validateOnly: options.dryRun ?? false },
        ).catch((error: unknown) => {
          // Between the question and the answer somebody else may have been faster.
          if (options.ifNotExists && wanted.length === 1 && (error as { code?: string }).code === 'TOPIC_ALREADY_EXISTS') return []
          throw error
        })
        const rows = topics.map(name => {
          const topic = created.find(item => item.name === name)
          return {
            topic: name,
            status: topic === undefined ? 'exists' : options.dryRun ? 'would be created' : 'created',
            partitions: topic?.numPartitions ?? null,
            replicationFactor: topic?.replicationFactor ?? null,
            topicId: topic?.topicId ?? null,
          }
        })
        output.rows(rows, { topic: 'topic', status: 'status', partitions: 'partitions', replicationFactor: 'replicas', topicId: 'topic id' })
      }),
    )
}

function list(context: CliContext): Command {
  return new Command('list')
    .description('all topics')
    .option('--internal', 'internal topics too')
    .addHelpText('after', examples('rookery topic list', 'rookery topic list --internal -o json'))
    .action((options: { internal?: boolean }, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const topics = await admin.listTopics({ includeInternal: options.internal ?? false })
        output.rows(
          topics.map(({ name, numPartitions, replicationFactor, isInternal, topicId }) => ({ topic: name, partitions: numPartitions, replicationFactor, internal: isInternal, topicId })),
          { topic: 'topic', partitions: 'partitions', replicationFactor: 'replicas', ...(options.internal ? { internal: 'internal' } : {}), topicId: 'topic id' },
          'no topics',
        )
      }),
    )
}

function describe(context: CliContext): Command {
  return new Command('describe')
    .description('partitions, leaders, replicas and changed settings of topics (default: of all)')
    .argument('[topics...]')
    .option('--internal', 'without names: internal topics too')
    .option('--under-replicated', 'only partitions with replicas that are not in sync')
    .addHelpText('after', examples('rookery topic describe orders', 'rookery topic describe --under-replicated'))
    .action((names: string[], options: { internal?: boolean; underReplicated?: boolean }, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const topics = names.length > 0 ? names : (await admin.listTopics({ includeInternal: options.internal ?? false })).map(topic => topic.name)
        if (topics.length === 0) return output.rows([], {}, 'no topics')
        const [descriptions, settings] = await Promise.all([
          admin.describeTopics(topics),
          admin.describeConfigs(topics.map(name => ({ type: 'topic' as const, name }))),
        ])
        const shown = descriptions
          .map(topic => present(topic, settings.find(({ name }) => name === topic.name)?.entries ?? [], options.underReplicated ?? false))
          .filter(topic => !options.underReplicated || topic.partitions.length > 0)
        if (output.format !== 'table') return output.rows(shown, {})
        if (shown.length === 0) return output.note('no partition is under-replicated')
        for (const [index, topic] of shown.entries()) {
          if (index > 0) output.line('')
          const set = Object.entries(topic.configs).map(([name, value]) => `${name}=${value}`)
          output.line(`${output.colors.bold(topic.topic)}  ${plural(topic.partitions.length, 'partition')}, id ${topic.topicId}${set.length === 0 ? '' : `, ${set.join(' ')}`}`)
          output.rows(topic.partitions, { partition: 'partition', leader: 'leader', leaderEpoch: 'epoch', replicas: 'replicas', isr: 'isr', offline: 'offline' })
        }
        return undefined
      }),
    )
}

function present(topic: TopicDescription, entries: readonly ConfigEntry[], underReplicated: boolean) {
  return {
    topic: topic.name,
    topicId: topic.topicId,
    internal: topic.isInternal,
    configs: Object.fromEntries(entries.filter(entry => entry.source === 'DYNAMIC_TOPIC_CONFIG').map(entry => [entry.name, entry.value])),
    partitions: topic.partitions
      .filter(({ isr, replicas }) => !underReplicated || isr.length < replicas.length)
      .map(({ partition, leader, leaderEpoch, replicas, isr, offlineReplicas }) => ({ partition, leader, leaderEpoch, replicas, isr, offline: offlineReplicas })),
  }
}

function remove(context: CliContext): Command {
  return new Command('delete')
    .description('delete topics with all their records')
    .argument('<topics...>')
    .option('--if-exists', 'a topic that is not there is fine')
    .addHelpText('after', examples('rookery topic delete orders', 'rookery topic delete orders clicks --if-exists'))
    .action((topics: string[], options: { ifExists?: boolean }, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const isThere = options.ifExists ? new Set((await admin.listTopics({ includeInternal: true })).map(topic => topic.name)) : undefined
        const wanted = topics.filter(name => isThere?.has(name) ?? true)
        if (wanted.length > 0) await admin.deleteTopics(wanted)
        output.rows(topics.map(topic => ({ topic, status: wanted.includes(topic) ? 'deleted' : 'not there' })), { topic: 'topic', status: 'status' })
      }),
    )
}

function addPartitions(context: CliContext): Command {
  return new Command('add-partitions')
    .description('give a topic more partitions; keys then go to other partitions than before')
    .argument('<topic>')
    .argument('<count>', 'how many partitions the topic is to have in all', integer(1, 100_000))
    .option('--dry-run', 'only check whether it could be done')
    .addHelpText('after', examples('rookery topic add-partitions orders 12', 'rookery topic add-partitions orders 12 --dry-run'))
    .action((topic: string, count: number, options: { dryRun?: boolean }, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        await admin.createPartitions([{ name: topic, count }], { validateOnly: options.dryRun ?? false })
        output.rows([{ topic, partitions: count, status: options.dryRun ? 'could be done' : 'done' }], { topic: 'topic', partitions: 'partitions', status: 'status' })
        output.note(`warning: records with a key go to other partitions ${options.dryRun ? 'then' : 'from now on'}, so the order of a key's records does not hold across the change`)
      }),
    )
}

function trim(context: CliContext): Command {
  interface Options {
    partitions?: number[]
    beforeOffset?: number
    before?: number
    olderThan?: number
    all?: boolean
    execute?: boolean
  }
  return new Command('trim')
    .description('delete the oldest records of a topic; shows what would go, until --execute is given')
    .argument('<topic>')
    .option('-p, --partitions <list>', 'only these partitions: 0,2,5-7', partitionList)
    .option('--before-offset <n>', 'delete the records before this offset', integer(0))
    .option('--before <time>', 'delete the records before the first one of this time', timestamp)
    .option('--older-than <duration>', 'delete the records older than this: 90s, 5m, 2h, 1d', duration)
    .option('--all', 'delete all records')
    .option('--execute', 'do it')
    .addHelpText('after', examples('rookery topic trim orders --older-than 7d', 'rookery topic trim orders -p 0 --before-offset 1000 --execute'))
    .action((topic: string, options: Options, command: Command) => {
      const given = [options.beforeOffset, options.before, options.olderThan, options.all].filter(value => value !== undefined).length
      if (given !== 1) throw new UsageError('give exactly one of --before-offset, --before, --older-than, --all')
      return withAdmin(context, command, async (admin, output) => {
        const [description] = await admin.describeTopics([topic])
        const partitions = description!.partitions.map(({ partition }) => partition).filter(partition => options.partitions?.includes(partition) ?? true)
        const unknown = options.partitions?.filter(partition => !partitions.includes(partition)) ?? []
        if (unknown.length > 0) throw new UsageError(`${topic} has no partition ${unknown.join(', ')} (${plural(description!.partitions.length, 'partition')})`)
        const time = options.before ?? (options.olderThan === undefined ? undefined : context.system.clock.now() - options.olderThan)
        const ask = (spec: 'earliest' | 'latest' | { timestamp: number }) => admin.listOffsets(partitions.map(partition => ({ topic, partition, spec })))
        const [begins, ends, byTime] = await Promise.all([ask('earliest'), ask('latest'), time === undefined ? undefined : ask({ timestamp: time })])
        const plan = partitions.map((partition, i) => {
          const begin = begins[i]!.offset
          const end = ends[i]!.offset
          const asked = options.all ? end : (options.beforeOffset ?? (byTime![i]!.offset < 0 ? end : byTime![i]!.offset))
          const before = Math.min(Math.max(asked, begin), end)
          return { topic, partition, logStartOffset: begin, beforeOffset: before, records: before - begin, left: end - before }
        })
        output.rows(plan, { partition: 'partition', logStartOffset: 'log start', beforeOffset: 'new log start', records: 'records to delete', left: 'records left' })
        const affected = plan.filter(({ records }) => records > 0)
        const total = affected.reduce((sum, { records }) => sum + records, 0)
        if (!options.execute) return output.note(`dry run: ${plural(total, 'record')} would be deleted; add --execute to do it`)
        if (affected.length > 0) await admin.deleteRecords(affected.map(({ partition, beforeOffset }) => ({ topic, partition, beforeOffset })))
        return output.note(`${plural(total, 'record')} deleted`)
      })
    })
}
