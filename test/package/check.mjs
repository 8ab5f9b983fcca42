// Checks the package as its users get it: packs it, installs the tarball in an empty folder, starts the broker through
// npx, imports every export from ESM and from CommonJS, and checks the types with skipLibCheck off.
//   node test/package/check.mjs
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Report } from '../interop/lib/report.mjs'
import { freePort } from '../interop/lib/servers.mjs'
import { root } from '../interop/lib/toolchain.mjs'

// What every test runner has to be able to do with the kit.
const kitScene = `
import assert from 'node:assert/strict'
import { Cluster } from 'rookery/testing'

async function deliver() {
  const cluster = await Cluster.start({ topics: ['orders'] })
  try {
    const consumer = cluster.consumer({ groupId: 'billing' })
    await consumer.subscribe(['orders'])
    await cluster.awaitAssigned(consumer)
    await cluster.producer().send({ topic: 'orders', value: '1' })
    assert.equal((await cluster.records('orders')).length, 1)
  } finally {
    await cluster.close()
  }
}
test('real time', deliver)

async function expire() {
  const cluster = await Cluster.start({ time: 'virtual', network: 'memory', topics: ['orders'] })
  try {
    const consumer = cluster.consumer({ groupId: 'billing', groupProtocol: 'classic' })
    await consumer.subscribe(['orders'])
    await cluster.awaitAssigned(consumer)
    cluster.inject({ api: 'Heartbeat', times: Infinity }, { drop: true })
    await cluster.advance(60_000)
    assert.equal((await cluster.admin.describeGroups(['billing']))[0].members.length, 0)
    await cluster.until(cluster.producer().send({ topic: 'orders', value: '1' }))
  } finally {
    await cluster.close()
  }
}
test('virtual time', expire)
test('beneath fake timers', async () => {
  fake()
  try {
    await expire()
    await deliver()
  } finally {
    real()
  }
})
`

const report = new Report('the package in an empty folder')
const folder = mkdtempSync(join(tmpdir(), 'rookery-package-'))
const sh = (command, args, options = {}) => execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options })
const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const exported = Object.keys(own.exports).filter(path => path !== './package.json').map(path => join('rookery', path))

