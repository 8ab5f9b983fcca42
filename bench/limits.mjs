// What this machine can do at all, one core each: the checksum, a copy, a write to the page cache, a read from it, and the
// loopback. `node bench/limits.mjs` (the package built) prints CPU seconds per GB.
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32c } from '../dist/core/hash.js'

const GB = 1e9
const chunk = Buffer.alloc(256 * 1024, 'rookery')
const target = Buffer.alloc(chunk.length)
const times = Math.round(GB / chunk.length)

function cost(name, body) {
  const before = process.cpuUsage()
  body()
  const { user, system } = process.cpuUsage(before)
  console.log(`${name}: ${((user + system) / 1e6).toFixed(3)} s (user ${(user / 1e6).toFixed(3)}, system ${(system / 1e6).toFixed(3)})`)
}

const repeat = body => () => { for (let i = 0; i < times; i++) body(i) }
cost('crc32c', repeat(() => crc32c(chunk)))
cost('copy', repeat(() => chunk.copy(target)))
const path = join(tmpdir(), `rookery-limits-${process.pid}`)
const fd = openSync(path, 'w+')
cost('write to the page cache', repeat(i => writeSync(fd, chunk, 0, chunk.length, i * chunk.length)))
cost('read from the page cache', repeat(i => readSync(fd, target, 0, chunk.length, i * chunk.length)))
closeSync(fd)
rmSync(path)
await new Promise(resolve => {
  let left = times * chunk.length
  let before
  const receiver = createServer(socket => {
    before = process.cpuUsage()
    const send = () => { while (left > 0) { left -= chunk.length; if (!socket.write(chunk)) { socket.once('drain', send); return } } socket.end() }
    send()
  }).listen(0, '127.0.0.1', () => {
    connect({ port: receiver.address().port, host: '127.0.0.1', onread: { buffer: target, callback: () => true } }).on('close', () => {
      const { user, system } = process.cpuUsage(before)
      console.log(`loopback, both ends in one process: ${((user + system) / 1e6).toFixed(3)} s (user ${(user / 1e6).toFixed(3)}, system ${(system / 1e6).toFixed(3)})`)
      receiver.close(resolve)
    }).resume()
  })
})
