import assert from 'node:assert/strict'
import { createServer } from 'node:https'
import { describe, test } from 'node:test'
import { certificateEnd, certificateText } from '../../src/commands/certificate_end.js'
import { realWorld } from '../../src/commands/real_world.js'
import { secured, speaksTls } from '../../src/commands/secured.js'
import type { Inventory } from '../../src/language/inventory.js'
import { issued, newAuthority } from '../../src/modules/issue_certificate.js'
import { saveAuthority, saveClient } from '../../src/state/tls_files.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { fakeInstance } from '../modules/fake_tools.js'

describe('a cluster that speaks TLS', () => {
  test('is asked as its own client, and tells when its first certificate ends', async (t) => {
    const folder = temporaryFolder(t)
    const now = Date.now()
    const authority = await newAuthority('prod', now)
    await saveAuthority(folder, authority)
    const wanted = { commonName: 'x', unit: 'x', addresses: ['127.0.0.1'], now }
    const node = await issued(authority, { ...wanted, now: now - 86_400_000 })
    await saveClient(folder, await issued(authority, wanted))
    const server = createServer(
      { ca: authority.certificate, cert: node.certificate, key: node.key, requestCert: true, rejectUnauthorized: true },
      (_request, response) => response.end('{"health":"true"}'),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    t.after(() => server.close())
    const found = server.address()
    const address = `127.0.0.1:${typeof found === 'object' ? found?.port : 0}`
    const host = fakeInstance({ id: address, vars: { tls: true, api_address: address } })
    const inventory: Inventory = { hosts: new Map([[host.id, host]]), groups: {}, machines: new Map() }
    assert.equal(speaksTls(inventory), true)
    assert.equal(await secured(realWorld(), folder, inventory).dm([address], { secure: true }).health(address), true)
    assert.equal(await realWorld().dm([address], { secure: true }).health(address), null)
    const end = await certificateEnd([host], { folder, timeoutMs: 5_000 })
    assert.equal(end?.of, address)
    assert.ok(Math.abs((end?.at ?? 0) - (now + (5 * 365 - 1) * 86_400_000)) < 2_000)
  })

  test('is none where no node does', async () => {
    const world = realWorld()
    assert.equal(secured(world, '/x', { hosts: new Map([['a', fakeInstance()]]) }), world)
    assert.equal(await certificateEnd([fakeInstance()], { folder: '/x', timeoutMs: 1 }), null)
  })
})

describe('certificateText()', () => {
  const day = 86_400_000
  const said: readonly (readonly [number, RegExp])[] = [
    [400, /^The first certificate ends 1971-02-05 \(a:1\)$/],
    [89, /ends 1970-03-31 \(a:1\): in 89 days\. Run dmbook tls prod rotate\.$/],
    [-1, /^A certificate has ended 1969-12-31 \(a:1\)\. Run dmbook tls prod rotate\.$/],
  ]
  for (const [days, text] of said)
    test(`says that one ends in ${days} days`, () => {
      assert.match(certificateText({ at: days * day, of: 'a:1' }, { now: 0, cluster: 'prod' }), text)
    })
})
