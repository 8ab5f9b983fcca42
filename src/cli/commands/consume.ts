// `rookery consume`: records to standard output, with a group or without, as text, as JSON, or in a format of the user's own.

import { Command, Option } from 'commander'
import type { ConsumerRecord } from '../../client/record.ts'
import { AbortedError, errorMessage } from '../../core/errors.ts'
import { duration, examples, integer, partitionList, timestamp } from '../arguments.ts'
import { type CliContext, clientOptions, outputOf, UsageError, withAdmin } from '../context.ts'
import { plural } from '../output.ts'
import { select } from '../select.ts'

interface Options {
  group?: string
  fromBeginning?: boolean
  offset?: number
  at?: number
  since?: number
  partitions?: number[]
  max?: number
  exit?: boolean
  format?: string
  isolation: 'read_uncommitted' | 'read_committed'
}

type RawRecord = ConsumerRecord<Buffer | null, Buffer | null>

const text = (value: Buffer | null): string | null => (value === null ? null : value.toString('utf8'))

/** A record as JSON: what `rookery produce --json` reads. Bytes that are no text come as base64 in `keyBase64` and `valueBase64`. */
export function recordAsJson(record: RawRecord): Record<string, unknown> {
  const field = (name: string, value: Buffer | null): Record<string, unknown> => {
    if (value === null) return { [name]: null }
    const decoded = value.toString('utf8')
    return Buffer.from(decoded, 'utf8').equals(value) ? { [name]: decoded } : { [name]: null, [`${name}Base64`]: value.toString('base64') }
  }
  return {
    topic: record.topic, partition: record.partition, offset: record.offset, timestamp: record.timestamp,
    ...field('key', record.key), ...field('value', record.value),
    headers: Object.fromEntries(record.headers.map(({ key, value }) => [key, text(value)])),
  }
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', '\\': '\\', '0': '\0' }

/** Compiles kcat's letters: %t topic, %p partition, %o offset, %k key, %s value, %T timestamp, %h headers, %S and %K lengths, %% itself. */
export function compileFormat(format: string): (record: RawRecord) => string {
  const parts = format.split(/(%[tpokvsThSK%]|\\[nt\\0])/).map((part): ((record: RawRecord) => string) => {
    if (/^\\[nt\\0]$/.test(part)) return () => ESCAPES[part[1]!]!
    switch (part) {
      case '%t': return r => r.topic
      case '%p': return r => String(r.partition)
      case '%o': return r => String(r.offset)
      case '%k': return r => text(r.key) ?? 'NULL'
      case '%v':
      case '%s': return r => text(r.value) ?? 'NULL'
      case '%T': return r => String(r.timestamp)
      case '%h': return r => r.headers.map(({ key, value }) => `${key}=${text(value) ?? 'NULL'}`).join(',')
      case '%S': return r => String(r.value?.length ?? -1)
      case '%K': return r => String(r.key?.length ?? -1)
      case '%%': return () => '%'
      default: return () => part
    }
  })
  return record => parts.map(part => part(record)).join('')
}

export function consumeCommand(context: CliContext): Command {
  return new Command('consume')
    .description('read records; without --group from the end of every partition (with --exit from the beginning), with it from what the group has committed')
    .argument('<topics...>')
    .option('-g, --group <id>', 'join this group and commit what was printed')
    .option('--from-beginning', 'begin with the first record (with --group: where the group has nothing committed)')
    .option('--offset <n>', 'begin at this offset; negative counts from the end', integer(-Number.MAX_SAFE_INTEGER))
    .option('--at <time>', 'begin at the first record of this time or later', timestamp)
    .option('--since <duration>', 'begin this long ago: 90s, 5m, 2h, 1d', duration)
    .option('-p, --partitions <list>', 'only these partitions: 0,2,5-7', partitionList)
    .option('-n, --max <n>', 'stop after this many records', integer(1))
    .option('-e, --exit', 'stop at the end of what is there now')
    .option('-f, --format <format>', 'each record as: %t topic, %p partition, %o offset, %k key, %s value, %T timestamp, %h headers, %K %S lengths; \\n and \\t')
    .addOption(new Option('--isolation <level>', 'whether open and aborted transactions are shown').choices(['read_uncommitted', 'read_committed']).default('read_uncommitted'))
    .addHelpText('after', examples('rookery consume orders --group billing --from-beginning', "rookery consume orders --since 1h --exit -f '%p:%o %k %s\\n'", 'rookery consume orders -o jsonl -n 10'))
    .action(async (topics: string[], options: Options, command: Command) => {
      const starts = [options.fromBeginning, options.offset, options.at, options.since].filter(value => value !== undefined).length
      if (starts > 1) throw new UsageError('--from-beginning, --offset, --at and --since exclude each other')
      if (options.group !== undefined) {
        for (const name of ['offset', 'at', 'since', 'partitions'] as const) {
          if (options[name] !== undefined) throw new UsageError(`--${name} reads without a group; move a group with \`rookery group seek\``)
        }
        if (options.exit) throw new UsageError('--exit reads without a group: in a group nobody sees the end of all partitions')
      }
      const output = outputOf(context, command)
      if (output.format === 'json') throw new UsageError('-o json: records have no end; use -o jsonl')
      const render = options.format !== undefined ? compileFormat(options.format)
        : output.format === 'jsonl' ? (record: RawRecord) => `${JSON.stringify(recordAsJson(record))}\n`
        : (record: RawRecord) => `${text(record.value) ?? 'NULL'}\n`
      const { signal } = context

      const { Consumer } = await import('../../client/consumer.ts')
      const consumer = new Consumer<Buffer | null, Buffer | null>({
        ...clientOptions(context, command), ...(options.group === undefined ? {} : { groupId: options.group }), isolationLevel: options.isolation,
        autoOffsetReset: options.fromBeginning || options.group === undefined ? 'earliest' : 'latest', allowAutoCreateTopics: false,
      })
      let printed = 0
      /** Behind the last record shown of each partition. */
      const shown = new Map<string, { topic: string; partition: number; offset: number }>()
      try {
        /** Where each partition ends, for --exit. */
        const left = new Map<string, number>()
        if (options.group !== undefined) await consumer.subscribe(topics)
        else {
          const partitions = await withAdmin(context, command, admin => select(admin, topics.map(topic => ({ topic, partitions: options.partitions }))))
          for (const [name, end] of await begin(partitions)) left.set(name, end)
          if (options.exit && left.size === 0) return
        }
        while (!signal.aborted) {
          const records = await consumer.poll({ timeoutMs: 500, signal })
          let batch = ''
          for (const record of records) {
            const end = left.get(`${record.topic}-${record.partition}`)
            if (options.exit && (end === undefined || record.offset >= end)) continue
            batch += render(record)
            if (options.group !== undefined) shown.set(`${record.topic}-${record.partition}`, { topic: record.topic, partition: record.partition, offset: record.offset + 1 })
            if (++printed === options.max) break
          }
          // One write for all: a write for each record would cost a system call each.
          if (batch !== '') output.raw(batch)
          if (printed === options.max) return
          if (!options.exit) continue
          for (const { topic, partition, position } of consumer.state().partitions) if (position >= (left.get(`${topic}-${partition}`) ?? Infinity)) left.delete(`${topic}-${partition}`)
          if (left.size === 0) return
        }
      } catch (error) {
        if (!(error instanceof AbortedError && signal.aborted)) throw error
      } finally {
        // Exactly what was shown counts as read, also where a poll brought more than --max asked for.
        const owned = consumer.assignment().flatMap(({ topic, partition }) => shown.get(`${topic}-${partition}`) ?? [])
        if (owned.length > 0) await consumer.commit(owned).catch((error: unknown) => output.note(`warning: not committed: ${errorMessage(error)}`))
        await consumer.close()
        output.note(`${plural(printed, 'record')} read`)
      }

      /** Puts every partition where reading begins; answers where those with something to read end now. */
      async function begin(partitions: readonly { topic: string; partition: number }[]): Promise<Map<string, number>> {
        const time = options.at ?? (options.since === undefined ? undefined : context.system.clock.now() - options.since)
        const [begins, ends, byTime] = await Promise.all([
          consumer.beginningOffsets(partitions),
          consumer.endOffsets(partitions),
          time === undefined ? undefined : consumer.offsetsForTimes(partitions.map(item => ({ ...item, timestamp: time }))),
        ])
        consumer.assign(partitions)
        const unread = new Map<string, number>()
        partitions.forEach((item, i) => {
          const first = begins[i]!.offset
          const end = ends[i]!.offset
          const goal = options.offset !== undefined ? (options.offset >= 0 ? options.offset : end + options.offset)
            : byTime !== undefined ? (byTime[i]!.offset < 0 ? end : byTime[i]!.offset)
            : options.fromBeginning || options.exit ? first : end
          const at = Math.min(Math.max(goal, first), end)
          consumer.seek(item, at)
          if (at < end) unread.set(`${item.topic}-${item.partition}`, end)
        })
        return unread
      }
    })
}
