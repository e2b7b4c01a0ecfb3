import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { placeAt } from '../../src/core/place.js'
import type { Value } from '../../src/language/playbook.js'
import { Unknown, UnknownValueError } from '../../src/language/unknown.js'
import { included, newRegisters, playFrame, scopeOf, within } from '../../src/run/frame.js'
import { hostNamed } from './playground.js'

const at = placeAt({ file: 'p.yaml', text: 'x' }, { offset: 0 })
const literal = (value: string): Value => ({ kind: 'literal', value, at })
const computed = (evaluate: (scope: Readonly<Record<string, unknown>>) => unknown): Value => ({
  kind: 'expression',
  expression: { text: 'x', at, names: new Set(), evaluate },
  at,
})
const words = (vars: Record<string, Value>) => ({ vars: new Map(Object.entries(vars)), become: null, becomeUser: null })
const [a, b] = [hostNamed('a'), hostNamed('b')]
const shared = { base: { run: { id: 'r' } }, own: {} }

describe('scopeOf()', () => {
  test('inner vars win, and see the outer ones', () => {
    const outer = within(playFrame({}, newRegisters(), {}), words({ x: literal('out'), y: literal('kept') }))
    const inner = within(outer, words({ x: computed(({ vars }) => `${Object(vars).x}+in`) }))
    assert.deepEqual(scopeOf(inner, a, shared).vars, { x: 'out+in', y: 'kept' })
  })

  test('registers are per host', () => {
    const frame = playFrame({}, newRegisters(), {})
    frame.registers.set('a', 'seen', 1)
    assert.equal(scopeOf(frame, a, shared).seen, 1)
    assert.equal('seen' in scopeOf(frame, b, shared), false)
  })

  test('an unknown var stays unknown until it is used', () => {
    const unknown = computed(() => {
      throw new UnknownValueError('not yet')
    })
    const frame = within(playFrame({}, newRegisters(), {}), words({ x: unknown }))
    assert.ok(Object(scopeOf(frame, a, shared).vars).x instanceof Unknown)
  })
})

test('included() shows nothing of the outer file', () => {
  const outer = within(playFrame({ secret: 1 }, newRegisters(), { role: 'x' }), words({ v: literal('v') }))
  outer.registers.set('a', 'seen', 1)
  const scope = scopeOf(
    included(outer, () => ({ given: 2 })),
    a,
    shared,
  )
  assert.deepEqual([scope.inputs, scope.vars, 'seen' in scope, 'role' in scope], [{ given: 2 }, {}, false, false])
})
