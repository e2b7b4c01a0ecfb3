import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read } from './reading.js'

test('yamlVariables() keep what was written beside the value, and the place', () => {
  const vars = read('h\n', {
    vars: { 'host_vars/h.yml': '---\nport: 8_000\nversion: 1.10\nlist: [1]\nt: yes\n' },
  }).hosts.get('h')?.vars
  assert.deepEqual(
    [...(vars?.values() ?? [])].map(({ name, text, rendered, at, layer }) => [
      name,
      text,
      rendered,
      `${at.source.file}:${at.line}`,
      layer,
    ]),
    [
      ['port', '8_000', '8000', 'host_vars/h.yml:2', 'host_vars'],
      ['version', '1.10', '1.1', 'host_vars/h.yml:3', 'host_vars'],
      ['list', '', '[1]', 'host_vars/h.yml:4', 'host_vars'],
      ['t', 'yes', 'True', 'host_vars/h.yml:5', 'host_vars'],
    ],
  )
})
