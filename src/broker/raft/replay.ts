// From batches of the metadata log to an image: decodes records, resolves metadata transactions (KIP-868), keeps what the
// control records say. The same code for the log, a snapshot and bootstrap.checkpoint. Pure (shape C).

import { CorruptionError, errorMessage } from '../../core/errors.ts'
import { decodeMetadataRecord } from '../../protocol/metadata-records.ts'
import type { MetadataRecord } from '../../protocol/generated/records/metadata-record-types.ts'
import { readBatchHeader } from '../../protocol/records/batch.ts'
import { iterateRecords } from '../../protocol/records/record.ts'
import { ImageBuilder, MetadataImage } from '../image.ts'
import { readControlRecords, type Voter } from './control-records.ts'

export class MetadataReplay {
  #image: MetadataImage
  #builder: ImageBuilder | undefined
  /** Records between Begin and End: they count all together or not at all. */
  #transaction: MetadataRecord[] | undefined
  #last: { offset: number; epoch: number; timestamp: number }
  kraftVersion = 0
  voters: readonly Voter[] | undefined
  /** Metadata records seen, those of open and aborted transactions included. */
  recordCount = 0
  snapshotEnded = false
  lastContainedLogTimestamp = -1

  constructor(image: MetadataImage = MetadataImage.EMPTY) {
    this.#image = image
    this.#last = image.provenance
  }

  get transactionIsOpen(): boolean {
    return this.#transaction !== undefined
  }

  /** Takes in the batch at `position`; returns where the next one begins. Throws CorruptionError that names the offset. */
  batch(buffer: Buffer, position: number): number {
    const header = readBatchHeader(buffer, position)
    if (header.isControl) {
      const facts = readControlRecords(iterateRecords(buffer, position))
      if (facts.kraftVersion !== undefined) this.kraftVersion = facts.kraftVersion
      if (facts.voters !== undefined) this.voters = facts.voters
      if (facts.lastContainedLogTimestamp !== undefined) this.lastContainedLogTimestamp = facts.lastContainedLogTimestamp
      if (facts.isSnapshotEnd === true) this.snapshotEnded = true
    } else {
      for (const { offset, value } of iterateRecords(buffer, position)) {
        if (value === null) throw new CorruptionError(`the metadata record at offset ${offset} has no value`)
        try {
          this.#record(decodeMetadataRecord(value).record)
        } catch (error) {
          throw new CorruptionError(`metadata record at offset ${offset}: ${errorMessage(error)}`, { cause: error })
        }
      }
    }
    this.#last = { offset: header.lastOffset, epoch: header.partitionLeaderEpoch, timestamp: header.maxTimestamp }
    return position + header.sizeInBytes
  }

  #record(record: MetadataRecord): void {
    this.recordCount++
    switch (record.type) {
      case 'BeginTransactionRecord':
        if (this.#transaction !== undefined) throw new CorruptionError('a metadata transaction begins within another')
        this.#transaction = []
        return
      case 'EndTransactionRecord': {
        if (this.#transaction === undefined) throw new CorruptionError('a metadata transaction ends that has not begun')
        const records = this.#transaction
        this.#transaction = undefined
        for (const held of records) this.#apply(held)
        return
      }
      case 'AbortTransactionRecord':
        this.#transaction = undefined
        return
      default:
        if (this.#transaction === undefined) this.#apply(record)
        else this.#transaction.push(record)
    }
  }

  #apply(record: MetadataRecord): void {
    this.#builder ??= new ImageBuilder(this.#image)
    this.#builder.replay(record)
  }

  /** The image as of the last batch; what an open transaction holds is not in it. `provenance` overrides the batch's own, for a snapshot. */
  build(provenance = this.#last): MetadataImage {
    this.#image = (this.#builder ?? new ImageBuilder(this.#image)).build(provenance).image
    this.#builder = undefined
    this.#last = provenance
    return this.#image
  }
}
