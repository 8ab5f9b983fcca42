// What a log knows of each producer (KIP-98, KIP-890): the last five batches, for duplicates; the expected sequence; the
// open transaction, from which the last stable offset follows. It is the replay of the log's batches: a snapshot file at
// each segment's beginning (producer-snapshot.ts) only saves replaying everything.

import { ErrorCode } from '../../protocol/error-codes.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { ControlRecordType, NO_PRODUCER_EPOCH, NO_SEQUENCE, type BatchHeader } from '../../protocol/records/index.ts'

/** How many batches of a producer are remembered: as many as may be in flight. */
const batchWindow = 5
const maxProducerEpoch = 32767

export interface ProducerBatch {
  lastSequence: number
  lastOffset: number
  /** Offset of the last record minus that of the first. */
  offsetDelta: number
  timestamp: number
}

export interface ProducerState {
  readonly producerId: number
  producerEpoch: number
  coordinatorEpoch: number
  lastTimestamp: number
  /** -1 when no transaction is open. */
  currentTxnFirstOffset: number
  /** The oldest first, five at most. */
  batches: ProducerBatch[]
}

/** A transaction that a marker ended. */
export interface CompletedTransaction {
  producerId: number
  firstOffset: number
  lastOffset: number
  isAborted: boolean
}

/** Who wrote the batch. Only a client's sequences are checked: the others carry what a leader has checked before. */
export type ProducerOrigin = 'client' | 'coordinator' | 'replication'

/** The marker in a control batch. */
export interface EndTransaction {
  type: number
  coordinatorEpoch: number
}

export class ProducerStates {
  readonly #where: string
  readonly #producers = new Map<number, ProducerState>()
  /** First offset -> producer, of transactions without a marker. */
  readonly #ongoing = new Map<number, number>()
  /** Those whose marker lies at or above the high watermark: they still hold the last stable offset back. */
  #unreplicated: CompletedTransaction[] = []
  #firstUnstable: number | undefined
  #mapEndOffset = 0

  /** `where` names the partition in messages. */
  constructor(where: string) {
    this.#where = where
  }

  /** The offset up to which the batches of the log have been replayed. */
  get mapEndOffset(): number {
    return this.#mapEndOffset
  }

  set mapEndOffset(offset: number) {
    this.#mapEndOffset = offset
  }

  get size(): number {
    return this.#producers.size
  }

  get(producerId: number): ProducerState | undefined {
    return this.#producers.get(producerId)
  }

  all(): IterableIterator<ProducerState> {
    return this.#producers.values()
  }

  clear(mapEndOffset: number): void {
    this.#producers.clear()
    this.#ongoing.clear()
    this.#unreplicated = []
    this.#firstUnstable = undefined
    this.#mapEndOffset = mapEndOffset
  }

  /** Puts back an entry of a snapshot. */
  restore(state: ProducerState): void {
    this.#producers.set(state.producerId, state)
    if (state.currentTxnFirstOffset >= 0) this.#ongoing.set(state.currentTxnFirstOffset, state.producerId)
    this.#firstUnstable = undefined
  }

  /** The remembered batch with the same epoch and sequences: what is sent again is answered with the old offsets. */
  findDuplicate(header: BatchHeader): ProducerBatch | undefined {
    const state = this.#producers.get(header.producerId)
    if (state === undefined || state.producerEpoch !== header.producerEpoch) return undefined
    return state.batches.find(batch => batch.lastSequence === header.lastSequence && firstSequence(batch) === header.baseSequence)
  }

