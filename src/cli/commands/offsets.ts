// `rookery offsets`: where partitions begin and end, and which offset belongs to a time.

import { Command } from 'commander'
import { duration, examples, timestamp, topicPartitions, type TopicSelection } from '../arguments.ts'
import { type CliContext, UsageError, withAdmin } from '../context.ts'
import { select } from '../select.ts'

export function offsetsCommand(context: CliContext): Command {
  return new Command('offsets')
    .description('offsets of partitions')
    .addHelpText('after', examples('rookery offsets list orders'))
    .addCommand(list(context))
}

function list(context: CliContext): Command {
  interface Options {
    earliest?: boolean
    latest?: boolean
    maxTimestamp?: boolean
    at?: number
    since?: number
    isolation?: 'read_uncommitted' | 'read_committed'
  }
  return new Command('list')
    .description('the first and the end offset of every partition, or the offset of a time')
    .argument('<topics...>', 'topics, or some of their partitions: orders:0,2', topicPartitions)
    .option('--earliest', 'only the first offset that is there')
    .option('--latest', 'only the offset that the next record gets')
    .option('--max-timestamp', 'the offset and time of the record with the largest timestamp')
    .option('--at <time>', 'the first record of this time or later', timestamp)
    .option('--since <duration>', 'the first record not older than this: 90s, 5m, 2h, 1d', duration)
    .addHelpText('after', examples('rookery offsets list orders', 'rookery offsets list orders --at 2026-11-21T10:00:00Z', 'rookery offsets list orders:0,1 --max-timestamp -o json'))
    .action((topics: TopicSelection[], options: Options, command: Command) => {
      const given = [options.earliest, options.latest, options.maxTimestamp, options.at, options.since].filter(value => value !== undefined).length
      if (given > 1) throw new UsageError('--earliest, --latest, --max-timestamp, --at and --since exclude each other')
      return withAdmin(context, command, async (admin, output) => {
        const partitions = await select(admin, topics)
        if (given === 0) {
          const [begins, ends] = await Promise.all([
            admin.listOffsets(partitions.map(item => ({ ...item, spec: 'earliest' as const }))),
            admin.listOffsets(partitions.map(item => ({ ...item, spec: 'latest' as const }))),
          ])
          const rows = partitions.map(({ topic, partition }, i) => ({ topic, partition, earliest: begins[i]!.offset, latest: ends[i]!.offset, count: ends[i]!.offset - begins[i]!.offset }))
          return output.rows(rows, { topic: 'topic', partition: 'partition', earliest: 'earliest', latest: 'latest', count: 'offsets' })
        }
        const time = options.at ?? (options.since === undefined ? undefined : context.system.clock.now() - options.since)
        const spec = options.earliest ? 'earliest' : options.latest ? 'latest' : options.maxTimestamp ? 'maxTimestamp' : { timestamp: time! }
        const found = await admin.listOffsets(partitions.map(item => ({ ...item, spec })))
        const rows = found.map(({ topic, partition, offset, timestamp: at }) => ({
          topic, partition, offset: offset < 0 ? null : offset, timestamp: at < 0 ? null : at, time: at < 0 ? null : new Date(at).toISOString(),
        }))
        const withTime = !options.earliest && !options.latest
        return output.rows(rows, { topic: 'topic', partition: 'partition', offset: 'offset', ...(withTime ? { timestamp: 'timestamp', time: 'time' } : {}) })
      })
    })
}
