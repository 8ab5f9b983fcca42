// Node's zlib and Zstandard without what its one-shot calls cost beside the work: a context made and thrown away for every batch (13 us of 17
// for a record in gzip, half of the time of a 16 KB batch in zstd) and outputs put together from chunks (a megabyte: five times the work).
// Stands on parts of Node's streams that are not documented, as npm's own gzip reader does; `open` tries them out, and where they are not what
// is expected there is no engine and the one-shot calls do the work.

import { Scratch } from './scratch.ts'

/** What is used of a stream of node:zlib. */
interface ZlibStream {
  readonly _handle: Handle | null
  /** Bytes of output and of input that the last write has left. */
  readonly _writeState: Uint32Array
  on(event: 'error', listener: () => void): unknown
}

interface Handle {
  writeSync(flush: number, input: Uint8Array, from: number, bytes: number, output: Uint8Array, to: number, room: number): void
  reset(): void
  close(): void
  onerror: unknown
}

export interface EngineOptions {
  /** Makes the stream of node:zlib, which is never used as one. */
  make: () => unknown
  /** The flush value that ends the data. */
  end: number
  /** Whether it has to be reset before each use; Zstandard is ready for the next frame by itself, and would forget its level. */
  resets: boolean
}

export class Engine {
  readonly #options: EngineOptions
  #stream: ZlibStream | undefined
  #failed = false

  private constructor(options: EngineOptions) {
    this.#options = options
  }

  /** An engine if `input` gives `output` by it, twice. */
  static open(options: EngineOptions, input: Uint8Array, output: Uint8Array): Engine | undefined {
    try {
      const engine = new Engine(options)
      const room = Buffer.allocUnsafe(output.length + 64)
      const works = (): boolean => engine.run(input, room) === output.length && room.subarray(0, output.length).equals(output)
      return works() && works() ? engine : undefined
    } catch {
      return undefined
    }
  }

  /** Runs `input` as a whole into `output`. Answers the number of bytes, or -1 when there was no room or something is wrong with the input. */
  run(input: Uint8Array, output: Uint8Array): number {
    const stream = (this.#stream ??= this.#make())
    const handle = stream._handle!
    if (this.#options.resets) handle.reset()
    handle.writeSync(this.#options.end, input, 0, input.length, output, 0, output.length)
    const [roomLeft, inputLeft] = stream._writeState as unknown as [number, number]
    // A full output may not be all there is.
    if (!this.#failed && roomLeft > 0 && inputLeft === 0) return output.length - roomLeft
    this.#failed = false
    this.#stream = undefined
    handle.close()
    return -1
  }

  #make(): ZlibStream {
    const stream = this.#options.make() as ZlibStream
    stream.on('error', () => {})
    stream._handle!.onerror = () => {
      this.#failed = true
    }
    return stream
  }
}

/** Compressed data lies here until it is copied: its size is not known before. */
const scratchBytesMax = 512 * 1024
const scratch = new Scratch(scratchBytesMax)

/** The output of an engine that compresses, or undefined when it has none. */
export function runIntoScratch(engine: Engine, input: Uint8Array): Buffer | undefined {
  const bound = input.length + (input.length >>> 8) + 1024
  const output = scratch.take(bound)
  const bytes = engine.run(input, output)
  if (bytes < 0) return undefined
  const packed = output.subarray(0, bytes)
  return bound > scratchBytesMax ? packed : Buffer.from(packed)
}

const sample = Buffer.from('zlib, zstd, zlib')

/** Compresses by an engine for the level used last, or as the one-shot call does where there is none. */
export class Packer {
  readonly #optionsFor: (level: number) => EngineOptions
  readonly #plain: (input: Buffer, level: number) => Buffer
  #level: number | undefined
  #engine: Engine | undefined

  constructor(optionsFor: (level: number) => EngineOptions, plain: (input: Buffer, level: number) => Buffer) {
    this.#optionsFor = optionsFor
    this.#plain = plain
  }

  pack(input: Buffer, level: number): Buffer {
    if (level !== this.#level) {
      this.#engine = Engine.open(this.#optionsFor(level), sample, this.#plain(sample, level))
      this.#level = level
    }
    return (this.#engine === undefined ? undefined : runIntoScratch(this.#engine, input)) ?? this.#plain(input, level)
  }
}
