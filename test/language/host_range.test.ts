import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hostNames } from '../../src/language/host_range.js'

describe('hostNames()', () => {
  const cases: readonly [string, readonly string[] | string][] = [
    ['h', ['h']],
    ['h[1:3]', ['h1', 'h2', 'h3']],
    ['h[08:10].x', ['h08.x', 'h09.x', 'h10.x']],
    ['h[1:9:4]', ['h1', 'h5', 'h9']],
    ['h[a:c]', ['ha', 'hb', 'hc']],
    ['h[A:E:2]', ['hA', 'hC', 'hE']],
    ['h[1:2][a:b]', ['h1a', 'h1b', 'h2a', 'h2b']],
    ['h[:3]', ['h0', 'h1', 'h2', 'h3']],
    ['h[1:03]', ['h1', 'h2', 'h3']],
    ['h[y:B]', ['hy', 'hz', 'hA', 'hB']],
    ['h[3:1]', []],
    ['h[1:3:-1]', []],
    ['h[d:a]', 'the range begins behind its end: [d:a]'],
    ['h[Y:b]', 'the range begins behind its end: [Y:b]'],
    ['h[1:]', 'a range is written [01:10] or [a:f]'],
    ['h[1-3]', 'a range is written [01:10] or [a:f]'],
    ['h[1:2:3:4]', 'a range is written [01:10] or [a:f]'],
    ['h[1:9:x]', 'the step of a range is at least 1'],
    ['h[ab:cd]', 'a range goes from number to number, or from letter to letter: [ab:cd]'],
    ['h[1:a]', 'a range goes from number to number, or from letter to letter: [1:a]'],
    ['h[01:100]', 'both ends of [01:100] need the same width'],
    ['h[1:2:0]', 'the step of a range is at least 1'],
    ['h[1:2', 'a range is written [01:10] or [a:f]'],
    ['h[1:99999999]', 'it stands for more than 10000 hosts'],
    ['h[1:999][1:999]', 'it stands for more than 10000 hosts'],
  ]
  for (const [pattern, names] of cases) test(`of ${pattern}`, () => assert.deepEqual(hostNames(pattern), names))
})
