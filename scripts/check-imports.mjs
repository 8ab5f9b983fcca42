// Shows the layers: prints every upward import between rooms and every stray touch of the outside world, and exits 1 if there is one.
// The rooms and who may know whom are those of ARCHITECTURE.md.
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const rooms = {
  core: [],
  protocol: ['core'],
  assignors: ['core'],
  net: ['protocol', 'core'],
  client: ['assignors', 'net', 'protocol', 'core'],
  broker: ['assignors', 'net', 'protocol', 'core'],
  cli: ['client', 'broker', 'assignors', 'net', 'protocol', 'core', 'console'],
  console: ['client', 'protocol', 'core'],
  testing: ['cli', 'console', 'client', 'broker', 'assignors', 'net', 'protocol', 'core'],
}
/** Single files that may know a room above their own. */
const exceptions = {
  // The command that serves the test kit to other languages.
  'cli/commands/testing.ts': ['testing'],
}
// Tests may bring up whole clusters, so they may import the test kit.
const doors = {
  'core/system.ts': ['clock', 'timer', 'entropy'],
  'core/native.ts': ['env', 'module'],
  'net/tcp.ts': ['net', 'timer'],
  'broker/disk/node-disk.ts': ['fs', 'process', 'env'],
  'cli/main.ts': ['process', 'env', 'fs'],
  'console/server.ts': ['http', 'fs'],
}
const strays = [
  ['clock', /\bDate\.now\(|\bnew Date\(\)|\bperformance\.(now|timeOrigin)|\bprocess\.hrtime/],
  ['timer', /(?<![.#\w])(setTimeout|setInterval|setImmediate)\(/],
  ['entropy', /\bMath\.random\(|\brandomBytes\(|\brandomUUID\(|\bgetRandomValues\(/],
  ['fs', /from 'node:fs(\/promises)?'/],
  ['net', /from 'node:(net|tls|dgram|dns)'/],
  ['http', /from 'node:http2?s?'/],
  ['process', /from 'node:(child_process|worker_threads|cluster|os)'|\bprocess\.(exit|kill|on|stdout|stderr|stdin)\b/],
  ['env', /\bprocess\.env\b/],
]

const problems = []
const files = readdirSync('src', { recursive: true }).filter(name => name.endsWith('.ts'))
for (const file of files) {
  const isTest = file.endsWith('.test.ts')
  const room = file.split('/')[0]
  const allowed = rooms[room]
  if (allowed === undefined) {
    problems.push(`src/${file}: ${room} is no room`)
    continue
  }
  const text = readFileSync(join('src', file), 'utf8')
  for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
    const target = relative('src', join('src', dirname(file), specifier))
    const other = target.split('/')[0]
    if (other !== room && !allowed.includes(other) && !exceptions[file]?.includes(other) && !(isTest && other === 'testing')) {
      problems.push(`src/${file}: ${room} must not know ${other} (${specifier})`)
    }
  }
  if (isTest || room === 'testing') continue
  const code = text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  for (const [kind, pattern] of strays) {
    if (doors[file]?.includes(kind)) continue
    const hit = pattern.exec(code)
    if (hit) problems.push(`src/${file}: touches the outside (${kind}): ${hit[0]}`)
  }
}
for (const problem of problems) console.error(problem)
console.log(problems.length === 0 ? `${files.length} files, no upward import, no stray door` : `${problems.length} problems`)
process.exitCode = problems.length > 0 ? 1 : 0
