// KRaft's control records, which the metadata log and its snapshots hold beside the metadata: who leads, which kraft.version,
// who votes, where a snapshot begins and ends (KIP-595, KIP-630, KIP-853). Pure (shape C).

import { newLeaderChangeMessage, writeLeaderChangeMessage } from '../../protocol/generated/records/leader-change-message.ts'
import { readKRaftVersionRecord, writeKRaftVersionRecord } from '../../protocol/generated/records/kraft-version-record.ts'
import { readSnapshotHeaderRecord, writeSnapshotHeaderRecord } from '../../protocol/generated/records/snapshot-header-record.ts'
import { writeSnapshotFooterRecord } from '../../protocol/generated/records/snapshot-footer-record.ts'
import { newVotersRecordVoter, readVotersRecord, writeVotersRecord } from '../../protocol/generated/records/voters-record.ts'
import type { Uuid } from '../../protocol/ids.ts'
import { Reader } from '../../protocol/reader.ts'
import { ControlRecordType, decodeControlKey, type ControlRecord } from '../../protocol/records/control.ts'
import type { LogRecord } from '../../protocol/records/record.ts'
import { Writer } from '../../protocol/writer.ts'

/** A member of the quorum as the Voters record describes it. */
export interface Voter {
  readonly id: number
  readonly directoryId: Uuid
  readonly endpoints: readonly { readonly name: string; readonly host: string; readonly port: number }[]
}

/** What the control records of a batch say; only what is there is set. */
export interface ControlFacts {
  kraftVersion?: number
  voters?: Voter[]
  /** From a snapshot's header: the time of the last record that it contains. */
  lastContainedLogTimestamp?: number
  isSnapshotEnd?: boolean
}

export function leaderChange(leaderId: number, voterIds: readonly number[]): ControlRecord {
  // Version 0 (no directory ids) is what Kafka 4.3 writes under both kraft versions.
  const voters = voterIds.map(voterId => ({ voterId, voterDirectoryId: 'AAAAAAAAAAAAAAAAAAAAAA' }))
  const message = newLeaderChangeMessage({ version: 0, leaderId, voters, grantingVoters: voters })
  return { type: ControlRecordType.LEADER_CHANGE, value: encode(w => writeLeaderChangeMessage(w, message, 0)) }
}

export function kraftVersion(version: number): ControlRecord {
  return { type: ControlRecordType.KRAFT_VERSION, value: encode(w => writeKRaftVersionRecord(w, { version: 0, kRaftVersion: version }, 0)) }
}

export function votersRecord(voters: readonly Voter[]): ControlRecord {
  const message = {
    version: 0,
    voters: voters.map(voter =>
      newVotersRecordVoter({
        voterId: voter.id,
        voterDirectoryId: voter.directoryId,
        endpoints: voter.endpoints.map(endpoint => ({ ...endpoint })),
        kRaftVersionFeature: { minSupportedVersion: 0, maxSupportedVersion: 1 },
      }),
    ),
  }
  return { type: ControlRecordType.KRAFT_VOTERS, value: encode(w => writeVotersRecord(w, message, 0)) }
}

export function snapshotHeader(lastContainedLogTimestamp: number): ControlRecord {
  return { type: ControlRecordType.SNAPSHOT_HEADER, value: encode(w => writeSnapshotHeaderRecord(w, { version: 0, lastContainedLogTimestamp }, 0)) }
}

export function snapshotFooter(): ControlRecord {
  return { type: ControlRecordType.SNAPSHOT_FOOTER, value: encode(w => writeSnapshotFooterRecord(w, { version: 0 }, 0)) }
}

/** Reads the records of one control batch. Types that are not known are skipped, as KIP-98 asks of every reader. */
export function readControlRecords(records: Iterable<LogRecord>): ControlFacts {
  const facts: ControlFacts = {}
  for (const { key, value } of records) {
    if (value === null) continue
    const { type } = decodeControlKey(key)
    if (type === ControlRecordType.KRAFT_VERSION) facts.kraftVersion = readKRaftVersionRecord(new Reader(value), 0).kRaftVersion
    else if (type === ControlRecordType.KRAFT_VOTERS) {
      facts.voters = readVotersRecord(new Reader(value), 0).voters.map(voter => ({
        id: voter.voterId,
        directoryId: voter.voterDirectoryId,
        endpoints: voter.endpoints.map(({ name, host, port }) => ({ name, host, port })),
      }))
    } else if (type === ControlRecordType.SNAPSHOT_HEADER) {
      facts.lastContainedLogTimestamp = readSnapshotHeaderRecord(new Reader(value), 0).lastContainedLogTimestamp
    } else if (type === ControlRecordType.SNAPSHOT_FOOTER) facts.isSnapshotEnd = true
  }
  return facts
}

function encode(write: (w: Writer) => void): Buffer {
  const w = new Writer()
  write(w)
  return w.toBuffer()
}
