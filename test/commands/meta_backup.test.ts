import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { backupName } from '../../src/commands/meta_backup.js'
import { acquireLock } from '../../src/state/lock.js'
import { typed, withHome } from '../fakes/typed.js'
import { recorded, smallTopology } from './recorded.js'

const topology = smallTopology([18_001, 18_002, 18_003, 18_004, 18_005, 18_006])

test('backupName() has the time, without a colon', () => {
  assert.equal(backupName('prod', 5000), 'dmbook_prod_metabackup_1970-01-01T00-00-05Z.tar.gz')
})

describe('meta backup', () => {
  test('writes one file for the owner only, and overwrites none', async () => {
    await withHome(async (home) => {
      await recorded(home, { topology })
      const file = join(home, 'b.tar.gz')
      const { code, out } = await typed(['meta', 'backup', 'prod', file], { home })
      assert.equal(code, 0)
      assert.match(out, /The record of prod is in .*b\.tar\.gz/)
      assert.equal(statSync(file).mode & 0o777, 0o600)
      assert.equal((await typed(['meta', 'backup', 'prod', '--file', file], { home })).code, 6)
      assert.deepEqual((await typed(['meta', 'backup', 'prod', '--json'], { home, cwd: home })).code, 0)
      assert.equal(readdirSync(home).filter((name) => name.startsWith('dmbook_prod_metabackup_')).length, 1)
    })
  })

  test('waits for nobody who changes the cluster, and knows its clusters', async () => {
    await withHome(async (home) => {
      await recorded(home, { topology })
      const lock = await acquireLock(join(home, 'locks', 'prod.lock'), { command: 'other', user: 'ann', now: 1 })
      const file = join(home, 'b.tar.gz')
      assert.equal((await typed(['meta', 'backup', 'prod', file], { home })).code, 5)
      await lock.release()
      assert.equal((await typed(['meta', 'backup', 'prdo', file], { home })).code, 2)
      assert.ok(!readdirSync(home).includes('b.tar.gz'))
    })
  })
})
