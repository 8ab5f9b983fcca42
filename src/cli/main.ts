#!/usr/bin/env node
// DOOR 4: arguments, streams, signals and exit codes of the process.

import { readFileSync } from 'node:fs'
import { LineLogger } from '../core/logger.ts'
import { realSystem } from '../core/system.ts'
import type { CliContext } from './context.ts'
import { runProgram } from './program.ts'

const { stdin, stdout, stderr } = process

let stopping: AbortController | undefined
const context: CliContext = {
  streams: {
    out: text => void stdout.write(text),
    err: text => void stderr.write(text),
    outIsTerminal: stdout.isTTY === true,
    errIsTerminal: stderr.isTTY === true,
    columns: stdout.columns,
  },
  stdin,
  env: process.env,
  get signal() {
    if (stopping === undefined) {
      const controller = (stopping = new AbortController())
      for (const name of ['SIGTERM', 'SIGINT'] as const) {
        process.on(name, () => {
          // Asked twice: the user will not wait for a clean stop.
          if (controller.signal.aborted) process.exit(1)
          controller.abort(name)
        })
      }
    }
    return stopping.signal
  },
  system: realSystem,
  logger: new LineLogger(
    (level, line) => void stderr.write(`${new Date(realSystem.clock.now()).toISOString()} ${level.toUpperCase()} ${line}\n`),
    process.env['ROOKERY_LOG'] === 'debug' ? 'debug' : 'info',
  ),
  readFile: path => readFileSync(path, 'utf8'),
}

// A reader that has seen enough (`rookery consume orders | head`) is no error.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

process.exitCode = await runProgram(context, process.argv.slice(2))
// Nothing may keep the process of a finished command alive, and nothing that was printed may be lost.
stdout.write('', () => stderr.write('', () => process.exit()))
