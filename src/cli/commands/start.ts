// `rookery start`: a broker in the foreground until SIGTERM or SIGINT.

import { ConfigError } from '../../core/errors.ts'
import type { Logger } from '../../core/logger.ts'
import { parseProperties } from '../../broker/properties.ts'

/** What the command needs of the process it runs in. */
export interface StartHost {
  out(text: string): void
  /** Throws when the file cannot be read. */
  readFile(path: string): string
  /** Resolves with the name of the signal that asks to stop. */
  stopSignal(): Promise<string>
  logger: Logger
}

/** A wrong option. The message names it and what is allowed. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const startUsage = `Usage: rookery start [options]

Starts a Kafka broker and runs until SIGTERM or SIGINT.

  --data-dir DIR       where the data lives (default ./rookery-data; formatted on the first start)
  --listen HOST:PORT   what to listen on (default 127.0.0.1:9092; port 0 takes a free one)
  --node-id N          the broker's id (default 1)
  --config FILE        a server.properties file
  -c, --set key=value  one broker property; wins over the file (repeatable)

Example: rookery start --data-dir /var/lib/rookery --listen 0.0.0.0:9092 -c num.partitions=6
`

/** Broker properties from the command line: options win over -c, -c wins over the file. */
export function startProperties(args: readonly string[], readFile: (path: string) => string): Record<string, string> {
  const fromFile: Record<string, string> = {}
  const set: Record<string, string> = {}
  const options: Record<string, string> = {}
  const readInto = (target: Record<string, string>, path: string): void => {
    for (const [key, value] of parseProperties(readFile(path), path)) target[key] = value
  }
  for (let i = 0; i < args.length; i++) {
    const [name, inline] = splitOption(args[i]!)
    const value = (): string => {
      const given = inline ?? args[++i]
      if (given === undefined) throw new UsageError(`${name} needs a value`)
      return given
    }
    switch (name) {
      case '--data-dir':
        options['log.dirs'] = value()
        break
      case '--listen':
        options.listeners = listener(value())
        break
      case '--node-id':
        options['node.id'] = value()
        break
      case '--config':
        readInto(fromFile, value())
        break
      case '-c':
      case '--set': {
        const text = value()
        const at = text.indexOf('=')
        if (at <= 0) throw new UsageError(`${name} ${text}: expected key=value`)
        set[text.slice(0, at).trim()] = text.slice(at + 1).trim()
        break
      }
      default:
        throw new UsageError(`unknown option ${name} (allowed: --data-dir, --listen, --node-id, --config, -c)`)
    }
  }
  return { ...fromFile, ...set, ...options }
}

function splitOption(text: string): [string, string | undefined] {
  const at = text.startsWith('--') ? text.indexOf('=') : -1
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

function listener(text: string): string {
  const match = /^(.*):(\d+)$/.exec(text)
  if (match === null) throw new UsageError(`--listen ${text}: expected HOST:PORT`)
  const host = match[1]!
  return `PLAINTEXT://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${match[2]!}`
}

/** Runs a broker until the signal. Answers the exit code; throws UsageError, ConfigError or StorageError when it cannot start. */
export async function start(args: readonly string[], host: StartHost): Promise<number> {
  const given = startProperties(args, path => {
    try {
      return host.readFile(path)
    } catch (error) {
      throw new ConfigError(`--config ${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`, { cause: error })
    }
  })
  const properties = { 'log.dirs': 'rookery-data', listeners: 'PLAINTEXT://127.0.0.1:9092', 'node.id': '1', ...given }
  const { Broker } = await import('../../broker/broker.ts')
  const stopped = host.stopSignal()
  const broker = await Broker.start({ properties, logger: host.logger })
  host.out(`rookery: broker ${broker.nodeId} ready on ${broker.address}\n`)
  const reason = await Promise.race([stopped, broker.failed])
  host.logger.info(`stopping: ${reason}`)
  await broker.close()
  return broker.failure === undefined ? 0 : 1
}
