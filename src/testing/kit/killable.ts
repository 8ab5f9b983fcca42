// Views of a system and a network that end at once, with everything that still waits on them: so that a broker inside the test's own process can be
// killed as a process is. The disk's counterpart is VirtualDisk.process().

import type { Timer, Timers } from '../../core/clock.ts'
import { ClosedError } from '../../core/errors.ts'
import type { System } from '../../core/system.ts'
import type { ByteStream, Listener, Network } from '../../net/network.ts'

export interface Killable {
  readonly system: System
  readonly network: Network
  /** No timer fires and no byte is heard or sent any more; every connection is reset and every port free when it resolves. */
  kill(): Promise<void>
}

export function killable(system: System, network: Network): Killable {
  let dead = false
  const streams = new Set<ByteStream>()
  const listeners = new Set<Listener>()
  const timers: Timers = {
    schedule: (delayMs: number, callback: () => void, options?: { background?: boolean }): Timer =>
      system.timers.schedule(delayMs, () => (dead ? undefined : callback()), options),
    defer: callback => system.timers.defer(() => (dead ? undefined : callback())),
  }
  return {
    system: { clock: system.clock, random: system.random, timers },
    network: {
      connect: () => Promise.reject(new ClosedError('a broker in a test connects to nobody')),
      listen: async (host, port, accept) => {
        const listener = await network.listen(host, port, stream => {
          streams.add(stream)
          const handlers = accept(stream)
          return {
            onData: chunk => (dead ? undefined : handlers.onData(chunk)),
            onDrain: () => (dead ? undefined : handlers.onDrain?.()),
            onClose: error => {
              streams.delete(stream)
              if (!dead) handlers.onClose(error)
            },
          }
        })
        listeners.add(listener)
        return listener
      },
    },
    kill: async () => {
      dead = true
      for (const stream of streams) stream.destroy()
      await Promise.all([...listeners].map(listener => listener.close()))
    },
  }
}
