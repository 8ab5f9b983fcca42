// The commands against a real broker, in process: what a user types, and every line that comes back.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Admin } from '../../client/admin.ts'
import { Consumer } from '../../client/consumer.ts'
import { type CliOptions, type CliRun, runCli } from '../../testing/cli.ts'
import { Cluster } from '../../testing/cluster.ts'

let cluster: Cluster
let admin: Admin

before(async () => {
  cluster = await Cluster.start({ properties: { 'group.min.session.timeout.ms': '1000' } })
  admin = new Admin({ bootstrapServers: cluster.bootstrapServers })
})

after(async () => {
  await admin.close()
  await cluster.close()
})

/** Runs a command line that must succeed. */
async function rookery(line: string, options: CliOptions = {}): Promise<CliRun> {
  const run = await runCli(words(line), { bootstrapServers: cluster.bootstrapServers, ...options })
  assert.equal(run.code, 0, `rookery ${line}: ${run.err}`)
  return run
}

/** Runs a command line that must fail with exit code 1. */
async function fails(line: string, pattern: RegExp): Promise<void> {
  const run = await runCli(words(line), { bootstrapServers: cluster.bootstrapServers })
  assert.equal(run.code, 1, `rookery ${line}: ${run.out}${run.err}`)
  assert.match(run.err, pattern)
  assert.equal(run.err.split('\n').length, 2, run.err)
}

function words(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(match => match[1] ?? match[2]!)
}

/** Ids and ports differ from run to run. */
function stable(text: string): string {
  return text.replaceAll(cluster.bootstrapServers.split(':')[1]!, 'PORT').replace(/\b[A-Za-z0-9_-]{22}\b/g, 'ID')
}

function table(...lines: string[]): string {
  return lines.map(line => `${line}\n`).join('')
}

