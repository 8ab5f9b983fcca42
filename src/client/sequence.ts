// Idempotence (KIP-98, KIP-360): the producer's id and epoch, sequence numbers per partition, and the order of what is in flight.
// Pure (shape C with memory): sender.ts asks before it sends and tells what became of each batch.
//
// A broker takes a producer's batches of one partition only in the order of their sequences. So a batch keeps its numbers on a
// retry, and retries go one at a time and oldest first. A broker that knows nothing of a producer takes whatever number comes
// first, so the first batch under an id and epoch goes alone: were it refused and the next one taken, it could never be stored
// (KAFKA-14359). When a batch is given up for good, the numbers behind it cannot be used: once nothing of the partition is on the
// wire any more, the epoch is raised and what still waits is numbered anew from 0. But a batch that may have been stored keeps its
// numbers until the broker has said that it was not: under new ones it would be stored twice.

import { assert } from '../core/assert.ts'
import { incrementSequence, NO_PRODUCER_EPOCH, NO_PRODUCER_ID, NO_SEQUENCE } from '../protocol/records/batch.ts'

export { NO_PRODUCER_EPOCH, NO_PRODUCER_ID, NO_SEQUENCE }

const epochMax = 32_767

/** The id and epoch that the broker gave (InitProducerId). */
export class ProducerIdentity {
  producerId = NO_PRODUCER_ID
  producerEpoch = NO_PRODUCER_EPOCH

  get known(): boolean {
    return this.producerId !== NO_PRODUCER_ID
  }

  set(producerId: number, producerEpoch: number): void {
    this.producerId = producerId
    this.producerEpoch = producerEpoch
  }

  /** The next epoch. A producer without transactions raises it by itself; after the last one it needs a new id. */
  bump(): void {
    if (this.producerEpoch < epochMax) this.producerEpoch++
    else this.forget()
  }

  /** A new id has to be asked for. */
  forget(): void {
    this.set(NO_PRODUCER_ID, NO_PRODUCER_EPOCH)
  }
}

/** What the sequences need to know of a batch. */
export interface SequencedBatch {
  readonly recordCount: number
  producerId: number
  producerEpoch: number
  baseSequence: number
  /** Sent and neither answered nor lost. */
  onWire: boolean
  /** Was sent, and no answer has proved that it was not stored. */
  doubtful: boolean
}

export class PartitionSequence<Batch extends SequencedBatch> {
  #producerId = NO_PRODUCER_ID
  #producerEpoch = NO_PRODUCER_EPOCH
  #next = 0
  #needsReset = false
  /** The broker has acknowledged a batch under this id and epoch. */
  #established = false
  /** Batches that have a sequence and no result yet, in the order of the sequences. */
  readonly #outstanding: Batch[] = []

  get needsReset(): boolean {
    return this.#needsReset
  }

  get outstanding(): readonly Batch[] {
    return this.#outstanding
  }

  /** Whether this batch, the first of its queue, may leave now. */
  maySend(batch: Batch, identity: ProducerIdentity): boolean {
    if (!identity.known) return false
    // Before the numbers begin anew, the broker is asked what became of those that were used. Batches are stored in their order: what the first one learns holds for all.
    if (this.#needsReset) return batch.baseSequence !== NO_SEQUENCE && batch.doubtful && this.#outstanding[0] === batch
    if (batch.baseSequence !== NO_SEQUENCE) return this.#outstanding[0] === batch
    // Under a new id the sequences begin anew, for which everything of the old one has to be settled.
    return this.#outstanding.length === 0 || (this.#established && this.#producerId === identity.producerId)
  }

  /** Numbers a batch that leaves for the first time. */
  assign(batch: Batch, identity: ProducerIdentity): void {
    assert(identity.known && batch.baseSequence === NO_SEQUENCE && !this.#needsReset, 'a sequence is given once, under a known producer id')
    // Under an id or epoch that this partition has not used yet, sequences begin at 0; an older epoch still in order is kept.
    if (this.#producerId !== identity.producerId) this.#begin(identity)
    this.#number(batch)
    this.#outstanding.push(batch)
  }

  #begin(identity: ProducerIdentity): void {
    this.#producerId = identity.producerId
    this.#producerEpoch = identity.producerEpoch
    this.#next = 0
    this.#established = false
  }

  #number(batch: Batch): void {
    batch.producerId = this.#producerId
    batch.producerEpoch = this.#producerEpoch
    batch.baseSequence = this.#next
    this.#next = incrementSequence(this.#next, batch.recordCount)
  }

  /** The broker has the batch. */
  succeeded(batch: Batch): void {
    if (this.#remove(batch) && batch.producerEpoch === this.#producerEpoch && batch.producerId === this.#producerId) this.#established = true
  }

  /**
   * The batch is given up. `appended` is 'no' when the broker refused it, 'unknown' when it may have been stored. The last batch that
   * was surely not stored gives its numbers back; otherwise the partition has to start anew.
   */
  failed(batch: Batch, appended: 'no' | 'unknown'): void {
    const last = this.#outstanding.at(-1) === batch
    if (!this.#remove(batch)) return
    if (appended === 'no' && last && !this.#needsReset && this.#outstanding.length === 0) this.#next = batch.baseSequence
    else this.#needsReset = true
  }

  /** The broker's memory of this producer does not fit ours (UNKNOWN_PRODUCER_ID, a gap): start anew. */
  requireReset(): void {
    this.#needsReset = true
  }

  /** Whether a batch before this one is still without a result, which explains an OUT_OF_ORDER_SEQUENCE_NUMBER. */
  hasOlderThan(batch: Batch): boolean {
    return this.#outstanding[0] !== batch
  }

  /** One batch became several with the same records in the same order: they share its numbers. */
  split(batch: Batch, parts: readonly Batch[]): void {
    const index = this.#outstanding.indexOf(batch)
    if (index < 0) return
    let sequence = batch.baseSequence
    for (const part of parts) {
      part.producerId = batch.producerId
      part.producerEpoch = batch.producerEpoch
      part.baseSequence = sequence
      sequence = incrementSequence(sequence, part.recordCount)
    }
    this.#outstanding.splice(index, 1, ...parts)
  }

  /**
   * Starts anew if that is due, nothing of the partition is on the wire and what waits was surely not stored: raises the epoch unless another partition has done so, and
   * numbers what waits from 0. Answers the batches whose numbers have changed, or undefined when it is not (yet) time.
   */
  maybeReset(identity: ProducerIdentity): readonly Batch[] | undefined {
    if (!this.#needsReset || this.#outstanding[0]?.doubtful === true || this.#outstanding.some(batch => batch.onWire)) return undefined
    if (identity.producerId === this.#producerId && identity.producerEpoch === this.#producerEpoch) identity.bump()
    if (!identity.known) return undefined
    this.#needsReset = false
    this.#begin(identity)
    for (const batch of this.#outstanding) {
      batch.doubtful = false
      this.#number(batch)
    }
    return this.#outstanding
  }

  #remove(batch: Batch): boolean {
    const index = this.#outstanding.indexOf(batch)
    if (index < 0) return false
    this.#outstanding.splice(index, 1)
    return true
  }
}
