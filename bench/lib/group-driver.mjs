// Drives one process with many members of a group (clients/GroupMembers.java, clients/group-members.mjs): a command, an answer.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { cache, java, root } from '../../test/interop/lib/toolchain.mjs'
import { kafkaFlags } from './measure.mjs'

let compiled
function classes(libs) {
  if (compiled) return compiled
  const folder = join(cache, 'bench-group-members')
  mkdirSync(folder, { recursive: true })
  const { status, stderr } = spawnSync('javac', ['-d', folder, '-cp', `${libs}/*`, join(root, 'bench/clients/GroupMembers.java')], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return (compiled = folder)
}

const programs = {
  java: (libs, args) => ['java', ...java(`${classes(libs)}:${libs}`, ['GroupMembers', ...args], { heap: '1G', flags: kafkaFlags })],
  rookery: (_libs, args) => [process.execPath, join(root, 'bench/clients/group-members.mjs'), ...args],
}

export class GroupDriver {
  #child
  #waiting = []
  #errors = ''

  /** `client`: java or rookery. */
  constructor(client, libs, { bootstrap, topic, partitions }) {
    const [program, ...args] = programs[client](libs, [bootstrap, topic, String(partitions)])
    this.#child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    this.#child.stderr.on('data', chunk => (this.#errors = (this.#errors + chunk).slice(-2000)))
    createInterface({ input: this.#child.stdout }).on('line', line => {
      if (line.startsWith('{')) this.#waiting.shift()?.resolve(JSON.parse(line))
    })
    this.exited = new Promise(resolve => this.#child.once('exit', code => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error(`the members' process ended with ${code}: ${this.#errors.trim().split('\n')[0]}`))
      resolve(code)
    }))
  }

  get pid() {
    return this.#child.pid
  }

  get errors() {
    return this.#errors
  }

  /** Resolves with the answer; rejects with what the members' process complains of. */
  async ask(command) {
    const answer = await new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#child.stdin.write(`${command}\n`)
    })
    if (answer.error) throw new Error(`${command}: ${answer.error}`)
    if (answer.doubles > 0) throw new Error(`${command}: ${answer.doubles} partitions had two owners at one time`)
    return answer
  }

  async kill() {
    this.#child.kill('SIGKILL')
    await this.exited
  }
}
