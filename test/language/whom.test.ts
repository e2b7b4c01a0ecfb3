import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCel } from '../../src/language/cel_environment.js'
import { whom } from '../../src/language/whom.js'

const host = (id: string, role: string | null, member: string | null = null) => ({ id, role, member })
const hosts = [
  host('a', 'dm-master', 'm1'),
  host('b', 'dm-master', 'm2'),
  host('c', 'dm-worker', 'w1'),
  host('d', 'grafana'),
]

test('whom() lists hosts by role, with who leads and who has what', () => {
  const live = { leader: 'm2', bindings: { s1: 'w1', s2: 'w1' } }
  assert.equal(whom(hosts, live), '  dm-master  a, b (leads)\n  dm-worker  c (has s1, s2)\n  grafana    d')
})

test('whom() of a cluster that does not answer, and of nobody', () => {
  assert.equal(whom([host('x', null)], { leader: null, bindings: null }), '  host  x')
  assert.equal(parseCel('whom([], cluster)')({ cluster: { leader: null, bindings: null } }), '  nobody')
})
