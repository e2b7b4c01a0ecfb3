import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { uploads } from '../../src/modules/uploads.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools, summary } from './fake_tools.js'

const want = completed(uploads, {})
const folder = '/home/tidb/.cache/dmbook'

describe('uploads', () => {
  test('is same where nothing was brought', async () => {
    assert.equal(summary(await uploads.check(fakeHost().expect(/\.cache\/dmbook/), want, fakeTools())), 'same')
  })

  test('names the folder and removes it alone, and an empty one above it', async () => {
    const host = fakeHost()
      .expect(/printf %s "\$d"/, { stdout: folder })
      .expect(/rm -rf/)
    assert.deepEqual(summary(await uploads.check(host, want, fakeTools())), [`remove ${folder}`])
    await uploads.apply(host, want, fakeTools())
    assert.match(host.scripts.at(-1) ?? '', /^rm -rf \/home\/tidb\/\.cache\/dmbook && .*rmdir "\$HOME\/\.cache"/)
  })
})
