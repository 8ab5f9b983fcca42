// The test kit from other languages, as docs/testing.md shows it: its shell and Python examples against `rookery testing serve`. And its example
// `here and on a real cluster` three times: embedded, on `rookery start` and on Apache Kafka, with nothing changed but ROOKERY_TEST_CLUSTER.
import { execFile, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Report } from './lib/report.mjs'
import { startApache, startRookery } from './lib/servers.mjs'
import { kafkaLibs, root } from './lib/toolchain.mjs'

const report = new Report('the test kit from any language, and on real clusters')
const page = readFileSync(join(root, 'docs/testing.md'), 'utf8')
const blocks = language => [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(match => match[1])
const run = async (command, args, env) => {
  try {
    return (await promisify(execFile)(command, args, { cwd: root, env: { ...process.env, ...env }, timeout: 120_000 })).stdout
  } catch (error) {
    throw new Error(`${error.message}\n${error.stdout}`)
  }
}

const control = spawn(process.execPath, [join(root, 'dist/cli/main.js'), 'testing', 'serve', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] })
process.once('exit', () => control.kill('SIGKILL'))
const url = await new Promise(resolve => {
  let output = ''
  control.stdout.on('data', chunk => {
    output += chunk
    const found = /ready on (\S+)\n/.exec(output)
    if (found) resolve(found[1])
  })
})
await report.check('the shell example', async () => {
  const output = await run('sh', ['-e', '-c', blocks('sh').at(-1)], { CONTROL: url })
  if (!output.includes('"value":"1"')) throw new Error(output)
})
const python = ['/usr/bin/python3', 'python3'].find(name => spawnSync(name, ['-c', 'import confluent_kafka']).status === 0)
if (python === undefined) report.skip('the Python example', 'no Python with confluent_kafka')
else await report.check('the Python example, with confluent-kafka', () => run(python, ['-c', blocks('python')[0]], { CONTROL: url }))
await report.check('every cluster was ended, and SIGTERM ends the control port', async () => {
  const { clusters } = await (await fetch(url)).json()
  if (clusters.length > 0) throw new Error(JSON.stringify(clusters))
  const exited = new Promise(resolve => control.once('exit', resolve))
  control.kill('SIGTERM')
  const code = await exited
  if (code !== 0) throw new Error(`exit ${code}`)
})

// Within the package, so that it is found by its name.
const folder = join(root, '.cache', `testkit-${process.pid}`)
const file = join(folder, 'real.mjs')
mkdirSync(folder, { recursive: true })
writeFileSync(file, `import assert from 'node:assert/strict'\nimport { test } from 'node:test'\nimport { Cluster } from 'rookery/testing'\n${blocks('js').find(text => text.includes('here and on a real cluster'))}`)
const example = address => run(process.execPath, ['--test', file], { ROOKERY_TEST_CLUSTER: address ?? '' })
await report.check('the same test on the embedded broker', () => example())
await report.check('the same test on `rookery start`', async () => {
  const server = await startRookery()
  try {
    await example(server.bootstrap)
  } finally {
    await server.stop()
    server.remove()
  }
})
const libs = kafkaLibs()
if (libs === undefined) report.skip('the same test on Apache Kafka', 'needs Java 17 and Maven')
else {
  await report.check('the same test on Apache Kafka', async () => {
    const server = await startApache(libs)
    try {
      await example(server.bootstrap)
    } finally {
      await server.stop()
      server.remove()
    }
  })
}
rmSync(folder, { recursive: true, force: true })
report.finish()
