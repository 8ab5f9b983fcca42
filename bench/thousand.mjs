// A group of a thousand members: how soon all is shared, and that it stays so. Ours and Apache Kafka, our consumers in one process.
import { GroupDriver } from './lib/group-driver.mjs'
import { Table } from './lib/measure.mjs'
import { apache, cpuSeconds, createTopic, unsynced } from './lib/peers.mjs'

/** A thousand of our consumers in one process: until all is shared, and then that nothing moves any more. */
export async function thousand({ libs, quick }) {
  const count = quick ? 200 : 1000
  const watchMs = quick ? 10_000 : 40_000
  const table = new Table(`A group of ${count.toLocaleString('en')} (our consumers in one process, ${(2 * count).toLocaleString('en')} partitions, defaults), from the first subscribe until all is shared`, 'ms', false)
  const makers = { rookery: unsynced, ...(libs && !quick ? { apache: options => apache(libs, options) } : {}) }
  for (const protocol of ['classic', 'consumer']) {
    const contenders = {}
    for (const [name, make] of Object.entries(makers)) {
      contenders[name] = async () => {
        const server = await make({ properties: { 'group.initial.rebalance.delay.ms': '3000' } })
        try {
          await createTopic(server.bootstrap, 'wide', 2 * count)
          const driver = new GroupDriver('rookery', libs, { bootstrap: server.bootstrap, topic: 'wide', partitions: 2 * count })
          try {
            const { ms } = await driver.ask(`start g-${protocol} ${protocol} ${count}`)
            const before = cpuSeconds(server.child.pid)
            const { changes, failures } = await driver.ask(`watch ${watchMs}`)
            const busy = (cpuSeconds(server.child.pid) - before) / (watchMs / 1000)
            console.log(`  ${name}, ${protocol}: shared after ${(ms / 1000).toFixed(1)} s; in the next ${watchMs / 1000} s ${changes} changes, ${failures} failures, ${(busy * 100).toFixed(0)} % of a core in the broker`)
            if (changes > 0 || failures > 0) throw new Error(`not stable: ${changes} changes and ${failures} failures in ${watchMs / 1000} s`)
            return ms
          } finally {
            await driver.kill()
          }
        } finally {
          await server.stop('SIGKILL')
          server.remove()
        }
      }
    }
    await table.row(`${protocol === 'classic' ? 'classic, cooperative-sticky' : 'KIP-848'}, and no change in the ${watchMs / 1000} s after`, contenders, { rounds: 1, goal: 'stable' })
  }
  return [table]
}
