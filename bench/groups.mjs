// Groups: how soon a hundred stock Java consumers in one JVM share again after one has come or gone, classic (cooperative sticky) and KIP-848; a
// hundred of ours in one process beside. Ours and Apache Kafka, the same drivers. ROOKERY_BENCH_GROUPS=java:classic,... picks some.
import { setTimeout as delay } from 'node:timers/promises'
import { GroupDriver } from './lib/group-driver.mjs'
import { Table } from './lib/measure.mjs'
import { apache, cpuSeconds, createTopic, unsynced } from './lib/peers.mjs'

const PARTITIONS = 400
const MEMBERS = 100
const QUICK_MEMBERS = 30

/** Answers given figures one after another, as a contender of a row. */
const given = values => async () => values.shift()

/**
 * One driver process on one broker: the group comes together, then one joins and one leaves, again and again. The pauses differ, so that the changes meet the
 * members at every phase of their heartbeat interval. The first rounds, in which the JVM compiles, are not counted.
 */
async function changes(server, client, libs, { protocol, members, rounds, warmUp, kinds = ['join', 'leave'] }) {
  const result = { join: [], leave: [], clientCpu: [], brokerCpu: [] }
  const driver = new GroupDriver(client, libs, { bootstrap: server.bootstrap, topic: 'shared', partitions: PARTITIONS })
  try {
    await driver.ask(`start ${client}-${protocol} ${protocol} ${members}`)
    for (let round = 0; round < warmUp + rounds; round++) {
      for (const change of kinds) {
        // Settled (the first heartbeat of a classic generation comes 3 s after its beginning, 1.5 s of which have passed), then any phase of the interval.
        const phase = ((2 * round + (change === 'join' ? 0 : 1)) * 0.618) % 1
        await delay(protocol === 'classic' ? 2000 + 3000 * phase : 500 + 5000 * phase)
        const before = cpuSeconds(server.child.pid)
        const { ms, cpuMs } = await driver.ask(change)
        if (round < warmUp) continue
        result[change].push(ms)
        if (change === 'join') {
          result.clientCpu.push(cpuMs)
          result.brokerCpu.push((cpuSeconds(server.child.pid) - before) * 1000)
        }
      }
    }
  } finally {
    await driver.kill()
  }
  return result
}

export async function groups({ libs, rounds, quick }) {
  const times = new Table(`One of ${quick ? QUICK_MEMBERS : MEMBERS} members joins or leaves, ${PARTITIONS} partitions, until every partition has one owner and all is balanced (defaults)`, 'ms', false)
  const cpu = new Table('CPU of such a join until 1.5 s after it, members\' process and broker', 'ms', false)
  const members = quick ? QUICK_MEMBERS : MEMBERS
  const results = {}
  const makers = { rookery: unsynced, ...(libs && !quick ? { apache: options => apache(libs, options) } : {}) }
  const wanted = process.env.ROOKERY_BENCH_GROUPS?.split(',')
  for (const [name, make] of Object.entries(makers)) {
    const server = await make()
    try {
      await createTopic(server.bootstrap, 'shared', PARTITIONS)
      for (const client of libs ? ['java', 'rookery'] : ['rookery']) {
        for (const protocol of ['classic', 'consumer']) {
          // One join of ours under the classic protocol: the Java client's waits alone would take two minutes.
          if ((quick && (client === 'java' || protocol === 'consumer')) || (wanted && !wanted.includes(`${client}:${protocol}`))) continue
          try {
            const options = quick ? { rounds: 1, warmUp: 0, kinds: ['join'] } : client === 'java' ? { rounds: rounds + 2, warmUp: 2 } : { rounds, warmUp: 1 }
            ;(results[`${client} ${protocol}`] ??= {})[name] = await changes(server, client, libs, { protocol, members, ...options })
          } catch (error) {
            console.error(`  ${client} ${protocol} on ${name}: ${error.message.split('\n')[0]}`)
          }
        }
      }
    } finally {
      await server.stop('SIGKILL')
      server.remove()
    }
  }
  const labels = { java: 'Java', rookery: 'our' }
  for (const [key, byBroker] of Object.entries(results)) {
    const [client, protocol] = key.split(' ')
    const label = `${members} ${labels[client]} consumers in one process, ${protocol === 'classic' ? 'classic, cooperative-sticky' : 'KIP-848'}`
    const count = Math.max(...Object.values(byBroker).map(({ join }) => join.length))
    const pick = what => Object.fromEntries(Object.keys(makers).filter(name => byBroker[name]).map(name => [name, given(byBroker[name][what])]))
    await times.row(`${label}: one joins`, pick('join'), { rounds: count, goal: client === 'java' ? '300 ms' : undefined })
    if (!quick) await times.row(`${label}: one leaves`, pick('leave'), { rounds: count, goal: client === 'java' ? '200 ms' : undefined })
    await cpu.row(`${label}: members' process`, pick('clientCpu'), { rounds: count })
    await cpu.row(`${label}: broker`, pick('brokerCpu'), { rounds: count })
  }
  return [times, cpu]
}