  /**
   * The state of the batch's producer after the batch, which `commit` makes the present one. Throws INVALID_PRODUCER_EPOCH,
   * OUT_OF_ORDER_SEQUENCE_NUMBER, INVALID_TXN_STATE, TRANSACTION_COORDINATOR_FENCED. `staged` holds the states that
   * earlier batches of the same append have led to.
   */
  prepare(
    header: BatchHeader,
    origin: ProducerOrigin,
    marker: EndTransaction | undefined,
    staged: ReadonlyMap<number, ProducerState> | undefined,
    transactionVersion = -1,
  ): { state: ProducerState; completed: CompletedTransaction | undefined } {
    const { producerId, producerEpoch } = header
    const committed = this.#producers.get(producerId)
    const previous = staged?.get(producerId) ?? committed
    const state: ProducerState =
      previous === undefined
        ? { producerId, producerEpoch: NO_PRODUCER_EPOCH, coordinatorEpoch: -1, lastTimestamp: -1, currentTxnFirstOffset: -1, batches: [] }
        : { ...previous, batches: previous.batches.slice() }
    if (header.isControl) {
      if (marker === undefined) return { state, completed: undefined }
      return { state, completed: this.#endTransaction(state, header, origin, marker, transactionVersion) }
    }
    this.#checkEpoch(state, header, origin, -1)
    if (origin === 'client') this.#checkSequence(state, committed, header)
    if (producerEpoch !== state.producerEpoch) {
      state.producerEpoch = producerEpoch
      state.batches = []
    }
    if (state.batches.length === batchWindow) state.batches.shift()
    state.batches.push({
      lastSequence: header.lastSequence,
      lastOffset: header.lastOffset,
      offsetDelta: header.lastOffset - header.baseOffset,
      timestamp: header.maxTimestamp,
    })
    state.lastTimestamp = header.maxTimestamp
    if (state.currentTxnFirstOffset >= 0 && !header.isTransactional) {
      throw new ProtocolError(
        ErrorCode.INVALID_TXN_STATE,
        `${this.#where}: producer ${producerId} sent a batch outside its transaction, which is open since offset ${state.currentTxnFirstOffset}`,
      )
    }
    if (header.isTransactional && state.currentTxnFirstOffset < 0) state.currentTxnFirstOffset = header.baseOffset
    return { state, completed: undefined }
  }

  commit(state: ProducerState, completed: CompletedTransaction | undefined): void {
    this.#producers.set(state.producerId, state)
    if (completed !== undefined) {
      this.#ongoing.delete(completed.firstOffset)
      this.#unreplicated.push(completed)
      this.#firstUnstable = undefined
    } else if (state.currentTxnFirstOffset >= 0 && !this.#ongoing.has(state.currentTxnFirstOffset)) {
      this.#ongoing.set(state.currentTxnFirstOffset, state.producerId)
      this.#firstUnstable = undefined
    }
  }

  #endTransaction(
    state: ProducerState,
    header: BatchHeader,
    origin: ProducerOrigin,
    marker: EndTransaction,
    transactionVersion: number,
  ): CompletedTransaction | undefined {
    this.#checkEpoch(state, header, origin, transactionVersion)
    if (state.coordinatorEpoch > marker.coordinatorEpoch) {
      throw new ProtocolError(
        ErrorCode.TRANSACTION_COORDINATOR_FENCED,
        `${this.#where}: marker of coordinator epoch ${marker.coordinatorEpoch} for producer ${state.producerId}, epoch ${state.coordinatorEpoch} is known`,
      )
    }
    const firstOffset = state.currentTxnFirstOffset
    if (header.producerEpoch !== state.producerEpoch) {
      state.producerEpoch = header.producerEpoch
      state.batches = []
    }
    state.coordinatorEpoch = marker.coordinatorEpoch
    state.lastTimestamp = header.maxTimestamp
    state.currentTxnFirstOffset = -1
    // A marker without a transaction (a retry, or one that wrote nothing here) completes none.
    if (firstOffset < 0) return undefined
    return { producerId: state.producerId, firstOffset, lastOffset: header.baseOffset, isAborted: marker.type === ControlRecordType.ABORT }
  }

