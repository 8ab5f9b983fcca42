// The thread of sockets.mjs in which a well-behaved client works: one record after the other, for as long as it is told. Answers with the latencies.
import { parentPort, workerData } from 'node:worker_threads'
import { Producer } from '../../dist/client/index.js'

const producer = new Producer({ bootstrapServers: workerData.bootstrapServers })
parentPort.on('message', async ms => {
  const latencies = []
  const until = performance.now() + ms
  try {
    while (performance.now() < until) {
      const begin = performance.now()
      await producer.send({ topic: 'control', value: 'x' })
      latencies.push(performance.now() - begin)
      await new Promise(resolve => setTimeout(resolve, 2))
    }
    parentPort.postMessage({ latencies })
  } catch (error) {
    parentPort.postMessage({ error: error.stack })
  }
})
