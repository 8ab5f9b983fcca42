// The little of a browser that the page uses, with types of our own: the project is compiled without the DOM's, so that no server
// code can touch them by accident. h() makes elements; text is always text, never markup.

export interface El {
  className: string
  textContent: string | null
  value: string
  readonly style: { setProperty(name: string, value: string): void }
  append(...nodes: (El | string)[]): void
  replaceChildren(...nodes: (El | string)[]): void
  setAttribute(name: string, value: string): void
  removeAttribute(name: string): void
  addEventListener(type: string, listener: (event: { preventDefault(): void }) => void): void
  querySelectorAll(selector: string): Iterable<El & { getAttribute(name: string): string | null }>
  contains(other: unknown): boolean
  focus(): void
}

interface Source {
  onopen: (() => void) | null
  onerror: (() => void) | null
  addEventListener(type: string, listener: (event: { data: string }) => void): void
}

declare const document: { createElement(tag: string): El; getElementById(id: string): El | null; querySelector(selector: string): El | null; title: string; activeElement: unknown; hidden: boolean }
declare const location: { hash: string }
declare const addEventListener: (type: string, listener: () => void) => void
declare const EventSource: new (url: string) => Source

export const browser = {
  byId: (id: string): El => document.getElementById(id)!,
  find: (selector: string): El => document.querySelector(selector)!,
  get hash(): string {
    return location.hash
  },
  set hash(hash: string) {
    location.hash = hash
  },
  set title(title: string) {
    document.title = title
  },
  /** Whether the user is typing or choosing within the element. */
  isBusyIn: (element: El): boolean => element.contains(document.activeElement) && document.activeElement !== element,
  get hidden(): boolean {
    return document.hidden
  },
  onHashChange: (listener: () => void): void => addEventListener('hashchange', listener),
  events: (url: string): Source => new EventSource(url),
}

export type Child = El | string | number | null | undefined | false

/** `h('td.right', {}, 'text')`. Attributes with the value false are left out; `on...` are listeners. */
export function h(
  tag: string,
  attributes: Readonly<Record<string, string | number | boolean | ((event: { preventDefault(): void }) => void)>> = {},
  ...children: Child[]
): El {
  const [name, ...classes] = tag.split('.')
  const element = document.createElement(name!)
  if (classes.length > 0) element.className = classes.join(' ')
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key.slice(2), value)
    else if (value !== false) element.setAttribute(key, value === true ? '' : String(value))
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== false).map(child => (typeof child === 'number' ? String(child) : child)))
  return element
}

export interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => Child
  readonly right?: boolean
}

export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], empty = 'nothing here'): El {
  if (rows.length === 0) return h('div.scroll', {}, h('p.empty', {}, empty))
  const side = (column: Column<Row>): string => (column.right ? '.right' : '')
  return h(
    'div.scroll',
    {},
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, ...columns.map(column => h(`th${side(column)}`, { scope: 'col' }, column.title)))),
      h('tbody', {}, ...rows.map(row => h('tr', {}, ...columns.map(column => h(`td${side(column)}`, {}, column.cell(row)))))),
    ),
  )
}

export function badge(text: string, mood: 'good' | 'warn' | 'bad' | 'soft'): El {
  return h(`span.badge.${mood}`, {}, text)
}

/** A bar of `share` (0 to 1). */
export function bar(share: number, isBad = false): El {
  const inner = h(isBad ? 'i.bad' : 'i')
  inner.style.setProperty('width', `${Math.round(100 * Math.min(1, Math.max(0, share)))}%`)
  return h('div.bar', {}, inner)
}

export function numbers(...items: readonly (readonly [label: string, value: Child])[]): El {
  return h('div.numbers', {}, ...items.map(([label, value]) => h('div.number', {}, h('b', {}, value), h('span.soft', {}, label))))
}

export function link(text: string, ...path: readonly (string | number)[]): El {
  return h('a', { href: `#/${path.map(part => encodeURIComponent(String(part))).join('/')}` }, text)
}

export const count = (value: number): string => value.toLocaleString('en')

export function bytes(value: number): string {
  if (value < 0) return '-'
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let unit = 0
  let rest = value
  while (rest >= 1024 && unit < units.length - 1) {
    rest /= 1024
    unit++
  }
  return `${unit === 0 ? rest : rest.toFixed(1)} ${units[unit]}`
}
