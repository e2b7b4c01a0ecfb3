import assert from 'node:assert/strict'
import { test } from 'node:test'
import { iniVariable } from '../../../src/language/ansible/ini_variable.js'

const at = { source: { file: 'i', text: '' }, line: 1, column: 1, length: 1 }
const made = (text: string, layer: 'host' | 'inventory' = 'inventory') =>
  iniVariable({ name: 'x', text, at, layer, cut: false })

test('iniVariable() keeps the text beside the typed value', () => {
  const { value, text, rendered } = made('1e3').variable
  assert.deepEqual([value, text, rendered], [1000, '1e3', '1000.0'])
  assert.equal(made('"1.10"').variable.text, '1.10')
})

test('iniVariable() warns of what its writer may not know', () => {
  assert.match(made('1,2').warnings[0] ?? '', /^x is a tuple for Ansible; it is kept as text/)
  assert.match(made('/x # disk1').warnings[0] ?? '', /keeps what looks like a comment/)
  assert.deepEqual(made('/x # disk1', 'host').warnings, [])
  assert.deepEqual(made('5 # five').warnings, [])
})
