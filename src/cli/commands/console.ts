// `rookery console`: the web console until SIGTERM or SIGINT.

import { Command } from 'commander'
import { examples, integer } from '../arguments.ts'
import { bootstrapServers, type CliContext, clientOptions } from '../context.ts'

export function consoleCommand(context: CliContext): Command {
  return new Command('console')
    .description('a web page with topics, records, groups, lag and brokers; for this machine only, changes nothing')
    .option('--port <n>', 'where to serve it; 0 takes a free port', integer(0, 65_535), 8080)
    .addHelpText('after', examples('rookery console', 'rookery console --port 9000 -b broker.example:9092'))
    .action(async (options: { port: number }, command: Command) => {
      const { signal, logger } = context
      const { startConsole } = await import('../../console/server.ts')
      const running = await startConsole({ client: clientOptions(context, command), port: options.port, logger })
      context.streams.out(`rookery: console of ${bootstrapServers(context, command)} ready on ${running.url}\n`)
      if (!signal.aborted) await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }))
      await running.close()
    })
}
