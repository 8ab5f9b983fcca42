import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorFor } from '../../protocol/errors.ts'
import { ErrorCode } from '../../protocol/error-codes.ts'
import { PartialFailureError, unwrap } from './fan-out.ts'

test('a thing that is named twice and failed once has failed, whichever came first', () => {
  const failed = errorFor(ErrorCode.INVALID_TOPIC_EXCEPTION, 'orders-0')
  for (const results of [[failed, 'fine', 'fine'], ['fine', failed, 'fine']]) {
    assert.throws(
      () => unwrap('electLeaders', ['orders-0', 'orders-0', 'orders-1'], results),
      (error: unknown) => error instanceof PartialFailureError && error.code === failed.code && error.results.get('orders-0') === failed && error.results.get('orders-1') === 'fine',
    )
  }
})
