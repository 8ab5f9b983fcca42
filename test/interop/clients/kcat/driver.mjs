// kcat behind the driver contract of ../README.md. kcat itself makes no topics but by producing to them, and deletes none.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'

const [bootstrap, command, json] = process.argv.slice(2)
const argument = JSON.parse(json)
const { topic } = argument

function kcat(args, input) {
  const { status, stdout, stderr } = spawnSync('kcat', ['-b', bootstrap, '-q', ...args], { input, encoding: 'utf8', timeout: 60_000, maxBuffer: 1 << 26 })
  if (status !== 0) throw new Error(`kcat ${args.join(' ')}: ${status} ${stderr}`)
  return stdout
}

const metadata = () => JSON.parse(kcat(['-L', '-J', '-t', topic])).topics.find(t => t.topic === topic)
const deadline = Date.now() + 60_000
async function until(done, what) {
  while (!done()) {
    if (Date.now() > deadline) throw new Error(`timed out: ${what()}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

/** A member of a group: what kcat prints of its partitions and its records. It commits by itself at its end. */
function member(group) {
  const child = spawn('kcat', ['-b', bootstrap, '-G', group, '-X', 'auto.offset.reset=earliest', '-X', 'heartbeat.interval.ms=300', '-X', 'session.timeout.ms=10000',
    '-X', 'auto.commit.interval.ms=200', '-u', '-f', '%p:%o:%s\n', topic], { stdio: ['ignore', 'pipe', 'pipe'] })
  const self = { child, owned: 0, records: [], exited: new Promise(resolve => child.once('exit', resolve)) }
  let err = ''
  child.stderr.on('data', chunk => {
    err += chunk
    for (const [, list] of err.matchAll(/assigned: (.*)\n/g)) self.owned = list.split(',').filter(Boolean).length
    if (/revoked[^\n]*\n$/.test(err)) self.owned = 0
  })
  let out = ''
  child.stdout.on('data', chunk => {
    out += chunk
    self.records = out.split('\n').slice(0, -1)
  })
  return self
}

const commands = {
  produce() {
    // kcat sets no timestamps and one header for a whole run; the topic is created by the first record.
    const { prefix, count, codec } = argument
    const lines = Array.from({ length: count }, (_, i) => `${prefix}-key-${i}|${prefix}-value-${i}\n`).join('')
    kcat(['-P', '-t', topic, '-K', '|', '-H', 'n=kcat', ...(codec === 'none' ? [] : ['-z', codec])], lines)
    return {}
  },
  read() {
    const count = argument.count
    const lines = kcat(['-C', '-t', topic, '-o', 'beginning', '-c', String(count), '-f', '%k\t%s\t%h\t%T\n']).split('\n').filter(Boolean).map(line => line.replace(/\tn=/, '\t') + '\n')
    return { count: lines.length, digest: createHash('sha256').update(lines.sort().join('')).digest('hex') }
  },
  async group() {
    const total = metadata().partitions.length
    const a = member(argument.group)
    const b = member(argument.group)
    const state = () => JSON.stringify([a.owned, b.owned, a.records.length, b.records.length])
    await until(() => a.owned > 0 && b.owned > 0 && a.owned + b.owned === total, state)
    const owned = [a.owned, b.owned]
    const seen = () => new Set([...a.records, ...b.records])
    await until(() => seen().size === argument.count, state)
    b.child.kill('SIGTERM')
    await b.exited
    await until(() => a.owned === total, state)
    const afterLeave = a.owned
    const read = seen().size
    a.child.kill('SIGTERM')
    await a.exited
    kcat(['-P', '-t', topic, '-K:'], Array.from({ length: 6 }, (_, i) => `extra-${i}:extra-${i}\n`).join(''))
    const c = member(argument.group)
    await until(() => c.records.length >= 6, () => `resumed ${c.records.length}`)
    c.child.kill('SIGTERM')
    await c.exited
    return { owned, afterLeave, read, resumed: c.records.map(line => line.split(':')[2]).sort() }
  },
  offsets() {
    const offsets = {}
    for (const { partition } of metadata().partitions) {
      const text = kcat(['-Q', '-t', `${topic}:${partition}:${argument.timestamp}`])
      offsets[partition] = Number(/offset (-?\d+)/.exec(text)[1])
    }
    return { offsets }
  },
  describe: () => ({ partitions: metadata().partitions.length }),
  create: () => ({ unsupported: 'kcat creates topics only by producing to them' }),
  delete: () => ({ unsupported: 'kcat deletes no topics' }),
}
console.log(JSON.stringify(await commands[command]()))
