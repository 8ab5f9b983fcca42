// `rookery group`: consumer groups, their members, offsets and rebalances.

import { Command } from 'commander'
import type { MemberRef } from '../../client/admin/groups.ts'
import { KafkaError } from '../../core/errors.ts'
import { groupReports, type GroupReport } from '../../console/reports.ts'
import { examples, gather, topicPartitions, type TopicSelection } from '../arguments.ts'
import { type CliContext, UsageError, withAdmin } from '../context.ts'
import { type Output, plural } from '../output.ts'
import { explainCommand, watchCommand } from './group-explain.ts'
import { seekCommand } from './group-seek.ts'
import { simulateCommand } from './group-simulate.ts'

export function groupCommand(context: CliContext): Command {
  return new Command('group')
    .description('consumer groups: members, offsets, lag, rebalances')
    .addHelpText('after', examples('rookery group list', 'rookery group describe billing', 'rookery group seek billing --topic orders --since 1h'))
    .addCommand(list(context))
    .addCommand(describe(context))
    .addCommand(seekCommand(context))
    .addCommand(remove(context))
    .addCommand(deleteOffsets(context))
    .addCommand(removeMember(context))
    .addCommand(explainCommand(context))
    .addCommand(watchCommand(context))
    .addCommand(simulateCommand(context))
}

function list(context: CliContext): Command {
  return new Command('list')
    .description('all groups')
    .option('--state <state>', 'only groups in this state (Stable, Empty, PreparingRebalance ...); repeatable', gather)
    .option('--type <type>', 'only groups of this type (classic, consumer ...); repeatable', gather)
    .addHelpText('after', examples('rookery group list', 'rookery group list --state Stable'))
    .action((options: { state?: string[]; type?: string[] }, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const groups = await admin.listGroups({ ...(options.state === undefined ? {} : { states: options.state }), ...(options.type === undefined ? {} : { types: options.type }) })
        output.rows(
          groups.map(({ groupId, state, type, protocolType, coordinator }) => ({ group: groupId, state, type, protocolType, coordinator })),
          { group: 'group', state: 'state', type: 'type', protocolType: 'protocol', coordinator: 'coordinator' },
          'no groups',
        )
      }),
    )
}

function describe(context: CliContext): Command {
  return new Command('describe')
    .description('state, members and their partitions, committed offsets and lag')
    .argument('<groups...>')
    .option('--members', 'only the members')
    .option('--offsets', 'only the offsets')
    .addHelpText('after', examples('rookery group describe billing', 'rookery group describe billing --offsets -o jsonl'))
    .action((groupIds: string[], options: { members?: boolean; offsets?: boolean }, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const groups = await groupReports(admin, groupIds)
        const missing = groups.filter(({ state }) => state === 'Dead')
        const shown = groups.filter(({ state }) => state !== 'Dead')
        if (output.format === 'table') printGroups(output, shown, options)
        else if (options.members && !options.offsets) output.rows(shown.flatMap(({ groupId, members }) => members.map(member => ({ group: groupId, ...member }))), {})
        else if (options.offsets && !options.members) output.rows(shown.flatMap(({ groupId, offsets }) => offsets.map(offset => ({ group: groupId, ...offset }))), {})
        else output.rows(shown, {})
        if (missing.length > 0) throw new KafkaError('GROUP_ID_NOT_FOUND', `there is no group ${missing.map(({ groupId }) => groupId).join(', ')}`)
      }),
    )
}

function printGroups(output: Output, groups: readonly GroupReport[], options: { members?: boolean; offsets?: boolean }): void {
  const both = options.members === options.offsets
  for (const [index, group] of groups.entries()) {
    const { bold, yellow } = output.colors
    if (index > 0) output.line('')
    const how = [group.type, ...(group.assignor === '' ? [] : [group.assignor]), ...(group.groupEpoch === null ? [] : [`epoch ${group.groupEpoch}`])].join(', ')
    const idle = group.members.filter(member => member.idle).length
    output.line(`${bold(group.groupId)}  ${group.state} (${how}), ${plural(group.members.length, 'member')}${idle === 0 ? '' : `, ${yellow(`${idle} idle`)}`}, lag ${group.lag}, coordinator ${group.coordinator}`)
    if (both || options.offsets) {
      output.line('')
      output.rows(
        group.offsets.map(offset => ({ ...offset, owner: ownerOf(group, offset.memberId) })),
        { topic: 'topic', partition: 'partition', committed: 'committed', logEnd: 'log end', lag: 'lag', owner: 'owner' },
        'no committed offsets',
      )
    }
    if (both || options.members) {
      output.line('')
      const isStatic = group.members.some(member => member.groupInstanceId !== null)
      const isMoving = group.members.some(member => member.target !== null)
      output.rows(
        group.members.map(member => ({ ...member, state: member.idle ? 'idle' : 'active' })),
        {
          clientId: 'client', ...(isStatic ? { groupInstanceId: 'instance' } : {}), clientHost: 'host', state: 'state', partitions: 'partitions',
          assignment: 'assignment', ...(isMoving ? { target: 'will have' } : {}), memberId: 'member id',
        },
        'no members',
      )
    }
  }
}

