// Timers of a group are named by strings: `kind/group/member`. Slashes and percent signs inside the names are escaped, so
// that any group id and member id survives.

export type GroupTimerKind =
  | 'classic-session'
  | 'classic-join'
  | 'classic-sync'
  | 'classic-second-round'
  | 'heartbeat-hold'
  | 'consumer-session'
  | 'consumer-rebalance'
  | 'consumer-join'
  | 'consumer-sync'
  | 'consumer-assignment'
  | 'consumer-metadata'
  | 'consumer-news'
  | 'offset-expiration'

export interface GroupTimerKey {
  kind: GroupTimerKind
  groupId: string
  memberId: string
}

export function timerKey(kind: GroupTimerKind, groupId = '', memberId = ''): string {
  return `${kind}/${escape(groupId)}/${escape(memberId)}`
}

export function parseTimerKey(key: string): GroupTimerKey {
  const [kind, groupId, memberId] = key.split('/') as [GroupTimerKind, string, string]
  return { kind, groupId: unescape(groupId), memberId: unescape(memberId) }
}

function escape(name: string): string {
  return name.includes('/') || name.includes('%') ? name.replaceAll('%', '%25').replaceAll('/', '%2F') : name
}

function unescape(name: string): string {
  return name.includes('%') ? name.replaceAll('%2F', '/').replaceAll('%25', '%') : name
}
