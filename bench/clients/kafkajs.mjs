// kafkajs: batches through send({ messages }); eachBatch is its documented way to consume fast. Of the codecs it brings gzip only.
import kafkajs from 'kafkajs'
import { run } from './harness.mjs'

const { CompressionTypes, Kafka, logLevel } = kafkajs
process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1'
await run(async (bootstrap, task) => {
  if (task.codec !== 'none' && task.codec !== 'gzip') throw new Error(`it has no ${task.codec} of its own`)
  const kafka = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING })
  if (task.mode === 'produce') {
    const producer = kafka.producer()
    await producer.connect()
    const acks = task.acks === 'all' ? -1 : task.acks
    const compression = task.codec === 'gzip' ? CompressionTypes.GZIP : CompressionTypes.None
    const send = messages => producer.send({ topic: task.topic, acks, compression, messages })
    return { send: task.json ? records => send(records.map(({ key, value }) => ({ key, value: JSON.stringify(value) }))) : send }
  }
  const consumer = kafka.consumer({ groupId: task.group })
  await consumer.connect()
  await consumer.subscribe({ topic: task.topic, fromBeginning: true })
  return {
    consume: count => new Promise((resolve, reject) => {
      let seen = 0
      let begin
      consumer.on(consumer.events.GROUP_JOIN, () => (begin ??= performance.now()))
      consumer.run({
        eachBatch: async ({ batch }) => {
          if (task.json) { for (const message of batch.messages) if (JSON.parse(message.value) !== null) seen++ } else for (const message of batch.messages) if (message.value !== null) seen++
          if (seen >= count) resolve(begin)
        },
      }).catch(reject)
    }),
  }
})
