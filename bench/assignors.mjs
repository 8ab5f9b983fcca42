// The cooperative sticky assignor beside Java's, the same groups: time, and what moves.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { cooperativeStickyAssignor } from '../dist/assignors/index.js'
import { root } from '../test/interop/lib/toolchain.mjs'
import { kafkaFlags, Table } from './lib/measure.mjs'

/** Java's assignor answers a line with a line (scripts/interop/assignors-oracle). */
class JavaAssignor {
  #child
  #waiting = []

  constructor(libs) {
    this.#child = spawn('java', ['-Xmx1G', ...kafkaFlags, '-cp', `${libs}/*`, join(root, 'scripts/interop/assignors-oracle/AssignorsOracle.java')], { stdio: ['pipe', 'pipe', 'ignore'] })
    createInterface({ input: this.#child.stdout }).on('line', line => this.#waiting.shift()(JSON.parse(line)))
  }

  ask(request) {
    return new Promise((resolve, reject) => {
      this.#waiting.push(resolve)
      this.#child.once('exit', () => reject(new Error('the assignor process ended')))
      this.#child.stdin.write(`${JSON.stringify(request)}\n`)
    })
  }

  stop() {
    this.#child.kill('SIGKILL')
  }
}

/** Half of the topics each, the same in every run. */
function members(count, names, differing) {
  let state = 1
  const chance = () => (state = (state * 48271) % 2147483647) / 2147483647 < 0.5
  return Array.from({ length: count }, (_, i) => ({ memberId: `member-${String(i).padStart(4, '0')}`, groupInstanceId: null, topics: differing ? names.filter(chance) : names, ownedPartitions: [], generationId: -1, rackId: null, userData: null }))
}

export async function assignors({ libs, rounds, quick }) {
  const table = new Table('Cooperative sticky: one assignment, best of five', 'ms', false)
  const same = new Table('The same assignments: partitions moved that a member who stays had', 'partitions', false)
  const java = libs ? new JavaAssignor(libs) : undefined
  try {
    for (const [topicCount, partitionCount, memberCount] of quick ? [[100, 100, 200]] : [[100, 100, 200], [500, 40, 1000]]) {
      for (const differing of [false, true]) {
        const names = Array.from({ length: topicCount }, (_, i) => `topic-${String(i).padStart(4, '0')}`)
        const topics = Object.fromEntries(names.map(name => [name, { partitionCount }]))
        const map = new Map(names.map(name => [name, { name, partitionCount }]))
        const all = members(memberCount, names, differing)
        const before = cooperativeStickyAssignor.assign(map, all)
        const owning = all.map(member => ({ ...member, ownedPartitions: before.get(member.memberId).partitions, generationId: 1 }))
        const few = Math.ceil(memberCount / 100)
        // Those that come in the third case were not there before.
        const fewer = cooperativeStickyAssignor.assign(map, all.slice(0, -few))
        const situations = {
          'the first': all,
          '1 % have left': owning.slice(0, -few),
          '1 % have come': all.map(member => ({ ...member, ownedPartitions: fewer.get(member.memberId)?.partitions ?? [], generationId: fewer.has(member.memberId) ? 1 : -1 })),
        }
        for (const [situation, group] of Object.entries(situations)) {
          const moves = lists => {
            let moved = 0
            for (const { memberId, ownedPartitions } of group) {
              const has = new Set(lists[memberId].flatMap(({ topic, partitions }) => partitions.map(p => `${topic}/${p}`)))
              for (const { topic, partitions } of ownedPartitions) for (const p of partitions) if (!has.has(`${topic}/${p}`)) moved++
            }
            return moved
          }
          let ours
          let theirs
          const run = () => {
            let best = Infinity
            for (let i = 0; i < 5; i++) {
              const begin = performance.now()
              ours = cooperativeStickyAssignor.assign(map, group)
              best = Math.min(best, performance.now() - begin)
            }
            return best
          }
          // Java needs seconds for some of the differing ones: those are asked once.
          const long = differing && situation !== '1 % have left'
          if (quick && long) continue
          const ask = async () => Math.min(...(theirs = await java.ask({ assignor: 'cooperative-sticky', topics, members: group, rounds: long ? 1 : 5 })).ms)
          const label = `${topicCount} topics x ${partitionCount}, ${memberCount} members, ${differing ? 'each subscribed to half of them' : 'equal subscriptions'}, ${situation}`
          await table.row(label, { rookery: async () => run(), ...(java ? { java: ask } : {}) }, { rounds: long ? 1 : rounds, goal: differing ? '10 x java' : '1 x java' })
          const asLists = Object.fromEntries([...ours].map(([id, { partitions }]) => [id, partitions]))
          if (situation === 'the first') continue
          await same.row(label, { rookery: async () => moves(asLists), ...(theirs ? { java: async () => moves(theirs.members) } : {}) }, { rounds: 1, goal: 'not more' })
        }
      }
    }
  } finally {
    java?.stop()
  }
  return [table, same]
}
