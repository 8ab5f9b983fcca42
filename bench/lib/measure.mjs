// Pairs measured alternately, medians with their spread, ratios, and the table they are printed in.
import { cpus, totalmem } from 'node:os'

export const median = values => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

const spread = values => (values.length < 2 ? '' : ` (${format(Math.min(...values))}..${format(Math.max(...values))})`)

export const format = value =>
  !Number.isFinite(value) ? '-' : Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(3)

/** One row per scenario: contenders run in turn, `rounds` times; ours is the first. */
export class Table {
  /** `checked` false: too noisy for its ratios to be held against a later run. */
  constructor(title, unit, higherIsBetter, { checked = true } = {}) {
    Object.assign(this, { title, unit, higherIsBetter, checked, rows: [] })
  }

  /** `contenders`: name -> async function that answers one figure (or undefined when it cannot run). The first is ours. */
  async row(scenario, contenders, { rounds = 3, goal } = {}) {
    const figures = Object.fromEntries(Object.keys(contenders).map(name => [name, []]))
    for (let round = 0; round < rounds; round++) {
      // The order turns each round, so that no contender always finds the warm (or the throttled) machine.
      const names = Object.keys(contenders)
      const order = [...names.slice(round % names.length), ...names.slice(0, round % names.length)]
      for (const name of order) {
        try {
          const figure = await contenders[name]()
          if (figure !== undefined) figures[name].push(figure)
        } catch (error) {
          console.error(`  ${scenario}, ${name}: ${error.message.split('\n')[0]}`)
        }
      }
    }
    const [ours, ...peers] = Object.keys(contenders)
    const mine = median(figures[ours])
    const ratios = {}
    for (const peer of peers) {
      const theirs = median(figures[peer])
      // A ratio above 1 always means that ours is better.
      ratios[peer] = this.higherIsBetter ? mine / theirs : theirs / mine
    }
    const row = { scenario, figures, ratios, goal }
    this.rows.push(row)
    console.log(`  ${scenario}: ${Object.entries(figures).map(([name, values]) => `${name} ${format(median(values))}${spread(values)}`).join(', ')} ${this.unit}`
      + `${Object.entries(ratios).filter(([, ratio]) => Number.isFinite(ratio)).map(([peer, ratio]) => `; ${ratio.toFixed(2)} x ${peer}`).join('')}${goal ? `; goal ${goal}` : ''}`)
    return row
  }

  /** Two rows under the others: the median of their ratios, and the lowest one with the row that has it. */
  summary(goal, lowestGoal) {
    const rows = this.rows.filter(row => Object.values(row.ratios).some(Number.isFinite))
    const peers = [...new Set(rows.flatMap(row => Object.keys(row.ratios)))]
    const over = pick => Object.fromEntries(peers.map(peer => [peer, pick(rows.map(row => row.ratios[peer]).filter(Number.isFinite))]))
    if (rows.length < 2) return
    const lowest = rows.reduce((a, b) => (b.ratios[peers[0]] < a.ratios[peers[0]] ? b : a))
    this.rows.push({ scenario: `median ratio of the ${rows.length} rows`, figures: {}, ratios: over(median), goal })
    this.rows.push({ scenario: `lowest ratio (${lowest.scenario})`, figures: {}, ratios: over(values => Math.min(...values)), goal: lowestGoal, isLowest: true })
    for (const row of this.rows.slice(-2)) console.log(`  ${row.scenario}: ${Object.entries(row.ratios).map(([peer, ratio]) => `${ratio.toFixed(2)} x ${peer}`).join(', ')}; goal ${row.goal}`)
  }

  markdown() {
    const names = [...new Set(this.rows.flatMap(row => Object.keys(row.figures)))]
    const [, ...peers] = names
    const head = ['scenario', ...names.map(name => `${name} (${this.unit})`), ...peers.map(peer => `x ${peer}`), 'goal']
    const lines = this.rows.map(row => [
      row.scenario,
      ...names.map(name => (row.figures[name]?.length ? `${format(median(row.figures[name]))}${spread(row.figures[name])}` : '-')),
      ...peers.map(peer => (Number.isFinite(row.ratios[peer]) ? row.ratios[peer].toFixed(2) : '-')),
      row.goal ?? '',
    ])
    return `## ${this.title}\n\n| ${head.join(' | ')} |\n|${head.map(() => '---').join('|')}|\n${lines.map(line => `| ${line.join(' | ')} |`).join('\n')}\n`
  }
}

/** The flags of Kafka's own start scripts: peers run as their makers start them. */
export const kafkaFlags = ['-server', '-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20', '-XX:InitiatingHeapOccupancyPercent=35', '-XX:+ExplicitGCInvokesConcurrent']

export function machine() {
  return `${cpus().length} x ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.version}`
}
