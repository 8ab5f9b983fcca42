// Compaction: of each key, the closed segments keep the newest record (Kafka: LogCleaner, Cleaner; KIP-58, KIP-354, KIP-534).
// What to clean is decided by pure functions; the cleaning itself runs in slices of a few milliseconds between which the
// broker does its work. Segments are replaced by this dance, which recovery.ts can finish or undo from any point:
//   1. `.cleaned` files are written and synced   (found at a start: removed)
//   2. renamed to `.swap`, the log last          (found at a start: they win)
//   3. the old files are renamed to `.deleted`   (found at a start: removed)
//   4. the `.swap` files get their names, the log last

import { CorruptionError, StorageError, errorMessage } from '../../core/errors.ts'
import type { Logger } from '../../core/logger.ts'
import type { System } from '../../core/system.ts'
import { ControlRecordType, RecordCursor, readBatchHeader, retainRecords, type BatchHeader } from '../../protocol/records/index.ts'
import { OffsetMap } from './offset-map.ts'
import type { PartitionLog } from './partition-log.ts'
import { markerOf } from './producer-replay.ts'
import { LogSegment, type AppendedBatch, type ScannedBatch } from './segment.ts'
import type { AbortedTransaction } from './txn-index.ts'

/** How long cleaning may hold the event loop. */
const sliceMs = 5
const writeBytes = 1 << 20

export interface CleanerOptions {
  /** `log.cleaner.dedupe.buffer.size`. Default 128 MiB, used only as far as there are keys. */
  dedupeBufferBytes?: number
}

/** What a round over one log would clean. */
export interface CleanPlan {
  firstDirtyOffset: number
  /** Below this. */
  firstUncleanableOffset: number
  cleanBytes: number
  cleanableBytes: number
  /** Whether `max.compaction.lag.ms` demands it, whatever the ratio. */
  isOverdue: boolean
}

export interface CleanResult {
  bytesBefore: number
  bytesAfter: number
  recordsBefore: number
  recordsAfter: number
  /** Where the next round begins. */
  endOffset: number
}

/** Which part of a log may be cleaned now; undefined when it is not to be. */
export function planCleaning(log: PartitionLog, now: number): CleanPlan | undefined {
  const { config, segments, logStartOffset } = log
  if (!config.cleanupPolicy.includes('compact') || segments.length < 2) return undefined
  const checkpoint = log.firstDirtyOffset
  const firstDirtyOffset = checkpoint < logStartOffset || checkpoint > log.logEndOffset ? logStartOffset : checkpoint
  const active = segments.at(-1)!
  // Undecided transactions, and what the device does not have yet, are left alone.
  let limit = Math.min(active.baseOffset, log.lastStableOffset, log.recoveryPoint)
  if (config.minCompactionLagMs > 0) {
    const isTooYoung = (segment: LogSegment): boolean => segment.largestTimestamp > now - config.minCompactionLagMs
    const tooYoung = segments.find(segment => segment !== active && segmentEnd(segments, segment) > firstDirtyOffset && isTooYoung(segment))
    if (tooYoung !== undefined) limit = Math.min(limit, tooYoung.baseOffset)
  }
  // Whole segments only.
  const last = segments.findLastIndex(segment => segment !== active && segmentEnd(segments, segment) <= limit)
  const firstUncleanableOffset = last < 0 ? 0 : segmentEnd(segments, segments[last]!)
  let cleanBytes = 0
  let cleanableBytes = 0
  let earliest = Infinity
  for (let i = 0; i <= last; i++) {
    const segment = segments[i]!
    if (segmentEnd(segments, segment) <= firstDirtyOffset) {
      cleanBytes += segment.size
      continue
    }
    cleanableBytes += segment.size
    const first = segment.firstTimestamp
    if (first !== undefined && first >= 0) earliest = Math.min(earliest, first)
  }
  if (cleanableBytes === 0) return undefined
  const isOverdue = config.maxCompactionLagMs < 2 ** 63 && now - earliest > config.maxCompactionLagMs
  if (!isOverdue && cleanableBytes / (cleanBytes + cleanableBytes) < config.minCleanableDirtyRatio) return undefined
  return { firstDirtyOffset, firstUncleanableOffset, cleanBytes, cleanableBytes, isOverdue }
}

function segmentEnd(segments: readonly LogSegment[], segment: LogSegment): number {
  return segments[segments.indexOf(segment) + 1]?.baseOffset ?? Infinity
}

