// The command line in process: with its own streams and environment, against any broker.

import type { CliContext } from '../cli/context.ts'
import { runProgram } from '../cli/program.ts'
import { silentLogger } from '../core/logger.ts'
import { realSystem } from '../core/system.ts'

export interface CliRun {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface CliOptions {
  readonly bootstrapServers?: string
  readonly stdin?: string | Buffer
  readonly env?: Readonly<Record<string, string>>
  readonly terminal?: boolean
  /** The command's signal: fire it to stop what runs on. */
  readonly signal?: AbortSignal
  /** Files by path. */
  readonly files?: Readonly<Record<string, string>>
  /** Told of everything that is printed to standard output, as it comes. */
  readonly onOut?: (text: string) => void
}

/** Runs `rookery ARGS` and answers its output and exit code. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  let out = ''
  let err = ''
  const context: CliContext = {
    streams: {
      out: text => {
        out += text
        options.onOut?.(text)
      },
      err: text => void (err += text),
      outIsTerminal: options.terminal ?? false,
      errIsTerminal: options.terminal ?? false,
    },
    stdin: (async function* () {
      if (options.stdin !== undefined) yield Buffer.from(options.stdin)
    })(),
    env: { ...(options.bootstrapServers === undefined ? {} : { ROOKERY_BOOTSTRAP_SERVER: options.bootstrapServers }), ...options.env },
    signal: options.signal ?? new AbortController().signal,
    system: realSystem,
    logger: silentLogger,
    readFile: path => {
      const content = options.files?.[path]
      if (content === undefined) throw Object.assign(new Error(`no file ${path}`), { code: 'ENOENT' })
      return content
    },
  }
  const code = await runProgram(context, args)
  return { code, out, err }
}
