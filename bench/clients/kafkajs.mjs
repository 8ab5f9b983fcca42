// kafkajs: batches through send({ messages }); eachBatch is its documented way to consume fast.
import kafkajs from 'kafkajs'
import { run } from './harness.mjs'

const { CompressionTypes, Kafka, logLevel } = kafkajs
process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1'
await run(async (bootstrap, task) => {
  const kafka = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING })
  if (task.mode === 'produce') {
    const producer = kafka.producer()
    await producer.connect()
    const acks = task.acks === 'all' ? -1 : task.acks
    return { send: messages => producer.send({ topic: task.topic, acks, compression: task.codec === 'gzip' ? CompressionTypes.GZIP : CompressionTypes.None, messages }) }
  }
  const consumer = kafka.consumer({ groupId: task.group })
  await consumer.connect()
  await consumer.subscribe({ topic: task.topic, fromBeginning: true })
  return {
    consume: count => new Promise((resolve, reject) => {
      let seen = 0
      let begin
      consumer.run({
        eachBatch: async ({ batch }) => {
          begin ??= performance.now()
          for (const message of batch.messages) if (message.value !== null) seen++
          if (seen >= count) resolve(begin)
        },
      }).catch(reject)
    }),
  }
})
