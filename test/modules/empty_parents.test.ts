import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { emptyParents } from '../../src/modules/empty_parents.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools, summary } from './fake_tools.js'

const want = completed(emptyParents, { above: ['/dm/a', '/dm/b'] })

describe('empty_parents', () => {
  test('names each directory once', async () => {
    const host = fakeHost().expect(/is_empty/, { stdout: '/dm\0/dm\0' })
    assert.deepEqual(summary(await emptyParents.check(host, want, fakeTools())), ['remove /dm, which is empty'])
  })

  test('is same where none stands empty, and asks nothing for nothing', async () => {
    assert.equal(summary(await emptyParents.check(fakeHost().expect(/is_empty/), want, fakeTools())), 'same')
    assert.equal(summary(await emptyParents.check(fakeHost(), { above: [] }, fakeTools())), 'same')
  })
})
