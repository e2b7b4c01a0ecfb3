import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { create } from 'tar'
import { clusterStore } from '../../src/state/cluster_file_store.js'
import { stateFolder } from '../../src/state/folder.js'
import { acquireLock } from '../../src/state/lock.js'
import { typed, withHome } from '../fakes/typed.js'
import { recorded, smallTopology } from './recorded.js'

const topology = smallTopology([18_001, 18_002, 18_003, 18_004, 18_005, 18_006])

/** A backup of prod at v8.1.0; prod itself is at v8.5.0 by now. */
const withBackup = (body: (home: string, file: string) => Promise<void>): Promise<void> =>
  withHome(async (home) => {
    const meta = await recorded(home, { topology })
    const file = join(home, 'b.tar.gz')
    assert.equal((await typed(['meta', 'backup', 'prod', file], { home })).code, 0)
    await clusterStore(await stateFolder(home), 'prod').save({ ...meta, version: 'v8.5.0' })
    await body(home, file)
  })

const metaOf = async (home: string) => clusterStore(await stateFolder(home), 'prod').load()

describe('meta restore', () => {
  test('says what takes the place of what, asks, keeps what was there', async () => {
    await withBackup(async (home, file) => {
      const declined = await typed(['meta', 'restore', 'prod', file], { home, answers: ['n'] })
      assert.equal(declined.code, 6)
      assert.match(
        declined.out,
        /\(v8\.5\.0, deployed, change 2\) by that of the backup \(v8\.1\.0, deployed, change 1\)/,
      )
      assert.deepEqual([(await metaOf(home))?.version, readdirSync(join(home, 'clusters'))], ['v8.5.0', ['prod']])
      const { code, out } = await typed(['meta', 'restore', 'prod', file], { home, answers: ['y'] })
      assert.equal(code, 0)
      assert.deepEqual([(await metaOf(home))?.version, (await metaOf(home))?.serial], ['v8.1.0', 3])
      const [kept = ''] = readdirSync(join(home, 'backups'))
      assert.match(out, new RegExp(`What was there before is in .*/backups/${kept}`))
      assert.equal(statSync(join(home, 'backups', kept)).mode & 0o777, 0o600)
      const back = await typed(['meta', 'restore', 'prod', join(home, 'backups', kept), '-y', '--json'], { home })
      assert.equal(JSON.parse(back.out).schema, 'dmbook/meta-restore/v1')
      assert.equal((await metaOf(home))?.version, 'v8.5.0')
    })
  })

  test('gives a record to a cluster that has none, and to one whose record is broken', async () => {
    await withBackup(async (home, file) => {
      writeFileSync(join(home, 'clusters', 'prod', 'meta.yaml'), 'torn')
      const torn = await typed(['meta', 'restore', 'prod', file], { home, answers: ['y'] })
      assert.deepEqual([torn.code, /which is broken/.test(torn.out)], [0, true])
      await clusterStore(await stateFolder(home), 'prod').forget()
      const gone = await typed(['meta', 'restore', 'prod', file], { home, answers: ['y'] })
      assert.deepEqual([gone.code, /There is no record of prod/.test(gone.out)], [0, true])
      assert.equal((await metaOf(home))?.version, 'v8.1.0')
    })
  })

  test('refuses what is hostile, cut short, or of another cluster, before it asks', async () => {
    await withBackup(async (home, file) => {
      const folder = join(home, 'evil')
      mkdirSync(folder)
      writeFileSync(join(folder, 'meta.yaml'), readFileSync(join(home, 'clusters', 'prod', 'meta.yaml')))
      symlinkSync('/etc/passwd', join(folder, 'ssh'))
      const evil = join(home, 'evil.tar.gz')
      await create({ gzip: true, cwd: folder, file: evil }, ['meta.yaml', 'ssh'])
      const link = await typed(['meta', 'restore', 'prod', evil, '-y'], { home })
      assert.deepEqual([link.code, /a link that may lead out of it: ssh/.test(link.err)], [6, true], link.err)
      writeFileSync(evil, readFileSync(file).subarray(0, 500))
      assert.equal((await typed(['meta', 'restore', 'prod', evil, '-y'], { home })).code, 6)
      assert.match((await typed(['meta', 'restore', 'other', file, '-y'], { home })).err, /as it is of prod/)
      assert.equal((await typed(['meta', 'restore', 'prod', '/nowhere', '-y'], { home })).code, 6)
      assert.equal((await metaOf(home))?.version, 'v8.5.0')
      assert.ok(!readdirSync(home).includes('backups'))
    })
  })

  test('refuses while somebody else changes the cluster', async () => {
    await withBackup(async (home, file) => {
      const lock = await acquireLock(join(home, 'locks', 'prod.lock'), { command: 'other', user: 'ann', now: 1 })
      assert.equal((await typed(['meta', 'restore', 'prod', file, '-y'], { home })).code, 5)
      await lock.release()
      assert.deepEqual(readdirSync(join(home, 'clusters')), ['prod'])
    })
  })

  test('refuses a record without the key of its machines, or with ports of another cluster', async () => {
    await withBackup(async (home, file) => {
      const settings = { ssh: 'builtin', services: 'systemd', mirror: null } as const
      await recorded(home, {
        name: 'far',
        topology: topology.replace(/180|peer_port: /g, (found) => (found === '180' ? '190' : 'peer_port: 5')),
        settings,
        user: 'tidb',
      })
      const far = join(home, 'far.tar.gz')
      assert.equal((await typed(['meta', 'backup', 'far', far], { home })).code, 0)
      assert.match((await typed(['meta', 'restore', 'far', far, '-y'], { home })).err, /lacks the key/)
      await clusterStore(await stateFolder(home), 'prod').forget()
      await recorded(home, { name: 'twin', topology })
      const shared = await typed(['meta', 'restore', 'prod', file, '-y'], { home })
      assert.deepEqual([shared.code, /of cluster twin has it/.test(shared.err)], [2, true])
    })
  })
})
