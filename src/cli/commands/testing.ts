// `rookery testing serve`: the control port of the test kit until SIGTERM or SIGINT, for tests in other languages.

import { Command } from 'commander'
import { examples, hostAndPort } from '../arguments.ts'
import type { CliContext } from '../context.ts'

export function testingCommand(context: CliContext): Command {
  const serve = new Command('serve')
    .description('clusters for tests in any language: starts, breaks and asks them over HTTP and JSON')
    .option('--listen <host:port>', 'where to serve it (default 127.0.0.1:9099); port 0 takes a free one', hostAndPort)
    .addHelpText('after', examples('rookery testing serve', 'rookery testing serve --listen 127.0.0.1:0'))
    .action(async ({ listen = { host: '127.0.0.1', port: 9099 } }: { listen?: { host: string; port: number } }) => {
      const { logger, signal } = context
      const { startControl } = await import('../../testing/control/server.ts')
      const running = await startControl({ host: listen.host || '127.0.0.1', port: listen.port, logger })
      context.streams.out(`rookery: control port ready on ${running.url}\n`)
      if (!signal.aborted) await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }))
      await running.close()
    })
  return new Command('testing').description('the test kit for other languages').addCommand(serve).addHelpText('after', examples('rookery testing serve'))
}