  #checkEpoch(state: ProducerState, header: BatchHeader, origin: ProducerOrigin, transactionVersion: number): void {
    const { producerEpoch } = header
    // Transactions v2 raise the epoch with every marker (KIP-890), so a marker of the known epoch is a late one or a retry.
    const fenced = transactionVersion >= 2 ? producerEpoch <= state.producerEpoch : producerEpoch < state.producerEpoch
    if (!fenced || origin === 'replication') return
    const retry = transactionVersion >= 2 && producerEpoch === state.producerEpoch
    if (retry && (state.currentTxnFirstOffset < 0 || producerEpoch === maxProducerEpoch)) return
    throw new ProtocolError(
      ErrorCode.INVALID_PRODUCER_EPOCH,
      `${this.#where}: epoch ${producerEpoch} of producer ${state.producerId} is older than the last seen epoch ${state.producerEpoch}`,
    )
  }

  #checkSequence(state: ProducerState, committed: ProducerState | undefined, header: BatchHeader): void {
    const { baseSequence, producerEpoch, producerId } = header
    if (producerEpoch !== state.producerEpoch) {
      // The first batch of an unknown producer may have any sequence: its earlier ones may have been deleted.
      if (baseSequence === 0 || state.producerEpoch === NO_PRODUCER_EPOCH) return
      throw this.#outOfOrder(`producer ${producerId} begins its epoch ${producerEpoch} with sequence ${baseSequence}, not with 0`)
    }
    const lastSequence = state.batches.at(-1)?.lastSequence ?? NO_SEQUENCE
    if (committed === undefined || committed.producerEpoch === NO_PRODUCER_EPOCH) return
    if (baseSequence === lastSequence + 1 || (baseSequence === 0 && lastSequence === 2 ** 31 - 1)) return
    throw this.#outOfOrder(`producer ${producerId} sent sequence ${baseSequence}, the last one was ${lastSequence}`)
  }

  #outOfOrder(what: string): ProtocolError {
    return new ProtocolError(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, `${this.#where}: ${what}`)
  }

  /** The first offset that is not decided yet: readers of committed records stop there. Undefined when all is decided. */
  get firstUnstableOffset(): number | undefined {
    if (this.#ongoing.size === 0 && this.#unreplicated.length === 0) return undefined
    if (this.#firstUnstable === undefined) {
      let first = Infinity
      for (const offset of this.#ongoing.keys()) first = Math.min(first, offset)
      for (const transaction of this.#unreplicated) first = Math.min(first, transaction.firstOffset)
      this.#firstUnstable = first
    }
    return this.#firstUnstable
  }

  /** The last stable offset as it is once `completed` is counted as decided: what its index entry carries. */
  lastStableOffset(completed: CompletedTransaction): number {
    let first = Infinity
    for (const offset of this.#ongoing.keys()) if (offset !== completed.firstOffset) first = Math.min(first, offset)
    return first === Infinity ? completed.lastOffset + 1 : first
  }

  onHighWatermark(highWatermark: number): void {
    if (this.#unreplicated.length === 0) return
    const kept = this.#unreplicated.filter(transaction => transaction.lastOffset >= highWatermark)
    if (kept.length === this.#unreplicated.length) return
    this.#unreplicated = kept
    this.#firstUnstable = undefined
  }

  /** Whether the producer has an open transaction. */
  hasOngoingTransaction(producerId: number): boolean {
    return (this.#producers.get(producerId)?.currentTxnFirstOffset ?? -1) >= 0
  }

  /** Forgets producers without an open transaction whose last batch is `expirationMs` old (`producer.id.expiration.ms`). */
  removeExpired(now: number, expirationMs: number): number {
    let removed = 0
    for (const state of this.#producers.values()) {
      if (state.currentTxnFirstOffset < 0 && now - state.lastTimestamp >= expirationMs) {
        this.#producers.delete(state.producerId)
        removed++
      }
    }
    return removed
  }
}

/** Sequence of the batch's first record: sequences wrap from 2^31-1 to 0. */
function firstSequence(batch: ProducerBatch): number {
  const first = batch.lastSequence - batch.offsetDelta
  return first < 0 ? first + 2 ** 31 : first
}
