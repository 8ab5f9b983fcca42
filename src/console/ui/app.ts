// The page's frame: routes by the address after #, draws the page, and draws it anew when live numbers come.

import type { LiveSnapshot } from '../live.ts'
import { browser, h } from './dom.ts'
import { broker, brokers, type Frame, group, groups, overview, type Page, topic, topics } from './pages.ts'
import { records } from './records.ts'

const routes: readonly { readonly pattern: RegExp; readonly page: Page; readonly title: string; /** Not drawn anew by live numbers. */ readonly still?: boolean }[] = [
  { pattern: /^$/, page: overview, title: 'Overview' },
  { pattern: /^topics$/, page: topics, title: 'Topics' },
  { pattern: /^topics\/[^/]+$/, page: topic, title: 'Topic' },
  { pattern: /^topics\/[^/]+\/records$/, page: records, title: 'Records', still: true },
  { pattern: /^groups$/, page: groups, title: 'Groups' },
  { pattern: /^groups\/[^/]+$/, page: group, title: 'Group' },
  { pattern: /^brokers$/, page: brokers, title: 'Brokers' },
  { pattern: /^brokers\/[^/]+$/, page: broker, title: 'Broker', still: true },
]

const main = browser.byId('main')
const status = browser.byId('live')
let live: LiveSnapshot | undefined
let rates: ReadonlyMap<string, number> = new Map()
let drawn = 0

async function ask<T>(path: string): Promise<T> {
  const response = await fetch(`/api/${path}`)
  const body = (await response.json()) as T & { error?: string }
  if (!response.ok) throw new Error(body.error ?? `the console answered ${response.status}`)
  return body
}

async function draw(isNew: boolean): Promise<void> {
  const hash = browser.hash.replace(/^#\/?/, '')
  const route = routes.find(({ pattern }) => pattern.test(hash))
  if (!isNew && (route?.still || browser.hidden || browser.isBusyIn(main))) return
  const turn = ++drawn
  if (isNew) main.replaceChildren(h('p.soft', {}, 'reading …'))
  for (const item of browser.find('nav').querySelectorAll('a')) {
    const section = item.getAttribute('href')!.slice(2)
    const here = section === hash.split('/')[0]
    item.className = here ? 'here' : ''
    if (here) item.setAttribute('aria-current', 'page')
    else item.removeAttribute('aria-current')
  }
  try {
    if (route === undefined) throw new Error(`there is no page ${hash}`)
    const path = hash.split('/').map(decodeURIComponent)
    browser.title = `${path[1] ?? route.title} · Rookery`
    const frame: Frame = { path, live, rates, ask }
    const nodes = await route.page(frame)
    // The user may have gone elsewhere meanwhile.
    if (turn === drawn) main.replaceChildren(...nodes.filter(node => node !== null && node !== undefined && node !== false).map(node => (typeof node === 'number' ? String(node) : node)))
  } catch (error) {
    if (turn === drawn) main.replaceChildren(h('p.trouble', {}, (error as Error).message))
  }
  if (isNew) main.focus()
}

function onSnapshot(next: LiveSnapshot): void {
  if (live !== undefined && next.at > live.at) {
    const before = new Map(live.topics.map(({ name, end }) => [name, end]))
    const seconds = (next.at - live.at) / 1000
    rates = new Map(next.topics.map(({ name, end }) => [name, Math.max(0, end - (before.get(name) ?? end)) / seconds]))
  }
  live = next
  say('live', 'good')
  void draw(false)
}

function say(text: string, mood: string): void {
  status.textContent = text
  status.className = mood
}

const source = browser.events('/api/live')
source.onerror = () => say('the console does not answer', 'bad')
source.addEventListener('snapshot', event => onSnapshot(JSON.parse(event.data) as LiveSnapshot))
source.addEventListener('trouble', event => say((JSON.parse(event.data) as { message: string }).message, 'bad'))
browser.onHashChange(() => void draw(true))
void draw(true)
