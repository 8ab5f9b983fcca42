// The command line as a program: every command explains itself, wrong usage is exit code 2 and names what is allowed.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import type { Command } from 'commander'
import { silentLogger } from '../core/logger.ts'
import { realSystem } from '../core/system.ts'
import { runCli } from '../testing/cli.ts'
import { buildProgram } from './program.ts'

function everyCommand(command: Command, path: readonly string[] = []): { path: readonly string[]; command: Command }[] {
  return [{ path, command }, ...command.commands.filter(child => child.name() !== 'complete').flatMap(child => everyCommand(child, [...path, child.name()]))]
}

const context = {
  streams: { out: () => {}, err: () => {}, outIsTerminal: false, errIsTerminal: false },
  stdin: (async function* () {})(), env: {}, signal: new AbortController().signal, system: realSystem, logger: silentLogger, readFile: () => '',
}

test('every command has a description, and an example that begins with its own name', async () => {
  const all = everyCommand(await buildProgram(context))
  assert.ok(all.length > 30, `${all.length} commands`)
  for (const { path, command } of all) {
    if (command.name() === 'help') continue
    const { code, out } = await runCli([...path, '--help'])
    assert.equal(code, 0, path.join(' '))
    assert.notEqual(command.description(), '', path.join(' '))
    assert.match(out, new RegExp(`Examples:\\n  \\$ .*rookery ${path.join(' ')}`), `rookery ${path.join(' ')} --help has no example of its own`)
  }
})

test('every example is accepted by the parser', async () => {
  const all = everyCommand(await buildProgram(context))
  for (const { path } of all) {
    if (path[0] === 'help') continue
    const { out } = await runCli([...path, '--help'])
    for (const [, line] of out.slice(out.indexOf('Examples:')).matchAll(/^  \$ (?:.*\| )?rookery ([^|<>()\n]+)/gm)) {
      const words = [...line!.trim().matchAll(/'([^']*)'|(\S+)/g)].map(match => match[1] ?? match[2]!)
      const program = await buildProgram(context)
      const leaf = words.reduce<Command>((command, word) => command.commands.find(child => child.name() === word) ?? command, program)
      leaf.action(() => {})
      await assert.doesNotReject(program.parseAsync(words, { from: 'user' }), line)
    }
  }
})

test('wrong usage: exit code 2, the option and what is allowed', async () => {
  const cases: [string, RegExp][] = [
    ['', /^$/],
    ['topik list', /unknown command 'topik'\n\(Did you mean topic\?\)/],
    ['topic frobnicate', /unknown command 'frobnicate'\n\(allowed: create, list, describe, delete, add-partitions, trim, skew\)/],
    ['topic list --outpt json', /unknown option '--outpt'\n\(Did you mean --output\?\)/],
    ['topic list --xyzzy', /unknown option '--xyzzy'\n\(allowed: --internal, --bootstrap-server, --timeout, --output, --no-color, --help\)/],
    ['topic list -o xml', /'-o, --output <format>' argument 'xml' is invalid. Allowed choices are table, json, jsonl/],
    ['topic create', /missing required argument 'topics'/],
    ['topic create t -p 0', /'-p, --partitions <n>' argument '0' is invalid. expected a whole number from 1/],
    ['topic create t -c novalue', /expected key=value/],
    ['topic trim t', /exactly one of --before-offset, --before, --older-than, --all/],
    ['config describe planet earth', /Allowed choices are topic, broker, cluster, group, client-metrics/],
    ['config set topic t', /name at least one setting/],
    ['config set topic retention.ms=1', /name the topic/],
    ['config set topic t novalue', /'novalue' is not of the form key=value/],
    ['group seek g --topic t', /exactly one of --earliest, --latest, --current, --at/],
    ['group seek g --earliest', /give --topic or --all-topics/],
    ['group seek g --topic t:x --earliest', /partition numbers such as 0,2,5-7/],
    ['group seek g --from-file nowhere.csv', /--from-file nowhere.csv cannot be read: ENOENT/],
    ['group remove-member g', /give --member or --instance, or --all/],
    ['group simulate', /name a group, or give --members and --topic/],
    ['group simulate -m 2 -t t:4 -a best', /allowed are range, roundrobin, sticky, cooperative-sticky, uniform, server-range/],
    ['produce t --tombstone', /--tombstone needs --key/],
    ['produce t -z brotli', /Allowed choices are none, gzip, snappy, lz4, zstd/],
    ['consume t --offset 1 --from-beginning', /exclude each other/],
    ['consume t -g g --offset 1', /--offset reads without a group/],
    ['consume t -o json', /use -o jsonl/],
    ['consume t --since yesterday', /such as 90s, 5m, 2h, 1d or PT5M/],
    ['offsets list t --earliest --latest', /exclude each other/],
    ['topic list -b nowhere', /bootstrapServers must hold addresses of the form host:port/],
    ['completion tcsh', /Allowed choices are zsh, bash, fish, powershell/],
  ]
  for (const [line, expected] of cases) {
    const { code, out, err } = await runCli(line.split(' ').filter(Boolean))
    assert.equal(code, 2, `${line}: ${err}`)
    assert.equal(out, '', line)
    if (line !== '') assert.match(err, expected, line)
  }
})

test('a cluster that does not answer: exit code 1 and one line that says which and why', async () => {
  const { code, err } = await runCli(['topic', 'list', '-b', '127.0.0.1:1', '--timeout', '300'])
  assert.equal(code, 1)
  assert.match(err, /^rookery: .*127\.0\.0\.1:1.*ECONNREFUSED.*\n$/)
})

test('the shells learn commands and options', () => {
  const main = new URL('main.js', import.meta.url).pathname
  const rookery = (...args: string[]): string => execFileSync(process.execPath, [main, ...args], { encoding: 'utf8' })
  assert.match(rookery('completion', 'bash'), /complete .*rookery/)
  assert.match(rookery('complete', '--', 'top'), /^topic\t/m)
  assert.match(rookery('complete', '--', 'topic', ''), /^describe\t/m)
  assert.match(rookery('complete', '--', 'topic', 'create', '--part'), /^--partitions\t/m)
})
