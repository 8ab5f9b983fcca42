// Installs confluent-kafka-javascript below bench/confluent, for the Node that runs the clients: by its own install script, which
// downloads a finished binary, or where that cannot be had by compiling the librdkafka that it brings against the libraries of this system
// (g++, make and the headers of OpenSSL and zlib are needed; two minutes). `npm run bench` takes it up when it is there and says so when it is not.
//   node bench/confluent.mjs
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const VERSION = '1.10.1'
const here = dirname(fileURLToPath(import.meta.url))
const home = join(here, 'confluent')
const arch = join(here, `node_modules/node/node_modules/node-${process.platform}-${process.arch}`)
const node = existsSync(join(here, 'node_modules/node/bin/node')) ? join(here, 'node_modules/node/bin/node') : process.execPath
const npm = join(dirname(spawnSync('npm', ['root', '-g'], { encoding: 'utf8' }).stdout.trim()), 'node_modules/npm/bin/npm-cli.js')
const PATH = `${dirname(node)}:${process.env.PATH}`
const loads = () => spawnSync(node, ['-e', "require('@confluentinc/kafka-javascript')"], { cwd: home }).status === 0

function must(command, args, options) {
  console.log(`> ${[command, ...args].join(' ')}`)
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options, env: { ...process.env, PATH, ...options?.env } })
  if (status !== 0) {
    console.error('confluent-kafka-javascript is not available here')
    process.exit(1)
  }
}

mkdirSync(home, { recursive: true })
const name = '@confluentinc/kafka-javascript'
writeFileSync(join(home, 'package.json'), `${JSON.stringify({ private: true, dependencies: { [name]: VERSION }, allowScripts: { [name]: true } }, null, 2)}\n`)
must(node, [npm, 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: home })
const module = join(home, 'node_modules', name)
// A download of the finished binary; without a network or a binary for this system it fails at once.
spawnSync(node, [npm, 'exec', '--', 'node-pre-gyp', 'install', '--update-binary', '--fallback-to-build=false'], { cwd: module, stdio: 'ignore', timeout: 60_000, env: { ...process.env, PATH } })
if (!loads()) {
  const library = join(home, 'librdkafka')
  const jobs = `-j${availableParallelism()}`
  const source = join(module, 'deps/librdkafka')
  rmSync(library, { recursive: true, force: true })
  must('./configure', [`--prefix=${library}`, '--disable-curl', '--disable-sasl'], { cwd: source })
  must('make', [jobs, 'libs'], { cwd: source })
  for (const part of ['src', 'src-cpp']) must('make', ['-C', part, 'install'], { cwd: source })
  // The addon includes the headers by their bare names.
  cpSync(join(library, 'include/librdkafka'), join(library, 'include'), { recursive: true })
  const gyp = join(dirname(npm), '../node_modules/node-gyp/bin/node-gyp.js')
  const headers = existsSync(join(arch, 'include')) ? [`--nodedir=${arch}`] : []
  const env = { BUILD_LIBRDKAFKA: '0', CXXFLAGS: `-I${library}/include`, LDFLAGS: `-L${library}/lib -Wl,-rpath,${library}/lib` }
  for (const step of ['configure', 'build']) must(node, [gyp, step, ...headers, jobs], { cwd: module, env })
}
if (!loads()) {
  console.error('confluent-kafka-javascript was built, but does not load')
  process.exit(1)
}
console.log(`confluent-kafka-javascript ${VERSION} is there`)
