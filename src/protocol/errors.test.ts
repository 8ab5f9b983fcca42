import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ErrorCode } from './error-codes.ts'
import { errorAbout } from './errors.ts'

test("the broker's own words are told once with the name of the thing", () => {
  const text = (thing: string, words: string | null): string => errorAbout(ErrorCode.INVALID_RECORD, thing, words).message
  assert.equal(text('j-0', null), 'j-0: a record is not valid, and its batch was refused')
  assert.equal(text('j-0', 'no key'), 'j-0: no key')
  assert.equal(text('j-0', 'j-0 is compacted and this record has no key'), 'j-0 is compacted and this record has no key')
  assert.equal(text('group nog', 'there is no group nog'), 'there is no group nog')
  assert.equal(text('j-0', 'j-01 is compacted'), 'j-0: j-01 is compacted')
  assert.equal(text('j-0', 'obj-0 is compacted'), 'j-0: obj-0 is compacted')
})
