// What every command gets: streams, environment, files, the way to a cluster. main.ts makes the real one; tests make their own.
// Nothing here loads the client before a command asks for it: `rookery start` needs none of it.

import type { Command } from 'commander'
import type { Admin } from '../client/admin.ts'
import type { Logger } from '../core/logger.ts'
import type { System } from '../core/system.ts'
import type { Network } from '../net/network.ts'
import { Output, type OutputFormat, type Streams } from './output.ts'

/** Wrong usage: exit code 2. The message names the option and what is allowed. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Thrown by a command that has said everything and only wants an exit code. */
export class ExitCode extends Error {
  readonly code: number

  constructor(code: number) {
    super(`exit ${code}`)
    this.code = code
  }
}

export interface CliContext {
  readonly streams: Streams
  readonly stdin: AsyncIterable<Uint8Array>
  readonly env: Readonly<Record<string, string | undefined>>
  /** Fires on SIGINT and SIGTERM. Whoever reads it takes over: without, a signal ends the process at once. */
  readonly signal: AbortSignal
  readonly system: System
  /** Default: TCP. */
  readonly network?: Network
  /** Where brokers and the console log to. */
  readonly logger: Logger
  /** Throws the system's error. */
  readFile(path: string): string
}

export const BOOTSTRAP_VARIABLE = 'ROOKERY_BOOTSTRAP_SERVER'
export const DEFAULT_BOOTSTRAP = 'localhost:9092'
export const DEFAULT_TIMEOUT_MS = 15_000

interface SharedOptions {
  bootstrapServer?: string
  output?: OutputFormat
  color?: boolean
  timeout?: number
}

/** The options that every command that talks to a cluster understands. */
export function shared(command: Command): SharedOptions {
  return command.optsWithGlobals<SharedOptions>()
}

export function bootstrapServers(context: CliContext, command: Command): string {
  return shared(command).bootstrapServer ?? (context.env[BOOTSTRAP_VARIABLE] || DEFAULT_BOOTSTRAP)
}

export function outputOf(context: CliContext, command: Command): Output {
  const { output, color } = shared(command)
  return new Output(context.streams, output ?? 'table', color !== false && !context.env['NO_COLOR'])
}

/** What all clients of the command line share. */
export function clientOptions(context: CliContext, command: Command) {
  return {
    bootstrapServers: bootstrapServers(context, command),
    clientId: 'rookery-cli',
    defaultApiTimeoutMs: shared(command).timeout ?? DEFAULT_TIMEOUT_MS,
    system: context.system,
    ...(context.network === undefined ? {} : { network: context.network }),
  }
}

/** Runs `work` with an Admin that is closed afterwards, whatever happens. */
export async function withAdmin<T>(context: CliContext, command: Command, work: (admin: Admin, output: Output) => Promise<T>): Promise<T> {
  const { Admin } = await import('../client/admin.ts')
  const admin = new Admin(clientOptions(context, command))
  try {
    return await work(admin, outputOf(context, command))
  } finally {
    await admin.close()
  }
}

/** Reads a file named on the command line. Throws UsageError that names the option. */
export function readFileOption(context: CliContext, option: string, path: string): string {
  try {
    return context.readFile(path)
  } catch (error) {
    throw new UsageError(`${option} ${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`)
  }
}
