// What a machine does to a broker besides ending it: the disk fills up, a sync fails, descriptors run out. Linux, partly root; where something cannot be
// done here the scene says so and is skipped.
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Admin, Consumer, Producer } from '../../dist/client/index.js'
import { temporaryDirectory } from '../../test/interop/lib/servers.mjs'
import { Crew } from './clients.mjs'
import { judge } from './judge.mjs'
import { readBack } from './leg.mjs'
import { Target } from './target.mjs'

const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))

async function until(what, timeoutMs, ready) {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const result = await ready()
    if (result) return result
    if (performance.now() > deadline) throw new Error(`${what}: not within ${timeoutMs / 1000} s`)
    await sleep(20)
  }
}

async function createTopics(bootstrapServers, topics) {
  const admin = new Admin({ bootstrapServers })
  try {
    await admin.createTopics(topics.map(([name, numPartitions = 1, configs = {}]) => ({ name, numPartitions, replicationFactor: 1, configs })))
  } finally {
    await admin.close()
  }
}

/** The error code of the call, or undefined when it succeeds. */
async function codeOf(call) {
  try {
    await call()
    return undefined
  } catch (error) {
    return error.code ?? error.message
  }
}

function throwIfAny(problems) {
  if (problems.length > 0) throw new Error(problems.join('\n        '))
}

// ---- the full disk

/** A tmpfs in a mount namespace of its own, which lives as long as the holder process. Undefined where that is not permitted. */
async function smallDisk(megabytes) {
  const at = temporaryDirectory('small-disk')
  const holder = spawn('unshare', ['-m', 'sh', '-c', `mount -t tmpfs -o size=${megabytes}m tmpfs "${at}" && echo ready && exec sleep 3600`], { stdio: ['ignore', 'pipe', 'pipe'] })
  process.on('exit', () => holder.kill('SIGKILL'))
  let output = ''
  holder.stdout.on('data', chunk => (output += chunk))
  holder.stderr.on('data', chunk => (output += chunk))
  const ended = new Promise(resolve => {
    holder.once('error', resolve)
    holder.once('exit', resolve)
  })
  await Promise.race([ended, until('the mount', 10_000, () => output.includes('ready'))])
  if (!output.includes('ready')) return { skip: `a tmpfs cannot be mounted here: ${output.trim() || 'no unshare'}` }
  return {
    path: at,
    wrap: ['nsenter', '-t', String(holder.pid), '-m', '--'],
    seenFromHere: `/proc/${holder.pid}/root${at}`,
    free: () => {
      const { bavail, bsize } = statfsSync(`/proc/${holder.pid}/root${at}`)
      return bavail * bsize
    },
    end: () => {
      holder.kill('SIGKILL')
      rmSync(at, { recursive: true, force: true })
    },
  }
}

