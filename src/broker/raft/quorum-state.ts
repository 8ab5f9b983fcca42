// The file `quorum-state`: which epoch this voter has seen, and for whom it voted (KIP-595, KIP-853). One line of JSON, in the
// form that goes with the kraft.version of the log. Pure formatting and parsing (shape C).

import { CorruptionError } from '../../core/errors.ts'
import { ZERO_UUID, type Uuid } from '../../protocol/ids.ts'

export const quorumStateFile = 'quorum-state'

export interface QuorumState {
  /** -1: unknown. */
  leaderId: number
  leaderEpoch: number
  votedId: number
  votedDirectoryId: Uuid
  /** The voters that the file names; undefined under kraft.version 1, where the log names them. */
  voters: readonly number[] | undefined
}

export function formatQuorumState(state: QuorumState): string {
  const { leaderId, leaderEpoch, votedId, votedDirectoryId, voters } = state
  if (voters === undefined) return JSON.stringify({ leaderId, leaderEpoch, votedId, votedDirectoryId, data_version: 1 })
  const currentVoters = voters.map(voterId => ({ voterId }))
  return JSON.stringify({ clusterId: '', leaderId, leaderEpoch, votedId, appliedOffset: 0, currentVoters, data_version: 0 })
}

/** Throws CorruptionError. */
export function parseQuorumState(text: string): QuorumState {
  let json: Record<string, unknown>
  try {
    json = JSON.parse(text) as Record<string, unknown>
  } catch (error) {
    throw new CorruptionError(`${quorumStateFile} is not JSON`, { cause: error })
  }
  const number = (name: string): number => {
    const value = json?.[name]
    if (!Number.isInteger(value)) throw new CorruptionError(`${quorumStateFile} has no whole number ${name}`)
    return value as number
  }
  const version = number('data_version')
  if (version !== 0 && version !== 1) throw new CorruptionError(`${quorumStateFile} has data_version ${version}; 0 and 1 are known`)
  const voters = json['currentVoters'] as { voterId: number }[] | undefined
  return {
    leaderId: number('leaderId'),
    leaderEpoch: number('leaderEpoch'),
    votedId: number('votedId'),
    votedDirectoryId: typeof json['votedDirectoryId'] === 'string' ? json['votedDirectoryId'] : ZERO_UUID,
    voters: version === 0 ? (voters ?? []).map(voter => voter.voterId) : undefined,
  }
}
