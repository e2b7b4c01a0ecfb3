import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { DmbookError, errorText } from '../../src/core/error.js'
import { inspectedPackage, inspectTarball, readEntries } from '../../src/packages/tarball.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { paxLine, tarFile } from './tar_of.js'

/** A package in TiUP's layout, packed by the system's tar. */
function packed(t: TestContext): string {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'dm-worker', 'conf'), { recursive: true })
  writeFileSync(join(folder, 'dm-worker', 'dm-worker'), 'program')
  chmodSync(join(folder, 'dm-worker', 'dm-worker'), 0o755)
  writeFileSync(join(folder, 'dm-worker', 'conf', 'dm_worker.rules.yml'), 'groups: []\n')
  symlinkSync('dm-worker', join(folder, 'dm-worker', 'latest'))
  execFileSync('tar', ['-czf', join(folder, 'p.tar.gz'), '-C', folder, './dm-worker'])
  return join(folder, 'p.tar.gz')
}

async function refusalOf(path: string): Promise<DmbookError> {
  const thrown: unknown = await inspectTarball(path).catch((error: unknown) => error)
  assert.ok(thrown instanceof DmbookError)
  return thrown
}

describe('inspectTarball()', () => {
  test('gives entries and components of what the system packs', async (t) => {
    const { entries, components } = await inspectTarball(packed(t))
    assert.deepEqual(components, ['dm-worker'])
    const program = entries.find(({ path }) => path === 'dm-worker/dm-worker')
    assert.deepEqual(program, { path: 'dm-worker/dm-worker', type: 'file', mode: '0755', size: 7, target: null })
    const link = entries.find(({ type }) => type === 'link')
    assert.deepEqual([link?.path, link?.target], ['dm-worker/latest', 'dm-worker'])
    assert.deepEqual(
      entries.filter(({ type }) => type === 'directory').map(({ path }) => path),
      ['dm-worker', 'dm-worker/conf'],
    )
  })

  test('refuses with one problem as its message', async (t) => {
    const path = tarFile(t, [{ path: '../dm-worker' }])
    const { code, exit, message } = await refusalOf(path)
    assert.deepEqual([code, exit], ['E-PACKAGE', 'refused'])
    assert.equal(message, `cannot use the package ${path} as it holds a name that leaves it: ../dm-worker`)
  })

  test('refuses with every problem', async (t) => {
    const path = tarFile(t, [{ path: '/a' }, { path: 'b', type: '2', target: '/etc' }, { path: 'c', mode: 0o4755 }])
    const refusal = await refusalOf(path)
    assert.equal(refusal.message, `cannot use the package ${path} as it has 3 problems`)
    assert.match(errorText(refusal), /an absolute name.*\n.*lead out of it.*\n.*another user's rights.*\n3 problems\./)
  })

  test('shows twenty problems and how many more there are', async (t) => {
    const { problems } = await refusalOf(
      tarFile(
        t,
        Array.from({ length: 25 }, (_, at) => ({ path: `/${at}` })),
      ),
    )
    assert.equal(problems.length, 21)
    assert.equal(problems.at(-1)?.message, 'and 5 more problems of this package')
  })

  test('says what is no tar', async (t) => {
    const path = join(temporaryFolder(t), 'p.tar.gz')
    writeFileSync(path, 'text')
    assert.match((await refusalOf(path)).message, /as it is no \.tar\.gz, or a damaged one: incorrect header check$/)
  })

  test('refuses one without entries', async (t) => {
    const comment = { path: 'g', type: 'g', content: paxLine('comment', 'of git archive') }
    assert.match((await refusalOf(tarFile(t, [comment]))).message, /as it is empty$/)
    assert.match((await refusalOf(tarFile(t, []))).message, /as TAR_BAD_ARCHIVE: Unrecognized archive format$/)
  })

  test('names a file that is not there', async (t) => {
    assert.match((await refusalOf(join(temporaryFolder(t), 'none'))).message, /as ENOENT/)
  })
})

describe('readEntries()', () => {
  test('gives what matches, whole', async (t) => {
    const found = await readEntries(packed(t), (path) => path.endsWith('.rules.yml'))
    assert.deepEqual([...found], [['dm-worker/conf/dm_worker.rules.yml', Buffer.from('groups: []\n')]])
  })

  test('gives an empty file, and no directory or link', async (t) => {
    const path = tarFile(t, [{ path: 'd/', type: '5' }, { path: 'l', type: '2', target: 'e' }, { path: 'e' }])
    assert.deepEqual([...(await readEntries(path, () => true))], [['e', Buffer.alloc(0)]])
  })

  test('gives a file of many pieces', async (t) => {
    const content = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7919) % 256))
    const found = await readEntries(tarFile(t, [{ path: 'a', content }]), () => true)
    assert.ok(found.get('a')?.equals(content))
  })

  test('refuses a large file only where it matches', async (t) => {
    const path = tarFile(t, [{ path: 'large', content: Buffer.alloc(8 * 1024 ** 2 + 1) }, { path: 'a' }])
    assert.deepEqual([...(await readEntries(path, (name) => name === 'a')).keys()], ['a'])
    await assert.rejects(
      readEntries(path, () => true),
      { code: 'E-PACKAGE', message: `cannot read the package ${path} as large is larger than 8.0 MiB` },
    )
  })
})

test('inspectedPackage() looks at a content once, however many ask; a failure is not kept', async (t) => {
  const path = tarFile(t, [{ path: 'dm-master', content: 'x' }])
  const file = { path, sha256: 'of one content', size: 1 }
  const [first, second] = await Promise.all([inspectedPackage(file), inspectedPackage(file)])
  assert.equal(first, second)
  assert.equal(await inspectedPackage({ ...file, path: '/gone' }), first)
  const other = { ...file, sha256: 'of another' }
  await assert.rejects(inspectedPackage({ ...other, path: '/gone' }), { code: 'E-PACKAGE' })
  assert.deepEqual((await inspectedPackage(other)).components, ['dm-master'])
})
