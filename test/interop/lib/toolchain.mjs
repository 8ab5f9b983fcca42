// What the interop suite runs with: finds each toolchain, sets up what ordinary package clients can bring, and says
// which part has to be skipped where a toolchain is absent. Everything it fetches lands under .cache/ in the checkout.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
export const interop = join(root, 'test/interop')
export const cache = join(root, '.cache')
export const KAFKA_VERSION = '4.3.1'

const works = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

const quiet = (command, args, options = {}) => {
  const { status, stderr, stdout, error } = spawnSync(command, args, { encoding: 'utf8', ...options })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? (stderr + stdout).trim().split('\n').slice(-3).join(' | ')}`)
}

/** The folder with Apache Kafka's jars: ROOKERY_KAFKA_LIBS, or fetched once with Maven. Undefined without Java or Maven. */
export function kafkaLibs() {
  const given = process.env.ROOKERY_KAFKA_LIBS
  if (given) return given
  if (!works('java', '-version')) return undefined
  const libs = join(cache, 'apache-kafka', KAFKA_VERSION, 'libs')
  if (existsSync(libs) && readdirSync(libs).some(name => name.startsWith('kafka-clients'))) return libs
  if (!works('mvn', '-version')) return undefined
  mkdirSync(libs, { recursive: true })
  console.error(`fetching Apache Kafka ${KAFKA_VERSION} ...`)
  quiet('mvn', ['-q', '-B', '-f', join(interop, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${libs}`])
  return libs
}

/** What makes short runs short. A measurement passes Kafka's own flags instead. */
const quickFlags = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']

/** The arguments that start a Java class of Apache Kafka quietly, with a small heap. */
export function java(libs, mainAndArgs, { heap = '512M', level = 'ERROR', flags = quickFlags } = {}) {
  return [
    `-Xmx${heap}`, ...flags, `-Dkafka.log.level=${level}`,
    `-Dlog4j2.configurationFile=${join(interop, 'log4j2.xml')}`, '-cp', `${libs}/*`, ...mainAndArgs,
  ]
}

let aptUpdated = false
function apt(packageName) {
  if (!works('apt-get', '--version')) return
  const sudo = process.getuid?.() === 0 ? [] : works('sudo', '-n', 'true') ? ['sudo', '-n'] : undefined
  if (sudo === undefined) return
  const [command, ...rest] = [...sudo, 'apt-get']
  if (!aptUpdated) spawnSync(command, [...rest, 'update'], { stdio: 'ignore' })
  aptUpdated = true
  console.error(`installing ${packageName} ...`)
  spawnSync(command, [...rest, 'install', '-y', '--no-install-recommends', packageName], { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}

/** Each client driver: how it is started, or why it is skipped. */
export function clients(libs) {
  const found = {}
  const skipped = {}
  found.rookery = [process.execPath, join(interop, 'clients/rookery/driver.mjs')]

  if (libs) found.java = ['java', ...java(libs, [join(interop, 'clients/java/Driver.java')], { heap: '256M' })]
  else skipped.java = 'needs Java 17 and Maven'

  if (!works('kcat', '-V')) apt('kcat')
  if (works('kcat', '-V')) found.kcat = [process.execPath, join(interop, 'clients/kcat/driver.mjs')]
  else skipped.kcat = 'kcat is not installed'

  // Debian's package belongs to Debian's own interpreter, which need not be the first on the path.
  const pythons = ['/usr/bin/python3', 'python3']
  const withConfluent = () => pythons.find(python => works(python, '-c', 'import confluent_kafka'))
  if (!withConfluent()) apt('python3-confluent-kafka')
  const python = withConfluent()
  if (python) found.confluentPython = [python, join(interop, 'clients/python/driver.py')]
  else skipped.confluentPython = 'confluent_kafka is not installed for Python'

  const kafkajs = join(interop, 'clients/kafkajs')
  try {
    if (!existsSync(join(kafkajs, 'node_modules/kafkajs'))) quiet('npm', ['ci', '--silent', '--no-audit', '--no-fund'], { cwd: kafkajs })
    found.kafkajs = [process.execPath, join(kafkajs, 'driver.mjs')]
  } catch (error) {
    skipped.kafkajs = error.message
  }

  for (const name of ['sarama', 'franz']) {
    if (!works('go', 'version')) {
      skipped[name] = 'needs Go'
      continue
    }
    try {
      const binary = join(cache, `${name}-driver`)
      quiet('go', ['build', '-o', binary, '.'], { cwd: join(interop, 'clients', name) })
      found[name] = [binary]
    } catch (error) {
      skipped[name] = error.message
    }
  }
  return { found, skipped }
}

/** Runs a Java tool of Apache Kafka to its end and returns what it printed. */
export function runJava(libs, mainAndArgs, options = {}) {
  return execFileSync('java', java(libs, mainAndArgs, options), { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 120_000, stdio: ['ignore', 'pipe', options.stderr ?? 'pipe'] })
}
