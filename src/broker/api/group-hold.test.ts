// Held heartbeats over a connection: switched off and on again while the broker runs, by the broker's setting and by the group's.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findCoordinatorApi, newFindCoordinatorRequest } from '../../protocol/generated/find-coordinator.ts'
import { heartbeatApi, type HeartbeatResponse, newHeartbeatRequest } from '../../protocol/generated/heartbeat.ts'
import {
  incrementalAlterConfigsApi,
  newIncrementalAlterConfigsRequest,
  newIncrementalAlterConfigsRequestAlterableConfig,
  newIncrementalAlterConfigsRequestAlterConfigsResource,
} from '../../protocol/generated/incremental-alter-configs.ts'
import { joinGroupApi, type JoinGroupResponse, newJoinGroupRequest } from '../../protocol/generated/join-group.ts'
import { newConsumerProtocolSubscription } from '../../protocol/generated/records/consumer-protocol-subscription.ts'
import { newSyncGroupRequest, syncGroupApi } from '../../protocol/generated/sync-group.ts'
import { encodeSubscription } from '../../protocol/group-protocol.ts'
import { BrokerScene } from '../../testing/broker-scene.ts'

const BROKER = 4
const GROUP = 32

test('the hold is switched by the broker setting and by the group config, while the broker runs, and has an upper bound', async () => {
  await using scene = await BrokerScene.start()
  const member = await scene.connect()
  const alter = async (type: number, name: string, key: string, value: string): Promise<number> => {
    const config = newIncrementalAlterConfigsRequestAlterableConfig({ name: key, configOperation: 0, value })
    const resource = newIncrementalAlterConfigsRequestAlterConfigsResource({ resourceType: type, resourceName: name, configs: [config] })
    const { responses } = await scene.send(incrementalAlterConfigsApi, newIncrementalAlterConfigsRequest({ resources: [resource] }))
    return responses[0]!.errorCode
  }
  const protocols = [{ name: 'range', metadata: encodeSubscription(newConsumerProtocolSubscription({ topics: ['orders'] }), 1) }]
  const join = (memberId: string): Promise<JoinGroupResponse> =>
    scene.send(joinGroupApi, newJoinGroupRequest({ groupId: 'g', memberId, sessionTimeoutMs: 45_000, rebalanceTimeoutMs: 60_000, protocolType: 'consumer', protocols }), { connection: member })
  for (let errorCode = -1; errorCode !== 0; ) {
    errorCode = (await scene.send(findCoordinatorApi, newFindCoordinatorRequest({ coordinatorKeys: ['g'] }))).coordinators[0]!.errorCode
    await scene.time.advance(100)
  }
  const { memberId } = await join('')
  const { generationId } = await join(memberId)
  await scene.send(syncGroupApi, newSyncGroupRequest({ groupId: 'g', memberId, generationId, protocolType: 'consumer', protocolName: 'range' }), { connection: member })
  /** How long the answer takes, in ms. */
  const beatMs = async (): Promise<number> => {
    const from = scene.time.monotonic()
    const { errorCode }: HeartbeatResponse = await scene.send(heartbeatApi, newHeartbeatRequest({ groupId: 'g', memberId, generationId }), { connection: member })
    assert.equal(errorCode, 0)
    return scene.time.monotonic() - from
  }
  assert.ok((await beatMs()) >= 9_900)
  assert.equal(await alter(BROKER, '', 'rookery.group.heartbeat.hold.max.ms', '0'), 0)
  assert.ok((await beatMs()) < 100)
  assert.equal(await alter(GROUP, 'g', 'rookery.heartbeat.hold.max.ms', '2000'), 0)
  const held = await beatMs()
  assert.ok(held >= 1_900 && held < 2_200, `${held}`)
  assert.equal(await alter(BROKER, '', 'rookery.group.heartbeat.hold.max.ms', '5000'), 0)
  assert.equal(await alter(GROUP, 'g', 'rookery.heartbeat.hold.max.ms', '0'), 0)
  assert.ok((await beatMs()) < 100)
  assert.notEqual(await alter(GROUP, 'g', 'rookery.heartbeat.hold.max.ms', '10001'), 0)
  assert.notEqual(await alter(BROKER, '', 'rookery.group.heartbeat.hold.max.ms', '600000'), 0)
})
