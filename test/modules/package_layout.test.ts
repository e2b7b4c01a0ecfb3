import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { layoutOf } from '../../src/modules/package_layout.js'
import { digestedFile } from '../../src/packages/file_digest.js'
import { type FakeEntry, writeTarball } from './tarball.js'

describe('layoutOf()', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dmbook-layout-'))
  })
  after(() => rm(folder, { recursive: true }))

  const layout = async (...entries: FakeEntry[]) =>
    layoutOf(await digestedFile(await writeTarball(join(folder, 'p.tar.gz'), entries)))

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
