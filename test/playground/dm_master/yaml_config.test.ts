import assert from 'node:assert/strict'
import { test } from 'node:test'
import { masked, readSourceText, readTaskText } from '../../../src/playground/dm_master/yaml_config.js'
import { code } from '../states.js'

test('readSourceText() wants an id', () => {
  assert.deepEqual(readSourceText('source-id: s1\nenable-relay: true\n'), {
    id: 's1',
    enableRelay: true,
    text: 'source-id: s1\nenable-relay: true\n',
  })
  assert.throws(() => readSourceText('from: {}'), code(20005))
  assert.throws(() => readSourceText('a: [1'), code(20003))
  assert.throws(() => readSourceText('just text'), code(20003))
})

const task = (rest: string) => readTaskText(`name: t\n${rest}`)

test('readTaskText() wants a name and sources, each once', () => {
  const { name, mode, sources } = task('task-mode: full\nmysql-instances: [{source-id: a}, {source-id: b}]')
  assert.deepEqual({ name, mode, sources }, { name: 't', mode: 'full', sources: ['a', 'b'] })
  assert.equal(task('mysql-instances: [{source-id: a}]').mode, 'all')
  assert.throws(() => readTaskText('mysql-instances: []'), code(20004))
  assert.throws(() => task('mysql-instances: []'), code(20013))
  assert.throws(() => task('mysql-instances: [{}]'), code(20005))
  assert.throws(() => task('mysql-instances: [{source-id: a}, {source-id: a}]'), code(20014))
})

test('masked() hides passwords only', () => {
  const text = masked('from:\n  user: u\n  password: secret\ntarget-database:\n  password: secret\n')
  assert.doesNotMatch(text, /secret/)
  assert.match(text, /user: u/)
})
