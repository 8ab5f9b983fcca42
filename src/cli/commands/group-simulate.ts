// `rookery group simulate`: members, partitions, assignor and a change side by side, without touching any group.

import { Command, InvalidArgumentError } from 'commander'
import { compactPartitions } from '../../console/reports.ts'
import { choice, examples, integer } from '../arguments.ts'
import { type CliContext, outputOf, UsageError, withAdmin } from '../context.ts'
import type { Output } from '../output.ts'
import { type Change, engines, type Outcome, simulate, type SimulatedMember, splitPartition } from '../simulate.ts'

interface Options {
  members?: number
  topic?: Map<string, number>
  assignor?: string[]
  leave?: number
  leaveMember?: string[]
  join?: number
  partitions?: Map<string, number>
}

function topicCount(text: string, gathered: Map<string, number> = new Map()): Map<string, number> {
  const match = /^([a-zA-Z0-9._-]+):(\d+)$/.exec(text)
  if (match === null || Number(match[2]) < 1 || Number(match[2]) > 100_000) throw new InvalidArgumentError('expected a topic with its number of partitions, such as orders:12.')
  return new Map([...gathered, [match[1]!, Number(match[2])]])
}

export function simulateCommand(context: CliContext): Command {
  const isAssignor = choice(Object.keys(engines))
  return new Command('simulate')
    .description('what a change would do to a group under each assignor: who gets what, what moves, who idles. Nothing is touched')
    .argument('[group]', 'begin with this group as it is now')
    .option('-m, --members <n>', 'without a group: how many members', integer(1, 10_000))
    .option('-t, --topic <topic:n>', 'without a group: a topic with its number of partitions; repeatable', topicCount)
    .option('--leave <n>', 'the change: so many members leave', integer(1))
    .option('--leave-member <name>', 'the change: this member leaves (member id, instance id or client id); repeatable', (text, gathered: string[] = []) => [...gathered, text])
    .option('--join <n>', 'the change: so many members join', integer(1, 10_000))
    .option('-p, --partitions <topic:n>', 'the change: a topic gets so many partitions; repeatable', topicCount)
    .option('-a, --assignor <name>', `only this one of ${Object.keys(engines).join(', ')}; repeatable`, (text: string, gathered: string[] = []) => [...gathered, isAssignor(text)])
    .addHelpText('after', examples('rookery group simulate --members 4 --topic orders:6 --leave 1', 'rookery group simulate billing --join 2', 'rookery group simulate billing --partitions orders:24 --assignor cooperative-sticky'))
    .action(async (groupId: string | undefined, options: Options, command: Command) => {
      if (groupId === undefined) {
        if (options.members === undefined || options.topic === undefined) throw new UsageError('name a group, or give --members and --topic')
        const topics = [...options.topic.keys()]
        const members = Array.from({ length: options.members }, (_, i): SimulatedMember => ({ name: memberName(i, options.members! + (options.join ?? 0)), topics }))
        return run(outputOf(context, command), members, options.topic, options)
      }
      if (options.members !== undefined || options.topic !== undefined) throw new UsageError('--members and --topic describe a group of fancy: leave them out with a group')
      return withAdmin(context, command, async (admin, output) => {
        const [group] = await admin.describeGroups([groupId])
        if (group!.members.length === 0) throw new UsageError(`group ${groupId} has no members: give --members and --topic instead`)
        const clientIds = group!.members.map(({ clientId }) => clientId)
        const members = group!.members.map(({ memberId, groupInstanceId, clientId, subscribedTopics, assignment }): SimulatedMember => ({
          name: groupInstanceId ?? (clientIds.filter(id => id === clientId).length === 1 ? clientId : memberId),
          topics: subscribedTopics ?? [...new Set(assignment.map(({ topic }) => topic))],
          holds: assignment.map(({ topic, partition }) => `${topic}-${partition}`),
        }))
        const topics = new Map((await admin.describeTopics([...new Set(members.flatMap(member => member.topics))])).map(({ name, partitions }) => [name, partitions.length]))
        return run(output, members, topics, options)
      })
    })
}

/** Names that sort as they are counted. */
function memberName(index: number, count: number): string {
  return `member-${String(index + 1).padStart(String(count).length, '0')}`
}

