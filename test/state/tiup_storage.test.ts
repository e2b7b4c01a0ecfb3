import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readTiupFiles, tiupClustersFolder, tiupNames } from '../../src/state/tiup_storage.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { putTiupCluster, putTiupPatch, tiupMeta } from '../fakes/tiup_home.js'

const read = async (folder: string) => {
  const problems: string[] = []
  const files = await readTiupFiles(folder, ({ message }) => problems.push(message))
  return { files, problems }
}

test('tiupClustersFolder() finds them below a home and below a profile', async (context) => {
  const home = temporaryFolder(context)
  assert.equal(await tiupClustersFolder(home), null)
  putTiupCluster(home, 'prod')
  const clusters = join(home, 'storage', 'dm', 'clusters')
  assert.equal(await tiupClustersFolder(home), clusters)
  assert.equal(await tiupClustersFolder(join(home, 'storage', 'dm')), clusters)
  mkdirSync(join(clusters, '.hidden'))
  symlinkSync('/etc', join(clusters, 'etc'))
  assert.deepEqual(await tiupNames(clusters), ['prod'])
})

describe('readTiupFiles()', () => {
  test('reads keys, meta.yaml and the packages that links name', async (context) => {
    const folder = putTiupCluster(temporaryFolder(context), 'prod')
    putTiupPatch(folder, 'dm-worker', 'x')
    const { files, problems } = await read(folder)
    assert.deepEqual(problems, [])
    assert.deepEqual(
      [files?.name, files?.meta.text, files?.privateKey, files?.publicKey],
      ['prod', tiupMeta, 'PRIVATE\n', 'ssh-rsa AAAA tiup'],
    )
    assert.deepEqual(files?.patches, [
      { component: 'dm-worker', path: join(folder, 'patch', 'dm-worker-0123abc.tar.gz') },
    ])
  })

  test('says all that is missing', async (context) => {
    const folder = putTiupCluster(temporaryFolder(context), 'prod')
    rmSync(join(folder, 'ssh'), { recursive: true })
    const { files, problems } = await read(folder)
    assert.equal(files, null)
    assert.equal(problems.length, 2)
    assert.match(problems.join(), /cannot adopt prod as there is no .*id_rsa/)
  })

  for (const [what, spoil, said] of [
    ['a link in the place of meta.yaml', (folder: string) => linked(folder, 'meta.yaml'), /meta\.yaml is a link/],
    ['a link in the place of the key', (folder: string) => linked(folder, 'ssh/id_rsa'), /id_rsa is a link/],
    ['a pipe, without waiting at it', (folder: string) => piped(folder, 'meta.yaml'), /meta\.yaml is no file/],
    ['a huge file', (folder: string) => truncateSync(join(folder, 'meta.yaml'), 5 << 20), /larger than 4\.0 MiB/],
    [
      'a patch that leads out',
      (folder: string) => escaping(folder),
      /does not lead to a package beside it: \.\.\/\.\.\/x/,
    ],
  ] as const)
    test(`refuses ${what}`, async (context) => {
      const folder = putTiupCluster(temporaryFolder(context), 'prod')
      spoil(folder)
      assert.match((await read(folder)).problems.join(), said)
    })
})

function linked(folder: string, name: string): void {
  renameSync(join(folder, name), join(folder, 'elsewhere'))
  symlinkSync(join(folder, 'elsewhere'), join(folder, name))
}

function piped(folder: string, name: string): void {
  rmSync(join(folder, name))
  execFileSync('mkfifo', [join(folder, name)])
}

function escaping(folder: string): void {
  mkdirSync(join(folder, 'patch'))
  symlinkSync('../../x', join(folder, 'patch', 'dm-worker.tar.gz'))
}
