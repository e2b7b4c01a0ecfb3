import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packageModule } from '../../src/modules/package.js'
import type { PackageWish } from '../../src/packages/packages.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools } from './fake_tools.js'

test('package asks for the component, and gives what release takes', async () => {
  const wishes: PackageWish[] = []
  const file = { path: '/p', sha256: 'abc', size: 1, component: 'dm-worker', version: 'v8.1.0' }
  const get = async (wish: PackageWish) => {
    wishes.push(wish)
    return file
  }
  const tools = fakeTools({ packages: { get, resolve: async () => 'v8.1.0' } })
  const want = completed(packageModule, { component: 'dm-worker' })
  assert.deepEqual(await packageModule.foresee(fakeHost(), want, tools), { kind: 'same', result: file })
  assert.deepEqual(await packageModule.act(fakeHost(), want, tools), { changed: false, result: file })
  assert.deepEqual(wishes[0], { component: 'dm-worker', version: null, os: 'linux', arch: 'amd64' })
})
