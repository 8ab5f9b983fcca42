// Rookery's consumer as one member of a group: see "A member of a group" in ../README.md.
import { createInterface } from 'node:readline'
import { cooperativeStickyAssignor, rangeAssignor, roundRobinAssignor, stickyAssignor } from '../../../../dist/assignors/index.js'
import { Consumer } from '../../../../dist/client/index.js'

const [bootstrapServers, json] = process.argv.slice(2)
const { topic, group: groupId, protocol, assignor, sessionMs, heartbeatMs, instance } = JSON.parse(json)
const say = (event, fields) => process.stdout.write(`${JSON.stringify({ t: Date.now(), event, ...fields })}\n`)
const assignors = { range: rangeAssignor, roundrobin: roundRobinAssignor, sticky: stickyAssignor, 'cooperative-sticky': cooperativeStickyAssignor }
const classic = { partitionAssignmentStrategy: assignor?.split(',').map(name => assignors[name]), ...(sessionMs ? { sessionTimeoutMs: sessionMs } : {}), ...(heartbeatMs ? { heartbeatIntervalMs: heartbeatMs } : {}) }
const consumer = new Consumer({ bootstrapServers, groupId, clientId: 'member-rookery', groupProtocol: protocol, autoOffsetReset: 'earliest', enableAutoCommit: false,
  fetchMaxWaitMs: 100, ...(instance ? { groupInstanceId: instance } : {}), ...(protocol === 'consumer' ? {} : classic) })
const numbers = partitions => partitions.map(({ partition }) => partition)
let running = true
createInterface({ input: process.stdin }).on('line', () => (running = false)).on('close', () => (running = false))

say('joining')
try {
  await consumer.subscribe(topic, {
    onAssigned: partitions => say('assigned', { partitions: numbers(partitions), generation: consumer.groupMetadata().generationId }),
    onRevoked: partitions => say('revoked', { partitions: numbers(partitions) }),
    onLost: partitions => say('lost', { partitions: numbers(partitions) }),
  })
  while (running) {
    const ends = new Map()
    for (const { partition, offset } of await consumer.poll({ timeoutMs: 50 })) {
      const range = ends.get(partition)
      if (range) range[1] = offset + 1
      else ends.set(partition, [offset, offset + 1])
    }
    for (const [partition, [from, to]] of ends) say('processed', { partition, from, to })
    try {
      if (ends.size > 0) await consumer.commit([...ends].map(([partition, [, offset]]) => ({ topic, partition, offset })))
    } catch (error) {
      say('commitFailed', { message: error.message })
    }
  }
  await consumer.close()
  say('left')
} catch (error) {
  say('failed', { message: error.stack })
}
process.exit(0)