describe('topic', () => {
  test('create, list, describe, delete', async () => {
    const created = await rookery('topic create orders clicks -p 3 -c retention.ms=3600000')
    assert.equal(stable(created.out), table('TOPIC   STATUS   PARTITIONS  REPLICAS  TOPIC ID', 'orders  created           3         1  ID', 'clicks  created           3         1  ID'))
    assert.equal(stable((await rookery('topic list')).out), table('TOPIC   PARTITIONS  REPLICAS  TOPIC ID', 'clicks           3         1  ID', 'orders           3         1  ID'))
    assert.equal(
      stable((await rookery('topic describe orders')).out),
      table(
        'orders  3 partitions, id ID, retention.ms=3600000',
        'PARTITION  LEADER  EPOCH  REPLICAS  ISR  OFFLINE',
        '        0       1      0  1         1    -',
        '        1       1      0  1         1    -',
        '        2       1      0  1         1    -',
      ),
    )
    const [described] = JSON.parse((await rookery('topic describe orders -o json')).out) as [Record<string, unknown>]
    assert.deepEqual({ ...described, topicId: undefined, partitions: undefined }, { topic: 'orders', topicId: undefined, internal: false, configs: { 'retention.ms': '3600000' }, partitions: undefined })
    assert.deepEqual((described['partitions'] as unknown[])[2], { partition: 2, leader: 1, leaderEpoch: 0, replicas: [1], isr: [1], offline: [] })
    assert.equal((await rookery('topic describe --under-replicated')).out, '')

    await fails('topic create orders', /orders.*already exists/)
    assert.match((await rookery('topic create orders --if-not-exists')).out, /^orders {2}exists/m)
    assert.match((await rookery('topic create fresh --dry-run')).out, /fresh {2}would be created/)
    await fails('topic create fresh -c no.such.config=1', /no\.such\.config/)
    await fails('topic create fresh -r 3', /replication factor/i)
    await fails('topic describe fresh', /fresh/)
    await fails('topic create fresh orders', /orders.*already exists/)
    assert.equal((await rookery('topic delete fresh clicks --if-exists -o jsonl')).out, '{"topic":"fresh","status":"deleted"}\n{"topic":"clicks","status":"deleted"}\n')
    await fails('topic delete clicks', /clicks/)
  })

  test('add-partitions warns that keys move', async () => {
    await rookery('topic create wide -p 2')
    assert.match((await rookery('topic add-partitions wide 4 --dry-run')).out, /could be done/)
    assert.equal((await admin.describeTopics(['wide']))[0]!.partitions.length, 2)
    const { err } = await rookery('topic add-partitions wide 4')
    assert.match(err, /^warning: records with a key go to other partitions/)
    assert.equal((await admin.describeTopics(['wide']))[0]!.partitions.length, 4)
    await fails('topic add-partitions wide 3', /wide/)
  })

  test('trim shows first, and does it when told to', async () => {
    await rookery('topic create log -p 1')
    await rookery('produce log', { stdin: Array.from({ length: 10 }, (_, i) => `line ${i}\n`).join('') })
    const plan = table('PARTITION  LOG START  NEW LOG START  RECORDS TO DELETE  RECORDS LEFT', '        0          0              4                  4             6')
    const dry = await rookery('topic trim log --before-offset 4')
    assert.equal(dry.out, plan)
    assert.match(dry.err, /dry run: 4 records would be deleted/)
    assert.equal((await rookery('offsets list log --earliest -o jsonl')).out, '{"topic":"log","partition":0,"offset":0,"timestamp":null,"time":null}\n')
    assert.match((await rookery('topic trim log --before-offset 4 --execute')).err, /4 records deleted/)
    assert.equal((await rookery('offsets list log')).out, table('TOPIC  PARTITION  EARLIEST  LATEST  OFFSETS', 'log            0         4      10        6'))
    assert.match((await rookery('topic trim log --all --execute')).err, /6 records deleted/)
    assert.match((await rookery('topic trim log --older-than 1h')).err, /0 records would/)
  })

  test('skew tells partitions, keys and another partition count', async () => {
    await rookery('topic create skewed -p 2')
    await rookery('produce skewed -K :', { stdin: [...Array(90).fill('heavy:xxxxxxxxxx'), 'a:1', 'b:1', 'c:1', 'd:1'].join('\n') })
    await rookery('produce skewed -v keyless -p 0')
    const report = JSON.parse((await rookery('topic skew skewed --top 1 --partitions 4 -o json')).out)
    assert.equal(report.records, 95)
    assert.equal(report.keyless, 1)
    assert.equal(report.distinctKeys, 5)
    assert.equal(report.keys[0].key, 'heavy')
    assert.equal(report.keys[0].records, 90)
    assert.equal(report.partitions[0].records + report.partitions[1].records, 95)
    assert.ok(report.otherPartitions.largestShare >= 90 / 94 && report.otherPartitions.count === 4)
    const { out } = await rookery('topic skew skewed --top 1')
    assert.match(out, /^skewed: 95 records sampled of 95, 5 keys, 1 record without a key\n/)
    assert.match(out, /^KEY +PARTITION +RECORDS +SHARE +BYTES +SHARE\nheavy +\d +90 +94\.7% +1350 +9\d\.\d%$/m)
    assert.match(out, /with 4 partitions: the largest would have 9\d\.\d% of the records \(now 9\d\.\d%\) and 9\d\.\d% of the bytes/)
    assert.match(out, /^warning: \d+\.\d% of the keys would go to another partition, and the order of their records would break there$/m)
    assert.match(out, /^heavy alone has 9\d\.\d% of the bytes, more than a partition's fair share \(50\.0%\)/m)
    await rookery('topic create vacant -p 2')
    assert.equal((await rookery('topic skew vacant')).out, 'vacant: nothing to sample, the topic is empty\n')
  })
})

describe('produce and consume', () => {
  test('lines, keys, headers, tombstones and bytes that are no text go there and back', async () => {
    await rookery('topic create things -p 1')
    assert.equal((await rookery('produce things -v one')).err, '1 record written to things\n')
    await rookery('produce things -k k1 --tombstone -H why=gone')
    await rookery('produce things -K = -z gzip', { stdin: 'k2=v=2\r\nk3=' })
    await rookery('produce things', { stdin: Buffer.from([0xff, 0xfe, 10]) })
    const { out, err } = await rookery('consume things --exit -o jsonl')
    const records = out.trim().split('\n').map(line => ({ ...JSON.parse(line), timestamp: 0, topic: '', partition: 0 }))
    const common = { topic: '', partition: 0, timestamp: 0, headers: {} }
    assert.deepEqual(records, [
      { ...common, offset: 0, key: null, value: 'one' },
      { ...common, offset: 1, key: 'k1', value: null, headers: { why: 'gone' } },
      { ...common, offset: 2, key: 'k2', value: 'v=2' },
      { ...common, offset: 3, key: 'k3', value: '' },
      { ...common, offset: 4, key: null, value: null, valueBase64: '//4=' },
    ])
    assert.equal(err, '5 records read\n')
    // What consume prints, produce reads.
    await rookery('topic create copy -p 1')
    await rookery('produce copy --json', { stdin: out })
    const copied = (await rookery('consume copy --exit -o jsonl')).out
    assert.equal(copied.replaceAll('"copy"', '"things"'), out)
    const bad = await runCli(words('produce copy --json'), { bootstrapServers: cluster.bootstrapServers, stdin: '{"value":"fine"}\nnot json\n' })
    assert.equal(bad.code, 2)
    assert.match(bad.err, /line 2 is not JSON/)
  })

  test('where reading begins and ends, and how a record is printed', async () => {
    await rookery('topic create places -p 2 -c retention.ms=-1')
    await rookery('produce places --json', { stdin: Array.from({ length: 6 }, (_, i) => JSON.stringify({ value: `v${i}`, partition: i % 2, timestamp: 1_700_000_000_000 + i * 1000 })).join('\n') })
    const values = async (line: string): Promise<string[]> => (await rookery(`consume places --exit ${line}`)).out.split('\n').filter(Boolean).sort()
    assert.deepEqual(await values(''), ['v0', 'v1', 'v2', 'v3', 'v4', 'v5'])
    assert.deepEqual(await values('--offset 2'), ['v4', 'v5'])
    assert.deepEqual(await values('--offset -1 -p 1'), ['v5'])
    assert.deepEqual(await values('--at 2023-11-14T22:13:22Z'), ['v2', 'v3', 'v4', 'v5'])
    assert.deepEqual(await values("-p 0 -f '%t/%p/%o %k %s %T\\n'"), ['places/0/0 NULL v0 1700000000000', 'places/0/1 NULL v2 1700000002000', 'places/0/2 NULL v4 1700000004000'])
    assert.equal((await values('-n 2')).length, 2)
    const offsets = (await rookery('offsets list places --at 2023-11-14T22:13:23Z')).out
    assert.equal(offsets, table('TOPIC   PARTITION  OFFSET      TIMESTAMP  TIME', 'places          0       2  1700000004000  2023-11-14T22:13:24.000Z', 'places          1       1  1700000003000  2023-11-14T22:13:23.000Z'))
    assert.match((await rookery('offsets list places:1 --max-timestamp')).out, /places +1 +2 +1700000005000/)
  })

  test('without --exit it waits for what comes, until a signal', async () => {
    await rookery('topic create live -p 1')
    await rookery('produce live -v old')
    const stop = new AbortController()
    let sent = false
    const reading = rookery('consume live --from-beginning', {
      signal: stop.signal,
      onOut: text => {
        if (text.includes('old') && !sent) {
          sent = true
          void rookery('produce live -v new')
        }
        if (text.includes('new')) stop.abort('SIGINT')
      },
    })
    assert.equal((await reading).out, 'old\nnew\n')
  })

  test('in a group exactly what was printed counts as read', async () => {
    await rookery('topic create shared -p 1')
    await rookery('produce shared', { stdin: 'a\nb\nc\nd\n' })
    assert.equal((await rookery('consume shared --group readers --from-beginning -n 3')).out, 'a\nb\nc\n')
    assert.equal((await rookery('consume shared --group readers --from-beginning -n 1')).out, 'd\n')
  })
})

describe('config', () => {
  test('set, append, describe, list, unset', async () => {
    await rookery('topic create tuned -p 1')
    assert.equal((await rookery('config describe topic tuned')).out, table('SETTING              VALUE  SOURCE                         OTHERWISE', 'min.insync.replicas      1  DYNAMIC_DEFAULT_BROKER_CONFIG  DEFAULT_CONFIG:min.insync.replicas=1'))
    assert.equal((await rookery('config set topic tuned retention.ms=60000 --dry-run')).out, table('KIND   NAME   SETTING       VALUE  STATUS', 'topic  tuned  retention.ms  60000  would be accepted'))
    await rookery('config set topic tuned retention.ms=60000 cleanup.policy+=compact')
    const described = JSON.parse((await rookery('config describe topic tuned -o json')).out) as { setting: string; value: string; source: string }[]
    assert.deepEqual(described.filter(({ source }) => source === 'DYNAMIC_TOPIC_CONFIG').map(({ setting, value }) => [setting, value]), [['cleanup.policy', 'delete,compact'], ['retention.ms', '60000']])
    await rookery('config set cluster log.retention.ms=7200000')
    const listed = (await rookery('config list -o jsonl')).out
    assert.match(listed, /^\{"kind":"topic","name":"tuned","setting":"retention.ms","value":"60000"\}$/m)
    assert.match(listed, /^\{"kind":"cluster","name":"","setting":"log.retention.ms","value":"7200000"\}$/m)
    assert.match((await rookery('config describe cluster')).out, /^log\.retention\.ms +7200000 +DYNAMIC_DEFAULT_BROKER_CONFIG/m)
    assert.match((await rookery('config describe broker 1 --all')).out, /^log\.retention\.ms +7200000 /m)
    await rookery('config unset cluster log.retention.ms')
    await rookery('config unset topic tuned retention.ms cleanup.policy')
    assert.doesNotMatch((await rookery('config list -o jsonl')).out, /tuned|log\.retention/)
    await fails('config set topic tuned retention.msec=1', /retention\.msec/)
    await fails('config set topic tuned retention.ms=soon', /retention\.ms/)
  })
})

describe('cluster', () => {
  test('describe, brokers, features, log-dirs, quorum, producers', async () => {
    await rookery('topic create counted -p 1')
    await rookery('produce counted -v x')
    const described = JSON.parse(stable((await rookery('cluster describe -o json')).out))
    assert.deepEqual({ clusterId: described.clusterId, controllerId: described.controllerId, brokers: described.brokers }, { clusterId: 'ID', controllerId: 1, brokers: ['1@127.0.0.1:PORT'] })
    assert.match(stable((await rookery('cluster brokers')).out), /^NODE +HOST +PORT +RACK +CONTROLLER +FENCED\n +1 +127\.0\.0\.1 +PORT +- +true +false\n$/)
    assert.match((await rookery('cluster features')).out, /^metadata\.version +\d+ +\d+ +\d+$/m)
    assert.match((await rookery('cluster log-dirs --summary')).out, /^ +1 +\/rookery +\d+ +\d+ +\d+ +-$/m)
    assert.match((await rookery('cluster log-dirs')).out, /^ +1 +counted +0 +\d+ +0 +\/rookery$/m)
    assert.match((await rookery('cluster quorum')).out, /^leader 1 in epoch 1, high watermark \d+\n.*\n +1 +leader +\d+ +0 /)
    assert.match((await rookery('cluster producers counted')).out, /^counted +0 +\d+ +0 +0 +\d{4}-/m)
  })
})

describe('group', () => {
  test('list, describe with lag and idle members, delete', { timeout: 60_000 }, async () => {
    await rookery('topic create jobs -p 2')
    await rookery('produce jobs --json', { stdin: '{"value":"a","partition":0}\n{"value":"b","partition":0}\n{"value":"c","partition":1}\n' })
    const options = { bootstrapServers: cluster.bootstrapServers, groupId: 'workers', groupProtocol: 'classic' as const, autoOffsetReset: 'earliest' as const, enableAutoCommit: false, heartbeatIntervalMs: 100 }
    const members = ['ada', 'bea', 'cyd'].map(clientId => new Consumer({ ...options, clientId }))
    for (const member of members) await member.subscribe('jobs')
    const stop = new AbortController()
    const polling = members.map(async member => {
      while (!stop.signal.aborted) await member.poll({ timeoutMs: 50 })
    })
    const settled = (): boolean => members.map(member => member.assignment().length).sort().join() === '0,1,1' && members.every(member => member.state().membership === 'Stable')
    for (let i = 0; !settled() && i < 400; i++) await members[0]!.endOffsets([{ topic: 'jobs', partition: 0 }]).then(() => new Promise(resolve => setImmediate(resolve)))
    const owner = members.find(member => member.assignment().some(({ partition }) => partition === 0))!
    await owner.commit([{ topic: 'jobs', partition: 0, offset: 1 }])
    const [group] = JSON.parse((await rookery('group describe workers -o json')).out)
    assert.deepEqual(
      group.offsets.map(({ topic, partition, committed, logEnd, lag }: Record<string, unknown>) => [topic, partition, committed, logEnd, lag]),
      [['jobs', 0, 1, 2, 1], ['jobs', 1, null, 1, 1]],
    )
    assert.equal(group.lag, 2)
    assert.deepEqual(group.members.map(({ idle, partitions }: Record<string, unknown>) => [idle, partitions]).sort(), [[false, 1], [false, 1], [true, 0]])
    const { out } = await rookery('group describe workers')
    assert.match(out, /^workers {2}Stable \(classic, range\), 3 members, 1 idle, lag 2, coordinator 1\n\nTOPIC +PARTITION +COMMITTED +LOG END +LAG +OWNER\njobs +0 +1 +2 +1 +(ada|bea|cyd)\njobs +1 +- +1 +1 +(ada|bea|cyd)\n\nCLIENT/)
    assert.match(out, /^(ada|bea|cyd) +127\.0\.0\.1 +idle +0 +- +/m)
    assert.match((await rookery('group list --state Stable')).out, /^workers +Stable +classic +consumer +1$/m)
    await fails('group delete workers', /workers/)
    await fails('group seek workers --topic jobs --latest --execute', /group workers is Stable with 3 members: stop them first/)
    assert.match((await rookery('group simulate workers --join 1 -a cooperative-sticky')).out, /^cooperative-sticky +cooperative +0 +1 +2 +0 +0 +0 +0$/m)
    stop.abort()
    await Promise.all(polling)
    await Promise.all(members.map(member => member.close()))
    await rookery('group delete workers')
    await fails('group describe workers', /workers/)
  })

  test('skew names the members that idle because of it', { timeout: 30_000 }, async () => {
    await rookery('topic create lopsided -p 3')
    await rookery('produce lopsided -p 0 -v x')
    const members = ['ann', 'bob'].map(clientId => new Consumer({ bootstrapServers: cluster.bootstrapServers, groupId: 'lopsided', groupProtocol: 'classic', clientId, heartbeatIntervalMs: 50 }))
    for (const member of members) await member.subscribe('lopsided')
    while (members.map(member => member.assignment().length).sort().join() !== '1,2') await Promise.all(members.map(member => member.poll({ timeoutMs: 20 })))
    const { idleMembers } = JSON.parse((await rookery('topic skew lopsided -o json')).out)
    assert.deepEqual(idleMembers.map(({ group, why }: { group: string; why: string }) => [group, why]), [['lopsided', 'no record in partition 2']])
    assert.match((await rookery('topic skew lopsided')).out, /members that idle because of it\nGROUP +CLIENT +WHY +MEMBER ID\nlopsided +(ann|bob) +no record in partition 2 /)
    await Promise.all(members.map(member => member.close()))
  })

  test('explain and watch tell why it rebalanced', { timeout: 60_000 }, async () => {
    await rookery('topic create tasks -p 2')
    await fails('group explain nobody', /there is no group nobody/)
    const member = (clientId: string) => new Consumer({ bootstrapServers: cluster.bootstrapServers, groupId: 'explained', groupProtocol: 'classic', clientId, heartbeatIntervalMs: 50 })
    const first = member('first')
    await first.subscribe('tasks')
    const polls = async (done: () => boolean, ...consumers: Consumer[]): Promise<void> => {
      while (!done()) await Promise.all(consumers.map(consumer => consumer.poll({ timeoutMs: 20 })))
    }
    await polls(() => first.assignment().length === 2, first)
    const watching = rookery('group watch explained --max 1')
    const second = member('second')
    await second.subscribe('tasks')
    await polls(() => first.assignment().length === 1 && second.assignment().length === 1, first, second)
    await second.close()
    await polls(() => first.assignment().length === 2, first)
    await first.close()
    const { out } = await rookery('group explain explained')
    assert.match(out, /^Group explained rebalanced \d times in /)
    assert.match(out, /second on 127\.0\.0\.1 joined/)
    assert.match(out, /second on 127\.0\.0\.1 left/)
    assert.match(out, /What helps\n- The group stops as a whole at each rebalance/)
    const { rebalances, cures } = JSON.parse((await rookery('group explain explained -o json --last 1')).out)
    assert.equal(rebalances.length, 1)
    assert.equal(rebalances[0].outcome, 'empty')
    assert.ok(cures.some(({ name }: { name: string }) => name === 'cooperative'))
    assert.match((await watching).out, /second on 127\.0\.0\.1 joined/)
  })

  test('seek: every target, the plan first', async () => {
    await rookery('topic create tape -p 2 -c retention.ms=-1')
    await rookery('produce tape --json', { stdin: Array.from({ length: 10 }, (_, i) => JSON.stringify({ value: `v${i}`, partition: 0, timestamp: 1_700_000_000_000 + i * 1000 })).join('\n') })
    const committed = async (group: string): Promise<string> => (await admin.listGroupOffsets(group)).map(({ partition, offset }) => `${partition}:${offset}`).join(' ')
    const dry = await rookery('group seek player --topic tape --earliest')
    assert.equal(dry.out, table('TOPIC  PARTITION  COMMITTED  NEW  CHANGE  LAG THEN', 'tape           0          -    0       -        10', 'tape           1          -    0       -         0'))
    assert.match(dry.err, /dry run/)
    assert.equal((await runCli(['group', 'describe', 'player'], { bootstrapServers: cluster.bootstrapServers })).code, 1)
    const seek = async (target: string, expected: string): Promise<void> => {
      await rookery(`group seek player ${target} --execute`)
      assert.equal(await committed('player'), expected, target)
    }
    await seek('--topic tape --latest', '0:10 1:0')
    await seek('--topic tape:0 --offset 4', '0:4 1:0')
    await seek('--all-topics --shift 2', '0:6 1:0')
    await seek('--topic tape:0 --shift -100', '0:0 1:0')
    await seek('--topic tape:0 --at 2023-11-14T22:13:27Z', '0:7 1:0')
    await seek('--topic tape:0 --since 1h', '0:10 1:0')
    await seek('--topic tape:0 --offset 3', '0:3 1:0')
    await rookery('group delete-offsets player tape:1')
    assert.match((await rookery('group seek player --topic tape --current')).out, /tape +1 +- +0 +- +0 +nothing committed: the end/)
    await seek('--topic tape --current', '0:3 1:0')
    assert.match((await rookery('group seek player --topic tape:0 --offset 99')).out, /99 is after the end/)
    await rookery('group seek listener --from-group player --yes')
    assert.equal(await committed('listener'), '0:3 1:0')
    const exported = (await rookery('group seek player --all-topics --shift 0 --export')).out
    assert.equal(exported, 'tape,0,3\ntape,1,0\n')
    await rookery('group seek third --from-file offsets.csv --execute', { files: { 'offsets.csv': exported } })
    assert.equal(await committed('third'), '0:3 1:0')
    assert.match((await rookery('group delete-offsets third tape:1')).out, /tape +1 +0 +deleted/)
    assert.equal(await committed('third'), '0:3')
    const bad = await runCli(words('group seek third --from-file bad.csv'), { bootstrapServers: cluster.bootstrapServers, files: { 'bad.csv': 'tape,0,3\ntape,zero,3\n' } })
    assert.equal(bad.code, 2)
    assert.match(bad.err, /bad\.csv:2: expected topic,partition,offset/)
  })

  test('simulate: who gets what, what moves, who idles, without a cluster', async () => {
    const { out, err } = await runCli(words('group simulate --members 3 --topic orders:4 --leave 1 --partitions orders:6 -a range -a cooperative-sticky'))
    assert.match(err, /more partitions send keys elsewhere, and the order of their records breaks there/)
    assert.equal(
      out,
      table(
        'ASSIGNOR            PROTOCOL     LEAST  MOST  IDLE MEMBERS  MOVED  TAKEN OVER  NEW  STOP FOR A WHILE',
        'range               eager            3     3             0      1           1    2                 3',
        'cooperative-sticky  cooperative      3     3             0      0           1    2                 0',
        '',
        'MEMBER             RANGE                 COOPERATIVE-STICKY',
        'member-1           orders:0,1 +orders:2  orders:0,3 +orders:2',
        'member-2           +orders:3-5           orders:1 +orders:4,5',
        'member-3 (leaves)  -                     -',
      ),
    )
    const [outcome] = JSON.parse((await runCli(words('group simulate --members 2 --topic a:1 --topic b:1 --join 2 -a roundrobin -o json'))).out)
    assert.deepEqual(outcome, {
      assignor: 'roundrobin', protocol: 'eager', least: 0, most: 1, idle: ['member-3', 'member-4'], moved: [], takenOver: [], added: [], stopped: 2,
      members: [
        { member: 'member-1', before: 'a:0', after: 'a:0' },
        { member: 'member-2', before: 'b:0', after: 'b:0' },
        { member: 'member-3', before: null, after: '' },
        { member: 'member-4', before: null, after: '' },
      ],
    })
  })
})

test('colour only on a terminal, and not when it is unwelcome', async () => {
  const colored = (run: CliRun): boolean => run.out.includes('\u001b[')
  assert.equal(colored(await rookery('topic list', { terminal: true })), true)
  assert.equal(colored(await rookery('topic list')), false)
  assert.equal(colored(await rookery('topic list --no-color', { terminal: true })), false)
  assert.equal(colored(await rookery('topic list', { terminal: true, env: { NO_COLOR: '1' } })), false)
  assert.equal(colored(await rookery('topic list -o json', { terminal: true })), false)
})

test('console: says where it is, serves, and ends with the signal', { timeout: 20_000 }, async () => {
  const stop = new AbortController()
  let status = 0
  const { out } = await rookery('console --port 0', {
    signal: stop.signal,
    onOut: text => {
      const url = /ready on (http:\S+)/.exec(text)![1]!
      void fetch(`${url}/api/overview`).then(response => {
        status = response.status
        stop.abort('SIGINT')
      })
    },
  })
  assert.match(out, /^rookery: console of 127\.0\.0\.1:\d+ ready on http:\/\/127\.0\.0\.1:\d+\n$/)
  assert.equal(status, 200)
})
