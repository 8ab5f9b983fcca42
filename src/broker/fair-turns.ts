// How connections share a turn of the event loop: whoever asks for one thing at a time is served as soon as its request is read; who sends
// more than that waits in line with the others of the kind, and all of them together get a small part of each turn. A plain collaborator.

/** How many requests of one connection start in one turn: thousands of small ones may arrive in one chunk, and others wait. */
const requestsPerShare = 16
/** And how long they may take together, the first apart. */
const msPerShare = 1
/** What all connections together may start in one turn beyond the first request of each. */
const requestsPerTurn = 64
const msPerTurn = 2

/** One connection's part in it. */
export class Share {
  /** Starts what waits, as long as `mayStart` allows. */
  readonly resume: () => void
  turn = -1
  started = 0
  beganAt = 0

  constructor(resume: () => void) {
    this.resume = resume
  }
}

export class FairTurns {
  readonly #monotonic: () => number
  readonly #defer: (callback: () => void) => void
  /** Who has had its share and waits, in order. */
  readonly #line = new Set<Share>()
  #turn = 0
  #started = 0
  #beganAt = 0
  #nextIsDue = false

  /** `defer` calls back in a later turn of the event loop, after sockets were read. */
  constructor(monotonic: () => number, defer: (callback: () => void) => void) {
    this.#monotonic = monotonic
    this.#defer = defer
  }

  /** Whether the connection may start one more request now, which then counts. If not, its `resume` is called in a later turn. */
  mayStart(share: Share): boolean {
    if (share.turn !== this.#turn) {
      share.turn = this.#turn
      share.started = 0
    }
    if (this.#line.has(share)) return false
    if (share.started > 0 && this.#isOver(share)) {
      this.#line.add(share)
      this.#scheduleNext()
      return false
    }
    if (++share.started === 2) share.beganAt = this.#monotonic()
    // Counted loosely, so that a broker with few requests needs no callback per turn.
    if (++this.#started === 2) {
      this.#beganAt = this.#monotonic()
      this.#scheduleNext()
    }
    return true
  }

  /** The connection is gone. */
  leave(share: Share): void {
    this.#line.delete(share)
  }

  #isOver(share: Share): boolean {
    if (share.started >= requestsPerShare || this.#started >= requestsPerTurn) return true
    if (this.#started < 2) return false
    const now = this.#monotonic()
    return now - this.#beganAt > msPerTurn || (share.started >= 2 && now - share.beganAt > msPerShare)
  }

  #scheduleNext(): void {
    if (this.#nextIsDue) return
    this.#nextIsDue = true
    this.#defer(this.#next)
  }

  readonly #next = (): void => {
    this.#nextIsDue = false
    this.#turn++
    this.#started = 0
    let left = this.#line.size
    for (const share of this.#line) {
      // Who has not done with its share goes to the end of the line, and is not met again in this turn.
      if (left-- === 0) break
      if (this.#started >= requestsPerTurn || (this.#started >= 2 && this.#monotonic() - this.#beganAt > msPerTurn)) break
      this.#line.delete(share)
      share.resume()
    }
    if (this.#line.size > 0) this.#scheduleNext()
  }
}
