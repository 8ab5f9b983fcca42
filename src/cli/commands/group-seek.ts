// `rookery group seek`: moves a group's committed offsets. Shows the plan first; --execute carries it out.

import { Command } from 'commander'
import type { Admin } from '../../client/admin.ts'
import type { TopicPartition } from '../../client/admin/fan-out.ts'
import { KafkaError } from '../../core/errors.ts'
import { duration, examples, integer, timestamp, topicPartitions, type TopicSelection } from '../arguments.ts'
import { type CliContext, readFileOption, UsageError, withAdmin } from '../context.ts'
import { plural } from '../output.ts'
import { select } from '../select.ts'

interface Options {
  topic?: TopicSelection[]
  allTopics?: boolean
  earliest?: boolean
  latest?: boolean
  current?: boolean
  at?: number
  since?: number
  shift?: number
  offset?: number
  fromGroup?: string
  fromFile?: string
  execute?: boolean
  yes?: boolean
  export?: boolean
}

const targets = ['earliest', 'latest', 'current', 'at', 'since', 'shift', 'offset', 'fromGroup', 'fromFile'] as const
const targetNames = '--earliest, --latest, --current, --at, --since, --shift, --offset, --from-group, --from-file'

interface Move extends TopicPartition {
  readonly committed: number | null
  readonly newOffset: number
  readonly change: number | null
  readonly lag: number
  readonly remark: string | null
}

export function seekCommand(context: CliContext): Command {
  return new Command('seek')
    .description("move a group's committed offsets; shows what would change, until --execute is given. The group must have no members")
    .argument('<group>')
    .option('-t, --topic <topic>', 'a topic, or some of its partitions: orders:0,2; repeatable', topicPartitions)
    .option('--all-topics', 'every topic that the group has committed offsets in')
    .option('--earliest', 'to the first record')
    .option('--latest', 'to the end')
    .option('--current', 'to what is committed, or the end where nothing is')
    .option('--at <time>', 'to the first record of this time or later', timestamp)
    .option('--since <duration>', 'to the first record not older than this: 90s, 5m, 2h, 1d, PT5M', duration)
    .option('--shift <n>', 'by so many records from what is committed; negative goes back', integer(-Number.MAX_SAFE_INTEGER))
    .option('--offset <n>', 'to this offset', integer(0))
    .option('--from-group <id>', 'to where another group stands')
    .option('--from-file <file>', 'to the offsets in a file with lines topic,partition,offset, as --export writes them')
    .option('--export', 'print the plan as lines topic,partition,offset')
    .option('--execute', 'do it')
    .option('-y, --yes', 'the same as --execute')
    .addHelpText('after', examples(
      'rookery group seek billing --topic orders --since 1h',
      'rookery group seek billing --all-topics --shift -100 --execute',
      'rookery group seek billing-copy --from-group billing --execute',
      'rookery group seek billing --all-topics --shift 0 --export > offsets.csv',
    ))
    .action((groupId: string, options: Options, command: Command) => {
      const given = targets.filter(name => options[name] !== undefined)
      if (given.length !== 1) throw new UsageError(`give exactly one of ${targetNames}`)
      const listed = options.fromFile === undefined ? undefined : parseOffsets(readFileOption(context, '--from-file', options.fromFile), options.fromFile)
      if (options.topic === undefined && !options.allTopics && listed === undefined && options.fromGroup === undefined) throw new UsageError('give --topic or --all-topics')
      return withAdmin(context, command, async (admin, output) => {
        // A group that does not exist yet is made by its first offsets.
        const description = await admin.describeGroups([groupId]).then(([group]) => group!, (error: unknown) => {
          if ((error as KafkaError).code === 'GROUP_ID_NOT_FOUND') return { state: 'Empty', members: [] }
          throw error
        })
        const members = description.members.length
        const moves = await plan(admin, groupId, options, listed, context.system.clock.now())
        if (options.export) for (const { topic, partition, newOffset } of moves) output.raw(`${topic},${partition},${newOffset}\n`)
        else {
          output.rows(
            moves,
            { topic: 'topic', partition: 'partition', committed: 'committed', newOffset: 'new', change: 'change', lag: 'lag then', ...(moves.some(({ remark }) => remark) ? { remark: 'remark' } : {}) },
            'no partition to move',
          )
        }
        const inTheWay = `group ${groupId} is ${description.state} with ${plural(members, 'member')}: stop them first, they would overwrite the new offsets`
        if (!options.execute && !options.yes) {
          if (members > 0) output.note(`warning: ${inTheWay}`)
          return output.note('dry run: nothing was changed; add --execute to do it')
        }
        if (members > 0) throw new KafkaError('NON_EMPTY_GROUP', inTheWay)
        if (moves.length > 0) await admin.alterGroupOffsets(groupId, moves.map(({ topic, partition, newOffset }) => ({ topic, partition, offset: newOffset })))
        return output.note(`${plural(moves.length, 'offset')} of group ${groupId} set`)
      })
    })
}