try {
  const [{ filename, files, size }] = JSON.parse(sh('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: root }))
  console.log(`${filename}: ${files.length} files, ${Math.round(size / 1024)} KiB`)
  await report.check('holds no tests and no sources', () => {
    const stray = files.filter(file => /\.test\.|(^|\/)src\//.test(file.path))
    if (stray.length > 0) throw new Error(stray.slice(0, 5).map(file => file.path).join(', '))
  })
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}\n')
  await report.check('npm install of the tarball, without install scripts', () => void sh('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', join(folder, filename)]))
  for (const name of exported) {
    await report.check(`import '${name}'`, () => {
      writeFileSync(join(folder, 'esm.mjs'), `import * as all from '${name}'\nif (Object.keys(all).length === 0) throw new Error('exports nothing')\n`)
      sh(process.execPath, ['esm.mjs'])
    })
    await report.check(`require('${name}')`, () => {
      writeFileSync(join(folder, 'commonjs.cjs'), `const all = require('${name}')\nif (Object.keys(all).length === 0) throw new Error('exports nothing')\n`)
      sh(process.execPath, ['commonjs.cjs'])
    })
  }
  await report.check('types from ESM and CommonJS, skipLibCheck off', () => {
    const lines = exported.map((name, i) => `import * as m${i} from '${name}'\nexport const used${i} = Object.keys(m${i})\n`).join('')
    const use = "import { Admin, Consumer, Producer } from 'rookery'\nexport const producer = new Producer<string, string>({ bootstrapServers: 'localhost:9092' })\n"
      + "export const consumer = new Consumer({ bootstrapServers: ['localhost:9092'], groupId: 'g' })\nexport const admin = new Admin({ bootstrapServers: 'localhost:9092' })\n"
      + 'export async function main(): Promise<number> {\n  const sent = await producer.send({ topic: "t", key: "k", value: "v" })\n  for await (const record of consumer) return record.offset + sent.offset\n  return 0\n}\n'
    writeFileSync(join(folder, 'use.mts'), use + lines)
    writeFileSync(join(folder, 'use.cts'), use + lines)
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
      compilerOptions: { module: 'nodenext', target: 'es2023', lib: ['es2023', 'esnext.disposable'], strict: true, skipLibCheck: false, noEmit: true, types: ['node'] }, files: ['use.mts', 'use.cts'],
    }))
    sh('npm', ['install', '--no-audit', '--no-fund', `typescript@${own.devDependencies.typescript}`, `@types/node@${own.devDependencies['@types/node']}`])
    try {
      sh('npx', ['tsc', '-p', 'tsconfig.json'])
    } catch (error) {
      throw new Error(error.stdout.split('\n').slice(0, 8).join('\n'))
    }
  })
  await report.check('npx rookery start answers and stops on SIGTERM', async () => {
    const port = await freePort()
    const child = spawn('npx', ['rookery', 'start', '--data-dir', join(folder, 'data'), '--listen', `127.0.0.1:${port}`], { cwd: folder, detached: true })
    let output = ''
    child.stdout.on('data', chunk => (output += chunk))
    child.stderr.on('data', chunk => (output += chunk))
    const exited = new Promise(resolve => child.once('exit', resolve))
    const deadline = Date.now() + 20_000
    while (!output.includes(`rookery: broker 1 ready on 127.0.0.1:${port}`)) {
      if (Date.now() > deadline || child.exitCode !== null) throw new Error(`not ready: ${output}`)
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    sh(process.execPath, ['--input-type=module', '-e', `import { Admin } from 'rookery'\nconst admin = new Admin({ bootstrapServers: '127.0.0.1:${port}' })\nawait admin.createTopics([{ name: 't', numPartitions: 1, replicationFactor: 1 }])\nawait admin.close()`])
    process.kill(-child.pid, 'SIGTERM')
    await exited
    // npx ends before the broker does: the marker of a clean stop is the last thing that the broker writes.
    while (!existsSync(join(folder, 'data/.kafka_cleanshutdown'))) {
      if (Date.now() > deadline) throw new Error(`no clean stop: ${output}`)
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  })
  await report.check('npx rookery testing serve gives a cluster to whoever speaks HTTP', async () => {
    const child = spawn('npx', ['rookery', 'testing', 'serve', '--listen', '127.0.0.1:0'], { cwd: folder, detached: true })
    try {
      const url = await new Promise((resolve, reject) => {
        let output = ''
        child.stdout.on('data', chunk => {
          output += chunk
          const found = /ready on (\S+)\n/.exec(output)
          if (found) resolve(found[1])
        })
        child.once('exit', code => reject(new Error(`exit ${code}: ${output}`)))
      })
      const { id } = await (await fetch(`${url}/clusters`, { method: 'POST', body: '{"fixtures":"{\\"topic\\":\\"t\\",\\"value\\":\\"1\\"}"}' })).json()
      const { records } = await (await fetch(`${url}/clusters/${id}/records`, { method: 'POST', body: '{"topic":"t"}' })).json()
      if (records.length !== 1) throw new Error(JSON.stringify(records))
    } finally {
      process.kill(-child.pid, 'SIGTERM')
    }
  })
  // Another folder for the test runners, whose packages are none of ours.
  const runners = { vitest: '4.1.12', jest: '30.5.2' }
  const installed = join(folder, 'runners')
  mkdirSync(installed)
  writeFileSync(join(installed, 'package.json'), '{"private":true,"type":"module","jest":{"transform":{}}}\n')
  sh('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', join(folder, filename), ...Object.entries(runners).map(([name, version]) => `${name}@${version}`)], { cwd: installed })
  const scenes = {
    'node:test': ["import { mock, test } from 'node:test'\nconst fake = () => mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'setImmediate', 'Date'] })\nconst real = () => mock.timers.reset()", 'node.mjs', process.execPath, ['--test', 'node.mjs']],
    Vitest: ["import { test, vi } from 'vitest'\nconst fake = () => vi.useFakeTimers()\nconst real = () => vi.useRealTimers()", 'scene.spec.js', 'npx', ['vitest', 'run', 'scene.spec.js']],
    Jest: ["import { jest, test } from '@jest/globals'\nconst fake = () => jest.useFakeTimers()\nconst real = () => jest.useRealTimers()", 'scene.test.js', 'npx', ['jest', 'scene.test.js']],
  }
  for (const [name, [header, file, command, args]] of Object.entries(scenes)) {
    await report.check(`the test kit under ${name}: real time, virtual time, both beneath fake timers`, () => {
      writeFileSync(join(installed, file), `${header}\n${kitScene}`)
      try {
        sh(command, args, { cwd: installed, timeout: 60_000, env: { ...process.env, NODE_OPTIONS: name === 'Jest' ? '--experimental-vm-modules' : '' } })
      } catch (error) {
        throw new Error(`${error.stdout}${error.stderr}`.split('\n').slice(0, 60).join('\n'))
      }
    })
  }
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}
report.finish()