/** The log that needs cleaning most. */
export function filthiest(logs: readonly PartitionLog[], now: number): PartitionLog | undefined {
  let best: PartitionLog | undefined
  let bestRatio = -1
  for (const log of logs) {
    if (log.failure !== undefined || log.isUncleanable) continue
    const plan = planCleaning(log, now)
    if (plan === undefined) continue
    const ratio = plan.isOverdue ? 2 : plan.cleanableBytes / (plan.cleanBytes + plan.cleanableBytes)
    if (ratio > bestRatio) {
      best = log
      bestRatio = ratio
    }
  }
  return best
}

/** Neighbouring segments whose contents fit one segment, judged by their sizes before cleaning. */
export function groupSegments(segments: readonly LogSegment[], maxBytes: number, maxIndexBytes: number): LogSegment[][] {
  const groups: LogSegment[][] = []
  let group: LogSegment[] = []
  let bytes = 0
  let indexBytes = 0
  let timeIndexBytes = 0
  for (const [i, segment] of segments.entries()) {
    const nextBase = segments[i + 1]?.baseOffset ?? segment.baseOffset
    const offsetsBytes = segment.offsetIndex.count * 8
    const timesBytes = segment.timeIndex.count * 12
    const fits =
      group.length > 0 &&
      bytes + segment.size <= maxBytes &&
      indexBytes + offsetsBytes <= maxIndexBytes &&
      timeIndexBytes + timesBytes <= maxIndexBytes &&
      !group[0]!.overflows(nextBase)
    if (!fits) {
      group = []
      groups.push(group)
      bytes = indexBytes = timeIndexBytes = 0
    }
    group.push(segment)
    bytes += segment.size
    indexBytes += offsetsBytes
    timeIndexBytes += timesBytes
  }
  return groups
}

/** Runs cleaning rounds, one at a time. */
export class LogCleaner {
  readonly #system: System
  readonly #logger: Logger
  readonly #options: CleanerOptions
  #sliceStart = 0
  #stopped = false

  constructor(system: System, logger: Logger, options: CleanerOptions = {}) {
    this.#system = system
    this.#logger = logger
    this.#options = options
  }

  /** A round under way ends at its next pause, leaving the log as it was. */
  stop(): void {
    this.#stopped = true
  }

  /** Cleans what `planCleaning` allows. Undefined when there was nothing to do, or the log changed under the round. */
  async clean(log: PartitionLog): Promise<CleanResult | undefined> {
    const now = this.#system.clock.now()
    const plan = planCleaning(log, now)
    if (plan === undefined) return undefined
    const where = `${log.topic}-${log.partition}`
    const map = new OffsetMap(this.#options.dedupeBufferBytes ?? 128 * 2 ** 20, this.#system.random)
    const round = new CleaningRound(log, plan, now, map, () => this.#pause(log))
    this.#sliceStart = this.#system.clock.monotonic()
    try {
      const result = await round.run()
      if (result === undefined) return undefined
      log.firstDirtyOffset = result.endOffset
      this.#logger.info(
        `${where}: compacted offsets ${plan.firstDirtyOffset} to ${result.endOffset - 1}: ${result.bytesBefore} bytes to ${result.bytesAfter}, ` +
          `${result.recordsBefore} records to ${result.recordsAfter}`,
      )
      return result
    } catch (error) {
      // A full disk passes; a log that cannot be read or that breaks the rules will not clean any better the next time.
      if (error instanceof CorruptionError) log.isUncleanable = true
      if (!(error instanceof CorruptionError) && !(error instanceof StorageError)) throw error
      this.#logger.error(`${where}: compaction failed: ${errorMessage(error)}`)
      return undefined
    }
  }

  /** Lets the broker work when the slice is used up. False when the round is to end. */
  async #pause(log: PartitionLog): Promise<boolean> {
    if (this.#system.clock.monotonic() - this.#sliceStart >= sliceMs) {
      await new Promise<void>(resolve => this.#system.timers.defer(resolve))
      this.#sliceStart = this.#system.clock.monotonic()
    }
    return !this.#stopped && !log.isClosed && log.failure === undefined
  }
}

/** The log was closed, or its segments were removed, while a round was under way. */
class Interrupted extends Error {}

/**
 * The batches of a segment that is cleaned, with their checksums checked, and their offsets: a checksum does not cover the base offset, and a bit that
 * went wrong there in one read would be written into the compacted log for good. Throws CorruptionError.
 */
function* checkedBatches(segment: LogSegment, end: number): Generator<ScannedBatch, void, undefined> {
  let next = segment.baseOffset
  for (const batch of segment.scan(0, { verify: true })) {
    const { baseOffset, lastOffset } = batch.header
    if (baseOffset < next || lastOffset < baseOffset || lastOffset >= end) {
      throw new CorruptionError(`${segment.path}: a batch of offsets ${baseOffset} to ${lastOffset} where ${next} to ${end - 1} are expected`)
    }
    next = lastOffset + 1
    yield batch
  }
}

/** Per producer the last offset of its newest batch, -1 when only a marker is known, and its epoch. */
type LastOfProducer = ReadonlyMap<number, { epoch: number; offset: number }>

class CleaningRound {
  readonly #log: PartitionLog
  readonly #plan: CleanPlan
  readonly #now: number
  readonly #map: OffsetMap
  readonly #pause: () => Promise<boolean>
  #latestOffset = -1
  #recordsBefore = 0
  #recordsAfter = 0

