import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Invocation } from '../../src/cli/io.js'
import { tiupClusters, tiupFolder } from '../../src/commands/tiup_clusters.js'
import { errorText } from '../../src/core/error.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { putTiupCluster, tiupMeta } from '../fakes/tiup_home.js'

test('tiupFolder() is what --from names, else what TiUP says', () => {
  const settings = { cwd: '/here', tiupHome: '/home/me/.tiup' } as Invocation['settings']
  assert.equal(tiupFolder({ options: { from: 'x' }, settings }, 'from'), '/here/x')
  assert.equal(tiupFolder({ options: { from: 'x' }, settings }, 'to'), '/home/me/.tiup')
})

describe('tiupClusters()', () => {
  const said = (home: string, names: readonly string[]) => tiupClusters(home, names).then(() => '', errorText)

  test('gives those that are named, or all', async (context) => {
    const home = temporaryFolder(context)
    for (const name of ['b', 'a']) putTiupCluster(home, name)
    const names = async (wanted: readonly string[]) => (await tiupClusters(home, wanted)).map(({ files }) => files.name)
    assert.deepEqual(await names([]), ['a', 'b'])
    assert.deepEqual(await names(['b', 'b']), ['b'])
  })

  test('says everything that is wrong with any of them at once', async (context) => {
    const home = temporaryFolder(context)
    putTiupCluster(home, 'prod', tiupMeta.replace('user: tidb', 'user: "a b"'))
    putTiupCluster(home, 'test', tiupMeta.replace('10.0.0.2', '"-x"'))
    const text = await said(home, ['prod', 'test', '../prod', 'pord'])
    for (const part of [
      'prod/meta.yaml:1:7',
      'test/meta.yaml:8',
      '"../prod" as only letters',
      'did you mean prod?',
      '4 problems',
    ])
      assert.ok(text.includes(part), `${part}\n${text}`)
  })

  test('says where it looked when there is nothing', async (context) => {
    const home = temporaryFolder(context)
    assert.match(await said(home, []), /holds no cluster of tiup dm[\s\S]*--from/)
  })
})
