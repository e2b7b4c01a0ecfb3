import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compareText, lookAtFile, together } from '../../src/modules/file_look.js'
import { blocked, differs, same } from '../../src/modules/module.js'
import { sha256 } from '../fakes/fake_files.js'
import { fakeHost } from '../fakes/fake_host.js'

describe('lookAtFile()', () => {
  test('has a digest of regular files only', async () => {
    const host = fakeHost({ '/a': { text: 'x' }, '/d/e': {} })
    assert.equal((await lookAtFile(host, '/a')).digest, sha256('x'))
    assert.deepEqual(await lookAtFile(host, '/none'), { stat: { kind: 'missing' }, digest: null })
    assert.equal((await lookAtFile(host, '/d')).digest, null)
  })
})

describe('compareText()', () => {
  test('has no diff of what is too long to show', async () => {
    const host = fakeHost({ '/a': { text: 'x', size: 300_000 } })
    const check = await compareText(host, { path: '/a', text: 'y', mode: '0644' })
    assert.deepEqual(check, differs('change /a'))
  })
})

describe('together()', () => {
  test('is blocked where one is, else has all changes, else the result', () => {
    assert.deepEqual(together([same(), differs('a'), differs('b')]), differs('a', 'b'))
    assert.deepEqual(together([differs('a'), blocked('no')]), blocked('no'))
    assert.deepEqual(together([same(), same()], { pid: 1 }), same({ pid: 1 }))
  })
})
