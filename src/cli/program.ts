// The command line as a whole: noun then verb, the options that commands share, exit codes, shell completion.
// Exit codes: 0 done, 1 failed, 2 wrong usage. A command's file is loaded when the first word asks for it, so that `start` starts at once.

import { Command, CommanderError, Option } from 'commander'
import { KafkaError } from '../core/errors.ts'
import { software } from '../net/software.ts'
import { integer } from './arguments.ts'
import { BOOTSTRAP_VARIABLE, type CliContext, DEFAULT_BOOTSTRAP, DEFAULT_TIMEOUT_MS, ExitCode, UsageError } from './context.ts'
import { OUTPUT_FORMATS } from './output.ts'

type MakeCommand = (context: CliContext) => Command

/** Every command. A new one is one line here and one file under commands/. */
const loaders: Readonly<Record<string, () => Promise<MakeCommand>>> = {
  start: async () => (await import('./commands/start.ts')).startCommand,
  topic: async () => (await import('./commands/topic.ts')).topicCommand,
  config: async () => (await import('./commands/config.ts')).configCommand,
  group: async () => (await import('./commands/group.ts')).groupCommand,
  produce: async () => (await import('./commands/produce.ts')).produceCommand,
  consume: async () => (await import('./commands/consume.ts')).consumeCommand,
  offsets: async () => (await import('./commands/offsets.ts')).offsetsCommand,
  cluster: async () => (await import('./commands/cluster.ts')).clusterCommand,
  graduate: async () => (await import('./commands/graduate.ts')).graduateCommand,
  console: async () => (await import('./commands/console.ts')).consoleCommand,
  testing: async () => (await import('./commands/testing.ts')).testingCommand,
}

/** Commands that talk to no cluster, and so have none of the options for it. */
const local = new Set(['start', 'graduate', 'testing'])

/** Builds the program with one command, or with all when `only` names none of them. */
export async function buildProgram(context: CliContext, only?: string): Promise<Command> {
  const program = new Command('rookery').description('Kafka in TypeScript: broker, client and tools').version(software.version, '-V, --version')
  const one = only !== undefined && Object.hasOwn(loaders, only)
  for (const [name, load] of Object.entries(loaders)) if (!one || name === only) program.addCommand((await load())(context))
  prepare(program, context)
  if (!one) {
    // `rookery completion SHELL` prints the script; the shell then asks the hidden `rookery complete -- WORDS`.
    const { default: tab } = await import('@bomb.sh/tab/commander')
    tab(program, { completionCommandName: 'completion' })
    program.commands
      .find(command => command.name() === 'completion')
      ?.description('print the completion script of a shell')
      .addHelpText('after', '\nExamples:\n  $ source <(rookery completion bash)\n  $ rookery completion fish > ~/.config/fish/completions/rookery.fish\n')
    program.addHelpText('after', '\nExamples:\n  $ rookery start --data-dir ./data\n  $ rookery topic create orders -p 6\n  $ rookery consume orders --group billing --from-beginning\n')
  }
  return program
}

/** Gives every command the shared options and makes it throw instead of ending the process. */
function prepare(command: Command, context: CliContext, isLocal = false): void {
  command
    // The hints below an error need to know where it happened.
    .exitOverride(error => {
      throw Object.assign(error, { command })
    })
    .configureOutput({ writeOut: text => context.streams.out(text), writeErr: text => context.streams.err(text), outputError: (text, write) => write(text.replace(/^error:/, 'rookery:')) })
  if (command.commands.length === 0 && !isLocal) {
    command
      .option('-b, --bootstrap-server <host:port>', `brokers to start from, separated by commas (or ${BOOTSTRAP_VARIABLE}; default ${DEFAULT_BOOTSTRAP})`)
      .option('--timeout <ms>', `milliseconds until a request to the cluster gives up (default ${DEFAULT_TIMEOUT_MS})`, integer(1))
      .addOption(new Option('-o, --output <format>', 'how results are printed (default table)').choices(OUTPUT_FORMATS))
      .option('--no-color', 'no colour, also on a terminal (or NO_COLOR)')
  }
  for (const child of command.commands) prepare(child, context, isLocal || local.has(child.name()))
}

/** Runs the program and answers the exit code. Never throws. */
export async function runProgram(context: CliContext, args: readonly string[]): Promise<number> {
  try {
    const program = await buildProgram(context, args[0])
    await program.parseAsync(args as string[], { from: 'user' })
    return 0
  } catch (error) {
    // Help and version end here too, with exit code 0; a missing sub-command shows the help and is wrong usage.
    if (error instanceof CommanderError) {
      if (error.exitCode !== 0 && error.code !== 'commander.help') context.streams.err(hint(error))
      return error.exitCode === 0 ? 0 : 2
    }
    if (error instanceof ExitCode) return error.code
    const usage = error instanceof UsageError || (error instanceof KafkaError && error.code === 'CONFIG')
    context.streams.err(`rookery: ${describe(error)}${usage ? '\n(add --help for usage)' : ''}\n`)
    return usage ? 2 : 1
  }
}

/** The lines below a usage error: what is allowed, when commander has found nothing to suggest. */
function hint(error: CommanderError & { command?: Command }): string {
  const { command } = error
  const help = '(add --help for usage)\n'
  if (command === undefined || error.message.includes('Did you mean')) return help
  if (error.code === 'commander.unknownCommand') return `(allowed: ${command.commands.filter(item => item.name() !== 'complete').map(item => item.name()).join(', ')})\n`
  if (error.code === 'commander.unknownOption') return `(allowed: ${command.options.map(item => item.long).join(', ')}, --help)\n`
  return help
}

/** One line: what failed, and why when the cause says more; a line for each of several failed items. Only an error that nobody foresaw comes with its stack. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof UsageError) return error.message
  if (!(error instanceof KafkaError)) return error.stack ?? error.message
  const { results } = error as { results?: ReadonlyMap<string, unknown> }
  if (results instanceof Map) return [...results.values()].filter(result => result instanceof Error).map(describe).join('\nrookery: ')
  const cause = error.cause instanceof Error && !error.message.includes(error.cause.message) ? ` (${error.cause.message})` : ''
  return `${error.message}${cause}`
}

