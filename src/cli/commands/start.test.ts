// The command as a user meets it: a process, its lines, its exit code.

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { startProperties } from './start.ts'

const main = new URL('../main.js', import.meta.url).pathname
const scratch = mkdtempSync(join(tmpdir(), 'rookery-start-'))
const children: ChildProcess[] = []
after(() => {
  // Also after a failed check: a broker that stays would keep the test run waiting.
  for (const child of children) child.kill('SIGKILL')
  rmSync(scratch, { recursive: true, force: true })
})

interface Run {
  child: ChildProcess
  out: string
  err: string
  exit: Promise<number | null>
  /** Resolves with the line that says it is ready, or undefined when the process ended before. */
  ready: Promise<string | undefined>
}

function rookery(...args: string[]): Run {
  const child = spawn(process.execPath, [main, ...args], { cwd: scratch, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  const run = { child, out: '', err: '' } as Run
  run.exit = new Promise(resolve => child.on('close', code => resolve(code)))
  run.ready = new Promise(resolve => {
    child.stdout!.on('data', (text: Buffer) => {
      run.out += text.toString()
      const line = /^rookery: .*ready.*$/m.exec(run.out)
      if (line !== null) resolve(line[0])
    })
    void run.exit.then(() => resolve(undefined))
  })
  child.stderr!.on('data', (text: Buffer) => (run.err += text.toString()))
  return run
}

/** The lines a user gets to read, without the log's. */
function messages(run: Run): string[] {
  return run.err.split('\n').filter(line => line.startsWith('rookery:'))
}

test('options become Kafka properties: flags win over -c, -c wins over the file', () => {
  const file = 'num.partitions=3\nlog.dirs=/from/file\n# comment\nnode.id = 7\n'
  const properties = startProperties({ config: 'x', set: { 'num.partitions': '6' }, dataDir: '/d', listen: { host: '::1', port: 9000 } }, () => file)
  assert.deepEqual(properties, { 'num.partitions': '6', 'log.dirs': '/d', 'node.id': '7', listeners: 'PLAINTEXT://[::1]:9000' })
  assert.deepEqual(startProperties({}, () => file), { 'log.dirs': 'rookery-data', 'node.id': '1', listeners: 'PLAINTEXT://127.0.0.1:9092' })
})

test('it says where it is ready, stops cleanly on SIGTERM, and starts again', { timeout: 30_000 }, async () => {
  const data = join(scratch, 'plain')
  for (const round of [1, 2]) {
    const run = rookery('start', '--data-dir', data, '--listen', '127.0.0.1:0')
    assert.match((await run.ready) ?? run.err, /^rookery: broker 1 ready on 127\.0\.0\.1:\d+$/)
    run.child.kill('SIGTERM')
    assert.equal(await run.exit, 0, run.err)
    assert.ok(existsSync(join(data, '.kafka_cleanshutdown')), `round ${round}: no clean marker`)
  }
})

test('what stands in the way costs one line and exit code 1, and nothing is touched', { timeout: 60_000 }, async () => {
  const data = join(scratch, 'taken')
  const running = rookery('start', '--data-dir', data, '--listen', '127.0.0.1:0')
  const port = /:(\d+)$/.exec((await running.ready)!)![1]!
  const refused = async (pattern: RegExp, ...args: string[]): Promise<void> => {
    const run = rookery('start', ...args)
    assert.equal(await run.ready, undefined, run.out)
    assert.equal(await run.exit, 1, run.err)
    assert.equal(messages(run).length, 1, run.err)
    assert.match(messages(run)[0]!, pattern)
  }
  await refused(/in use|another/, '--data-dir', data, '--listen', '127.0.0.1:0')
  const other = join(scratch, 'other')
  await refused(new RegExp(`127\\.0\\.0\\.1:${port}: the port is in use`), '--data-dir', other, '--listen', `127.0.0.1:${port}`)
  running.child.kill('SIGINT')
  assert.equal(await running.exit, 0, running.err)
  const before = readdirSync(data).sort()
  await refused(/node\.id 1, this is node 2/, '--data-dir', data, '--listen', '127.0.0.1:0', '--node-id', '2')
  assert.deepEqual(readdirSync(data).sort(), before)
  writeFileSync(join(data, 'meta.properties'), readFileSync(join(data, 'meta.properties'), 'utf8').replace('version=1', 'version=9'))
  await refused(/meta\.properties/, '--data-dir', data, '--listen', '127.0.0.1:0')
  const file = join(scratch, 'a-file')
  writeFileSync(file, '')
  await refused(/a-file/, '--data-dir', join(file, 'data'), '--listen', '127.0.0.1:0')
  // A file system in which nothing can be made: mkdir there fails with ENOENT although the parent exists.
  if (process.platform === 'linux') await refused(/cannot make directory \/proc\/rookery/, '--data-dir', '/proc/rookery/data', '--listen', '127.0.0.1:0')
})

test('a wrong option or property is named with what is allowed, with exit code 2, and nothing is made', { timeout: 20_000 }, async () => {
  const wrong = async (pattern: RegExp, ...args: string[]): Promise<void> => {
    const run = rookery('start', '--data-dir', join(scratch, 'wrong'), ...args)
    assert.equal(await run.exit, 2, run.err)
    assert.equal(messages(run).length, 1, run.err)
    assert.match(messages(run)[0]!, pattern)
  }
  await wrong(/unknown option '--port'/, '--port', '9092')
  await wrong(/'--listen <host:port>' argument '9092' is invalid. expected HOST:PORT/, '--listen', '9092')
  await wrong(/'-c, --set <key=value>' argument 'novalue' is invalid. expected key=value/, '-c', 'novalue')
  await wrong(/'--node-id <n>' argument '-1' is invalid. expected a whole number from 0/, '--node-id', '-1')
  await wrong(/num\.partitions/, '-c', 'num.partitions=none')
  await wrong(/-c: unknown property log\.retention\.msec; did you mean log\.retention\.ms\?/, '-c', 'log.retention.msec=1')
  await wrong(/--config .*missing.properties cannot be read: ENOENT/, '--config', join(scratch, 'missing.properties'))
  assert.ok(!existsSync(join(scratch, 'wrong')))
})

test('graduate: not while the broker runs; then the property file, and the directory is as it was', { timeout: 30_000 }, async () => {
  const data = join(scratch, 'graduate')
  const broker = rookery('start', '--data-dir', data, '--listen', '127.0.0.1:0')
  assert.ok(await broker.ready)
  const early = rookery('graduate', '--data-dir', data)
  assert.equal(await early.exit, 1)
  assert.match(early.err, /problem: .*graduate is in use: stop the broker first\n/)
  assert.equal(early.out, '')
  broker.child.kill('SIGTERM')
  assert.equal(await broker.exit, 0)
  const before = readdirSync(data).sort()
  const ready = rookery('graduate', '--data-dir', data, '-c', 'log.retention.hours=3')
  assert.equal(await ready.exit, 0, ready.err)
  assert.match(ready.out, /^node\.id=1$/m)
  assert.match(ready.out, /^log\.retention\.hours=3$/m)
  assert.match(ready.out, new RegExp(`^log\\.dirs=${data}$`, 'm'))
  assert.deepEqual(readdirSync(data).sort(), before)
  const nowhere = rookery('graduate', '--data-dir', join(scratch, 'nowhere'))
  assert.equal(await nowhere.exit, 1)
  assert.match(nowhere.err, /nowhere is no data directory/)
})
