import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checksumFile, checksums, saidChecksum } from '../../src/packages/checksums.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

const [one, two] = ['1'.repeat(64), '2'.repeat(64)]

describe('checksums()', () => {
  test('reads text and binary lines, ./ before a name, and upper case', () => {
    const text = `${one}  a.tar.gz\n${two} *./b.tar.gz\r\n${'A'.repeat(64)}  c.tar.gz\n`
    assert.deepEqual(Object.fromEntries(checksums(text)), {
      'a.tar.gz': one,
      'b.tar.gz': two,
      'c.tar.gz': 'a'.repeat(64),
    })
  })
  test('passes other lines over', () => {
    assert.equal(checksums(`# all\n\n${one}\n${one}  sub/a.tar.gz\nshort  a.tar.gz\n`).size, 0)
  })
})

describe('saidChecksum()', () => {
  const cases: [string, Record<string, string>, string | null][] = [
    ['reads the list', { [checksumFile]: `${one}  a` }, one],
    ['prefers the file of its own', { [checksumFile]: `${one}  a`, 'a.sha256': `${two}  a\n` }, two],
    ['takes a lone digest', { 'a.sha256': `${two}\n` }, two],
    ['falls back to the list', { [checksumFile]: `${one}  a`, 'a.sha256': `${two}  b\n` }, one],
    ['is null where nothing says it', { [checksumFile]: `${one}  b` }, null],
    ['is null without any', {}, null],
  ]
  for (const [name, files, said] of cases)
    test(name, async (t) => {
      const folder = temporaryFolder(t)
      for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
      assert.equal(await saidChecksum(folder, 'a'), said)
    })
  test('throws for a list that cannot be read', async (t) => {
    const folder = temporaryFolder(t)
    mkdirSync(join(folder, checksumFile))
    await assert.rejects(saidChecksum(folder, 'a'), { code: 'E-PACKAGE', message: /^cannot read the checksums in / })
  })
})