export async function fullDisk(check) {
  const disk = await smallDisk(40)
  if (disk.skip !== undefined) return check('a full disk', () => disk)
  const target = new Target('ours', { wrap: disk.wrap, dataDir: join(disk.path, 'data'), properties: { 'log.segment.bytes': String(1 << 20), 'log.segment.delete.delay.ms': '500', 'auto.create.topics.enable': 'false' } })
  await target.start()
  const bootstrapServers = target.bootstrap
  const crew = new Crew(bootstrapServers)
  const filler = new Producer({ bootstrapServers, deliveryTimeoutMs: 4000, requestTimeoutMs: 3000, lingerMs: 1 })
  const kept = new Map()
  let refusal
  try {
    await createTopics(bootstrapServers, [['ballast', 2], ['keep', 3], ['small', 1]])
    crew.start('ours', { role: 'producer', topic: 'keep', partitions: 3, perSecond: 100 })
    const members = [crew.start('ours', { role: 'member', topic: 'keep', group: 'keepers', protocol: 'consumer' })]
    await until('a first record of the group', 30_000, () => members[0].progress > 0)

    await check('a full disk: writes are refused with KAFKA_STORAGE_ERROR, and the broker lives', async () => {
      const codes = new Map()
      for (let i = 0; refusal === undefined || codes.size === 0; i++) {
        if (i > 3000) throw new Error(`24 MB and more are written and nothing was refused; ${disk.free()} bytes are free`)
        const value = `b:${i}`
        const sending = filler.send({ topic: 'ballast', partition: i % 2, value: value.padEnd(60_000, '.') }).then(
          ({ partition, offset }) => kept.set(value, `ballast-${partition}@${offset}`),
          error => {
            refusal ??= error
            const cause = error.cause?.code ?? error.code
            codes.set(cause, (codes.get(cause) ?? 0) + 1)
          },
        )
        if (i % 8 === 7) await sending
      }
      console.log(`        ${kept.size} records of 60 kB acknowledged; ${disk.free()} bytes free; refused with ${refusal.code}${refusal.cause?.code ? `, because of ${refusal.cause.code}` : ''}: ${refusal.message}`)
      if (refusal.code !== 'KAFKA_STORAGE_ERROR' && refusal.cause?.code !== 'KAFKA_STORAGE_ERROR' && !/KAFKA_STORAGE_ERROR|storage/i.test(`${refusal.message} ${refusal.cause?.message}`)) throw new Error(`refused with ${refusal.code} ${refusal.message}`)
      // Smaller records fill what is left of the last page.
      await Promise.allSettled(Array.from({ length: 60 }, () => filler.send({ topic: 'small', value: 'x'.repeat(3000) })))
      if (!target.running) throw new Error(`the broker stopped: ${target.output.slice(-2000)}`)
    })

    await check('a full disk: reads, metadata and look-ups go on', async () => {
      const admin = new Admin({ bootstrapServers, defaultApiTimeoutMs: 8000 })
      await admin.describeTopics(['keep'])
      await admin.listGroups()
      await admin.close()
      const { seen } = await readBack(new Crew(bootstrapServers), bootstrapServers, 'ballast', 2)
      throwIfLostOrTorn(kept, seen)
    })

    await check('a full disk: killed and started again on it, nothing acknowledged is lost', async () => {
      await target.kill()
      await target.start()
      const { seen } = await readBack(new Crew(bootstrapServers), bootstrapServers, 'ballast', 2)
      throwIfLostOrTorn(kept, seen)
    })

    await check('a full disk: a topic can be deleted, and then writing goes on by itself', async () => {
      const before = crew.acknowledged
      const begin = performance.now()
      const admin = new Admin({ bootstrapServers, defaultApiTimeoutMs: 8000 })
      await admin.deleteTopics(['ballast'])
      await admin.close()
      await until(`records are acknowledged again (${disk.free()} bytes free; ${target.output.slice(-1500)})`, 30_000, () => crew.acknowledged > before + 20)
      console.log(`        acknowledged again ${Math.round(performance.now() - begin)} ms after the deletion; ${disk.free()} bytes free`)
      await createTopics(bootstrapServers, [['after']])
      const code = await codeOf(() => filler.send({ topic: 'after', value: 'x' }))
      if (code !== undefined) throw new Error(`a new topic cannot be written to: ${code}`)
    })

    await check('a full disk: nothing that was acknowledged before, during or after is lost or doubled', async () => {
      const progress = members[0].progress
      await until('the group gets on', 30_000, () => members[0].progress > progress + 3)
      await crew.stop('producer')
      await sleep(500)
      await crew.stop('member')
      const { seen } = await readBack(crew, bootstrapServers, 'keep', 3)
      const { problems, figures } = judge({ history: crew.builder.finish(Date.now()), seen, processed: crew.processed, samples: [] })
      throwIfAny(problems)
      console.log(`        ${figures.acknowledged} small records acknowledged meanwhile`)
    })

    await check('a full disk: a clean stop and a start leave nothing behind of the deleted topic', async () => {
      await target.stop()
      await target.start()
      await sleep(1500)
      const left = readdirSync(`${disk.seenFromHere}/data`).filter(name => name.startsWith('ballast'))
      if (left.length > 0) throw new Error(`still there: ${left}`)
    })
  } finally {
    await filler.close().catch(() => undefined)
    await crew.killAll()
    if (target.running) await target.kill()
    disk.end()
  }
}

