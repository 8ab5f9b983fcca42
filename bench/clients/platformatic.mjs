// @platformatic/kafka: send({ messages }), and its consumer stream read by the data event. Needs Node 22.22 or newer.
import { Consumer, jsonDeserializer, jsonSerializer, Producer, stringSerializers } from '@platformatic/kafka'
import { run } from './harness.mjs'

await run(async (bootstrap, task) => {
  const bootstrapBrokers = [bootstrap]
  if (task.mode === 'produce') {
    const { value: _, ...serializers } = stringSerializers
    const producer = new Producer({ clientId: 'bench', bootstrapBrokers, serializers: task.json ? { ...serializers, value: jsonSerializer } : serializers })
    const acks = task.acks === 'all' ? -1 : task.acks
    return { send: records => producer.send({ acks, compression: task.codec, messages: records.map(({ key, value }) => ({ topic: task.topic, key, value })) }) }
  }
  const consumer = new Consumer({ clientId: 'bench', groupId: task.group, bootstrapBrokers, maxWaitTime: 500, ...(task.json && { deserializers: { value: jsonDeserializer } }) })
  return {
    async consume(count) {
      const stream = await consumer.consume({ topics: [task.topic], mode: 'earliest', autocommit: true })
      // It has joined its group by now and knows its partitions.
      const begin = performance.now()
      let seen = 0
      return new Promise((resolve, reject) => {
        stream.on('error', reject)
        stream.on('data', message => {
          if (message.value !== null) seen++
          if (seen === count) resolve(begin)
        })
      })
    },
  }
})
