// Checks the package as its users get it: packs it, installs the tarball in an empty folder, starts the broker through
// npx, imports every export from ESM and from CommonJS, and checks the types with skipLibCheck off.
//   node test/package/check.mjs
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Report } from '../interop/lib/report.mjs'
import { freePort } from '../interop/lib/servers.mjs'
import { root } from '../interop/lib/toolchain.mjs'

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
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}
report.finish()
