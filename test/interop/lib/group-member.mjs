// One member of a group in a process of its own, and the recorder that checks what all members of a group told.
// The lines of a member are described in ../clients/README.md.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

const alive = new Set()
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

export class GroupRecord {
  constructor(partitions) {
    this.partitions = partitions
    this.members = []
    this.events = []
    /** What the coordinator said was committed: `{ t, offsets: Map }`. */
    this.samples = []
  }

  start(name, [program, ...args], argument) {
    const member = new Member(this, name, spawn(program, [...args, JSON.stringify(argument)], { stdio: ['pipe', 'pipe', 'pipe'] }), argument.instance)
    this.members.push(member)
    return member
  }

  add(member, event) {
    this.events.push({ ...event, member })
  }

  living() {
    return this.members.filter(member => member.state === 'running')
  }

  /** Every partition has one owner, nobody has two more than another, and nobody is still at it. */
  isBalanced() {
    const sizes = this.living().map(({ owned }) => owned.size)
    const owned = new Set(this.living().flatMap(member => [...member.owned]))
    return owned.size === this.partitions && sizes.reduce((a, b) => a + b, 0) === this.partitions && Math.max(...sizes) - Math.min(...sizes) <= 1
  }

  describe() {
    return this.members.map(({ name, state, owned, stderr }) => `${name} ${state} [${[...owned]}]${stderr ? ` ${stderr.slice(-300)}` : ''}`).join('; ')
  }

  /** Events in the order in which they happened; what is given up in a millisecond comes before what is taken. */
  #inOrder() {
    const rank = { processed: 0, revoked: 1, lost: 1, assigned: 2, killed: 3, left: 1 }
    return this.events.map((event, index) => ({ event, index })).sort((a, b) => a.event.t - b.event.t || (rank[a.event.event] ?? 2) - (rank[b.event.event] ?? 2) || a.index - b.index).map(({ event }) => event)
  }

  /** Throws on the first partition that had two owners at one time, or in one generation. */
  checkOwnership() {
    const owners = new Map()
    const generations = new Map()
    for (const { event, member, partitions = [], generation } of this.#inOrder()) {
      if (event === 'assigned') {
        for (const partition of partitions) {
          const owner = owners.get(partition)
          if (owner !== undefined && owner !== member) throw new Error(`partition ${partition} was given to ${member.name} while ${owner.name} owned it`)
          owners.set(partition, member)
          if (generation === undefined) continue
          const key = `${generation}:${partition}`
          const first = generations.get(key) ?? member
          // A static member that comes back goes on in the same generation.
          if (first !== member && (member.instance === undefined || first.instance !== member.instance)) throw new Error(`partition ${partition} belonged to ${first.name} and ${member.name} in generation ${generation}`)
          generations.set(key, member)
        }
      } else if (event === 'revoked' || event === 'lost') {
        for (const partition of partitions) if (owners.get(partition) === member) owners.delete(partition)
      } else if (event === 'killed' || event === 'left') {
        for (const [partition, owner] of owners) if (owner === member) owners.delete(partition)
      }
    }
  }

  /** Throws when a record was never processed, or when an offset was committed before everything below it was processed. */
  checkRecords(ends, committed) {
    const done = new Map([...ends.keys()].map(partition => [partition, 0]))
    const loose = new Map([...ends.keys()].map(partition => [partition, []]))
    const samples = [...this.samples].sort((a, b) => a.t - b.t)
    const settle = until => {
      while (samples.length > 0 && samples[0].t < until) {
        for (const [partition, offset] of samples.shift().offsets) {
          if (offset > done.get(partition)) throw new Error(`partition ${partition}: ${offset} was committed when only ${done.get(partition)} were processed`)
        }
      }
    }
    for (const { event, t, partition, from, to } of this.#inOrder()) {
      settle(t)
      if (event !== 'processed') continue
      const waiting = loose.get(partition)
      waiting.push([from, to])
      waiting.sort((a, b) => a[0] - b[0])
      while (waiting.length > 0 && waiting[0][0] <= done.get(partition)) done.set(partition, Math.max(done.get(partition), waiting.shift()[1]))
    }
    settle(Infinity)
    for (const [partition, end] of ends) {
      if (done.get(partition) !== end) throw new Error(`partition ${partition}: processed up to ${done.get(partition)} of ${end}, then ${JSON.stringify(loose.get(partition)[0])}`)
      if (committed.get(partition) !== end) throw new Error(`partition ${partition}: ${committed.get(partition)} committed of ${end}`)
    }
  }

  /** Every record has been processed by somebody. */
  isProcessed(ends) {
    const done = new Map()
    for (const { event, partition, to } of this.events) if (event === 'processed' && to > (done.get(partition) ?? 0)) done.set(partition, to)
    return [...ends].every(([partition, end]) => (done.get(partition) ?? 0) >= end)
  }

  async stop() {
    await Promise.all(this.members.map(member => member.kill()))
  }
}

class Member {
  constructor(record, name, child, instance) {
    Object.assign(this, { record, name, child, instance, state: 'running', owned: new Set(), stderr: '', failures: [] })
    alive.add(child)
    child.stderr.on('data', chunk => (this.stderr = (this.stderr + chunk).slice(-2000)))
    child.stdin.on('error', () => undefined)
    createInterface({ input: child.stdout }).on('line', line => this.#hear(line))
    this.exited = new Promise(resolve => child.once('close', code => {
      alive.delete(child)
      if (this.state === 'running') {
        this.failures.push(`exit ${code}: ${this.stderr.slice(-500)}`)
        this.state = 'failed'
      }
      resolve(code)
    }))
  }

  #hear(line) {
    let event
    try {
      event = JSON.parse(line)
    } catch {
      this.stderr += line
      return
    }
    this.record.add(this, event)
    // What it still told before it died counts, but it owns nothing any more.
    if (this.state === 'killed') return
    if (event.event === 'joining') this.joinedAt = event.t
    else if (event.event === 'assigned') {
      for (const partition of event.partitions) this.owned.add(partition)
      this.assignedAt = event.t
    } else if (event.event === 'revoked' || event.event === 'lost') {
      for (const partition of event.partitions) this.owned.delete(partition)
      if (event.event === 'lost' && this.state === 'running') this.failures.push(`lost ${event.partitions}`)
    } else if (event.event === 'failed') this.failures.push(event.message)
    else if (event.event === 'left') {
      this.state = 'left'
      this.owned.clear()
    }
  }

  async leave() {
    this.child.stdin.end('leave\n')
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 20_000)
    await this.exited
    clearTimeout(timer)
    if (this.state !== 'left') throw new Error(`${this.name} did not leave: ${this.state} ${this.stderr}`)
  }

  async kill() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    if (this.state === 'running') this.record.add(this, { t: Date.now(), event: 'killed' })
    this.state = 'killed'
    this.owned.clear()
    this.child.kill('SIGKILL')
    await this.exited
  }
}