function throwIfLostOrTorn(kept, seen) {
  const lost = [...kept].filter(([value, place]) => !(seen.get(value) ?? []).includes(place))
  if (lost.length > 0) throw new Error(`${lost.length} acknowledged records are not where they were, the first: ${lost[0]}`)
  const twice = [...seen].filter(([, places]) => places.length > 1)
  if (twice.length > 0) throw new Error(`${twice.length} records are there twice, the first: ${twice[0]}`)
  const torn = [...seen.keys()].filter(value => !/^b:\d+$/.test(value))
  if (torn.length > 0) throw new Error(`${torn.length} records are not what was sent: ${torn[0].slice(0, 80)}`)
}

// ---- the sync that fails

/** strace, installed where it is missing and may be. */
function findStrace() {
  const works = () => spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0
  if (!works() && process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0) {
    spawnSync('apt-get', ['update'], { stdio: 'ignore' })
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'strace'], { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  }
  if (!works()) return 'strace is not installed'
  const traced = spawnSync('strace', ['-o', '/dev/null', '-e', 'inject=getppid:error=EIO', 'true'], { encoding: 'utf8' })
  return traced.status === 0 ? undefined : `strace may not trace here: ${traced.stderr.trim().slice(0, 200)}`
}

/** When (ms since 1970) the first injected failure returned. */
function firstFailure(traceFile) {
  for (const line of readFileSync(traceFile, 'latin1').split('\n')) {
    const match = /(\d+\.\d+) .*INJECTED/.exec(line)
    if (match) return Number(match[1]) * 1000
  }
  return undefined
}

export async function failedSync(check) {
  const why = findStrace()
  if (why !== undefined) return check('a failed sync', () => ({ skip: why }))
  await onlyDirectory(check)
  await oneOfTwo(check)
}

async function onlyDirectory(check) {
  const dataDir = temporaryDirectory('chaos-eio')
  const trace = join(dataDir, 'trace.txt')
  const target = new Target('ours', { dataDir })
  await target.start()
  await createTopics(target.bootstrap, [['keep', 3]])
  await target.stop()
  target.wrap = ['strace', '-D', '-f', '-qq', '-ttt', '-o', trace, '-e', 'trace=fdatasync', '-e', 'inject=fdatasync:error=EIO:when=60+']
  await target.start()
  const crew = new Crew(target.bootstrap)
  try {
    crew.start('ours', { role: 'producer', topic: 'keep', partitions: 3, perSecond: 200, requestTimeoutMs: 2000 })
    await check('a sync fails with EIO in the only directory: the broker says so and stops, nothing is acknowledged after it', async () => {
      const code = await Promise.race([target.exited, sleep(60_000).then(() => 'running')])
      if (code !== 1) throw new Error(`the broker should exit with 1, it is: ${code}; ${target.output.slice(-1500)}`)
      if (!/offline/.test(target.output) || !/EIO/.test(target.output)) throw new Error(`its last words do not name the cause: ${target.output.slice(-1500)}`)
      const failedAt = firstFailure(trace)
      await sleep(300)
      const count = crew.acknowledged
      await sleep(700)
      if (crew.acknowledged !== count) throw new Error('there were acknowledgements after the end of the broker')
      console.log(`        the sync failed after ${count} acknowledgements, the broker was gone ${Math.round(Date.now() - 1000 - failedAt)} ms later: ${/[^\n]*offline[^\n]*/.exec(target.output)[0].slice(0, 200)}`)
    })
    await check('a sync fails with EIO in the only directory: after the restart nothing acknowledged is lost', async () => {
      target.wrap = []
      await target.start()
      const before = crew.acknowledged
      await until('the producer gets on', 30_000, () => crew.acknowledged > before + 50)
      await crew.stop('producer')
      const { seen } = await readBack(crew, target.bootstrap, 'keep', 3)
      throwIfAny(judge({ history: crew.builder.finish(Date.now()), seen, processed: [], samples: [] }).problems)
    })
  } finally {
    await crew.killAll()
    if (target.running) await target.stop()
    target.remove()
  }
}

