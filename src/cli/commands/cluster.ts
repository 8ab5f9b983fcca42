// `rookery cluster`: brokers, features, directories, the metadata quorum and producers.

import { Command } from 'commander'
import { examples, integer, topicPartitions, type TopicSelection } from '../arguments.ts'
import { type CliContext, withAdmin } from '../context.ts'
import { select } from '../select.ts'

export function clusterCommand(context: CliContext): Command {
  return new Command('cluster')
    .description('brokers, features, log directories, the metadata quorum and producers')
    .addHelpText('after', examples('rookery cluster describe', 'rookery cluster log-dirs'))
    .addCommand(describe(context))
    .addCommand(brokers(context))
    .addCommand(features(context))
    .addCommand(logDirs(context))
    .addCommand(quorum(context))
    .addCommand(producers(context))
}

function describe(context: CliContext): Command {
  return new Command('describe')
    .description('id, controller and size of the cluster')
    .addHelpText('after', examples('rookery cluster describe', 'rookery cluster describe -b broker.example:9092 -o json'))
    .action((_options: object, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const [cluster, topics, groups] = await Promise.all([admin.describeCluster(), admin.listTopics(), admin.listGroups()])
        output.object(
          {
            clusterId: cluster.clusterId,
            controllerId: cluster.controllerId,
            brokers: cluster.brokers.map(({ nodeId, host, port }) => `${nodeId}@${host}:${port}`),
            topics: topics.length,
            partitions: topics.reduce((sum, { numPartitions }) => sum + numPartitions, 0),
            groups: groups.length,
          },
          { clusterId: 'cluster id', controllerId: 'controller' },
        )
      }),
    )
}

function brokers(context: CliContext): Command {
  return new Command('brokers')
    .description('the brokers, fenced ones too')
    .addHelpText('after', examples('rookery cluster brokers'))
    .action((_options: object, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const { brokers: found, controllerId } = await admin.describeCluster({ includeFencedBrokers: true }).catch((error: unknown) => {
          // Brokers before Kafka 4.0 do not tell about fenced ones.
          if ((error as { code?: string }).code === 'UNSUPPORTED_VERSION') return admin.describeCluster()
          throw error
        })
        output.rows(
          found.map(({ nodeId, host, port, rack, isFenced }) => ({ nodeId, host, port, rack, controller: nodeId === controllerId, fenced: isFenced })),
          { nodeId: 'node', host: 'host', port: 'port', rack: 'rack', controller: 'controller', fenced: 'fenced' },
        )
      }),
    )
}

function features(context: CliContext): Command {
  return new Command('features')
    .description('feature levels: in force, and what the broker could do')
    .addHelpText('after', examples('rookery cluster features'))
    .action((_options: object, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const { features: found } = await admin.describeFeatures()
        output.rows(
          found.map(({ name, finalized, supported }) => ({ feature: name, level: finalized, min: supported?.min ?? null, max: supported?.max ?? null })),
          { feature: 'feature', level: 'level', min: 'lowest', max: 'highest' },
          'no features',
        )
      }),
    )
}

function logDirs(context: CliContext): Command {
  return new Command('log-dirs')
    .description('the log directories of the brokers and the size of every partition in them')
    .option('--broker <id>', 'only this broker', integer(0))
    .option('--summary', 'a line for each directory instead of each partition')
    .addHelpText('after', examples('rookery cluster log-dirs --summary', 'rookery cluster log-dirs --broker 1 -o jsonl'))
    .action((options: { broker?: number; summary?: boolean }, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const dirs = await admin.describeLogDirs(options.broker === undefined ? {} : { brokers: [options.broker] })
        if (options.summary) {
          return output.rows(
            dirs.map(({ nodeId, path, error, replicas, totalBytes, usableBytes }) => ({
              nodeId, path, partitions: replicas.length, bytes: replicas.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
              volumeBytes: totalBytes < 0 ? null : totalBytes, usableBytes: usableBytes < 0 ? null : usableBytes, error: error?.message ?? null,
            })),
            { nodeId: 'node', path: 'directory', partitions: 'partitions', bytes: 'bytes', usableBytes: 'free bytes', error: 'error' },
          )
        }
        const rows = dirs.flatMap(({ nodeId, path, replicas }) =>
          replicas.map(({ topic, partition, sizeBytes, offsetLag, isFuture }) => ({ nodeId, path, topic, partition, bytes: sizeBytes, offsetLag, future: isFuture })))
        rows.sort((a, b) => a.nodeId - b.nodeId || (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition))
        output.rows(rows, { nodeId: 'node', topic: 'topic', partition: 'partition', bytes: 'bytes', offsetLag: 'lag', path: 'directory' }, 'no partitions')
        for (const { nodeId, path, error } of dirs) if (error !== null) output.note(`warning: broker ${nodeId}: ${path}: ${error.message}`)
        return undefined
      }),
    )
}

function quorum(context: CliContext): Command {
  return new Command('quorum')
    .description('leader, voters and observers of the metadata log')
    .addHelpText('after', examples('rookery cluster quorum'))
    .action((_options: object, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const { leaderId, leaderEpoch, highWatermark, voters, observers } = await admin.describeQuorum()
        const end = voters.find(({ replicaId }) => replicaId === leaderId)?.logEndOffset ?? highWatermark
        const row = (role: string) => ({ replicaId, directoryId, logEndOffset, lastCaughtUpTimestamp }: (typeof voters)[number]) => ({
          replicaId, role: replicaId === leaderId ? 'leader' : role, logEndOffset, lag: Math.max(0, end - logEndOffset),
          caughtUp: lastCaughtUpTimestamp < 0 ? null : new Date(lastCaughtUpTimestamp).toISOString(), directoryId,
        })
        const replicas = [...voters.map(row('voter')), ...observers.map(row('observer'))]
        if (output.format !== 'table') return output.object({ leaderId, leaderEpoch, highWatermark, replicas })
        output.line(`leader ${leaderId} in epoch ${leaderEpoch}, high watermark ${highWatermark}`)
        return output.rows(replicas, { replicaId: 'node', role: 'role', logEndOffset: 'log end', lag: 'lag', caughtUp: 'caught up' })
      }),
    )
}

function producers(context: CliContext): Command {
  return new Command('producers')
    .description('the idempotent and transactional producers that partitions remember')
    .argument('<topics...>', 'topics, or some of their partitions: orders:0,2', topicPartitions)
    .addHelpText('after', examples('rookery cluster producers orders'))
    .action((topics: TopicSelection[], _options: object, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const found = await admin.describeProducers(await select(admin, topics))
        output.rows(
          found.flatMap(({ topic, partition, activeProducers }) =>
            activeProducers.map(producer => ({
              topic, partition, producerId: producer.producerId, epoch: producer.producerEpoch, lastSequence: producer.lastSequence,
              lastTime: producer.lastTimestamp < 0 ? null : new Date(producer.lastTimestamp).toISOString(),
              openTransactionFrom: producer.currentTransactionStartOffset < 0 ? null : producer.currentTransactionStartOffset,
            }))),
          { topic: 'topic', partition: 'partition', producerId: 'producer id', epoch: 'epoch', lastSequence: 'last sequence', lastTime: 'last time', openTransactionFrom: 'open transaction from' },
          'no producers',
        )
      }),
    )
}
