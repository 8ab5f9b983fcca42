import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BrokerConfig } from './config.ts'
import { defaultLogConfig } from './log/log-config.ts'
import { logConfigOf, validateTopicConfigs } from './topic-config.ts'

test('without settings a topic has the defaults that the log knows', () => {
  assert.deepEqual(logConfigOf(BrokerConfig.from(), new Map()), defaultLogConfig)
})

test('the finest unit that the broker sets wins, and the topic over the broker', () => {
  const of = (properties: Record<string, string>, overrides: [string, string][] = []): number => logConfigOf(BrokerConfig.from(properties), new Map(overrides)).retentionMs
  assert.equal(of({ 'log.retention.hours': '2' }), 7_200_000)
  assert.equal(of({ 'log.retention.hours': '2', 'log.retention.minutes': '3' }), 180_000)
  assert.equal(of({ 'log.retention.hours': '2', 'log.retention.minutes': '3', 'log.retention.ms': '4' }), 4)
  assert.equal(of({ 'log.retention.hours': '-1' }), -1)
  assert.equal(of({ 'log.retention.ms': '4' }, [['retention.ms', '9']]), 9)
  assert.equal(logConfigOf(BrokerConfig.from({ 'log.roll.hours': '1' }), new Map()).segmentMs, 3_600_000)
})

test('levels of compression go with their codec', () => {
  const level = (...overrides: [string, string][]): number | undefined => logConfigOf(BrokerConfig.from(), new Map(overrides)).compressionLevel
  assert.equal(level(['compression.type', 'zstd']), 3)
  assert.equal(level(['compression.type', 'gzip']), undefined)
  assert.equal(level(['compression.type', 'gzip'], ['compression.gzip.level', '5']), 5)
})

test('unknown, invalid and contradicting settings are refused by name', () => {
  const refused = (overrides: Record<string, string>, message: RegExp): void => {
    assert.throws(() => validateTopicConfigs(BrokerConfig.from(), new Map(Object.entries(overrides))), message)
  }
  refused({ 'retention.sm': '1' }, /^ConfigError: no topic config is named retention\.sm \(did you mean retention\.ms\?\)$/)
  refused({ foo: '1' }, /no topic config is named foo$/)
  refused({ 'cleanup.policy': 'x' }, /cleanup\.policy=x: one of compact, delete is wanted/)
  refused({ 'min.compaction.lag.ms': '100', 'max.compaction.lag.ms': '10' }, /min\.compaction\.lag\.ms=100 is above max\.compaction\.lag\.ms=10/)
  refused({ 'remote.storage.enable': 'true' }, /no tiered storage/)
})