/** How a member is called where there is little room: instance id, else client id, with as much of the member id as tells it apart. */
function ownerOf(group: GroupReport, memberId: string | null): string | null {
  const member = group.members.find(item => item.memberId === memberId)
  if (member === undefined) return null
  if (member.groupInstanceId !== null) return member.groupInstanceId
  const namesakes = group.members.filter(({ clientId }) => clientId === member.clientId)
  if (namesakes.length === 1) return member.clientId
  const rest = member.memberId.startsWith(`${member.clientId}-`) ? member.memberId.slice(member.clientId.length + 1) : member.memberId
  return `${member.clientId}-${rest.slice(0, 8)}`
}

function remove(context: CliContext): Command {
  return new Command('delete')
    .description('delete groups without members, with their committed offsets')
    .argument('<groups...>')
    .addHelpText('after', examples('rookery group delete billing'))
    .action((groupIds: string[], _options: object, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        await admin.deleteGroups(groupIds)
        output.rows(groupIds.map(group => ({ group, status: 'deleted' })), { group: 'group', status: 'status' })
      }),
    )
}

function deleteOffsets(context: CliContext): Command {
  return new Command('delete-offsets')
    .description('delete committed offsets of topics that no member subscribes to')
    .argument('<group>')
    .argument('<topics...>', 'topics, or some of their partitions: orders:0,2', topicPartitions)
    .addHelpText('after', examples('rookery group delete-offsets billing orders', 'rookery group delete-offsets billing orders:0,2'))
    .action((groupId: string, topics: TopicSelection[], _options: object, command: Command) =>
      withAdmin(context, command, async (admin, output) => {
        const committed = await admin.listGroupOffsets(groupId)
        const chosen = committed.filter(({ topic, partition }) => topics.some(item => item.topic === topic && (item.partitions?.includes(partition) ?? true)))
        if (chosen.length > 0) await admin.deleteGroupOffsets(groupId, chosen)
        output.rows(
          chosen.map(({ topic, partition, offset }) => ({ topic, partition, offset, status: 'deleted' })),
          { topic: 'topic', partition: 'partition', offset: 'offset', status: 'status' },
          `${groupId} has no committed offset there`,
        )
      }),
    )
}

function removeMember(context: CliContext): Command {
  interface Options {
    member?: string[]
    instance?: string[]
    all?: boolean
    reason?: string
  }
  return new Command('remove-member')
    .description('remove members from a classic group; a live one joins again at its next heartbeat')
    .argument('<group>')
    .option('--member <id>', 'by member id; repeatable', gather)
    .option('--instance <id>', 'by group.instance.id; repeatable', gather)
    .option('--all', 'all members')
    .option('--reason <text>', "shown in the coordinator's log")
    .addHelpText('after', examples('rookery group remove-member billing --instance till-7', 'rookery group remove-member billing --all'))
    .action((groupId: string, options: Options, command: Command) => {
      const members: MemberRef[] = [...(options.member ?? []).map(memberId => ({ memberId })), ...(options.instance ?? []).map(groupInstanceId => ({ groupInstanceId }))]
      if ((members.length === 0) === (options.all !== true)) throw new UsageError('give --member or --instance, or --all')
      return withAdmin(context, command, async (admin, output) => {
        const reason = options.reason ?? 'removed by rookery group remove-member'
        await admin.removeMembersFromGroup(groupId, options.all ? { reason } : { members, reason })
        const rows = options.all ? [{ group: groupId, member: 'all', status: 'removed' }] : members.map(member => ({ group: groupId, member: 'memberId' in member ? member.memberId : member.groupInstanceId, status: 'removed' }))
        output.rows(rows, { group: 'group', member: 'member', status: 'status' })
      })
    })
}
