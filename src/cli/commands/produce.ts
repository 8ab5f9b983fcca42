// `rookery produce`: records from standard input, one line each, or one record from the command line.

import { Command, Option } from 'commander'
import { examples, integer } from '../arguments.ts'
import { type CliContext, clientOptions, outputOf, UsageError } from '../context.ts'
import { plural } from '../output.ts'

interface Options {
  key?: string
  value?: string
  header: Record<string, string>
  keySeparator?: string
  partition?: number
  compression: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd'
  acks: 'all' | '1' | '0'
  json?: boolean
  tombstone?: boolean
}

interface Line {
  key: Buffer | string | null
  value: Buffer | string | null
  headers?: Record<string, string | null>
  partition?: number
  timestamp?: number
}

function header(text: string, gathered: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=')
  return at < 0 ? { ...gathered, [text]: '' } : { ...gathered, [text.slice(0, at)]: text.slice(at + 1) }
}

/** Lines of standard input as bytes: what is no text goes through as it is. A last line without an end counts, an empty one after the last end does not. */
export async function* lines(input: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = []
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let begin = 0
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, begin)) {
      rest.push(bytes.subarray(begin, at))
      yield withoutReturn(rest.length === 1 ? rest[0]! : Buffer.concat(rest))
      rest = []
      begin = at + 1
    }
    if (begin < bytes.length) rest.push(Buffer.from(bytes.subarray(begin)))
  }
  if (rest.length > 0) yield withoutReturn(Buffer.concat(rest))
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === 13 ? line.subarray(0, -1) : line
}

/** One input line as a record. Throws UsageError that names the line. */
function parseLine(line: Buffer, number: number, options: Options): Line {
  if (options.json) return parseJson(line.toString('utf8'), number)
  if (options.keySeparator === undefined) return { key: options.key ?? null, value: line }
  const at = line.indexOf(options.keySeparator)
  if (at < 0) throw new UsageError(`line ${number} has no key separator ${JSON.stringify(options.keySeparator)}`)
  return { key: line.subarray(0, at), value: line.subarray(at + Buffer.byteLength(options.keySeparator)) }
}

/** What `rookery consume -o jsonl` prints. A key or value that is no string is written as its JSON text. */
function parseJson(text: string, number: number): Line {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    throw new UsageError(`line ${number} is not JSON: ${(error as Error).message}`)
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new UsageError(`line ${number}: expected an object with key, value, headers, partition, timestamp`)
  const record = parsed as Record<string, unknown>
  const bytes = (field: 'key' | 'value'): Buffer | string | null => {
    const base64 = record[`${field}Base64`]
    if (typeof base64 === 'string') return Buffer.from(base64, 'base64')
    const content = record[field]
    return content === undefined || content === null ? null : typeof content === 'string' ? content : JSON.stringify(content)
  }
  for (const field of ['partition', 'timestamp'] as const) {
    if (record[field] !== undefined && !Number.isSafeInteger(record[field])) throw new UsageError(`line ${number}: ${field} must be a whole number`)
  }
  const headers = record['headers'] ?? {}
  if (typeof headers !== 'object' || Object.values(headers).some(value => value !== null && typeof value !== 'string')) throw new UsageError(`line ${number}: headers must be an object of strings`)
  const { partition, timestamp } = record as { partition?: number; timestamp?: number }
  return { key: bytes('key'), value: bytes('value'), headers: headers as Record<string, string | null>, ...(partition === undefined ? {} : { partition }), ...(timestamp === undefined ? {} : { timestamp }) }
}

export function produceCommand(context: CliContext): Command {
  return new Command('produce')
    .description('write records: one from --value, or one for each line of standard input')
    .argument('<topic>')
    .option('-k, --key <key>', 'the key of every record')
    .option('-v, --value <value>', 'write this one record instead of reading standard input')
    .option('-K, --key-separator <text>', 'each line is KEY, this text, VALUE')
    .option('-H, --header <name=value>', 'a header of every record; repeatable', header, {})
    .option('-p, --partition <n>', 'the partition; default by key', integer(0, 2 ** 31 - 1))
    .addOption(new Option('-z, --compression <codec>', 'the codec').choices(['none', 'gzip', 'snappy', 'lz4', 'zstd']).default('none'))
    .addOption(new Option('-a, --acks <acks>', 'who must have a record before it counts').choices(['all', '1', '0']).default('all'))
    .option('--json', 'each line is a JSON object with key, value, headers, timestamp and perhaps partition, as `rookery consume -o jsonl` prints them')
    .option('--tombstone', 'write one record with a key and no value')
    .addHelpText('after', examples("rookery produce orders -k customer-7 -v '{\"total\": 12}'", 'cat lines.txt | rookery produce orders -K :', 'rookery consume orders -o jsonl --from-beginning --exit | rookery produce copy --json'))
    .action(async (topic: string, options: Options, command: Command) => {
      if (options.tombstone && options.key === undefined) throw new UsageError('--tombstone needs --key')
      if (options.tombstone && options.value !== undefined) throw new UsageError('--tombstone and --value exclude each other')
      if (options.keySeparator === '') throw new UsageError('--key-separator must not be empty')
      if (options.key !== undefined && options.keySeparator !== undefined) throw new UsageError('--key and --key-separator exclude each other')
      const output = outputOf(context, command)
      const { Producer } = await import('../../client/producer.ts')
      const { defaultApiTimeoutMs, ...client } = clientOptions(context, command)
      const producer = new Producer<Buffer | string | null, Buffer | string | null>({
        ...client, acks: options.acks === 'all' ? 'all' : (Number(options.acks) as 0 | 1), compressionType: options.compression, lingerMs: 5, maxBlockMs: defaultApiTimeoutMs,
      })
      let written = 0
      let failure: unknown
      const send = (line: Line): Promise<void> =>
        producer
          .send({ topic, ...line, headers: { ...options.header, ...line.headers }, partition: options.partition ?? line.partition })
          .then(() => void written++, (error: unknown) => void (failure ??= error))
      try {
        if (options.tombstone || options.value !== undefined) await send({ key: options.key ?? null, value: options.tombstone ? null : options.value! })
        else {
          const { signal } = context
          let number = 0
          let waiting: Promise<void>[] = []
          for await (const line of until(lines(context.stdin), signal)) {
            if (failure !== undefined) break
            waiting.push(send(parseLine(line, ++number, options)))
            // Enough in flight to fill batches, bounded so that a large file does not end up in memory.
            if (waiting.length >= 10_000) {
              await Promise.all(waiting)
              waiting = []
            }
          }
          await Promise.all(waiting)
        }
      } finally {
        await producer.close()
        output.note(`${plural(written, 'record')} written to ${topic}`)
      }
      if (failure !== undefined) throw failure
    })
}

/** Ends the iteration when the signal fires, even while it waits for input. */
async function* until<T>(source: AsyncGenerator<T>, signal: AbortSignal): AsyncGenerator<T> {
  const aborted = new Promise<{ done: true; value: undefined }>(resolve => {
    const end = (): void => resolve({ done: true, value: undefined })
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
  for (;;) {
    const next = await Promise.race([source.next(), aborted])
    if (next.done) return
    yield next.value
  }
}
