// confluent-kafka-javascript, its callback API (that of node-rdkafka): produce() and delivery reports; consume(n) in a loop.
import { confluent } from './confluent.mjs'
import { run } from './harness.mjs'

const { KafkaConsumer, Producer } = confluent()
await run(async (bootstrap, task) => {
  if (task.mode === 'produce') {
    const producer = new Producer({
      'bootstrap.servers': bootstrap, acks: task.acks === 'all' ? -1 : task.acks, 'compression.codec': task.codec, dr_cb: true,
      'queue.buffering.max.messages': 1_000_000, ...(task.inFlight === 1 && { 'linger.ms': 0 }),
    })
    await new Promise((resolve, reject) => producer.connect({}, error => (error ? reject(error) : resolve())))
    producer.setPollInterval(1)
    producer.on('delivery-report', (error, { opaque }) => opaque(error))
    const write = task.json ? value => Buffer.from(JSON.stringify(value)) : value => value
    return {
      send: records => new Promise((resolve, reject) => {
        let left = records.length
        const settle = error => {
          if (error) reject(error)
          else if (--left === 0) resolve()
        }
        for (const { key, value } of records) producer.produce(task.topic, null, write(value), key, null, settle)
        producer.poll()
      }),
    }
  }
  const consumer = new KafkaConsumer({ 'bootstrap.servers': bootstrap, 'group.id': task.group, rebalance_cb: true }, { 'auto.offset.reset': 'earliest' })
  await new Promise((resolve, reject) => consumer.connect({}, error => (error ? reject(error) : resolve())))
  let begin
  consumer.on('rebalance', () => (begin ??= performance.now()))
  consumer.subscribe([task.topic])
  return {
    async consume(count) {
      let seen = 0
      while (seen < count) {
        const messages = await new Promise((resolve, reject) => consumer.consume(1000, (error, list) => (error ? reject(error) : resolve(list))))
        for (const message of messages) if ((task.json ? JSON.parse(message.value) : message.value) !== null) seen++
      }
      return begin
    },
  }
})
