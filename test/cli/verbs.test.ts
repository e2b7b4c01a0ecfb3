import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { generated } from '../../scripts/generated.js'
import { globalFlags } from '../../src/cli/flags.js'
import { playbookHeaders, playbookVerb, verbs } from '../../src/cli/verbs.js'
import { shippedPlaybook } from '../../src/commands/playbook.js'
import { root } from '../shape/imports.js'

describe('verbs()', () => {
  test('names no verb twice, and no flag of a verb twice', () => {
    const names = verbs().map(({ name }) => name)
    assert.deepEqual(names, [...new Set(names)])
    for (const { name, flags } of verbs()) {
      const all = [...flags, ...globalFlags].flatMap((flag) => (flag.short ? [flag.name, flag.short] : [flag.name]))
      assert.deepEqual(all, [...new Set(all)], name)
    }
  })
})

describe('playbookVerb()', () => {
  test('makes arguments and flags of a header', () => {
    const verb = playbookVerb({
      verb: 'patch',
      description: 'Patch it',
      arguments: ['package'],
      select: true,
      inputs: [
        { name: 'package', type: 'package', description: 'What', required: true, values: [] },
        {
          name: 'transfer_timeout',
          type: 'duration',
          description: 'Longest wait',
          default: '300s',
          required: false,
          values: [],
        },
        { name: 'offline', type: 'bool', description: 'Stopped', default: false, required: false, values: [] },
      ],
    })
    assert.deepEqual(verb.arguments, ['cluster-name', 'package'])
    const flags = verb.flags.map(({ name, takes }) => [name, takes])
    assert.deepEqual(flags.slice(0, 4), [
      ['transfer-timeout', 'duration'],
      ['offline', null],
      ['node', 'id'],
      ['role', 'role'],
    ])
    assert.equal(verb.flags[0]?.summary, 'Longest wait (default 300s)')
  })
})

test('the ways back have every input of their playbooks as a flag, and what swaps programs has the same guards', async () => {
  const ways = { patch: 'patch/revert', rollback: 'upgrade/rollback' }
  const given = new Set(['version']) // by the command itself
  for (const [verb, way] of Object.entries(ways)) {
    const { inputs } = await shippedPlaybook({ packageRoot: root }, way)
    const flags =
      verbs()
        .find(({ name }) => name === verb)
        ?.flags.map(({ name }) => name.replaceAll('-', '_')) ?? []
    assert.deepEqual(
      [...inputs.keys()].filter((name) => !given.has(name) && !flags.includes(name)),
      [],
      way,
    )
    for (const name of ['workers', 'restore_binding', 'allow', 'offline', 'transfer_timeout'])
      assert.ok(inputs.has(name), `${way} ${name}`)
  }
})

test('docs/operations/guards.md names each guard of each verb', () => {
  const text = readFileSync(join(root, 'docs/operations/guards.md'), 'utf8')
  const rows = [...text.matchAll(/^\| `(\w+)` \|.*\| ([a-z, -]+) \|$/gm)]
  const told = rows.flatMap(([, guard, names = '']) => names.split(', ').map((verb) => `${verb} ${guard}`))
  const known = playbookHeaders.flatMap(({ verb, inputs }) =>
    inputs.filter(({ name }) => name === 'allow').flatMap(({ values }) => values.map((guard) => `${verb} ${guard}`)),
  )
  assert.deepEqual(told.sort(), known.sort())
})

test('generated files are fresh', async () => {
  for (const [path, text] of await generated(root)) {
    assert.equal(readFileSync(join(root, path), 'utf8'), text, `${path}: npm run generate`)
  }
})
