import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../../../src/core/secret.js'
import { Findings } from '../../../src/language/ansible/findings.js'
import { keptTags, yamlValue } from '../../../src/language/ansible/yaml_value.js'
import { readYaml } from '../../../src/language/yaml_source.js'
import { closed, key } from './vaults.js'

function value(yaml: string) {
  const { root, problems } = readYaml({ file: 'v.yml', text: yaml }, { tags: keptTags })
  assert.deepEqual(problems, [])
  assert.ok(root)
  return yamlValue(root, new Findings([key('p')]))
}

test('yamlValue() reads scalars as YAML 1.1 does', () => {
  const text = '[yes, No, on, "yes", true, 1_000, 1e3, 1.5e+3, 0o17, 8261, "8262", 1.10, ~, y, 2020-01-01]\n'
  assert.deepEqual(value(text), [
    true,
    false,
    true,
    'yes',
    true,
    1000,
    '1e3',
    1500,
    '0o17',
    8261,
    '8262',
    1.1,
    null,
    'y',
    '2020-01-01',
  ])
})

test('yamlValue() opens inline Vaults, and takes !unsafe for text', () => {
  const block = closed('hunter2', 'p').replaceAll(/^/gm, '  ')
  const found = value(`a: !vault |\n${block}\nb: !unsafe "{{ x }}"\n`)
  assert.ok(typeof found === 'object' && found !== null && 'a' in found && found.a instanceof Secret)
  assert.equal(found.a.reveal(), 'hunter2')
  assert.equal(JSON.stringify(found), '{"a":"******","b":"{{ x }}"}')
})
