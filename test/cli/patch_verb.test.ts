import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withPatchWays } from '../../src/cli/patch_verb.js'
import { verbs } from '../../src/cli/verbs.js'

test('patch alone has --list and --revert, and needs no package for them', () => {
  const patch = verbs().find(({ name }) => name === 'patch')
  assert.deepEqual(patch?.arguments, ['cluster-name', '[package]'])
  const names = patch?.flags.map(({ name }) => name) ?? []
  for (const name of ['list', 'revert', 'overwrite', 'offline', 'transfer-timeout', 'node', 'role'])
    assert.ok(names.includes(name), name)
  const transfer = patch?.flags.find(({ name }) => name === 'transfer-timeout')
  assert.match(transfer?.summary ?? '', /\(default 5m\)|\(default 300s\)/)
  const other = { name: 'stop', summary: '', arguments: ['cluster-name'], flags: [] }
  assert.equal(withPatchWays(other), other)
})
