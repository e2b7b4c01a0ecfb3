import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { packageLayout } from '../../src/modules/package_layout.js'
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
    assert.deepEqual(found, { bare: [], others: ['dm-worker'], tried: ['dm-worker'] })
  })

  test('knows bare programs, and what lies beside them', async () => {
    const found = await layout({ path: './node_exporter' }, { path: './LICENSE' }, { path: './doc/x' })
    assert.deepEqual(found, { bare: ['./node_exporter'], others: ['./LICENSE', './doc'], tried: [] })
    assert.deepEqual(await layout({ path: 'dm-master' }), { bare: ['dm-master'], others: [], tried: ['dm-master'] })
  })

  test('allows links that stay inside', async () => {
    const found = await layout(
      { path: 'bin/grafana-server' },
      { path: 'bin/grafana', type: 'SymbolicLink', linkpath: 'grafana-server' },
      { path: 'bin/other', type: 'SymbolicLink', linkpath: '../bin/grafana-server' },
      { path: 'bin/hard', type: 'Link', linkpath: 'bin/grafana-server' },
    )
    assert.deepEqual(found.others, ['bin'])
  })

  const hostile: readonly [RegExp, FakeEntry][] = [
    [/a name that leaves its directory: "..\/x"/, { path: '../x' }],
    [/a name that leaves its directory: "a\/..\/..\/x"/, { path: 'a/../../x' }],
    [/a name that leaves its directory: "\/etc\/x"/, { path: '/etc/x' }],
    [/a name that leaves its directory: "a\\nb"/, { path: 'a\nb' }],
    [/a link that points out of it: a\/l → \.\.\/\.\.\/x/, { path: 'a/l', type: 'SymbolicLink', linkpath: '../../x' }],
    [/a link that points out of it: l → \/etc/, { path: 'l', type: 'SymbolicLink', linkpath: '/etc' }],
    [/a link that points out of it: h → \.\.\/x/, { path: 'h', type: 'Link', linkpath: '../x' }],
    [/something else than files: dev/, { path: 'dev', type: 'CharacterDevice' }],
    [/takes another user's rights: su/, { path: 'su', mode: 0o4755 }],
  ]
  for (const [message, entry] of hostile) {
    test(`refuses ${JSON.stringify(entry)}`, async () => {
      await assert.rejects(layout({ path: 'fine' }, entry), message)
    })
  }

  test('refuses what is no tarball, or not whole', async () => {
    const path = join(folder, 'no.tar.gz')
    await writeFile(path, 'nothing of the kind')
    await assert.rejects(packageLayout(path), { code: 'E-PACKAGE' })
    await assert.rejects(layout({ path: 'a', text: 'x', size: 10_000 }), { code: 'E-PACKAGE' })
    await assert.rejects(packageLayout(join(folder, 'none')), /cannot use the package .*none as ENOENT/)
  })
})
