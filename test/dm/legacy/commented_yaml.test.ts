import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import { commentedYaml, Rows } from '../../../src/dm/legacy/commented_yaml.js'

test('commentedYaml() writes maps, lists and remarks', () => {
  const rows = new Rows([
    { key: 'global', value: new Rows([{ key: 'user', value: 'tidb', note: 'inventory.ini:3' }]) },
    {
      key: 'master_servers',
      value: Rows.list([
        new Rows([
          { key: 'host', value: '10.0.0.1', note: 'm1' },
          { key: 'config', value: new Rows([{ key: 'log-level', value: 'debug' }]) },
        ]),
      ]),
    },
  ])
  assert.equal(
    commentedYaml(rows),
    `global:
  user: tidb # inventory.ini:3
master_servers:
  - host: 10.0.0.1 # m1
    config:
      log-level: debug
`,
  )
})

test('commentedYaml() quotes what is needed, and keeps a remark on its line', () => {
  for (const value of ['a # b', 'yes', '8.10', 'two\nlines', "it's: so", '', true, 15]) {
    const text = commentedYaml(new Rows([{ key: 'x', value, note: 'from\n here' }]))
    assert.deepEqual(parse(text), { x: value })
    assert.equal(text.split('\n').length, 2)
  }
})
