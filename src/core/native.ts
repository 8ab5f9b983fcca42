// Door to packages that are not loaded with the module that uses them. Optional native ones: prebuilt, never needed, each with a fallback
// in TypeScript beside its user, and so is WebAssembly; ROOKERY_NATIVE=0 in the environment leaves them all aside. And those that hardly anybody needs at the start.

import { createRequire } from 'node:module'

/** Neither Node's types nor the language's library have it. */
declare const WebAssembly: { Module: new (bytes: Uint8Array) => object; Instance: new (module: object) => { exports: unknown } }

/** The optional package `name`, or undefined when it is not installed, does not load here, or natives are switched off. */
export function loadNative<T>(name: string, environment: Record<string, string | undefined> = process.env): T | undefined {
  if (environment['ROOKERY_NATIVE'] === '0') return undefined
  try {
    return createRequire(import.meta.url)(name) as T
  } catch {
    return undefined
  }
}

/** An instance of a WebAssembly module without imports, or undefined where there is no WebAssembly, it lacks what the module uses, or natives are switched off. */
export function instantiateWasm<T>(bytes: Uint8Array, environment: Record<string, string | undefined> = process.env): T | undefined {
  if (environment['ROOKERY_NATIVE'] === '0') return undefined
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as T
  } catch {
    // Node started with --jitless has none; a processor without vector instructions refuses the module.
    return undefined
  }
}

/** The package `name`, loaded when it is first asked for: a broker starts without what only some requests use. */
export function loadLater<T>(name: string): () => T {
  let loaded: T | undefined
  return () => (loaded ??= createRequire(import.meta.url)(name) as T)
}
