// The client processes of a chaos run: started, killed, paused; whatever they tell goes into one history.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { HistoryBuilder } from '../../dist/testing/index.js'
import { cache, interop, java, kafkaLibs, root } from '../../test/interop/lib/toolchain.mjs'

const alive = new Set()
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

let javaCommand
/** How the Java client is started, or undefined where there is no Java. */
export function chaosJava() {
  if (javaCommand !== undefined) return javaCommand || undefined
  const libs = kafkaLibs()
  if (libs === undefined) return void (javaCommand = false)
  const source = join(interop, 'clients/java/Chaos.java')
  const classes = join(cache, 'chaos-java')
  const compiled = join(classes, 'Chaos.class')
  mkdirSync(classes, { recursive: true })
  if (!existsSync(compiled) || statSync(compiled).mtimeMs < statSync(source).mtimeMs) {
    const { status, stderr } = spawnSync('javac', ['-d', classes, '-cp', `${libs}/*`, source], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`javac ${source}: ${stderr}`)
  }
  const args = java(libs, ['Chaos'], { heap: '192M' })
  args[args.indexOf('-cp') + 1] += `:${classes}`
  return (javaCommand = ['java', ...args])
}

/** One run's clients and what they told. */
export class Crew {
  builder = new HistoryBuilder()
  clients = new Set()
  /** Every `processed` line: `{ group, t, key, from, to }`. */
  processed = []
  notes = []
  acknowledged = 0
  deaths = 0
  #next = 0

  constructor(bootstrap) {
    this.bootstrap = bootstrap
  }

  nextProcess() {
    return this.#next++
  }

  /** `language` is `ours` or `java`; `options` as worker.mjs describes them. */
  start(language, options) {
    const client = new Client(this, language, { ...options, process: this.nextProcess() })
    this.clients.add(client)
    return client
  }

  of(role) {
    return [...this.clients].filter(client => client.options.role === role)
  }

  /** All lines of clients that were killed have been read. */
  async stop(role) {
    await Promise.all(this.of(role).map(client => client.stop()))
  }

  async killAll() {
    await Promise.all([...this.clients].map(client => client.kill()))
  }
}

class Client {
  progress = 0
  #pausedAt

  constructor(crew, language, options) {
    Object.assign(this, { crew, language, options, stderr: '', done: false })
    const [program, ...args] = language === 'java' ? chaosJava() : [process.execPath, join(root, 'scripts/chaos/worker.mjs')]
    this.child = spawn(program, [...args, crew.bootstrap, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'pipe'] })
    alive.add(this.child)
    this.child.stderr.on('data', chunk => (this.stderr = (this.stderr + chunk).slice(-3000)))
    this.child.stdin.on('error', () => undefined)
    const lines = createInterface({ input: this.child.stdout })
    lines.on('line', line => this.#hear(line))
    this.exited = new Promise(resolve => {
      let left = 2
      const ended = () => --left === 0 && resolve()
      lines.once('close', ended)
      this.child.once('close', () => {
        alive.delete(this.child)
        ended()
      })
    })
  }

  get name() {
    const { process, role, group } = this.options
    return `${role} ${process} (${this.language}${group ? `, ${group}` : ''})`
  }

  get paused() {
    return this.#pausedAt !== undefined
  }

  #hear(line) {
    let event
    try {
      event = JSON.parse(line)
    } catch {
      // Half a line: the process was killed while it wrote.
      if (!line.startsWith('{')) this.stderr += `${line}\n`
      return
    }
    if (event.note !== undefined || event.error !== undefined) this.crew.notes.push({ ...event, name: this.name })
    if (event.note !== undefined) {
      if (event.note === 'done') this.done = true
      return
    }
    if (event.processed !== undefined) {
      for (const range of event.processed) this.crew.processed.push({ group: this.options.group, t: event.t, ...range })
      this.progress += event.processed.length
      return
    }
    if (event.type === 'ok' && this.options.role === 'producer') {
      this.progress++
      this.crew.acknowledged++
    }
    this.crew.builder.add(event)
  }

  pause() {
    this.#pausedAt = Date.now()
    this.child.kill('SIGSTOP')
  }

  resume() {
    this.#pausedAt = undefined
    this.child.kill('SIGCONT')
  }

  async kill() {
    if (!this.crew.clients.delete(this)) return
    const t = Date.now()
    this.crew.deaths++
    this.child.kill('SIGKILL')
    await this.exited
    this.crew.builder.died(this.options.process, t)
  }

  /** Lets it finish; throws when it does not. */
  async stop(timeoutMs = 120_000) {
    if (!this.crew.clients.has(this)) return
    this.resume()
    this.child.stdin.end('stop\n')
    let late = false
    const timer = setTimeout(() => {
      late = true
      this.child.kill('SIGKILL')
    }, timeoutMs)
    await this.exited
    clearTimeout(timer)
    this.crew.clients.delete(this)
    if (late) throw new Error(`${this.name} did not end within ${timeoutMs / 1000} s`)
    if (!this.done) throw new Error(`${this.name} failed: ${this.crew.notes.filter(note => note.name === this.name).slice(-3).map(note => note.error)} ${this.stderr}`)
  }
}
