// Our client's own test suite with Apache Kafka as the broker: the same files that `npm test` runs on ours (`*-live.test`).
//   node test/interop/suite-on-apache.mjs
import { spawnSync } from 'node:child_process'
import { startApache } from './lib/servers.mjs'
import { kafkaLibs, root } from './lib/toolchain.mjs'

const server = await startApache(kafkaLibs(), { properties: { 'group.min.session.timeout.ms': 1000, 'auto.create.topics.enable': true } })
try {
  const { status } = spawnSync(process.execPath, ['scripts/test.mjs', '-live.test'], {
    cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ROOKERY_TEST_BOOTSTRAP: server.bootstrap },
  })
  process.exitCode = status ?? 1
} finally {
  await server.stop('SIGKILL')
}
