// A group of many members over sockets, in one process against a broker of its own: all join, sync and beat; one more joins and one leaves.
//   node scripts/group-sockets.mjs [--members 10000] [--port 0]
// A member is a chain of raw requests on a connection of its own (classic protocol; the leader gives the first thousand one partition each): a
// broker takes the next request of a connection when the one before is answered, and JoinGroup and SyncGroup stay parked. Prints what took how long; exits 1 when a partition has two owners
// or the group is not whole within ten minutes. One generation is one record, as in Kafka: from about 9,500 members on it needs a larger message.max.bytes.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Admin } from '../dist/client/index.js'
import { realSystem } from '../dist/core/system.js'
import { Connection } from '../dist/net/connection.js'
import { TcpNetwork } from '../dist/net/tcp.js'
import { heartbeatApi, newHeartbeatRequest } from '../dist/protocol/generated/heartbeat.js'
import { joinGroupApi, newJoinGroupRequest } from '../dist/protocol/generated/join-group.js'
import { leaveGroupApi, newLeaveGroupRequest } from '../dist/protocol/generated/leave-group.js'
import { newConsumerProtocolAssignment } from '../dist/protocol/generated/records/consumer-protocol-assignment.js'
import { newConsumerProtocolSubscription } from '../dist/protocol/generated/records/consumer-protocol-subscription.js'
import { newSyncGroupRequest, syncGroupApi } from '../dist/protocol/generated/sync-group.js'
import { decodeAssignment, encodeAssignment, encodeSubscription } from '../dist/protocol/group-protocol.js'

const { values } = parseArgs({ options: { members: { type: 'string', default: '10000' }, port: { type: 'string', default: '0' } } })
const count = Number(values.members)
const partitions = Math.min(count, 1000)
const folder = mkdtempSync(join(tmpdir(), 'rookery-group-'))
const broker = spawn(process.execPath, ['dist/cli/main.js', 'start', '--data-dir', join(folder, 'data'), '--listen', `127.0.0.1:${values.port}`, '--set', 'message.max.bytes=4194304', '--set', 'group.initial.rebalance.delay.ms=8000'], { stdio: ['ignore', 'pipe', 'inherit'] })
const port = await new Promise((resolve, reject) => {
  let text = ''
  broker.stdout.on('data', chunk => {
    text += chunk
    const found = /127\.0\.0\.1:(\d+)|localhost:(\d+)/.exec(text)
    if (found) resolve(Number(found[1] ?? found[2]))
  })
  broker.on('exit', code => reject(new Error(`the broker ended with ${code}: ${text}`)))
})
const took = async (what, work) => {
  const from = process.hrtime.bigint()
  const result = await work()
  console.log(`${what.padEnd(58)} ${String(Math.round(Number(process.hrtime.bigint() - from) / 1e6)).padStart(6)} ms`)
  return result
}

const metadata = encodeSubscription(newConsumerProtocolSubscription({ topics: ['many'] }), 1)
const network = new TcpNetwork()
const connect = () => Connection.connect(network, realSystem, { host: '127.0.0.1', port, clientId: 'many', requestTimeoutMs: 120_000, softwareName: 'group-sockets' })
const timing = { sessionTimeoutMs: 300_000, rebalanceTimeoutMs: 120_000 }

class Member {
  memberId = ''
  generationId = -1
  owned = []
  constructor(connection) {
    this.connection = connection
  }
  async join() {
    const request = () => newJoinGroupRequest({ groupId: 'many', memberId: this.memberId, ...timing, protocolType: 'consumer', protocols: [{ name: 'range', metadata }] })
    // Version 3: a member without an id is let in at once.
    const answer = await this.connection.send(joinGroupApi, request(), { version: 3 })
    if (answer.errorCode !== 0) throw new Error(`JoinGroup: ${answer.errorCode}`)
    this.memberId = answer.memberId
    this.generationId = answer.generationId
    this.led = answer.leader === answer.memberId ? answer.members.map(({ memberId }) => memberId) : undefined
  }
  async sync() {
    const assignments = (this.led ?? []).map((memberId, i) => ({
      memberId,
      assignment: encodeAssignment(newConsumerProtocolAssignment({ assignedPartitions: i < partitions ? [{ topic: 'many', partitions: [i] }] : [] }), 1),
    }))
    const { memberId, generationId } = this
    const answer = await this.connection.send(syncGroupApi, newSyncGroupRequest({ groupId: 'many', memberId, generationId, protocolType: 'consumer', protocolName: 'range', assignments }))
    if (answer.errorCode !== 0) throw new Error(`SyncGroup: ${answer.errorCode}`)
    this.owned = decodeAssignment(answer.assignment).assignedPartitions.flatMap(topic => topic.partitions)
  }
  async beat() {
    const { memberId, generationId } = this
    return (await this.connection.send(heartbeatApi, newHeartbeatRequest({ groupId: 'many', memberId, generationId }))).errorCode
  }
}

function whole(members) {
  const owners = new Map()
  for (const member of members) for (const partition of member.owned) {
    if (owners.has(partition)) throw new Error(`partition ${partition} has two owners`)
    owners.set(partition, member)
  }
  const wanted = Math.min(partitions, members.length)
  if (owners.size !== wanted) throw new Error(`${owners.size} partitions have an owner, not ${wanted}`)
}

const limit = setTimeout(() => fail(new Error('not within ten minutes')), 600_000)
function fail(error) {
  console.error(error)
  broker.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
  process.exit(1)
}
try {
  const admin = new Admin({ bootstrapServers: `127.0.0.1:${port}` })
  // On a busy machine the answer may come too late, and the repeated request finds the topic.
  await admin.createTopics([{ name: 'many', numPartitions: partitions, replicationFactor: 1 }]).catch(error => {
    if (error.code !== 'TOPIC_ALREADY_EXISTS') throw error
  })
  await admin.describeGroups(['many']).catch(() => {})
  const connections = []
  await took(`${count} connections`, async () => {
    while (connections.length < count) connections.push(...(await Promise.all(Array.from({ length: Math.min(200, count - connections.length) }, connect))))
  })
  const members = connections.map(connection => new Member(connection))
  const round = async () => {
    await Promise.all(members.map(member => member.join()))
    const generations = new Set(members.map(({ generationId }) => generationId))
    if (generations.size !== 1) throw new Error(`members in ${generations.size} generations`)
    await Promise.all(members.map(member => member.sync()))
    whole(members)
  }
  await took(`${count} members join and sync (8 s of it the initial delay)`, round)
  await took('all beat once', async () => {
    const errors = new Set(await Promise.all(members.map(member => member.beat())))
    if ([...errors].join() !== '0') throw new Error(`heartbeats: ${[...errors].join()}`)
  })
  await took('one leaves, the others hear of it, join and sync', async () => {
    const gone = members.pop()
    await gone.connection.send(leaveGroupApi, newLeaveGroupRequest({ groupId: 'many', members: [{ memberId: gone.memberId, groupInstanceId: null, reason: null }] }))
    const errors = new Set(await Promise.all(members.map(member => member.beat())))
    if ([...errors].join() !== '27') throw new Error(`heartbeats: ${[...errors].join()}`)
    await round()
  })
  const [{ state, members: described }] = await took('describe', () => admin.describeGroups(['many']))
  if (!/stable/i.test(state) || described.length !== members.length) throw new Error(`${state} with ${described.length} members`)
  for (const connection of connections) connection.close()
  await admin.close()
} catch (error) {
  fail(error)
}
clearTimeout(limit)
broker.kill('SIGTERM')
await new Promise(resolve => broker.once('exit', resolve))
rmSync(folder, { recursive: true, force: true })
