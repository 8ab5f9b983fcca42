// Which records of a partition are done when they are worked on out of order: what may be committed ends before the first that is not. Pure state
// (shape C with memory).

export interface TrackedRecord {
  /** The offset to commit once this record and all before it are done. */
  readonly nextOffset: number
  done: boolean
}

export class OffsetTracker {
  readonly #entries: TrackedRecord[] = []
  #head = 0
  #processed: number

  /** Everything below `processed` is done. */
  constructor(processed: number) {
    this.#processed = processed
  }

  /** All below this offset are done. */
  get processed(): number {
    return this.#processed
  }

  /** Records that are not done, or wait for one before them. */
  get size(): number {
    return this.#entries.length - this.#head
  }

  /** Takes the next record, in the order of the offsets. */
  add(nextOffset: number): TrackedRecord {
    const entry = { nextOffset, done: false }
    this.#entries.push(entry)
    return entry
  }

  /** Marks a record as done. Answers whether more may be committed than before. */
  complete(entry: TrackedRecord): boolean {
    entry.done = true
    const before = this.#processed
    while (this.#head < this.#entries.length && this.#entries[this.#head]!.done) this.#processed = this.#entries[this.#head++]!.nextOffset
    if (this.#head > 1024 && this.#head * 2 > this.#entries.length) {
      this.#entries.splice(0, this.#head)
      this.#head = 0
    }
    return this.#processed > before
  }
}
