import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compareForeign, keepsMode } from '../../src/modules/foreign_file.js'
import { fakeHost } from '../fakes/fake_host.js'
import { summary } from './fake_tools.js'

const path = '/conf/dm-worker.toml'
const compare = (found: string, wanted: string) => compareForeign({ path, form: 'toml', found, wanted })

describe('compareForeign()', () => {
  test('leaves a file alone that says what is wanted', () =>
    assert.deepEqual(compare('# WARNING: auto-generated\na = 1\n', '# Written by dmbook\na = 1\n'), { kind: 'same' }))

  test('shows the settings that differ, not the texts', () => {
    const check = compare('# WARNING\na = 1\nb = 2\n', 'a = 3\nb = 2\n')
    assert.deepEqual(check && summary(check), [`change ${path}`])
    assert.ok(check?.kind === 'differs')
    assert.deepEqual(check.changes[0]?.diff, { path, before: 'a = 1\n', after: 'a = 3\n' })
  })

  test('leaves to the bytes what dmbook wrote, and what cannot be read', () => {
    assert.equal(compare('#!/bin/bash\n# Written by dmbook for x\na = 1\n', 'a = 1\n'), null)
    assert.equal(compare('a = = 1\n', 'a = 1\n'), null)
  })
})

test('keepsMode() asks only that nobody else may write, and that it can be started', async () => {
  const stat = async (mode: string) => fakeHost({ '/x': { text: '', mode } }).stat('/x')
  const rows = [
    ['0644', '0600', true],
    ['0755', '0644', true],
    ['0664', '0600', false],
    ['0646', '0644', false],
    ['0644', '0755', false],
    ['0700', '0755', true],
  ] as const
  for (const [found, wanted, kept] of rows)
    assert.equal(keepsMode(await stat(found), wanted), kept, `${found} ${wanted}`)
  assert.equal(keepsMode({ kind: 'missing' }, '0644'), false)
})