async function oneOfTwo(check) {
  const dataDir = temporaryDirectory('chaos-eio')
  const trace = join(dataDir, 'trace.txt')
  const target = new Target('ours', { dataDir: join(dataDir, 'a'), properties: { 'log.dirs': `${dataDir}/a,${dataDir}/b`, 'metadata.log.dir': `${dataDir}/a`, 'auto.create.topics.enable': 'false' } })
  await target.start()
  await createTopics(target.bootstrap, [['keep', 6]])
  const inB = readdirSync(join(dataDir, 'b')).filter(name => name.startsWith('keep-')).map(name => Number(name.slice(5)))
  await target.stop()
  if (inB.length === 0 || inB.length === 6) return check('one of two directories', () => { throw new Error('all partitions lie in one directory') })
  const paths = inB.flatMap(partition => ['-P', join(dataDir, 'b', `keep-${partition}`, '00000000000000000000.log')])
  target.wrap = ['strace', '-D', '-f', '-qq', '-ttt', '-o', trace, ...paths, '-e', 'trace=fdatasync', '-e', 'inject=fdatasync:error=EIO:when=15+']
  await target.start()
  const crew = new Crew(target.bootstrap)
  const producer = new Producer({ bootstrapServers: target.bootstrap, deliveryTimeoutMs: 3000, requestTimeoutMs: 2000 })
  const acknowledged = []
  try {
    await check('a sync fails with EIO in one of two directories: it is offline, nothing more is acknowledged from it, the other serves', async () => {
      let failed
      const deadline = performance.now() + 60_000
      for (let i = 0; failed === undefined; i++) {
        if (performance.now() > deadline) throw new Error(`no sync failed: ${readFileSync(trace, 'latin1').slice(-300)}`)
        const partition = i % 6
        try {
          const { offset } = await producer.send({ topic: 'keep', partition, value: `9:${i}` })
          acknowledged.push({ key: `keep-${partition}`, value: `9:${i}`, offset, t: Date.now() })
        } catch (error) {
          if (!inB.includes(partition)) throw error
          failed = error
        }
      }
      const failedAt = firstFailure(trace)
      const late = acknowledged.filter(({ key, t }) => inB.includes(Number(key.slice(5))) && t > failedAt + 1)
      if (late.length > 0) throw new Error(`acknowledged after the failed sync: ${JSON.stringify(late.slice(0, 3))}, it failed at ${failedAt}`)
      const code = failed.cause?.code ?? failed.code
      if (!/offline/.test(target.output)) throw new Error(`the broker does not say that the directory is offline: ${target.output.slice(-1500)}`)
      for (let i = 0; i < 12; i++) {
        const partition = i % 6
        const refused = await codeOf(async () => acknowledged.push({ key: `keep-${partition}`, value: `9:${10_000 + i}`, offset: (await producer.send({ topic: 'keep', partition, value: `9:${10_000 + i}` })).offset }))
        if (inB.includes(partition) !== (refused !== undefined)) throw new Error(`partition ${partition} (${inB.includes(partition) ? 'offline' : 'in service'}): ${refused ?? 'acknowledged'}`)
        if (i > 6 && inB.includes(partition)) break
      }
      if (!target.running) throw new Error('the broker stopped, though a directory is left')
      console.log(`        ${inB.length} of 6 partitions offline, their producers are told ${code}`)
    })
    await check('a topic whose partition is offline is deleted: its directory goes with it, at the latest after a restart', async () => {
      const admin = new Admin({ bootstrapServers: target.bootstrap })
      await createTopics(target.bootstrap, [['other', 1]])
      const { seen } = await (async () => {
        target.wrap = []
        await target.stop()
        await target.start()
        return readBack(crew, target.bootstrap, 'keep', 6)
      })()
      for (const { key, value, offset } of acknowledged) if (!(seen.get(value) ?? []).includes(`${key}@${offset}`)) throw new Error(`${value} at ${key}@${offset} is lost: ${seen.get(value)}`)
      await admin.deleteTopics(['keep'])
      await admin.close()
      await until('its directories go', 15_000, () => ['a', 'b'].every(name => readdirSync(join(dataDir, name)).every(entry => !/^keep-\d$/.test(entry))))
    })
  } finally {
    await producer.close().catch(() => undefined)
    await crew.killAll()
    if (target.running) await target.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

// ---- descriptors

export async function descriptors(check) {
  if (process.platform !== 'linux') return check('descriptors run out', () => ({ skip: 'needs /proc' }))
  const target = new Target('ours', { wrap: ['sh', '-c', 'ulimit -n 256; exec "$@"', 'sh'] })
  await target.start()
  const bootstrapServers = target.bootstrap
  const count = () => readdirSync(`/proc/${target.pid}/fd`).length
  const crew = new Crew(bootstrapServers)
  const idle = []
  const admin = new Admin({ bootstrapServers, defaultApiTimeoutMs: 20_000 })
  const producer = new Producer({ bootstrapServers })
  try {
    await createTopics(bootstrapServers, [['keep', 6], ['one', 1]])
    await admin.describeTopics(['one'])
    await producer.send({ topic: 'one', partition: 0, value: 'connected' })
    crew.start('ours', { role: 'producer', topic: 'keep', partitions: 6, perSecond: 200 })
    const member = crew.start('ours', { role: 'member', topic: 'keep', group: 'keepers', protocol: 'consumer' })
    await until('a first record of the group', 30_000, () => member.progress > 0)
    const getsOn = async what => {
      const [acknowledged, processed] = [crew.acknowledged, member.progress]
      await until(`${what}: those who were connected get on (${count()} descriptors; ${target.output.slice(-1500)})`, 30_000, () => crew.acknowledged > acknowledged + 40 && member.progress > processed + 3)
      if (!target.running) throw new Error(`the broker stopped: ${target.output.slice(-1500)}`)
    }
    await check('256 descriptors: 600 more connections do not stop the broker nor those who were there', async () => {
      for (let i = 0; i < 600; i++) {
        const socket = connect(target.port, '127.0.0.1')
        socket.on('error', () => undefined)
        idle.push(socket)
      }
      await sleep(500)
      await getsOn('with 600 connections')
      console.log(`        ${count()} descriptors open, ${idle.filter(socket => !socket.destroyed && socket.readyState === 'open').length} of 600 connections stand`)
    })
    await check('256 descriptors: 300 partitions are made, written and read while the connections stand', async () => {
      await admin.createTopics([{ name: 'wide', numPartitions: 300, replicationFactor: 1 }])
      for (let round = 0; round < 3; round++) await Promise.all(Array.from({ length: 300 }, (_, partition) => producer.send({ topic: 'wide', partition, value: `${round}:${partition}` })))
      await getsOn('with 300 partitions')
      console.log(`        ${count()} descriptors open`)
    })
    await check('256 descriptors: after the connections are gone everything is served, and nothing acknowledged is lost', async () => {
      for (const socket of idle) socket.destroy()
      await getsOn('after the connections')
      const wide = await readBack(new Crew(bootstrapServers), bootstrapServers, 'wide', 300)
      if (wide.seen.size !== 900) throw new Error(`${wide.seen.size} of 900 records are there`)
      await crew.stop('producer')
      await crew.stop('member')
      const { seen } = await readBack(crew, bootstrapServers, 'keep', 6)
      throwIfAny(judge({ history: crew.builder.finish(Date.now()), seen, processed: crew.processed, samples: [] }).problems)
      if (/offline|EMFILE/.test(target.output)) console.log(`        the broker said: ${/[^\n]*(offline|EMFILE)[^\n]*/.exec(target.output)[0].slice(0, 250)}`)
    })
  } finally {
    for (const socket of idle) socket.destroy()
    await Promise.allSettled([admin.close(), producer.close()])
    await crew.killAll()
    if (target.running) await target.stop()
    target.remove()
  }
}
