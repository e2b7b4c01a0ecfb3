import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Ajv } from 'ajv'
import { hostInventorySchema, playbookSchema, tasksSchema } from '../../src/language/playbook_schema.js'
import { plain } from '../../src/language/yaml_node.js'
import { catalog, ex, nodeOf, playbook } from './fixture.js'

const accepts = (schema: object, yaml: string) => new Ajv({ strict: false }).validate(schema, plain(nodeOf(yaml)))

describe('playbookSchema()', () => {
  const schema = playbookSchema(catalog)
  const cases: readonly [string, boolean][] = [
    [playbook('- name: x\n  probe: {}\n  register: now\n'), true],
    [playbook(`- wait_for: { port: "${ex('host.port')}" }\n`), true],
    [playbook('- block: [{ probe: {} }]\n  rescue: [{ fail: { message: x } }]\n'), true],
    [playbook('- wait_for: { port: x }\n'), false],
    [playbook('- wait_for: { prot: 1 }\n'), false],
    [playbook('- prob: {}\n'), false],
    [playbook('- name: x\n'), false],
    ['plays: [{ hosts: all, tasks: [], serial: "25%" }]', true],
    ['plays: [{ hosts: all, tasks: [], serail: 1 }]', false],
    ['inputs: { a: { type: strng } }\nplays: []', false],
    ['description: x', false],
  ]
  for (const [yaml, right] of cases)
    test(`${right ? 'takes' : 'refuses'} ${JSON.stringify(yaml)}`, () => assert.equal(accepts(schema, yaml), right))
})

test('tasksSchema() is of included files', () => {
  assert.equal(accepts(tasksSchema(catalog), 'inputs: { a: { type: int } }\ntasks: [{ probe: {} }]'), true)
  assert.equal(accepts(tasksSchema(catalog), 'plays: []'), false)
})

test('hostInventorySchema() is of plain inventories', () => {
  assert.equal(
    accepts(
      hostInventorySchema(),
      'all: { hosts: { a: , b: { x: 1 } }, children: { g: { hosts: { c: } }, h: }, vars: { ansible_connection: local } }',
    ),
    true,
  )
  assert.equal(accepts(hostInventorySchema(), 'all: { host: { a: } }'), false)
  assert.equal(accepts(hostInventorySchema(), 'all: { vars: { ansible_port: "22" } }'), false)
})