function run(output: Output, members: readonly SimulatedMember[], topics: ReadonlyMap<string, number>, options: Options): void {
  const leave = new Set<string>()
  for (const name of options.leaveMember ?? []) {
    const member = members.find(item => item.name === name)
    if (member === undefined) throw new UsageError(`--leave-member ${name}: the members are ${members.map(item => item.name).join(', ')}`)
    leave.add(name)
  }
  for (const { name } of [...members].reverse()) if (leave.size < (options.leave ?? 0) + (options.leaveMember?.length ?? 0)) leave.add(name)
  for (const [topic, count] of options.partitions ?? []) {
    const now = topics.get(topic)
    if (now === undefined) throw new UsageError(`--partitions ${topic}:${count}: the topics are ${[...topics.keys()].join(', ')}`)
    if (count < now) throw new UsageError(`--partitions ${topic}:${count}: it has ${now}, and partitions cannot be taken away`)
  }
  const everything = [...new Set(members.flatMap(member => member.topics))]
  const join = Array.from({ length: options.join ?? 0 }, (_, i): SimulatedMember => ({ name: memberName(members.length + i, members.length + (options.join ?? 0)), topics: everything }))
  if (leave.size === members.length && join.length === 0) throw new UsageError('nobody would be left')
  const change: Change = { leave: [...leave], join, topics: new Map([...topics, ...(options.partitions ?? [])]) }
  const outcomes = (options.assignor ?? Object.keys(engines)).map(assignor => simulate(assignor, members, topics, change))
  print(output, outcomes, change, options.partitions !== undefined)
}

function print(output: Output, outcomes: readonly Outcome[], change: Change, grown: boolean): void {
  const summaries = outcomes.map(outcome => {
    const counts = [...outcome.after.values()].map(list => list.length)
    return {
      assignor: outcome.assignor, protocol: outcome.protocol, least: Math.min(...counts), most: Math.max(...counts), idle: outcome.idle.length,
      moved: outcome.moved.length, takenOver: outcome.takenOver.length, added: outcome.added.length, stopped: outcome.stopped,
    }
  })
  if (output.format !== 'table') {
    const text = (list: readonly string[] | undefined): string | null => (list === undefined ? null : compactPartitions(list.map(splitPartition)))
    return output.rows(
      outcomes.map((outcome, i) => ({
        ...summaries[i]!, idle: outcome.idle, moved: outcome.moved, takenOver: outcome.takenOver, added: outcome.added,
        members: memberNames(outcome).map(member => ({ member, before: text(outcome.before.get(member)), after: text(outcome.after.get(member)) })),
      })),
      {},
    )
  }
  output.rows(summaries, {
    assignor: 'assignor', protocol: 'protocol', least: 'least', most: 'most', idle: 'idle members', moved: 'moved', takenOver: 'taken over', added: 'new', stopped: 'stop for a while',
  })
  output.line('')
  const names = [...new Set(outcomes.flatMap(memberNames))]
  output.rows(
    names.map(member => ({
      member: `${member}${change.leave.includes(member) ? ' (leaves)' : change.join.some(({ name }) => name === member) ? ' (joins)' : ''}`,
      ...Object.fromEntries(outcomes.map(outcome => [outcome.assignor, cell(outcome, member)])),
    })),
    { member: 'member', ...Object.fromEntries(outcomes.map(({ assignor }) => [assignor, assignor])) } as Record<string, string>,
  )
  output.note('+ marks what a member did not have before')
  if (grown) output.note('more partitions send keys elsewhere, and the order of their records breaks there: rookery topic skew TOPIC --partitions N tells how many')
}

function memberNames(outcome: Outcome): string[] {
  return [...new Set([...outcome.before.keys(), ...outcome.after.keys()])]
}

/** `orders:0-2 +orders:5`: what is kept, then what is new. */
function cell(outcome: Outcome, member: string): string {
  const after = outcome.after.get(member)
  if (after === undefined) return '-'
  if (after.length === 0) return 'idle'
  const had = new Set(outcome.before.get(member))
  const kept = after.filter(partition => had.has(partition))
  const fresh = after.filter(partition => !had.has(partition))
  return [compactPartitions(kept.map(splitPartition)), ...(fresh.length === 0 ? [] : [`+${compactPartitions(fresh.map(splitPartition)).replaceAll(' ', ' +')}`])].filter(Boolean).join(' ')
}
