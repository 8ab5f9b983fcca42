// Loaded before a broker that is measured: tells on SIGUSR2 how late its event loop has been since the last time.
import { monitorEventLoopDelay } from 'node:perf_hooks'

const resolution = 5
const delay = monitorEventLoopDelay({ resolution })
delay.enable()
process.on('SIGUSR2', () => {
  // The histogram holds the timer's whole period.
  console.error(`loop delay p99 ${Math.max(0, delay.percentile(99) / 1e6 - resolution).toFixed(1)} ms`)
  delay.reset()
})
