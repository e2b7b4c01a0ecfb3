import assert from 'node:assert/strict'
import { test } from 'node:test'
import { certificateAuthority } from '../../src/modules/certificate_authority.js'
import { readAuthority, readTlsIdentity } from '../../src/state/tls_files.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { fakeMeta, fakeStore } from './fake_store.js'
import { fakeTools, jumpingClock, summary } from './fake_tools.js'

test('certificate_authority is made once; the client is renewed when that is asked for', async (t) => {
  const folder = temporaryFolder(t)
  const clock = { ...jumpingClock(), now: () => at }
  let at = Date.UTC(2026, 10, 28)
  const store = fakeStore({ state: 'deploying' }, folder)
  const tools = fakeTools({ cluster: store, clock })
  const keep = completed(certificateAuthority, {})
  const renew = completed(certificateAuthority, { since: '2026-11-28T00:01:00Z' })
  const check = async (want: typeof keep) => summary(await certificateAuthority.check(fakeHost(), want, tools))
  assert.deepEqual(await check(keep), ['make a certificate authority'])
  store.meta = fakeMeta({ state: 'deployed' })
  assert.match(String(await check(keep)), /blocked: cannot issue certificates as the authority of prod is gone/)
  store.meta = fakeMeta({ state: 'deploying' })
  await certificateAuthority.apply(fakeHost(), keep, tools)
  const [authority, first] = [await readAuthority(folder), await readTlsIdentity(folder)]
  at += 120_000
  assert.deepEqual([await check(keep), await check(renew)], ['same', ['make the client certificate anew']])
  await certificateAuthority.apply(fakeHost(), renew, tools)
  assert.deepEqual([await check(renew), await readAuthority(folder)], ['same', authority])
  assert.notEqual((await readTlsIdentity(folder))?.certificate, first?.certificate)
})
