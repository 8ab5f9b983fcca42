// A member that leaves without words, over connections as clients have them: what it did last tells whether its poll interval was over, and
// where that cannot be known nothing is claimed. As Java's consumer behaves under the consumer protocol, and in both before KIP-800.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Connection } from '../net/connection.ts'
import { consumerGroupHeartbeatApi, type ConsumerGroupHeartbeatResponse, newConsumerGroupHeartbeatRequest } from '../protocol/generated/consumer-group-heartbeat.ts'
import { fetchApi, newFetchRequest } from '../protocol/generated/fetch.ts'
import { findCoordinatorApi, newFindCoordinatorRequest } from '../protocol/generated/find-coordinator.ts'
import { joinGroupApi, newJoinGroupRequest } from '../protocol/generated/join-group.ts'
import { leaveGroupApi, newLeaveGroupRequest } from '../protocol/generated/leave-group.ts'
import { newOffsetCommitRequest, offsetCommitApi } from '../protocol/generated/offset-commit.ts'
import { newConsumerProtocolAssignment } from '../protocol/generated/records/consumer-protocol-assignment.ts'
import { newConsumerProtocolSubscription } from '../protocol/generated/records/consumer-protocol-subscription.ts'
import { newSyncGroupRequest, syncGroupApi } from '../protocol/generated/sync-group.ts'
import { encodeAssignment, encodeSubscription } from '../protocol/group-protocol.ts'
import { explain } from '../protocol/ledger/index.ts'
import { Admin } from '../client/index.ts'
import { readLedger } from '../console/ledger.ts'
import { BrokerScene, settled } from './broker-scene.ts'
import { ClientActivity } from '../broker/api/client-activity.ts'
import type { ConnectionInfo } from '../broker/server-connection.ts'

const POLL_INTERVAL_MS = 30_000

class Member {
  readonly scene: BrokerScene
  readonly clientId: string
  readonly #group: Connection
  readonly #fetch: Connection
  memberEpoch = 0
  memberId: string

  private constructor(scene: BrokerScene, clientId: string, group: Connection, fetch: Connection) {
    this.scene = scene
    this.clientId = this.memberId = clientId
    this.#group = group
    this.#fetch = fetch
  }

  /** Fetches go on a connection of their own, as Java's do. */
  static async start(scene: BrokerScene, clientId: string, softwareName = 'apache-kafka-java'): Promise<Member> {
    const connect = (): Promise<Connection> => {
      const connecting = Connection.connect(scene.network, scene.time, { host: '127.0.0.1', port: scene.broker.port, clientId, softwareName, softwareVersion: '4.3.1' })
      return scene.time.advance(10).then(() => connecting)
    }
    const member = new Member(scene, clientId, await connect(), await connect())
    for (let errorCode = -1; errorCode !== 0; await scene.time.advance(100)) {
      errorCode = (await scene.send(findCoordinatorApi, newFindCoordinatorRequest({ coordinatorKeys: ['g'] }))).coordinators[0]!.errorCode
    }
    return member
  }

