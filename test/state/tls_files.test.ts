import assert from 'node:assert/strict'
import { rmSync, statSync } from 'node:fs'
import { test } from 'node:test'
import { readAuthority, readTlsIdentity, saveAuthority, saveClient, tlsPaths } from '../../src/state/tls_files.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

test('what a cluster speaks TLS by is kept for no other eyes; half of it is none', async (t) => {
  const folder = temporaryFolder(t)
  assert.deepEqual([await readAuthority(folder), await readTlsIdentity(folder)], [null, null])
  await saveAuthority(folder, { certificate: 'ca', key: 'ca key' })
  assert.deepEqual(
    [await readAuthority(folder), await readTlsIdentity(folder)],
    [{ certificate: 'ca', key: 'ca key' }, null],
  )
  await saveClient(folder, { certificate: 'client', key: 'client key' })
  assert.deepEqual(await readTlsIdentity(folder), { ca: 'ca', certificate: 'client', key: 'client key' })
  for (const path of Object.values(tlsPaths(folder))) assert.equal(statSync(path).mode & 0o777, 0o600)
  rmSync(tlsPaths(folder).key)
  assert.equal(await readTlsIdentity(folder), null)
})
