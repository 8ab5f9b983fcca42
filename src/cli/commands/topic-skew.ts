// `rookery topic skew`: how evenly a topic's records and bytes lie, which keys weigh most, and what another number of partitions would do.

import { Command } from 'commander'
import { browse, type OffsetRange } from '../../console/browse.ts'
import { compactNumbers } from '../../console/reports.ts'
import { duration, examples, integer } from '../arguments.ts'
import { type CliContext, clientOptions, withAdmin } from '../context.ts'
import { plural } from '../output.ts'
import { SkewSample, type SkewReport } from '../skew.ts'

interface Options {
  sample: number
  since?: number
  top: number
  partitions?: number
}

export function skewCommand(context: CliContext): Command {
  return new Command('skew')
    .description('sample a topic: records and bytes per partition, the heaviest keys, how many keys there are, and what another number of partitions would do')
    .argument('<topic>')
    .option('-n, --sample <n>', 'how many of the latest records to look at', integer(1), 100_000)
    .option('--since <duration>', 'look no further back than this: 90s, 5m, 2h, 1d', duration)
    .option('--top <n>', 'how many of the heaviest keys to show', integer(0, 1000), 10)
    .option('-p, --partitions <n>', 'what so many partitions would do (default: twice as many)', integer(1, 100_000))
    .addHelpText('after', examples('rookery topic skew orders', 'rookery topic skew orders --sample 1000000 --partitions 24 -o json'))
    .action((topic: string, options: Options, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const [description] = await admin.describeTopics([topic])
        const partitions = description!.partitions.map(({ partition }) => ({ topic, partition }))
        const since = options.since === undefined ? undefined : context.system.clock.now() - options.since
        const [begins, ends, byTime] = await Promise.all([
          admin.listOffsets(partitions.map(item => ({ ...item, spec: 'earliest' as const }))),
          admin.listOffsets(partitions.map(item => ({ ...item, spec: 'latest' as const }))),
          since === undefined ? undefined : admin.listOffsets(partitions.map(item => ({ ...item, spec: { timestamp: since } }))),
        ])
        // The sample keeps the partitions' proportions, or it would hide the skew: each gives the same share of what it has.
        const spans = partitions.map((item, i): OffsetRange => {
          const end = ends[i]!.offset
          return { ...item, from: byTime === undefined ? begins[i]!.offset : byTime[i]!.offset < 0 ? end : byTime[i]!.offset, to: end }
        })
        const total = spans.reduce((sum, { from, to }) => sum + to - from, 0)
        const share = total === 0 ? 0 : Math.min(1, options.sample / total)
        const ranges = spans.map(span => ({ ...span, from: span.to - Math.ceil((span.to - span.from) * share) }))
        if (context.streams.errIsTerminal) output.note(`reading ${plural(ranges.reduce((sum, { from, to }) => sum + to - from, 0), 'record')} of ${total} ...`)
        const sample = new SkewSample(partitions.length)
        await browse(clientOptions(context, command), ranges, record => sample.add(record.partition, record.rawKey, record.sizeInBytes), { signal: context.signal })
        const members = await idleMembers()
        const report = sample.report({ top: options.top, otherCount: options.partitions ?? partitions.length * 2 })
        if (output.format !== 'table') return output.object({ topic, offsets: total, ...report, idleMembers: members })
        printReport(report)
        if (members.length > 0) output.line('\nmembers that idle because of it')
        if (members.length > 0) output.rows(members, { group: 'group', client: 'client', why: 'why', memberId: 'member id' })
        return undefined

        function printReport({ partitions: rows, keys, records, keyless, distinctKeys, distinctKeysAreEstimated, otherPartitions }: SkewReport): void {
          if (records === 0) return output.line(`${topic}: nothing to sample${options.since === undefined ? ', the topic is empty' : ' of that time'}`)
          output.line(`${topic}: ${plural(records, 'record')} sampled of ${total}, ${distinctKeysAreEstimated ? 'about ' : ''}${plural(distinctKeys, 'key')}${keyless > 0 ? `, ${plural(keyless, 'record')} without a key` : ''}\n`)
          output.rows(
            rows.map(row => ({ ...row, recordShare: percent(row.recordShare), byteShare: percent(row.byteShare) })),
            { partition: 'partition', records: 'records', recordShare: 'share', bytes: 'bytes', byteShare: 'share', keys: 'keys' },
          )
          if (keys.length > 0) {
            output.line('\nheaviest keys')
            output.rows(keys.map(row => ({ ...row, recordShare: percent(row.recordShare), byteShare: percent(row.byteShare) })), { key: 'key', partition: 'partition', records: 'records', recordShare: 'share', bytes: 'bytes', byteShare: 'share' })
          }
          if (otherPartitions !== null) {
            const { count, largestShare, largestShareNow, largestByteShare, largestByteShareNow, smallestShare, empty, movedKeys } = otherPartitions
            output.line(
              `\nwith ${plural(count, 'partition')}: the largest would have ${percent(largestShare)} of the records (now ${percent(largestShareNow)}) and ${percent(largestByteShare)} of the bytes (now ${percent(largestByteShareNow)}), the smallest ${percent(smallestShare)} of the records${empty > 0 ? `, ${empty} would be empty` : ''}`,
            )
            output.line(`warning: ${percent(movedKeys)} of the keys would go to another partition, and the order of their records would break there`)
            const [heaviest] = keys
            const fair = 1 / rows.length
            if (heaviest !== undefined && heaviest.byteShare > fair) {
              output.line(`${heaviest.key} alone has ${percent(heaviest.byteShare)} of the bytes, more than a partition's fair share (${percent(fair)}): no number of partitions spreads one key, a finer key does`)
            }
          }
        }

        /** Members of the groups that read the topic and get nothing of it, for want of partitions or because theirs are empty. */
        async function idleMembers(): Promise<{ group: string; client: string; why: string; memberId: string }[]> {
          const groups = (await admin.listGroups()).filter(({ protocolType }) => protocolType === 'consumer')
          const described = groups.length === 0 ? [] : await admin.describeGroups(groups.map(({ groupId }) => groupId))
          const counts = sample.recordCounts
          return described.flatMap(({ groupId, members: all }) =>
            all
              .filter(({ subscribedTopics, assignment }) => subscribedTopics?.includes(topic) || assignment.some(item => item.topic === topic))
              .flatMap(({ memberId, clientId, assignment }) => {
                const own = assignment.filter(item => item.topic === topic).map(({ partition }) => partition)
                const why = own.length === 0 ? 'has no partition of it' : own.every(partition => counts[partition] === 0) ? `no record in ${own.length === 1 ? 'partition' : 'partitions'} ${compactNumbers(own)}` : undefined
                return why === undefined ? [] : [{ group: groupId, client: clientId, why, memberId }]
              }))
        }
      }),
    )
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}
