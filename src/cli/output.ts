// How the command line prints: tables for people, JSON and JSON Lines for programs. The same rows feed all three, so a
// program sees what a person sees. Results go to standard output, everything else to standard error.

import { createColors } from 'picocolors'
import { loadLater } from '../core/native.ts'

export type OutputFormat = 'table' | 'json' | 'jsonl'
export const OUTPUT_FORMATS: readonly OutputFormat[] = ['table', 'json', 'jsonl']

export type Cell = string | number | boolean | null | readonly (string | number)[]
export type Row = Record<string, Cell>

export interface Streams {
  out(text: string): void
  err(text: string): void
  /** Whether standard output and standard error are terminals. */
  outIsTerminal: boolean
  errIsTerminal: boolean
  /** How wide the terminal is, if there is one. */
  columns?: number | undefined
}

const table3 = loadLater<typeof import('cli-table3')>('cli-table3')

/** Prints rows in the chosen format. Colour only on a terminal. */
export class Output {
  readonly #streams: Streams
  readonly format: OutputFormat
  readonly colors: ReturnType<typeof createColors>

  constructor(streams: Streams, format: OutputFormat, color: boolean) {
    this.#streams = streams
    this.format = format
    this.colors = createColors(color && streams.outIsTerminal)
  }

  /**
   * Prints one result set. `columns` names the columns of the table and their headings; JSON carries the rows as they are.
   * An empty set prints `empty` to standard error in table form, `[]` in JSON, nothing in JSON Lines.
   */
  rows<R extends object>(rows: readonly R[], columns: Partial<Record<keyof R & string, string>>, empty = 'nothing found'): void {
    if (this.format === 'json') return this.#streams.out(`${JSON.stringify(rows, null, 2)}\n`)
    if (this.format === 'jsonl') return rows.forEach(row => this.#streams.out(`${JSON.stringify(row)}\n`))
    if (rows.length === 0) return this.note(empty)
    const names = Object.keys(columns) as (keyof R & string)[]
    const Table = table3()
    const table = new Table({
      head: names.map(name => this.colors.bold(columns[name]!.toUpperCase())),
      colAligns: names.map(name => (rows.every(row => isNumeric(row[name])) ? 'right' : 'left')),
      style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
      chars: {
        top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
        left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '',
      },
    })
    for (const row of rows) table.push(names.map(name => cellText(row[name] as Cell)))
    const text = table.toString().split('\n').map(line => line.trimEnd()).join('\n')
    this.#streams.out(`${text}\n`)
  }

  /** One thing with its properties: a table of two columns, or one JSON object. */
  object(value: object, labels: Record<string, string> = {}): void {
    if (this.format !== 'table') return this.#streams.out(`${JSON.stringify(value, null, this.format === 'json' ? 2 : 0)}\n`)
    this.rows(Object.entries(value).map(([name, cell]) => ({ name: labels[name] ?? name, value: cell as Cell })), { name: 'name', value: 'value' })
  }

  /** A line of text in table form; nothing in the machine formats, whose results are rows alone. */
  line(text: string): void {
    if (this.format === 'table') this.#streams.out(`${text}\n`)
  }

  /** Progress, warnings and remarks: standard error, in every format. */
  note(text: string): void {
    this.#streams.err(`${text}\n`)
  }

  /** Bytes as they are, for records. */
  raw(text: string): void {
    this.#streams.out(text)
  }
}

/** Numbers, percentages and gaps stand on the right. */
function isNumeric(cell: unknown): boolean {
  return typeof cell === 'number' || cell === null || cell === undefined || (typeof cell === 'string' && /^[+-]?\d[\d.,]*%?$/.test(cell))
}

function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined || cell === '') return '-'
  if (Array.isArray(cell)) return cell.length === 0 ? '-' : cell.join(',')
  // A record's key or a member's client id comes from strangers: no terminal escapes in a table.
  return String(cell).replace(/[\u0000-\u001f\u007f-\u009f]/g, c => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

/** `1 record`, `2 records`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
