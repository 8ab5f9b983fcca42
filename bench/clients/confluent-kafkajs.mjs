// confluent-kafka-javascript, its KafkaJS API. Its documentation: sends that are awaited one by one want linger.ms 0; eachBatch grows with js.consumer.max.batch.size.
import { confluent } from './confluent.mjs'
import { run } from './harness.mjs'

const { KafkaJS } = confluent()
await run(async (bootstrap, task) => {
  const kafka = new KafkaJS.Kafka({ kafkaJS: { brokers: [bootstrap], logLevel: KafkaJS.logLevel.NOTHING } })
  if (task.mode === 'produce') {
    const acks = task.acks === 'all' ? -1 : task.acks
    const producer = kafka.producer({ kafkaJS: { acks, compression: task.codec }, ...(task.inFlight === 1 && { 'linger.ms': 0 }) })
    await producer.connect()
    const write = task.json ? value => JSON.stringify(value) : value => value
    return { send: records => producer.send({ topic: task.topic, messages: records.map(({ key, value }) => ({ key, value: write(value) })) }) }
  }
  let begin
  const consumer = kafka.consumer({ kafkaJS: { groupId: task.group, fromBeginning: true }, 'js.consumer.max.batch.size': -1, rebalance_cb: () => void (begin ??= performance.now()) })
  await consumer.connect()
  await consumer.subscribe({ topic: task.topic })
  return {
    consume: count => new Promise((resolve, reject) => {
      let seen = 0
      consumer.run({
        eachBatch: async ({ batch }) => {
          if (task.json) { for (const message of batch.messages) if (JSON.parse(message.value) !== null) seen++ } else for (const message of batch.messages) if (message.value !== null) seen++
          if (seen >= count) resolve(begin)
        },
      }).catch(reject)
    }),
  }
})
