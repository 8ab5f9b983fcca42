// Text straight into a batch: the length of its UTF-8 form and the form itself, without a buffer in between. Pure functions (shape C).

// Up to here a loop beats the call into the runtime.
const SHORT = 16

/** Bytes of the text as UTF-8; a lone surrogate counts as U+FFFD, three bytes. */
export function textByteLength(text: string): number {
  const length = text.length
  if (length > SHORT) return Buffer.byteLength(text)
  let all = 0
  for (let i = 0; i < length; i++) all |= text.charCodeAt(i)
  return all < 0x80 ? length : Buffer.byteLength(text)
}

/** Writes the text as UTF-8; `byteLength` is its textByteLength. */
export function writeText(buffer: Buffer, position: number, text: string, byteLength: number): void {
  if (byteLength > SHORT || byteLength !== text.length) {
    // As many bytes as characters is ASCII, which Latin-1 writes faster.
    buffer.write(text, position, byteLength, byteLength === text.length ? 'latin1' : 'utf8')
    return
  }
  for (let i = 0; i < byteLength; i++) buffer[position + i] = text.charCodeAt(i)
}
