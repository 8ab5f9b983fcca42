// `rookery graduate`: whether Apache Kafka can go on from a data directory, and the property file to start it with.

import { resolve } from 'node:path'
import { Command } from 'commander'
import { parseProperties } from '../../broker/properties.ts'
import { KafkaError } from '../../core/errors.ts'
import { examples, keyValue } from '../arguments.ts'
import { type CliContext, readFileOption } from '../context.ts'
import { Output, plural } from '../output.ts'

interface Options {
  dataDir: string
  config?: string
  set?: Record<string, string>
  json?: boolean
}

export function graduateCommand(context: CliContext): Command {
  return new Command('graduate')
    .description('check that Apache Kafka 4.3 can go on from a data directory, and print the property file to start it with; changes nothing')
    .option('--data-dir <dir>', 'the directory of a broker that is stopped', 'rookery-data')
    .option('--config <file>', 'the property file that the broker ran with: what Kafka knows of it is carried over')
    .option('-c, --set <key=value>', 'a property that the broker ran with; repeatable', keyValue)
    .option('--json', 'the whole report as JSON')
    .addHelpText('after', examples('rookery graduate --data-dir ./rookery-data > server.properties', 'rookery graduate --data-dir ./rookery-data --json'))
    .action(async (options: Options) => {
      const [{ checkDirectory }, { nodeDisk }] = await Promise.all([import('../../broker/graduate.ts'), import('../../broker/disk/node-disk.ts')])
      const given = options.config === undefined ? [] : parseProperties(readFileOption(context, '--config', options.config), options.config)
      const properties = new Map([...given, ...Object.entries(options.set ?? {})])
      const directory = resolve(options.dataDir)
      const report = checkDirectory(nodeDisk, directory, { properties })
      const output = new Output(context.streams, options.json ? 'json' : 'table', false)
      if (options.json) output.object(report)
      else {
        for (const note of report.notes) output.note(`note: ${note}`)
        for (const problem of report.problems) output.note(`problem: ${problem}`)
        if (report.ready) {
          const { topics, partitions, sizeBytes, clusterId, nodeId, metadataVersion } = report
          output.note(`${directory} is ready: cluster ${clusterId}, node ${nodeId}, metadata ${metadataVersion}, ${plural(topics, 'topic')}, ${plural(partitions, 'partition')}, ${sizeBytes} bytes`)
          output.note('start Apache Kafka 4.3 with the property file below: bin/kafka-server-start.sh server.properties')
          output.raw(report.properties!)
        }
      }
      if (!report.ready) throw new KafkaError('NOT_READY', `${directory} is not ready: ${plural(report.problems.length, 'problem')}`)
    })
}