  constructor(log: PartitionLog, plan: CleanPlan, now: number, map: OffsetMap, pause: () => Promise<boolean>) {
    this.#log = log
    this.#plan = plan
    this.#now = now
    this.#map = map
    this.#pause = pause
  }

  async run(): Promise<CleanResult | undefined> {
    const { segments, config } = this.#log
    const cleanable = segments.filter(segment => segmentEnd(segments, segment) <= this.#plan.firstUncleanableOffset)
    const bytesBefore = cleanable.reduce((sum, segment) => sum + segment.size, 0)
    let bytesAfter = 0
    // An aborted transaction is indexed where its marker lies, which may be further on than what is cleaned.
    const aborted = segments.flatMap(segment => segment.txnIndex.entries.filter(entry => entry.firstOffset < this.#plan.firstUncleanableOffset))
    const dirty = cleanable.filter(segment => segmentEnd(segments, segment) > this.#plan.firstDirtyOffset)
    try {
      const endOffset = await this.#buildMap(dirty, new TransactionsInRound(aborted, dirty[0]!.baseOffset))
      // A map that filled up ends the round early; what lies behind is left for the next one.
      const part = cleanable.filter(segment => segment.baseOffset < endOffset)
      const transactions = new TransactionsInRound(aborted, part[0]!.baseOffset)
      for (const group of groupSegments(part, config.segmentBytes, config.segmentIndexBytes)) {
        bytesAfter += await this.#cleanGroup(group, transactions, endOffset)
      }
      return { bytesBefore, bytesAfter, recordsBefore: this.#recordsBefore, recordsAfter: this.#recordsAfter, endOffset }
    } catch (error) {
      if (error instanceof Interrupted) return undefined
      throw error
    }
  }

  /** Reads the dirty part. Returns the offset below which the newest record of every key is known. */
  async #buildMap(dirty: readonly LogSegment[], transactions: TransactionsInRound): Promise<number> {
    const { firstDirtyOffset } = this.#plan
    for (const segment of dirty) {
      for (const batch of checkedBatches(segment, segmentEnd(this.#log.segments, segment))) {
        const { header, buffer, at } = batch
        if (header.isControl) {
          transactions.onControlBatch(batch)
        } else if (!transactions.onBatch(header) && header.lastOffset >= firstDirtyOffset && header.recordCount > 0) {
          const cursor = new RecordCursor(buffer, at)
          while (cursor.next()) {
            if (cursor.keyLength < 0 || cursor.offset < firstDirtyOffset) continue
            if (this.#map.isFull) {
              if (this.#latestOffset < firstDirtyOffset) {
                throw new CorruptionError(`the keys of one batch at offset ${header.baseOffset} do not fit into the compaction buffer`)
              }
              return this.#latestOffset + 1
            }
            this.#map.put(cursor.buffer, cursor.keyStart, cursor.keyLength, cursor.offset)
          }
        }
        this.#latestOffset = header.lastOffset
        await this.#yield()
      }
    }
    return this.#latestOffset + 1
  }

  async #yield(): Promise<void> {
    if (!(await this.#pause())) throw new Interrupted()
  }

  async #cleanGroup(group: readonly LogSegment[], transactions: TransactionsInRound, endOffset: number): Promise<number> {
    const log = this.#log
    const cleaned = log.createCleanedSegment(group[0]!.baseOffset)
    try {
      const lastOfProducer: LastOfProducer = new Map(
        log.activeProducers().map(state => [state.producerId, { epoch: state.producerEpoch, offset: state.batches.at(-1)?.lastOffset ?? -1 }]),
      )
      let chunks: Buffer[] = []
      let batches: AppendedBatch[] = []
      let bytes = 0
      const write = (): void => {
        if (bytes > 0) cleaned.append(chunks, batches)
        chunks = []
        batches = []
        bytes = 0
      }
      for (const segment of group) {
        transactions.cleaned = cleaned
        for (const batch of checkedBatches(segment, segmentEnd(log.segments, segment))) {
          this.#recordsBefore += batch.header.recordCount
          const kept = this.#cleanBatch(batch, transactions, lastOfProducer, endOffset)
          if (kept !== null) {
            const header = readBatchHeader(kept, 0)
            chunks.push(kept)
            batches.push({ header, position: 0 })
            bytes += kept.length
            this.#recordsAfter += header.recordCount
            if (bytes >= writeBytes) write()
          }
          await this.#yield()
        }
      }
      write()
      cleaned.finish()
      await cleaned.sync({ indexes: true })
      // From here to the end of the replacement nothing else runs.
      await this.#yield()
      if (!log.replaceSegments(cleaned, group)) throw new Interrupted()
      return cleaned.size
    } catch (error) {
      log.discardCleanedSegment(cleaned)
      throw error
    }
  }

  /** The batch with what compaction leaves of it, or null. */
  #cleanBatch(batch: ScannedBatch, transactions: TransactionsInRound, lastOfProducer: LastOfProducer, endOffset: number): Buffer | null {
    const { header, buffer, at } = batch
    const { deleteRetentionMs } = this.#log.config
    // Records of aborted transactions go; a marker goes once no record of its transaction is left and its time is up.
    const canDiscard = header.isControl ? transactions.onControlBatch(batch) : transactions.onBatch(header)
    const isExpired = header.hasDeleteHorizon && header.baseTimestamp <= this.#now
    const discardAll = header.isControl ? canDiscard && isExpired : canDiscard
    // The newest batch of a producer carries its sequence and epoch, the last one of the round the end of the segment.
    const last = header.producerId >= 0 ? lastOfProducer.get(header.producerId) : undefined
    const isLastOfProducer =
      last !== undefined && (last.offset >= 0 ? header.lastOffset === last.offset : header.isControl && header.producerEpoch === last.epoch)
    const keepEmpty = isLastOfProducer || header.lastOffset + 1 === endOffset
    const keepsTombstones = !header.hasDeleteHorizon || this.#now < header.baseTimestamp
    const keep = (record: RecordCursor): boolean => {
      if (discardAll) return false
      if (header.isControl || record.offset > this.#latestOffset) return true
      if (record.keyLength < 0) return false
      return record.offset >= this.#map.get(record.buffer, record.keyStart, record.keyLength) && (record.valueLength >= 0 || keepsTombstones)
    }
    return retainRecords(buffer, at, keep, {
      keepEmpty,
      deleteHorizonMs: this.#now + deleteRetentionMs,
      isEmptyTransactionMarker: header.isControl && canDiscard,
    })
  }
}

/** Which transactions are open, and how they end, as a walk over the segments meets them (Kafka: CleanedTransactionMetadata). */
class TransactionsInRound {
  /** Where the entries of aborted transactions that still have records go. */
  cleaned: LogSegment | undefined
  readonly #waiting: AbortedTransaction[]
  readonly #aborted = new Map<number, { transaction: AbortedTransaction; hasBatches: boolean }>()
  readonly #committed = new Set<number>()

  /** `from` is where the walk begins: a transaction that ended before must not be taken for one that is open there. */
  constructor(aborted: readonly AbortedTransaction[], from: number) {
    this.#waiting = aborted.filter(transaction => transaction.lastOffset >= from).sort((a, b) => a.firstOffset - b.firstOffset)
  }

  #advance(offset: number): void {
    while (this.#waiting.length > 0 && this.#waiting[0]!.firstOffset <= offset) {
      const transaction = this.#waiting.shift()!
      if (!this.#aborted.has(transaction.producerId)) this.#aborted.set(transaction.producerId, { transaction, hasBatches: false })
    }
  }

  /** Whether the batch belongs to an aborted transaction. */
  onBatch(header: BatchHeader): boolean {
    this.#advance(header.lastOffset)
    if (!header.isTransactional) return false
    const aborted = this.#aborted.get(header.producerId)
    if (aborted !== undefined) {
      aborted.hasBatches = true
      return true
    }
    this.#committed.add(header.producerId)
    return false
  }

  /** Whether the marker is of no use any more: no batch of its transaction was met. */
  onControlBatch({ header, buffer, at }: ScannedBatch): boolean {
    this.#advance(header.lastOffset)
    if (header.recordCount === 0) return true
    const marker = markerOf(header, buffer, at)
    if (marker === undefined) return false
    if (marker.type === ControlRecordType.COMMIT) return !this.#committed.delete(header.producerId)
    const aborted = this.#aborted.get(header.producerId)
    this.#aborted.delete(header.producerId)
    if (aborted?.hasBatches !== true) return true
    this.cleaned?.txnIndex.append(aborted.transaction)
    return false
  }
}
