// What the kit's answers look like in JSON. Pure (shape C): bytes that are text as text, others as {"base64":"..."}; 64-bit numbers that a double cannot hold as strings.

import type { Fault, LoggedRequest } from '../kit/faults.ts'

/** JSON text of anything that the kit answers. */
export function toJson(value: unknown): string {
  return JSON.stringify(value === undefined ? {} : plain(value))
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (value === null || typeof value !== 'object') return value
  // A Buffer's own JSON form would be a list of numbers.
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    const text = bytes.toString()
    return Buffer.from(text).equals(bytes) ? text : { base64: bytes.toString('base64') }
  }
  if (value instanceof Set || Array.isArray(value)) return Array.from(value, plain)
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [String(key), plain(item)]))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
}

export function faultJson({ id, matched, selector, struck }: Fault): object {
  return { fault: id, selector: { ...selector, where: undefined, times: selector.times === Infinity ? 'always' : selector.times }, matched, struck }
}

export function requestJson({ fault, ...request }: LoggedRequest): object {
  return { ...request, ...(fault === undefined ? {} : { fault: fault.id }) }
}
