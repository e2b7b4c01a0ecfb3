import assert from 'node:assert/strict'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { clusterPackage } from '../../src/modules/cluster_package.js'
import { fakeHost } from '../fakes/fake_host.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { fakeStore } from './fake_store.js'
import { fakeTools, summary } from './fake_tools.js'
import { writeTarball } from './tarball.js'

test('cluster_package keeps a copy for every component, and mends one that was cut short', async (t) => {
  const folder = temporaryFolder(t)
  const path = await writeTarball(join(folder, 'hotfix.tar.gz'), [{ path: 'dm-worker' }, { path: 'dm-master' }])
  const cluster = fakeStore({}, join(folder, 'prod'))
  const tools = fakeTools({ cluster })
  const check = async () => summary(await clusterPackage.check(fakeHost(), { package: path, state: 'kept' }, tools))
  const keep = async () => clusterPackage.apply(fakeHost(), { package: path, state: 'kept' }, tools)

  assert.deepEqual(await check(), ['keep hotfix.tar.gz for dm-master, dm-worker'])
  await keep()
  assert.equal(await check(), 'same')
  const { 'dm-master': one, 'dm-worker': other } = cluster.meta?.kept ?? {}
  assert.deepEqual([one, one?.name], [other, 'hotfix.tar.gz'])
  const copies = join(folder, 'prod', 'packages')
  assert.deepEqual(readdirSync(copies), [`${one?.sha256}.tar.gz`])

  writeFileSync(join(copies, `${one?.sha256}.tar.gz`), 'half')
  assert.notEqual(await check(), 'same')
  await keep()
  assert.equal(await check(), 'same')
})

test('cluster_package forgets what no instance of the component has any more', async () => {
  const kept = { name: 'hotfix.tar.gz', sha256: 'a', size: 1 }
  const topology = { master_servers: [{ host: 'a' }], worker_servers: [{ host: 'a' }] }
  const marks = { 'a:8262': { patched: 'hotfix.tar.gz' } }
  const cluster = fakeStore({ topology, marks, kept: { 'dm-master': kept, 'dm-worker': kept } })
  const tools = fakeTools({ cluster })
  const check = async () => summary(await clusterPackage.check(fakeHost(), { state: 'unused' }, tools))
  assert.deepEqual(await check(), ['forget the kept package of dm-master'])
  await clusterPackage.apply(fakeHost(), { state: 'unused' }, tools)
  assert.deepEqual(Object.keys(cluster.meta?.kept ?? {}), ['dm-worker'])
  assert.equal(await check(), 'same')
  cluster.meta = cluster.meta && { ...cluster.meta, marks: {} }
  await clusterPackage.apply(fakeHost(), { state: 'unused' }, tools)
  assert.equal(cluster.meta?.kept, undefined)
})

test('cluster_package wants a package to keep', async () => {
  const tools = fakeTools({ cluster: fakeStore() })
  await assert.rejects(clusterPackage.check(fakeHost(), { state: 'kept' }, tools), /as none is named/)
})
