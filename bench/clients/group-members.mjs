// Many members of one group in one process, our consumer. Commands, answers and measure are those of GroupMembers.java.
//   node group-members.mjs BOOTSTRAP TOPIC PARTITIONS
import { createInterface } from 'node:readline'
import { cooperativeStickyAssignor } from '../../dist/assignors/index.js'
import { Consumer } from '../../dist/client/index.js'

const QUIET_MS = 1_500
const LIMIT_MS = 90_000
const [bootstrapServers, topic, partitionCount] = process.argv.slice(2)
const owners = new Int32Array(Number(partitionCount))
const members = []
let groupId
let groupProtocol
let numbered = 0
let changes = 0
let doubles = 0
let failures = 0
let balancedAt = 0
const delay = ms => new Promise(resolve => setTimeout(resolve, ms))
const cpu = () => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000

let looking = false
/** Once for all callbacks of a turn: with a thousand members a look after each would be the measurement. */
function look() {
  if (looking) return
  looking = true
  const at = performance.now()
  setImmediate(() => {
    looking = false
    const sizes = members.map(({ owned }) => owned.size)
    const balanced = owners.every(count => count === 1) && sizes.reduce((a, b) => a + b, 0) === owners.length && Math.max(...sizes) - Math.min(...sizes) <= 1
    balancedAt = balanced ? at : 0
  })
}

class Member {
  owned = new Set()
  running = true
  done
  constructor() {
    const classic = groupProtocol === 'classic' ? { partitionAssignmentStrategy: [cooperativeStickyAssignor] } : {}
    this.consumer = new Consumer({ bootstrapServers, groupId, clientId: `member-${numbered++}`, groupProtocol, ...classic })
  }
  #moved(partitions, come) {
    for (const { partition } of partitions) {
      if (come === this.owned.has(partition)) continue
      if (come) this.owned.add(partition)
      else this.owned.delete(partition)
      if (come && owners[partition] > 0) doubles++
      owners[partition] += come ? 1 : -1
    }
    if (partitions.length === 0) return
    changes++
    look()
  }
  start() {
    this.done = this.#run().catch(error => {
      failures++
      console.error(error.message)
    })
  }
  async #run() {
    await this.consumer.subscribe(topic, {
      onAssigned: partitions => this.#moved(partitions, true),
      onRevoked: partitions => this.#moved(partitions, false),
      onLost: partitions => this.#moved(partitions, false),
    })
    while (this.running) await this.consumer.poll({ timeoutMs: 100 })
    await this.consumer.close()
  }
  leave() {
    this.running = false
  }
}

async function settle(begin, cpuBegin) {
  for (;;) {
    await delay(20)
    const now = performance.now()
    if (balancedAt > begin && now - balancedAt > QUIET_MS) return answer(balancedAt - begin, cpuBegin)
    if (now - begin > LIMIT_MS) return { error: `not balanced within ${LIMIT_MS} ms: ${owners.filter(count => count === 0).length} partitions without an owner, ${failures} members failed` }
  }
}

const answer = (ms, cpuBegin) => ({ ms, cpuMs: cpu() - cpuBegin, members: members.length, changes, doubles, failures })

const commands = {
  async start(group, protocol, count) {
    groupId = group
    groupProtocol = protocol
    const cpuBegin = cpu()
    for (let i = 0; i < Number(count); i++) members.push(new Member())
    const begin = performance.now()
    for (const member of members) member.start()
    return settle(begin, cpuBegin)
  },
  async join() {
    const member = new Member()
    members.push(member)
    changes = 0
    balancedAt = 0
    const begin = performance.now()
    const cpuBegin = cpu()
    member.start()
    return settle(begin, cpuBegin)
  },
  async leave() {
    const member = members.pop()
    changes = 0
    balancedAt = 0
    const begin = performance.now()
    const cpuBegin = cpu()
    member.leave()
    return settle(begin, cpuBegin)
  },
  async watch(ms) {
    changes = 0
    const cpuBegin = cpu()
    await delay(Number(ms))
    return answer(0, cpuBegin)
  },
  async stop() {
    for (const member of members) member.leave()
    await Promise.all(members.map(member => member.done))
    members.length = 0
    owners.fill(0)
    return {}
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...args] = line.split(' ')
  console.log(JSON.stringify(await commands[command](...args)))
}
process.exit(0)
