import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { packageTexts } from '../../src/modules/package_entries.js'
import { type FakeEntry, writeTarball } from './tarball.js'

describe('packageTexts()', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dmbook-entries-'))
  })
  after(() => rm(folder, { recursive: true }))

  const texts = async (match: string, ...entries: FakeEntry[]) =>
    packageTexts(await writeTarball(join(folder, 'p.tar.gz'), entries), match)

  test('reads what matches, by its last name, and skips the rest', async () => {
    const found = await texts(
      'm/conf/*.yml',
      { path: './m/conf/b.yml', text: 'b' },
      { path: 'm/m', text: 'x'.repeat(3_000_000) },
      { path: 'm/conf/a.yml', text: 'a'.repeat(100_000) },
      { path: 'm/conf/l.yml', type: 'SymbolicLink', linkpath: '/etc/passwd' },
    )
    assert.deepEqual([...found.keys()], ['a.yml', 'b.yml'])
    assert.equal(found.get('a.yml')?.length, 100_000)
  })

  test('refuses two of one name', async () => {
    await assert.rejects(
      texts('*/a', { path: 'x/a' }, { path: 'y/a' }),
      /cannot use y\/a of .* as another file has its name/,
    )
  })

  test('says what it cannot read', async () => {
    await assert.rejects(packageTexts(join(folder, 'none'), '*'), { code: 'E-PACKAGE' })
  })
})
