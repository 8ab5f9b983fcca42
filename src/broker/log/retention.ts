// Which of the oldest segments retention no longer keeps. Pure functions (shape C).

import type { LogConfig } from './log-config.ts'
import type { LogSegment } from './segment.ts'

export interface RetentionView {
  readonly segments: readonly LogSegment[]
  readonly config: LogConfig
  readonly highWatermark: number
  readonly logEndOffset: number
}

/** How many segments `retention.bytes` gives up: while the rest still holds that much. */
export function expiredBySize(log: RetentionView): number {
  const { retentionBytes } = log.config
  if (retentionBytes < 0) return 0
  let excess = -retentionBytes
  for (const segment of log.segments) excess += segment.size
  return countWhile(log, segment => {
    if (excess - segment.size < 0) return false
    excess -= segment.size
    return true
  })
}

/** How many segments `retention.ms` gives up: those whose newest record is older than that. */
export function expiredByTime(log: RetentionView, now: number): number {
  const { retentionMs } = log.config
  return retentionMs < 0 ? 0 : countWhile(log, segment => now - segment.largestTimestamp > retentionMs)
}

/** From the oldest on, and only what is committed. All of them counts the active one, which then has to roll first. */
function countWhile(log: RetentionView, expired: (segment: LogSegment) => boolean): number {
  const { segments, highWatermark, logEndOffset } = log
  let count = 0
  while (count < segments.length) {
    const segment = segments[count]!
    const end = segments[count + 1]?.baseOffset ?? logEndOffset
    const isEmptyActive = count === segments.length - 1 && segment.size === 0
    if (end > highWatermark || isEmptyActive || !expired(segment)) break
    count++
  }
  return count
}
