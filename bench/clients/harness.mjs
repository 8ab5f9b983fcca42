// One measurement of one client in a process of its own: `node clients/NAME.mjs BOOTSTRAP JSON` prints one JSON line.
// Every client runs the same loop, for the same time or number of sends; what differs is how its own documentation says that it is to be used for speed.
import { monitorEventLoopDelay } from 'node:perf_hooks'

const percentile = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))]

/** An object whose JSON has about `size` bytes, as services send it: some fields that repeat, some that do not. */
const order = (i, size) => ({
  id: i, type: 'order.created', customer: `customer-${(i * 7919) % 10_000}`, amount: (i * 37) % 100_000 / 100, currency: 'EUR',
  ...(size > 150 && { lines: Array.from({ length: Math.ceil((size - 110) / 52) }, (_, k) => ({ sku: `sku-${(i * 31 + k * 17) % 5000}`, count: (i + k) % 9, price: ((i + k * 13) % 9999) / 100 })) }),
})

/** Values of exactly `size` bytes: bits of JSON, so that codecs have something to do. */
function bytes(i, size) {
  let text = JSON.stringify(order(i, size))
  while (text.length < size) text += JSON.stringify(order(i + text.length, size))
  return Buffer.from(text.slice(0, size), 'latin1')
}

/**
 * `open(bootstrap, task)` answers `{ send(records): Promise, close() }` for producing, `{ consume(count): Promise<begin> }` for consuming, where `begin` is when it had
 * its partitions (as the Java tool counts): from the first record on would leave out what a client fetches and decodes before it hands one out. A record is
 * `{ key, value }`, its value bytes or, with `task.json`, an object that the client has to write as JSON in its own way.
 */
export async function run(open) {
  const [bootstrap, json] = process.argv.slice(2)
  const task = { size: 100, codec: 'none', seconds: 1.5, warmSeconds: 0.7, ...JSON.parse(json) }
  const result = {}
  const delay = monitorEventLoopDelay({ resolution: 1 })
  let cpu
  const client = await open(bootstrap, task)
  if (task.mode === 'produce') {
    // A few hundred prepared sends, taken in turn: 100 keys (`keys`; 0: none, so that the client chooses the partition), values that differ.
    const keys = task.keys ?? 100
    const sends = Array.from({ length: Math.ceil(Math.max(500, keys) / task.perSend) }, (_, n) => Array.from({ length: task.perSend }, (_, k) => {
      const i = n * task.perSend + k
      return { key: keys === 0 ? null : `key-${i % keys}`, value: task.json ? order(i, task.size) : bytes(i, task.size) }
    }))
    const latencies = []
    // Until the time is over, or a number of sends is done.
    const work = async (seconds, count, timed) => {
      const begin = performance.now()
      const until = begin + seconds * 1000
      let done = 0
      const goesOn = count === undefined ? () => performance.now() < until : () => done < count
      if (task.inFlight === 1) {
        let at = begin
        while (goesOn()) {
          await client.send(sends[done++ % sends.length])
          if (!timed) continue
          const now = performance.now()
          latencies.push(now - at)
          at = now
        }
      } else if (task.perSend === 1) {
        // All at once, as the handlers of as many requests would, and again when all have been answered.
        while (goesOn()) {
          const wave = new Array(task.inFlight)
          for (let i = 0; i < wave.length; i++) wave[i] = client.send(sends[i % sends.length])
          await Promise.all(wave)
          done += wave.length
        }
      } else {
        await Promise.all(Array.from({ length: task.inFlight }, async () => {
          while (goesOn()) await client.send(sends[done++ % sends.length])
        }))
      }
      return { done, seconds: (performance.now() - begin) / 1000 }
    }
    // The first sends pay for metadata and for the compiler.
    result.beganAt = Date.now()
    const warm = await work(task.warmSeconds, task.sends === undefined ? undefined : Math.min(200, task.sends), false)
    delay.enable()
    cpu = process.cpuUsage()
    const { done, seconds } = await work(task.seconds, task.sends, true)
    result.records = done * task.perSend
    result.recordsInAll = (warm.done + done) * task.perSend
    result.recordsPerSecond = result.records / seconds
    if (latencies.length > 0) {
      latencies.sort((a, b) => a - b)
      result.p50Ms = percentile(latencies, 0.5)
      result.p99Ms = percentile(latencies, 0.99)
    }
    result.seconds = seconds
  } else {
    const before = process.memoryUsage().rss
    delay.enable()
    cpu = process.cpuUsage()
    const first = await client.consume(task.count)
    result.seconds = (performance.now() - first) / 1000
    result.records = task.count
    result.recordsPerSecond = task.count / result.seconds
    result.growthMb = process.resourceUsage().maxRSS / 1024 - before / 2 ** 20
  }
  const { user, system } = process.cpuUsage(cpu)
  result.cpuMicros = (user + system) / result.records
  // A loop that never turned has no delays to show: it was stuck for the whole time.
  result.loopDelayP99Ms = delay.count < 2 ? result.seconds * 1000 : delay.percentile(99) / 1e6
  result.loopDelayMaxMs = delay.max / 1e6
  result.residentMb = process.memoryUsage().rss / 2 ** 20
  // With acks=0 bytes may still be on their way out of this process: it ends when it is told to.
  if (task.acks === 0) {
    console.log(JSON.stringify(result))
    await new Promise(resolve => process.stdin.once('data', resolve).once('end', resolve))
  } else console.log(JSON.stringify(result))
  await Promise.race([client.close?.(), new Promise(resolve => setTimeout(resolve, 2000))])
  process.exit(0)
}
