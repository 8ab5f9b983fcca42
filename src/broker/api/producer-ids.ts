// Hands out producer ids from blocks of a thousand that the controller allocates, so that an id is never given twice, restarts included.

/** A block as the controller allocated it. */
export interface ProducerIdBlock {
  firstProducerId: number
  length: number
}

export class ProducerIds {
  readonly #allocate: () => Promise<ProducerIdBlock>
  #next = 0
  #end = 0
  #pending: Promise<void> | undefined

  constructor(allocate: () => Promise<ProducerIdBlock>) {
    this.#allocate = allocate
  }

  /** A producer id that nobody has. Rejects with what the controller said. */
  async next(): Promise<number> {
    while (this.#next >= this.#end) await (this.#pending ??= this.#refill())
    return this.#next++
  }

  async #refill(): Promise<void> {
    try {
      const block = await this.#allocate()
      this.#next = block.firstProducerId
      this.#end = block.firstProducerId + block.length
    } finally {
      this.#pending = undefined
    }
  }
}
