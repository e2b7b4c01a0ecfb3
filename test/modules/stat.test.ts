import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { stat } from '../../src/modules/stat.js'
import { sha256 } from '../fakes/fake_files.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools } from './fake_tools.js'

describe('stat', () => {
  const host = fakeHost({ '/a': { text: 'x', owner: 'tidb' }, '/l': { kind: 'link', target: '/a' } })
  const look = (path: string, digest = false) => stat.read(host, { path, digest }, fakeTools())
  const nothing = { mode: null, owner: null, group: null, size: null, target: null, sha256: null }

  test('has every key, whatever is there', async () => {
    assert.deepEqual(await look('/none'), { ...nothing, exists: false, kind: 'missing' })
    assert.deepEqual(await look('/l', true), {
      ...nothing,
      exists: true,
      kind: 'link',
      owner: 'root',
      group: 'root',
      target: '/a',
    })
  })

  test('reads a file for its digest on request only', async () => {
    const found = { ...nothing, exists: true, kind: 'file', mode: '0644', owner: 'tidb', group: 'tidb', size: 1 }
    assert.deepEqual(await look('/a'), found)
    assert.deepEqual(await look('/a', true), { ...found, sha256: sha256('x') })
  })
})
