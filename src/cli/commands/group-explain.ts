// `rookery group explain` and `rookery group watch`: why a group rebalanced, what it cost, and what helps.

import { Command } from 'commander'
import { ledgerRange, parseLedgerRecord, readLedger } from '../../console/ledger.ts'
import { AbortedError, KafkaError } from '../../core/errors.ts'
import { explain, REBALANCE_LEDGER_TOPIC, type RebalanceEntry } from '../../protocol/ledger/index.ts'
import { examples, integer } from '../arguments.ts'
import { type CliContext, clientOptions, withAdmin } from '../context.ts'
import type { Output } from '../output.ts'

export function explainCommand(context: CliContext): Command {
  return new Command('explain')
    .description("why a group rebalanced, what it cost, and what helps; from the broker's ledger")
    .argument('<group>')
    .option('-n, --last <n>', 'how many of the last rebalances to tell', integer(1), 10)
    .addHelpText('after', examples('rookery group explain billing', 'rookery group explain billing --last 1 -o json'))
    .action((groupId: string, options: { last: number }, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const entries = await readLedger(clientOptions(context, command), admin, groupId)
        if (entries.length === 0) await throwIfUnknown()
        const last = entries.slice(-options.last)
        // The cures look at everything that is known: a pattern shows only over several rebalances.
        const { summary, cures } = explain(groupId, entries)
        if (output.format === 'jsonl') return output.rows(last, {})
        if (output.format === 'json') return output.object({ groupId, summary, cures, rebalances: tell(groupId, last) })
        const { bold, dim } = output.colors
        output.line(bold(summary))
        for (const { at, what, cost } of explain(groupId, last).rebalances) output.line(`\n${dim(new Date(at).toISOString())}  ${what}\n${' '.repeat(26)}${cost}`)
        if (cures.length > 0) output.line(`\n${bold('What helps')}`)
        for (const { text } of cures) output.line(`- ${text}`)
        return undefined

        async function throwIfUnknown(): Promise<void> {
          const groups = await admin.listGroups()
          if (!groups.some(group => group.groupId === groupId)) throw new KafkaError('GROUP_ID_NOT_FOUND', `there is no group ${groupId}`)
        }
      }),
    )
}

function tell(groupId: string, entries: readonly RebalanceEntry[]) {
  const { rebalances } = explain(groupId, entries)
  return entries.map((entry, i) => ({ what: rebalances[i]!.what, cost: rebalances[i]!.cost, ...entry }))
}

export function watchCommand(context: CliContext): Command {
  return new Command('watch')
    .description("follow a group's rebalances as they happen, until interrupted; from the broker's ledger")
    .argument('<group>')
    .option('-n, --max <n>', 'stop after so many rebalances', integer(1))
    .addHelpText('after', examples('rookery group watch billing', 'rookery group watch billing -o jsonl'))
    .action(async (groupId: string, options: { max?: number }, command: Command) => {
      const { signal } = context
      const { Consumer } = await import('../../client/consumer.ts')
      await withAdmin(context, command, async (admin, output) => {
        const { to } = await ledgerRange(admin)
        const consumer = new Consumer({ ...clientOptions(context, command), autoOffsetReset: 'latest' })
        try {
          const partition = { topic: REBALANCE_LEDGER_TOPIC, partition: 0 }
          consumer.assign([partition])
          consumer.seek(partition, to)
          output.note(`watching group ${groupId}; nothing is printed until it rebalances`)
          for (let seen = 0; !signal.aborted && seen !== options.max; ) {
            for (const record of await consumer.poll({ timeoutMs: 1000, signal })) {
              const found = parseLedgerRecord(record.rawKey, record.rawValue)
              if (found?.entry.groupId !== groupId || seen === options.max) continue
              print(output, groupId, found.entry)
              seen++
            }
          }
        } catch (error) {
          if (!(error instanceof AbortedError && signal.aborted)) throw error
        } finally {
          await consumer.close()
        }
      })
    })
}

function print(output: Output, groupId: string, entry: RebalanceEntry): void {
  if (output.format !== 'table') return output.raw(`${JSON.stringify(tell(groupId, [entry])[0])}\n`)
  const [{ at, what, cost }] = explain(groupId, [entry]).rebalances as [{ at: number; what: string; cost: string }]
  return output.line(`${output.colors.dim(new Date(at).toISOString())}  ${what}\n${' '.repeat(26)}${cost}`)
}
