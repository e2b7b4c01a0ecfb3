import assert from 'node:assert/strict'
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { certificate } from '../../src/modules/certificate.js'
import { newAuthority } from '../../src/modules/issue_certificate.js'
import { saveAuthority } from '../../src/state/tls_files.js'
import { completed } from '../contract/modules.js'
import { fakeStore } from './fake_store.js'
import { fakeTools, jumpingClock, summary } from './fake_tools.js'
import { localMachine } from './local_machine.js'

describe('certificate', () => {
  test('is issued, kept, and issued anew where it does not fit', async (t) => {
    const { host, folder, close } = await localMachine()
    t.after(close)
    let at = Date.UTC(2026, 10, 28)
    const tools = fakeTools({ cluster: fakeStore({}, folder), clock: { ...jumpingClock(), now: () => at } })
    const want = completed(certificate, { folder, name: 'dm-master', addresses: ['10.0.0.1'] })
    const check = async (given = want) => summary(await certificate.check(host, given, tools))
    await assert.rejects(check(), /the cluster has no authority/)
    await saveAuthority(folder, await newAuthority('prod', at))
    const issue = 'issue a certificate for dm-master: '
    assert.deepEqual(await check(), [`${issue}it is missing`])
    await certificate.apply(host, want, tools)
    assert.equal(await check(), 'same')
    for (const name of ['ca.crt', 'dm-master.crt', 'dm-master.pem'])
      assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600)
    assert.deepEqual(await check({ ...want, addresses: ['10.0.0.1', 'db-1'] }), [`${issue}it is not for db-1`])
    chmodSync(join(folder, 'dm-master.pem'), 0o644)
    assert.deepEqual(await check(), ['mode 0644 → 0600'])
    const kept = readFileSync(join(folder, 'dm-master.crt'), 'utf8')
    await certificate.apply(host, want, tools)
    assert.equal(await check(), 'same')
    assert.equal(readFileSync(join(folder, 'dm-master.crt'), 'utf8'), kept, 'a mode is no reason for another one')
    at += 120_000
    assert.deepEqual(
      [
        await check(),
        await check({ ...want, since: '2026-11-28T00:00:00.9Z' }),
        await check({ ...want, since: '2026-11-28T00:00:01Z' }),
      ],
      ['same', 'same', [`${issue}it is to be rotated`]],
    )
    writeFileSync(join(folder, 'dm-master.crt'), 'x')
    assert.deepEqual(await check(), [`${issue}it cannot be read`])
    await certificate.apply(host, want, tools)
    at += 5 * 365 * 86_400_000 - 80 * 86_400_000
    assert.match(String(await check()), /it ends /)
    await saveAuthority(folder, await newAuthority('prod', at))
    assert.deepEqual(await check(), [`${issue}another authority issued it`])
  })
})
