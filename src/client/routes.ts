// Where a request goes: to any broker, the controller, one node, or the coordinator of a group or transactional id.

export type CoordinatorType = 'group' | 'transaction'

export type Route = 'any' | 'controller' | { readonly node: number } | { readonly coordinator: CoordinatorType; readonly key: string }

/** The request's `keyType` (KIP-98). */
export const coordinatorKeyType: Record<CoordinatorType, number> = { group: 0, transaction: 1 }

export function routeName(route: Route): string {
  if (typeof route === 'string') return route === 'any' ? 'any broker' : 'the controller'
  return 'node' in route ? `broker ${route.node}` : `the coordinator of ${route.coordinator} ${route.key}`
}
