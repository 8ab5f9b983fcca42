// One measurement of one client in a process of its own: `node clients/NAME.mjs BOOTSTRAP JSON` prints one JSON line.
// Every client runs the same loop; what differs is how its own documentation says that it is to be used for speed.
import { monitorEventLoopDelay } from 'node:perf_hooks'

const percentile = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))]

/** `open(bootstrap, task)` answers `{ send(records): Promise, close() }` for producing, `{ consume(count): Promise }` for consuming. */
export async function run(open) {
  const [bootstrap, json] = process.argv.slice(2)
  const task = JSON.parse(json)
  const client = await open(bootstrap, task)
  const value = Buffer.alloc(task.size, 'x')
  const result = {}
  const delay = monitorEventLoopDelay({ resolution: 1 })
  if (task.mode === 'produce') {
    const batch = Array.from({ length: task.perSend }, (_, i) => ({ key: `key-${i % 100}`, value }))
    // The first sends pay for metadata and for the compiler.
    for (let i = 0; i < Math.min(200, task.sends); i++) await client.send(batch)
    delay.enable()
    const latencies = []
    const begin = performance.now()
    if (task.inFlight === 1) {
      for (let i = 0; i < task.sends; i++) {
        const at = performance.now()
        await client.send(batch)
        latencies.push(performance.now() - at)
      }
    } else if (task.inFlight >= task.sends) {
      const all = new Array(task.sends)
      for (let i = 0; i < task.sends; i++) all[i] = client.send(batch)
      await Promise.all(all)
    } else {
      let left = task.sends
      await Promise.all(Array.from({ length: task.inFlight }, async () => {
        while (left-- > 0) await client.send(batch)
      }))
    }
    const seconds = (performance.now() - begin) / 1000
    result.recordsPerSecond = (task.sends * task.perSend) / seconds
    if (latencies.length > 0) {
      latencies.sort((a, b) => a - b)
      result.p50Ms = percentile(latencies, 0.5)
      result.p99Ms = percentile(latencies, 0.99)
    }
  } else {
    delay.enable()
    const first = await client.consume(task.count)
    result.recordsPerSecond = task.count / ((performance.now() - first) / 1000)
  }
  result.loopDelayP99Ms = delay.percentile(99) / 1e6
  result.residentMb = process.memoryUsage().rss / 2 ** 20
  console.log(JSON.stringify(result))
  await client.close?.()
  process.exit(0)
}
