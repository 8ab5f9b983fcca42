// kafkajs as one member of a group: see "A member of a group" in ../README.md.
// Its own assigner has a name that no other client knows; here it goes by the name of the group's, with a single topic.
import { createInterface } from 'node:readline'
import kafkajs from 'kafkajs'

const { AssignerProtocol, Kafka, logLevel } = kafkajs
const [bootstrap, json] = process.argv.slice(2)
const { topic, group: groupId, assignor, sessionMs, heartbeatMs } = JSON.parse(json)
const say = (event, fields) => process.stdout.write(`${JSON.stringify({ t: Date.now(), event, ...fields })}\n`)
const named = ({ cluster }) => ({
  name: assignor,
  version: 0,
  async assign({ members }) {
    const ids = members.map(({ memberId }) => memberId).sort()
    const count = cluster.findTopicPartitionMetadata(topic).length
    const shares = new Map(ids.map(id => [id, []]))
    for (let p = 0; p < count; p++) shares.get(assignor === 'range' ? ids[rangeOwner(p, count, ids.length)] : ids[p % ids.length]).push(p)
    return ids.map(memberId => ({ memberId, memberAssignment: AssignerProtocol.MemberAssignment.encode({ version: 0, assignment: { [topic]: shares.get(memberId) } }) }))
  },
  protocol: ({ topics }) => ({ name: assignor, metadata: AssignerProtocol.MemberMetadata.encode({ version: 0, topics, userData: Buffer.alloc(0) }) }),
})
function rangeOwner(p, count, members) {
  const [each, extra] = [Math.floor(count / members), count % members]
  return p < (each + 1) * extra ? Math.floor(p / (each + 1)) : extra + Math.floor((p - (each + 1) * extra) / each)
}

const kafka = new Kafka({ clientId: 'member-kafkajs', brokers: [bootstrap], logLevel: logLevel.NOTHING, retry: { retries: 8, initialRetryTime: 50 } })
const consumer = kafka.consumer({
  groupId, sessionTimeout: sessionMs ?? 30_000, heartbeatInterval: heartbeatMs ?? 3_000, rebalanceTimeout: 20_000, maxWaitTimeInMs: 100,
  ...(assignor ? { partitionAssigners: [named] } : {}),
})
let owned = []
const revoked = () => {
  if (owned.length > 0) say('revoked', { partitions: owned })
  owned = []
}
consumer.on(consumer.events.REBALANCING, revoked)
consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
  revoked()
  owned = payload.memberAssignment[topic] ?? []
  say('assigned', { partitions: owned })
})
consumer.on(consumer.events.CRASH, ({ payload }) => say('failed', { message: String(payload.error?.stack) }))
await consumer.connect()
await consumer.subscribe({ topic, fromBeginning: true })
say('joining')
await consumer.run({
  autoCommit: false,
  eachBatchAutoResolve: false,
  eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
    const to = Number(batch.lastOffset()) + 1
    say('processed', { partition: batch.partition, from: Number(batch.firstOffset()), to })
    resolveOffset(batch.lastOffset())
    await consumer.commitOffsets([{ topic, partition: batch.partition, offset: String(to) }]).catch(error => say('commitFailed', { message: error.message }))
    await heartbeat()
  },
})
createInterface({ input: process.stdin }).on('line', leave).on('close', leave)
let leaving = false
async function leave() {
  if (leaving) return
  leaving = true
  await consumer.stop()
  revoked()
  await consumer.disconnect()
  say('left')
  process.exit(0)
}
