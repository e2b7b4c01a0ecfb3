import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { packageFiles } from '../../src/modules/package_files.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools, summary } from './fake_tools.js'
import { writeTarball } from './tarball.js'

describe('package_files', () => {
  let folder: string
  let path: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dmbook-package-files-'))
    path = await writeTarball(join(folder, 'p.tar.gz'), [
      { path: 'm/conf/a.rules.yml', text: 'env: ENV\n' },
      { path: 'm/conf/b.rules.yml', text: 'b\n' },
    ])
  })
  after(() => rm(folder, { recursive: true }))

  const wanted = (more: object = {}) =>
    completed(packageFiles, {
      package: path,
      match: 'm/conf/*.rules.yml',
      dest: '/conf',
      replace: { ENV: 'prod' },
      prune: '*.rules.yml',
      ...more,
    })

  test('compares what is there, and prunes only what matches', async () => {
    const host = fakeHost({
      '/conf/a.rules.yml': { text: 'env: other\n', mode: '0600' },
      '/conf/old.rules.yml': {},
      '/conf/prometheus.yml': {},
    })
    assert.deepEqual(summary(await packageFiles.check(host, wanted(), fakeTools())), [
      'change /conf/a.rules.yml',
      'mode 0600 → 0644',
      'create /conf/b.rules.yml',
      'remove /conf/old.rules.yml',
    ])
  })

  test('sends only what differs', async () => {
    const host = fakeHost({ '/conf/a.rules.yml': { text: 'env: prod\n' }, "/conf/it's.rules.yml": {} }).allowWrites()
    await packageFiles.apply(host, wanted(), fakeTools())
    assert.deepEqual(
      host.writes.map((write) => [write.path, write.content]),
      [['/conf/b.rules.yml', 'b\n']],
    )
    assert.deepEqual(host.scripts, ["rm -f '/conf/it'\\''s.rules.yml'"])
  })

  test('fails where the package brings none', async () => {
    await assert.rejects(
      packageFiles.check(fakeHost(), wanted({ match: 'x/*' }), fakeTools()),
      /as none is named x\/\*/,
    )
  })

  test('adds the files of a folder, which win where names are the same', async () => {
    const own = mkdtempSync(join(tmpdir(), 'dmbook-rules-'))
    writeFileSync(join(own, 'a.rules.yml'), 'mine\n')
    writeFileSync(join(own, 'c.rules.yml'), 'c\n')
    writeFileSync(join(own, 'notes.txt'), 'no rule')
    const host = fakeHost({ '/conf/keep': {} }).allowWrites()
    await packageFiles.apply(host, wanted({ folder: own }), fakeTools())
    rmSync(own, { recursive: true })
    const written = Object.fromEntries(host.writes.map(({ path, content }) => [path, content]))
    assert.deepEqual(written, { '/conf/a.rules.yml': 'mine\n', '/conf/b.rules.yml': 'b\n', '/conf/c.rules.yml': 'c\n' })
  })

  test('fails where the folder is not there', async () => {
    const want = wanted({ folder: '/nowhere' })
    await assert.rejects(packageFiles.check(fakeHost(), want, fakeTools()), /cannot use the files of \/nowhere/)
  })
})
