import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../../../src/core/secret.js'
import { Findings } from '../../../src/language/ansible/findings.js'
import { ansibleYaml, yamlValue } from '../../../src/language/ansible/yaml_value.js'
import { readYaml } from '../../../src/language/yaml_source.js'
import { closed, key } from './vaults.js'

function value(yaml: string) {
  return read(yaml).value
}

function read(yaml: string) {
  const shown = { file: 'v.yml', text: yaml }
  const { root, problems } = readYaml(shown, ansibleYaml)
  assert.deepEqual(problems, [])
  assert.ok(root)
  const findings = new Findings([key('p')])
  return { value: yamlValue(root, { source: { shown }, findings }), findings }
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

test('yamlValue() takes old numbers as PyYAML does, and says those that look like texts', () => {
  const { value: found, findings } = read('[0644, -017, 08, 1:30, 12:30:45, 1:75, 0b11, 0x1f, -0x_A, 0]\n')
  assert.deepEqual(found, [420, -15, '08', 90, 45045, '1:75', 3, 31, -10, 0])
  assert.deepEqual(
    findings.warnings.map(({ message, at }) => [at?.column, message]),
    [
      [2, 'this is an octal number for Ansible: quote it where text is meant'],
      [8, 'this is an octal number for Ansible: quote it where text is meant'],
      [18, 'this is a number of base 60 for Ansible: quote it where text is meant'],
      [24, 'this is a number of base 60 for Ansible: quote it where text is meant'],
    ],
  )
})
