// Rookery's client: records are given to the producer one by one or as a batch; the consumer hands them out by poll.
import * as rookery from '../../dist/client/index.js'
import { run } from './harness.mjs'

const { Consumer, jsonSerde, Producer } = rookery

await run(async (bootstrapServers, task) => {
  const json = task.json ? jsonSerde() : undefined
  if (task.mode === 'produce') {
    const options = { bootstrapServers, acks: task.acks, compressionType: task.codec, ...(json && { valueSerializer: json }) }
    const producers = Array.from({ length: task.connections ?? 1 }, () => new Producer(options))
    let turn = 0
    const producer = producers.length === 1 ? producers[0] : {
      send: record => producers[turn++ % producers.length].send(record),
      sendBatch: records => producers[turn++ % producers.length].sendBatch(records),
      close: () => Promise.all(producers.map(each => each.close())),
    }
    const { topic } = task
    const send = task.perSend === 1
      ? ([record]) => producer.send({ topic, key: record.key, value: record.value })
      : records => producer.sendBatch(records.map(record => ({ topic, key: record.key, value: record.value })))
    return { send, close: () => producer.close() }
  }
  // With `connections`, so many consumers read the whole topic each, in groups of their own: `count` is what they read together.
  const consumers = Array.from({ length: task.connections ?? 1 }, (_, i) =>
    new Consumer({ bootstrapServers, groupId: `${task.group}-${i}`, autoOffsetReset: 'earliest', ...(json && { valueDeserializer: json }) }))
  // From when it has its partitions, as for every other client.
  const assigned = []
  for (const consumer of consumers) consumer.subscribe([task.topic], { onAssigned: () => void assigned.push(performance.now()) })
  const read = async (consumer, count) => {
    let seen = 0
    if (task.how === 'for await') {
      for await (const record of consumer) {
        if (record.value !== null && ++seen >= count) return
      }
    }
    while (seen < count) {
      const records = await consumer.poll({ timeoutMs: 1000 })
      for (const record of records) if (record.value !== null) seen++
    }
  }
  return {
    consume: async count => {
      await Promise.all(consumers.map(consumer => read(consumer, count / consumers.length)))
      return Math.min(...assigned)
    },
    close: () => Promise.all(consumers.map(consumer => consumer.close())),
  }
})
