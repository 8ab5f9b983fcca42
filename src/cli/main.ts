#!/usr/bin/env node
// DOOR 4: arguments, streams, signals and exit codes of the process.

import { readFileSync } from 'node:fs'
import { KafkaError } from '../core/errors.ts'
import { LineLogger } from '../core/logger.ts'
import { realSystem } from '../core/system.ts'

const usage = `Usage: rookery start [options]      (rookery start --help for the options)
`

async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args
  if (command !== 'start') {
    const asked = command === '--help' || command === '-h' || command === undefined
    if (!asked) process.stderr.write(`rookery: unknown command ${command} (allowed: start)\n`)
    ;(asked ? process.stdout : process.stderr).write(usage)
    return asked ? 0 : 2
  }
  const { start, startUsage, UsageError } = await import('./commands/start.ts')
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(startUsage)
    return 0
  }
  const level = process.env.ROOKERY_LOG === 'debug' ? 'debug' : 'info'
  const logger = new LineLogger((level, line) => {
    process.stderr.write(`${new Date(realSystem.clock.now()).toISOString()} ${level.toUpperCase()} ${line}\n`)
  }, level)
  try {
    return await start(rest, {
      out: text => process.stdout.write(text),
      readFile: path => readFileSync(path, 'utf8'),
      stopSignal: () =>
        new Promise(resolve => {
          let asked = false
          for (const signal of ['SIGTERM', 'SIGINT'] as const) {
            process.on(signal, () => {
              // Asked twice: the user will not wait for a clean stop.
              if (asked) process.exit(1)
              asked = true
              resolve(signal)
            })
          }
        }),
      logger,
    })
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`rookery: ${error.message}\n`)
      return 2
    }
    process.stderr.write(`rookery: ${error instanceof KafkaError ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
    return 1
  }
}

process.exitCode = await main(process.argv.slice(2))
// Nothing may keep a stopped broker's process alive.
process.exit()