/** What moves where. Offsets outside the log are brought to its nearer end, as Kafka's tool does. */
async function plan(admin: Admin, groupId: string, options: Options, listed: readonly Offset[] | undefined, now: number): Promise<Move[]> {
  const committed = new Map((await admin.listGroupOffsets(groupId)).map(item => [name(item), item]))
  const source = listed ?? (options.fromGroup === undefined ? undefined : await admin.listGroupOffsets(options.fromGroup))
  if (options.fromGroup !== undefined && source!.length === 0) throw new UsageError(`--from-group ${options.fromGroup}: the group has no committed offsets`)
  const chosen = options.topic === undefined ? undefined : await select(admin, options.topic)
  const isChosen = new Set(chosen?.map(name))
  const partitions: readonly TopicPartition[] =
    source === undefined
      ? (chosen ?? [...committed.values()])
      : source.filter(item => chosen === undefined || isChosen.has(name(item)))
  if (partitions.length === 0) return []
  const ask = (spec: 'earliest' | 'latest' | { timestamp: number }) => admin.listOffsets(partitions.map(({ topic, partition }) => ({ topic, partition, spec })))
  const time = options.at ?? (options.since === undefined ? undefined : now - options.since)
  const [begins, ends, byTime] = await Promise.all([ask('earliest'), ask('latest'), time === undefined ? undefined : ask({ timestamp: time })])
  const wanted = new Map(source?.map(item => [name(item), item.offset]))
  return partitions.map(({ topic, partition }, i): Move => {
    const begin = begins[i]!.offset
    const end = ends[i]!.offset
    const before = committed.get(name({ topic, partition }))?.offset ?? null
    const goal = options.earliest ? begin
      : options.latest ? end
      : options.current ? (before ?? end)
      : byTime !== undefined ? (byTime[i]!.offset < 0 ? end : byTime[i]!.offset)
      : options.shift !== undefined ? (before ?? begin) + options.shift
      : (options.offset ?? wanted.get(name({ topic, partition }))!)
    const newOffset = Math.min(Math.max(goal, begin), end)
    const remark = goal !== newOffset ? `${goal} is ${goal < begin ? 'before the first record' : 'after the end'}`
      : options.current && before === null ? 'nothing committed: the end'
      : options.shift !== undefined && before === null ? 'nothing committed: counted from the first record'
      : byTime !== undefined && byTime[i]!.offset < 0 ? 'no record of that time or later' : null
    return { topic, partition, committed: before, newOffset, change: before === null ? null : newOffset - before, lag: end - newOffset, remark }
  })
}

interface Offset extends TopicPartition {
  readonly offset: number
}

const name = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`

/** Lines `topic,partition,offset` (or `group,topic,partition,offset`, as Kafka's tool exports several groups). Throws UsageError that names the line. */
export function parseOffsets(text: string, file: string): Offset[] {
  const offsets: Offset[] = []
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return
    const cells = line.split(',').map(cell => cell.trim().replace(/^"(.*)"$/, '$1'))
    const [topic, partition, offset] = cells.slice(-3)
    if (cells.length < 3 || cells.length > 4 || !topic || !/^\d+$/.test(partition!) || !/^\d+$/.test(offset!)) throw new UsageError(`${file}:${index + 1}: expected topic,partition,offset`)
    offsets.push({ topic, partition: Number(partition), offset: Number(offset) })
  })
  if (offsets.length === 0) throw new UsageError(`${file} has no offsets`)
  return offsets
}
