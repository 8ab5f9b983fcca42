// Decompression bombs in all four codecs: at most 1 MiB that would inflate to hundreds of times that. The codec must stop at its bound, the
// broker must answer in time, and a consumer that meets such a batch must end with an error of its own.
import { CorruptionError } from '../../dist/core/errors.js'
import { decompress } from '../../dist/protocol/compression/codec.js'
import { createTopicsApi, newCreateTopicsRequest, newCreateTopicsRequestCreatableTopic } from '../../dist/protocol/generated/create-topics.js'
import { newProduceRequest, produceApi } from '../../dist/protocol/generated/produce.js'
import { BrokerScene } from '../../dist/testing/broker-scene.js'
import { batchOf, decompressionBombs } from './records.mjs'

export async function fuzzBombs() {
  const rows = []
  const failures = []
  const scene = await BrokerScene.start()
  const topic = newCreateTopicsRequestCreatableTopic({ name: 'bombs', numPartitions: 1, replicationFactor: 1 })
  await scene.send(createTopicsApi, newCreateTopicsRequest({ topics: [topic] }))
  for (const [codec, bytes] of Object.entries(decompressionBombs())) {
    const limit = 8 << 20
    const before = process.memoryUsage()
    let begin = process.cpuUsage()
    let refused = false
    try {
      decompress(codec, bytes, limit)
    } catch (error) {
      refused = true
      if (!(error instanceof CorruptionError)) failures.push(`${codec}: the codec throws ${error.stack}`)
    }
    const codecMs = cpuMs(begin)
    const after = process.memoryUsage()
    if (!refused) failures.push(`${codec}: ${bytes.length} bytes inflate beyond ${limit}`)
    // In pieces of at most 1 MiB, as a broker would take them.
    const batch = batchOf(codec, bytes.length <= 1_000_000 ? bytes : bytes.subarray(0, 1_000_000))
    const request = newProduceRequest({ acks: -1, timeoutMs: 1000, topicData: [{ name: 'bombs', topicId: 'AAAAAAAAAAAAAAAAAAAAAA', partitionData: [{ index: 0, records: batch }] }] })
    // The least of three: what the machine does beside it is not the broker's.
    let brokerMs = Infinity
    let errorCode
    for (let attempt = 0; attempt < 3; attempt++) {
      begin = process.cpuUsage()
      const response = await scene.send(produceApi, request, { version: 11 })
      brokerMs = Math.min(brokerMs, cpuMs(begin))
      errorCode = response.responses[0].partitionResponses[0].errorCode
    }
    rows.push({ codec, bytes: batch.length, codecMs, codecBytes: after.heapUsed + after.external - before.heapUsed - before.external, errorCode, brokerMs })
  }
  await scene.close()
  return { rows, failures }
}

function cpuMs(since) {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}
