// Builds nisshi below .cache/nisshi with Rust's cargo, without the storage engines that the benchmark does not use (half an hour on two cores; Rust 1.96 or newer).
// `npm run bench -- --only others` takes it up when it is there and says so when it is not.
//   node bench/nisshi.mjs
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cache } from '../test/interop/lib/toolchain.mjs'

const VERSION = '0.8.1'
const home = join(cache, 'nisshi')
export const nisshiBinary = join(home, 'bin/nisshi')

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { status } = spawnSync('cargo', ['install', `nisshi@${VERSION}`, '--locked', '--no-default-features', '--features', 'dynostore', '--root', home], { stdio: 'inherit' })
  if (status !== 0) console.error('nisshi is not available here')
  process.exitCode = status === 0 ? 0 : 1
}
