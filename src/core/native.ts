// Door to packages that are not loaded with the module that uses them. Optional native ones: prebuilt, never needed, each with a fallback
// in TypeScript beside its user; ROOKERY_NATIVE=0 in the environment leaves them all aside. And those that hardly anybody needs at the start.

import { createRequire } from 'node:module'

/** The optional package `name`, or undefined when it is not installed, does not load here, or natives are switched off. */
export function loadNative<T>(name: string, environment: Record<string, string | undefined> = process.env): T | undefined {
  if (environment['ROOKERY_NATIVE'] === '0') return undefined
  try {
    return createRequire(import.meta.url)(name) as T
  } catch {
    return undefined
  }
}

/** The package `name`, loaded when it is first asked for: a broker starts without what only some requests use. */
export function loadLater<T>(name: string): () => T {
  let loaded: T | undefined
  return () => (loaded ??= createRequire(import.meta.url)(name) as T)
}
