// Browsing a topic's records. Draws once and then only when the form is sent: nobody wants lines to jump while reading them.

import { badge, type Child, count, type El, h, table } from './dom.ts'
import type { Page } from './pages.ts'

interface Field {
  text: string | null
  base64: boolean
  bytes: number
  cut: boolean
}

interface ShownRecord {
  partition: number
  offset: number
  timestamp: number
  key: Field
  value: Field
  headers: { key: string; value: Field }[]
}

export const records: Page = async ({ ask, path }) => {
  const topic = path[1]!
  const { partitions } = await ask<{ partitions: { partition: number }[] }>(`topics/${encodeURIComponent(topic)}`)
  const partition = h('select', { name: 'partition' }, h('option', { value: '' }, 'all'), ...partitions.map(row => h('option', { value: row.partition }, String(row.partition))))
  const offset = h('input', { name: 'offset', inputmode: 'numeric', placeholder: 'latest', size: 12 })
  const at = h('input', { name: 'at', type: 'datetime-local', step: 1 })
  const limit = h('select', { name: 'limit' }, ...['20', '50', '100', '200'].map(value => h('option', { value, selected: value === '50' }, value)))
  const result = h('div', { 'aria-live': 'polite' })

  const read = async (): Promise<void> => {
    const query = new URLSearchParams({ limit: limit.value })
    if (partition.value !== '') query.set('partition', partition.value)
    if (offset.value.trim() !== '') query.set('offset', offset.value.trim())
    else if (at.value !== '') query.set('at', String(new Date(at.value).getTime()))
    result.replaceChildren(h('p.soft', {}, 'reading …'))
    try {
      result.replaceChildren(...draw(await ask(`topics/${encodeURIComponent(topic)}/records?${query}`)))
    } catch (error) {
      result.replaceChildren(h('p.trouble', {}, (error as Error).message))
    }
  }
  const onsubmit = (event: { preventDefault(): void }): void => {
    event.preventDefault()
    void read()
  }
  await read()
  return [
    h('h1', {}, h('a', { href: `#/topics/${encodeURIComponent(topic)}` }, topic), ' records'),
    h('form', { onsubmit }, label('partition', partition), label('from offset', offset), label('or from time', at), label('how many', limit), h('button', { type: 'submit' }, 'Read')),
    result,
  ]
}

function label(text: string, input: El): El {
  return h('label', {}, text, input)
}

function draw({ records: rows, complete }: { records: ShownRecord[]; complete: boolean }): El[] {
  return [
    ...(complete ? [] : [h('p.trouble', {}, 'not everything could be read in time')]),
    table<ShownRecord>(
      [
        { title: 'partition', cell: row => row.partition, right: true },
        { title: 'offset', cell: row => count(row.offset), right: true },
        { title: 'time', cell: row => (row.timestamp < 0 ? '-' : h('time', {}, new Date(row.timestamp).toISOString().replace('T', ' '))) },
        { title: 'key', cell: row => show(row.key, 'none') },
        {
          title: 'value',
          cell: row =>
            h('div', {}, show(row.value, 'tombstone'), row.headers.length > 0 && h('details', {}, h('summary', {}, `${row.headers.length} ${row.headers.length === 1 ? 'header' : 'headers'}`), ...row.headers.map(header => h('div', {}, h('code', {}, `${header.key}: `), show(header.value, 'null'))))),
        },
      ],
      rows,
      'no records there',
    ),
  ]
}

function show(field: Field, missing: string): Child {
  if (field.text === null) return badge(missing, 'soft')
  const note = [field.base64 ? 'base64' : '', field.cut ? `the beginning of ${count(field.bytes)} bytes` : ''].filter(Boolean).join(', ')
  return h('div', {}, h('pre', {}, field.base64 ? field.text : pretty(field.text)), note !== '' && h('span.soft', {}, note))
}

/** Long JSON with its structure, all else as it is. */
function pretty(text: string): string {
  if (text.length <= 120 || !/^\s*[[{]/.test(text)) return text
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
