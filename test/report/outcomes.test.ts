import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OutcomeKind } from '../../src/core/event.js'
import { type Counts, countWords, plusOne, worst } from '../../src/report/outcomes.js'

test('countWords() says what occurred, in a fixed order', () => {
  const texts = countWords({ in_doubt: 1, ok: 5, failed: 0, changed: 3 }).map(({ text }) => text)
  assert.deepEqual(texts, ['5 ok', '3 changed', '1 in doubt'])
})

test('plusOne() counts without touching what it got', () => {
  const counts: Counts = { ok: 1 }
  assert.deepEqual(plusOne(plusOne(counts, 'ok'), 'failed'), { ok: 2, failed: 1 })
  assert.deepEqual(counts, { ok: 1 })
})

describe('worst()', () => {
  const cases: [Counts, OutcomeKind][] = [
    [{}, 'ok'],
    [{ ok: 3, skipped: 1 }, 'ok'],
    [{ ok: 3, changed: 1 }, 'changed'],
    [{ changed: 3, rescued: 1 }, 'rescued'],
    [{ unreachable: 1, failed: 1 }, 'failed'],
    [{ skipped: 2 }, 'skipped'],
  ]
  for (const [counts, kind] of cases) {
    test(`of ${JSON.stringify(counts)} is ${kind}`, () => assert.equal(worst(counts), kind))
  }
})
