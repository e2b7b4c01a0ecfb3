import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { adoptedDraft, keptPatches, keptTls } from '../../src/commands/adoption.js'
import { type TiupCluster, tiupClusters } from '../../src/commands/tiup_clusters.js'
import { keptPackagePath } from '../../src/state/kept_packages.js'
import { readAuthority, readTlsIdentity } from '../../src/state/tls_files.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { putTiupCluster, putTiupPatch, putTiupTls, tiupMeta } from '../fakes/tiup_home.js'
import { writeTarball } from '../modules/tarball.js'

const around = { recorded: null, newId: 'c0ffee', ssh: null, mirror: '/m' }

async function cluster(home: string, meta = tiupMeta): Promise<TiupCluster> {
  putTiupCluster(home, 'prod', meta)
  const [found] = await tiupClusters(home, ['prod'])
  if (!found) throw new Error('there is none')
  return found
}

describe('adoptedDraft()', () => {
  test('is a record as a deploy makes it; what was patched is a mark', async (context) => {
    const draft = adoptedDraft(await cluster(temporaryFolder(context)), around)
    assert.deepEqual(draft.settings, { ssh: 'builtin', services: 'systemd', mirror: '/m' })
    assert.deepEqual(draft.marks, { '10.0.0.2:8262': { patched: 'a package of tiup dm' } })
    assert.deepEqual([draft.id, draft.user, draft.version], ['c0ffee', 'tidb', 'v8.1.0'])
  })

  test('keeps how a user’s systemd and ssh are chosen', async (context) => {
    const meta = tiupMeta.replace('user: tidb, deploy', 'user: tidb, systemd_mode: user, ssh_type: system, deploy')
    const found = await cluster(temporaryFolder(context), meta)
    assert.deepEqual(adoptedDraft(found, around).settings, { ssh: 'system', services: 'systemd-user', mirror: '/m' })
    assert.equal(adoptedDraft(found, { ...around, ssh: 'builtin' }).settings.ssh, 'builtin')
  })

  test('is the recorded cluster again, whatever is written down; else it is refused', async (context) => {
    const found = await cluster(temporaryFolder(context))
    const first = adoptedDraft(found, around)
    const recorded = { ...first, serial: 3, state: 'deployed' as const, marks: { 'x:1': { patched: 'later' } } }
    const more = await cluster(
      temporaryFolder(context),
      tiupMeta.replace('name: w1', 'name: w1, port: 8262, ssh_port: 22'),
    )
    const again = adoptedDraft(more, { ...around, newId: 'other', recorded })
    assert.deepEqual([again.id, again.marks], ['c0ffee', recorded.marks])
    const upgraded = { ...recorded, version: 'v8.5.0' }
    assert.throws(() => adoptedDraft(found, { ...around, recorded: upgraded }), /v8\.5\.0 here and v8\.1\.0 there/)
    const grown = await cluster(temporaryFolder(context), `${tiupMeta}  - { host: 10.0.0.3 }\n`)
    assert.throws(() => adoptedDraft(grown, { ...around, recorded }), /another one than there/)
  })

  test('of an encrypted cluster keeps its authority, once', async (context) => {
    const home = temporaryFolder(context)
    const meta = tiupMeta.replace('user: tidb, ', 'user: tidb, enable_tls: true, ')
    await putTiupTls(putTiupCluster(home, 'prod', meta))
    const found = await cluster(home, meta)
    assert.match(JSON.stringify(adoptedDraft(found, around).topology), /"enable_tls":true/)
    const folder = join(home, 'ours')
    await keptTls(found, folder)
    const authority = await readAuthority(folder)
    assert.deepEqual(authority, found.tls?.authority)
    assert.equal((await readTlsIdentity(folder))?.key, found.tls?.client.key)
    assert.equal(statSync(join(folder, 'tls', 'ca.pem')).mode & 0o777, 0o600)
    await putTiupTls(putTiupCluster(home, 'prod', meta))
    await keptTls(await cluster(home, meta), folder)
    assert.deepEqual(await readAuthority(folder), authority)
  })
})

test('keptPatches() copies what tiup dm patch --overwrite has kept', async (context) => {
  const home = temporaryFolder(context)
  const packed = await writeTarball(join(home, 'p.tar.gz'), [{ path: 'dm-worker/dm-worker', text: 'new' }])
  putTiupPatch(putTiupCluster(home, 'prod'), 'dm-worker', readFileSync(packed))
  const [found] = await tiupClusters(home, ['prod'])
  assert.ok(found)
  const kept = await keptPatches(found, join(home, 'ours'))
  assert.deepEqual(Object.keys(kept), ['dm-worker'])
  const one = kept['dm-worker']
  assert.ok(one)
  assert.equal(one.name, 'dm-worker-0123abc.tar.gz')
  assert.deepEqual(readFileSync(keptPackagePath(join(home, 'ours'), one)), readFileSync(packed))
  assert.deepEqual(adoptedDraft(found, around).marks, { '10.0.0.2:8262': { patched: 'dm-worker-0123abc.tar.gz' } })
})
