import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hostPattern } from '../../../src/language/ansible/host_pattern.js'

describe('hostPattern()', () => {
  const right: readonly [string, readonly string[], number | null][] = [
    ['h', ['h'], null],
    ['h:22', ['h'], 22],
    ['h-1.example.org:22', ['h-1.example.org'], 22],
    ['10.0.0.[1:2]:22', ['10.0.0.1', '10.0.0.2'], 22],
    ['[fe80::1]:22', ['fe80::1'], 22],
    ['foo-:22', ['foo-:22'], null],
    ['user@h:22', ['user@h:22'], null],
    ['a:b:c', ['a:b:c'], null],
    ['node-[1:2]-', ['node-1-', 'node-2-'], null],
    ['bücher:22', ['bücher'], 22],
    ['h:0', ['h'], null],
  ]
  for (const [pattern, names, port] of right)
    test(`of ${pattern}`, () => assert.deepEqual(hostPattern(pattern), { names, port }))

  const wrong: readonly [string, RegExp][] = [
    ['', /no name/],
    ['h\u3000a=1', /a blank that is none/],
    ['h\u00a0x', /a blank that is none/],
    ['---', /looks like YAML/],
    ['all:', /cannot end with a colon/],
    ['h:70000', /70000 is no port/],
    ['h[1:2', /a range is written/],
  ]
  for (const [pattern, why] of wrong) test(`refuses ${pattern}`, () => assert.match(String(hostPattern(pattern)), why))
})
