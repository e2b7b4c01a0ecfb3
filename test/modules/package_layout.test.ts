import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { layoutOf, packageLayout } from '../../src/modules/package_layout.js'
import { fakeTools } from './fake_tools.js'
import { type FakeEntry, writeTarball } from './tarball.js'

describe('packageLayout()', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dmbook-layout-'))
  })
  after(() => rm(folder, { recursive: true }))

  const layout = async (...entries: FakeEntry[]) => packageLayout(await writeTarball(join(folder, 'p.tar.gz'), entries))

  test('knows TiUP’s layout, and which programs tell their version', async () => {
    const found = await layout(
      { path: 'dm-worker/', type: 'Directory' },
      { path: 'dm-worker/dm-worker' },
      { path: 'dm-worker/conf/a.yml' },
    )
    assert.deepEqual(found, { bare: [], tried: ['dm-worker'] })
    assert.deepEqual(await layout({ path: 'bin/grafana-server' }), { bare: [], tried: [] })
  })

  test('knows bare programs', async () => {
    const found = await layout({ path: './node_exporter' }, { path: './LICENSE' }, { path: './doc/x' })
    assert.deepEqual(found, { bare: ['node_exporter'], tried: [] })
    assert.deepEqual(await layout({ path: 'dm-master' }), { bare: ['dm-master'], tried: ['dm-master'] })
  })

  test('refuses what is hostile', async () => {
    await assert.rejects(layout({ path: 'dm-master' }, { path: '../x' }), { code: 'E-PACKAGE' })
  })
})

describe('layoutOf()', () => {
  test('inspects a package once in a run, however many ask', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dmbook-layout-'))
    const path = await writeTarball(join(folder, 'p.tar.gz'), [{ path: 'dm-master' }])
    const { packages } = fakeTools()
    const file = { path, sha256: 'a', size: 1 }
    const [first, second] = await Promise.all([layoutOf(file, packages), layoutOf(file, packages)])
    await rm(folder, { recursive: true })
    assert.equal(first, second)
    assert.equal(await layoutOf(file, packages), first)
    await assert.rejects(layoutOf(file, fakeTools().packages), { code: 'E-PACKAGE' })
    await assert.rejects(layoutOf({ ...file, sha256: 'b' }, packages), { code: 'E-PACKAGE' })
  })
})
