import assert from 'node:assert/strict'
import { test } from 'node:test'
import { realWorld } from '../../src/commands/real_world.js'
import { secured } from '../../src/commands/secured.js'
import { saveAuthority, saveClient } from '../../src/state/tls_files.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { fakeInstance } from '../modules/fake_tools.js'

test('secured() knows its identity as soon as a run has made it', async (t) => {
  const folder = temporaryFolder(t)
  const hosts = new Map([['a', fakeInstance({ vars: { tls: true } })]])
  const { identity } = secured(realWorld(), folder, { hosts })
  assert.equal(await identity?.(), null)
  await saveAuthority(folder, { certificate: 'ca', key: 'x' })
  await saveClient(folder, { certificate: 'client', key: 'key' })
  assert.deepEqual(await identity?.(), { ca: 'ca', certificate: 'client', key: 'key' })
})
