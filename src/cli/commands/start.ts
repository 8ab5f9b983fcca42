// `rookery start`: a broker in the foreground until SIGTERM or SIGINT.

import { Command } from 'commander'
import { ConfigError, KafkaError } from '../../core/errors.ts'
import { BrokerConfig } from '../../broker/config.ts'
import { throwIfNotServable } from '../../broker/endpoints.ts'
import { parseProperties } from '../../broker/properties.ts'
import { examples, hostAndPort, integer, keyValue } from '../arguments.ts'
import { type CliContext, ExitCode, readFileOption, UsageError } from '../context.ts'

export interface StartOptions {
  dataDir?: string
  listen?: { host: string; port: number }
  nodeId?: number
  config?: string
  set?: Record<string, string>
}

/** Broker properties from the command line: options win over -c, -c wins over the file. Throws ConfigError that names file and line. */
export function startProperties(options: StartOptions, readFile: (path: string) => string): Record<string, string> {
  const properties: Record<string, string> = {}
  if (options.config !== undefined) for (const [key, value] of parseProperties(readFile(options.config), options.config)) properties[key] = value
  Object.assign(properties, options.set)
  // What Kafka has no default for, or one that suits no laptop.
  if (options.dataDir !== undefined) properties['log.dirs'] = options.dataDir
  else if (properties['log.dirs'] === undefined && properties['log.dir'] === undefined) properties['log.dirs'] = 'rookery-data'
  if (options.nodeId !== undefined) properties['node.id'] = String(options.nodeId)
  else if (properties['node.id'] === undefined && properties['broker.id'] === undefined) properties['node.id'] = '1'
  if (options.listen !== undefined) {
    const { host, port } = options.listen
    properties['listeners'] = `PLAINTEXT://${host.includes(':') ? `[${host}]` : host}:${port}`
  } else properties['listeners'] ??= 'PLAINTEXT://127.0.0.1:9092'
  return properties
}

export function startCommand(context: CliContext): Command {
  return new Command('start')
    .description('start a Kafka broker; runs until SIGTERM or SIGINT')
    .option('--data-dir <dir>', 'where the data lives, made on the first start (default ./rookery-data)')
    .option('--listen <host:port>', 'what to listen on (default 127.0.0.1:9092); port 0 takes a free one', hostAndPort)
    .option('--node-id <n>', "the broker's id (default 1)", integer(0, 2 ** 31 - 1))
    .option('--config <file>', 'a server.properties file, as Apache Kafka reads it')
    .option('-c, --set <key=value>', 'one broker property; wins over the file; repeatable', keyValue)
    .addHelpText('after', examples('rookery start --data-dir /var/lib/rookery --listen 0.0.0.0:9092 -c num.partitions=6', 'rookery start --config server.properties'))
    .action(async (options: StartOptions) => {
      let properties: Record<string, string>
      try {
        properties = startProperties(options, path => readFileOption(context, '--config', path))
        // Wrong properties are wrong usage; what Broker.start refuses later is the state of the machine.
        const config = BrokerConfig.from(properties)
        throwIfNotServable(config)
        // In a file that other tools share a strange name is only worth a warning; typed by hand it is a slip.
        const slip = config.warnings.find(warning => Object.keys(options.set ?? {}).some(name => warning.startsWith(`unknown property ${name} is ignored`)))
        if (slip !== undefined) throw new UsageError(`-c: ${slip.replace(' is ignored', '')}`)
      } catch (error) {
        if (error instanceof ConfigError) throw new UsageError(error.message)
        throw error
      }
      const { signal, logger, network, system } = context
      const stopped = new Promise<string>(resolve => {
        if (signal.aborted) resolve(String(signal.reason))
        else signal.addEventListener('abort', () => resolve(String(signal.reason)), { once: true })
      })
      const { Broker } = await import('../../broker/broker.ts')
      const broker = await Broker.start({ properties, logger, system, ...(network === undefined ? {} : { network }) }).catch((error: unknown) => {
        if (!(error instanceof KafkaError)) throw error
        // A port in use, a directory of another node, a full disk: the message says it all, and no help text would cure it.
        context.streams.err(`rookery: ${error.message}\n`)
        throw new ExitCode(1)
      })
      context.streams.out(`rookery: broker ${broker.nodeId} ready on ${broker.address}\n`)
      const reason = await Promise.race([stopped, broker.failed])
      logger.info(`stopping: ${reason}`)
      await broker.close()
      if (broker.failure !== undefined) throw new ExitCode(1)
    })
}