  async beat(memberEpoch = this.memberEpoch): Promise<ConsumerGroupHeartbeatResponse> {
    const first = memberEpoch === 0 ? { rebalanceTimeoutMs: POLL_INTERVAL_MS, subscribedTopicNames: ['orders'], topicPartitions: [] } : {}
    const answer = await this.scene.send(consumerGroupHeartbeatApi, newConsumerGroupHeartbeatRequest({ groupId: 'g', memberId: this.memberId, memberEpoch, ...first }), { connection: this.#group })
    assert.equal(answer.errorCode, 0, answer.errorMessage ?? '')
    this.memberEpoch = Math.max(0, answer.memberEpoch)
    return answer
  }

  async fetch(): Promise<void> {
    const partition = { partition: 0, currentLeaderEpoch: -1, fetchOffset: 0, lastFetchedEpoch: -1, logStartOffset: -1, partitionMaxBytes: 1_000, replicaDirectoryId: 'AAAAAAAAAAAAAAAAAAAAAA', highWatermark: -1 }
    await this.scene.send(fetchApi, newFetchRequest({ maxWaitMs: 500, minBytes: 1, topics: [{ topic: 'orders', topicId: 'AAAAAAAAAAAAAAAAAAAAAA', partitions: [partition] }] }), { connection: this.#fetch, version: 12 })
  }

  async commit(): Promise<void> {
    const topics = [{ name: 'orders', topicId: 'AAAAAAAAAAAAAAAAAAAAAA', partitions: [{ partitionIndex: 0, committedOffset: 1, committedLeaderEpoch: -1, committedMetadata: null }] }]
    const request = newOffsetCommitRequest({ groupId: 'g', memberId: this.memberId, generationIdOrMemberEpoch: this.memberEpoch, topics })
    await this.scene.send(offsetCommitApi, request, { connection: this.#group, version: 9 })
  }

  /** Beats go on for so long, as they do while a handler works. */
  async work(ms: number): Promise<void> {
    for (const end = this.scene.time.monotonic() + ms; this.scene.time.monotonic() < end; await this.scene.time.advance(1_000)) await this.beat()
  }

  async joinClassic(): Promise<void> {
    const protocols = [{ name: 'range', metadata: encodeSubscription(newConsumerProtocolSubscription({ topics: ['orders'] }), 1) }]
    const request = newJoinGroupRequest({ groupId: 'g', memberId: '', sessionTimeoutMs: 45_000, rebalanceTimeoutMs: POLL_INTERVAL_MS, protocolType: 'consumer', protocols })
    const { memberId, generationId } = await this.scene.send(joinGroupApi, request, { connection: this.#group, version: 3 })
    const assignment = encodeAssignment(newConsumerProtocolAssignment({ assignedPartitions: [{ topic: 'orders', partitions: [0, 1] }] }), 1)
    await this.scene.send(syncGroupApi, newSyncGroupRequest({ groupId: 'g', memberId, generationId, assignments: [{ memberId, assignment }] }), { connection: this.#group, version: 2 })
    this.memberId = memberId
  }

  async leaveClassic(): Promise<void> {
    await this.scene.send(leaveGroupApi, newLeaveGroupRequest({ groupId: 'g', memberId: this.memberId }), { connection: this.#group, version: 1 })
  }
}

/** From the ledger's topic, as any client reads it. */
async function told(scene: BrokerScene): Promise<{ what: string[]; cures: string[] }> {
  await scene.time.advance(100)
  const client = { bootstrapServers: `127.0.0.1:${scene.broker.port}`, network: scene.network, system: scene.time }
  const admin = new Admin(client)
  const entries = await settled(scene.time, readLedger(client, admin, 'g'))
  await settled(scene.time, admin.close())
  const { rebalances, cures } = explain('g', entries)
  return { what: rebalances.map(({ what }) => what), cures: cures.map(({ name }) => name) }
}

const probably = /^slow on 127\.0\.0\.1 left; it had fetched and committed nothing for 3\d s, and its poll interval is 30 s: probably its handler took longer than max\.poll\.interval\.ms\.$/

test('consumer protocol: a member that leaves after it has fetched and committed nothing for its poll interval, and comes back', async () => {
  await using scene = await BrokerScene.start()
  await scene.createTopic('orders', 2)
  const slow = await Member.start(scene, 'slow')
  await slow.beat()
  await slow.fetch()
  await slow.work(POLL_INTERVAL_MS)
  await slow.beat(-1)
  assert.match((await told(scene)).what.at(-1)!, probably)
  assert.deepEqual((await told(scene)).cures, ['poll-interval'])
  await scene.time.advance(12_000)
  await slow.beat(0)
  assert.match((await told(scene)).what.at(-1)!, /^slow on 127\.0\.0\.1 came back 12 s after it had left, as the same member: it was not restarted\.$/)
  assert.deepEqual((await told(scene)).cures, ['poll-interval'])
})

test('nothing is claimed of a member that fetched or committed lately, had nothing to do, or whose client has no poll interval', async () => {
  const cases: [string, string, (member: Member) => Promise<void>][] = [
    ['fetched', 'apache-kafka-java', (member) => member.fetch()],
    ['committed', 'apache-kafka-java', (member) => member.commit()],
    ['franz', 'kgo', async () => {}],
  ]
  for (const [clientId, softwareName, lastly] of cases) {
    await using scene = await BrokerScene.start()
    await scene.createTopic('orders', 2)
    const member = await Member.start(scene, clientId, softwareName)
    await member.beat()
    await member.fetch()
    await member.work(POLL_INTERVAL_MS)
    await lastly(member)
    await member.beat(-1)
    assert.equal((await told(scene)).what.at(-1), `${clientId} on 127.0.0.1 left.`)
    assert.deepEqual((await told(scene)).cures, [])
    // It unsubscribed, or was too slow in a way that cannot be seen: both are said.
    await member.beat(0)
    assert.match((await told(scene)).what.at(-1)!, /came back \d+ ms after it had left, as the same member/)
    assert.deepEqual((await told(scene)).cures, ['poll-interval'])
  }
})

test('consumer protocol: a member without partitions is no evidence of anything', async () => {
  await using scene = await BrokerScene.start()
  const member = await Member.start(scene, 'idle')
  await member.beat()
  await member.fetch()
  await member.work(POLL_INTERVAL_MS)
  await member.beat(-1)
  assert.equal((await told(scene)).what.at(-1), 'idle on 127.0.0.1 left.')
})

test('classic protocol: a client from before KIP-800, which says nothing when it leaves', async () => {
  await using scene = await BrokerScene.start()
  await scene.createTopic('orders', 2)
  for (const [clientId, silentMs, expected] of [['slow', POLL_INTERVAL_MS, probably], ['quick', 10_000, /^quick on 127\.0\.0\.1 left\.$/]] as const) {
    const member = await Member.start(scene, clientId)
    await member.joinClassic()
    await member.fetch()
    await scene.time.advance(silentMs)
    await member.leaveClassic()
    assert.match((await told(scene)).what.at(-1)!, expected)
  }
})

test('a client of which nothing is known any more is no silent one', () => {
  const activity = new ClientActivity(2)
  const connection = (clientHost: string): ConnectionInfo => ({ clientHost }) as ConnectionInfo
  const [a, b, c] = [connection('1'), connection('2'), connection('3')]
  activity.saw(a, 'x', 0)
  activity.saw(b, 'x', 10)
  assert.equal(activity.silentMs(a, 'x', 30), 30)
  assert.equal(activity.silentMs(a, 'y', 30), undefined)
  activity.saw(c, 'x', 20)
  // Two at most: the first had to make room, and is known again when it comes again.
  assert.equal(activity.silentMs(a, 'x', 30), undefined)
  activity.saw(a, 'x', 40)
  assert.equal(activity.silentMs(connection('1'), 'x', 45), 5)
  // Two connections of one name are one client.
  activity.saw(connection('1'), 'x', 50)
  assert.equal(activity.silentMs(a, 'x', 55), 5)
  activity.saw(a, 'renamed', 60)
  assert.equal(activity.silentMs(a, 'x', 65), 15)
})
