import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { issued, issuedBefore, newAuthority, serialNumber } from '../../src/modules/issue_certificate.js'

test('an authority issues what Node takes for its own', async () => {
  const now = Date.UTC(2026, 10, 28)
  const authority = await newAuthority('prod', now)
  const wanted = { commonName: 'dm-master', unit: 'dm-master', addresses: ['10.0.0.1', '::1', 'db-1'], now }
  const { certificate, key } = await issued(authority, wanted)
  const [ca, found] = [new X509Certificate(authority.certificate), new X509Certificate(certificate)]
  assert.deepEqual([ca.ca, found.ca], [true, false])
  assert.ok(ca.verify(ca.publicKey) && found.verify(ca.publicKey) && found.checkIssued(ca))
  assert.ok(found.checkPrivateKey(createPrivateKey(key)))
  assert.deepEqual([found.checkIP('10.0.0.1'), found.checkIP('10.0.0.2')], ['10.0.0.1', undefined])
  assert.equal(found.checkHost('db-1'), 'db-1')
  assert.deepEqual(found.keyUsage, ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'])
  assert.ok(Date.parse(found.validFrom) < now && Date.parse(found.validTo) > now + 4 * 365 * 86_400_000)
})

test('a serial number is 16 bytes of a positive number without a needless zero, whatever was drawn', () => {
  for (const first of ['0000', '007f', '0080', '7fff', '80ff', 'ffff']) {
    const serial = serialNumber(Buffer.from(`${first}${'11'.repeat(14)}`, 'hex'))
    assert.match(serial, /^[1-7][0-9a-f]{31}$/)
    assert.equal(serial.slice(1), `${first.slice(1)}${'11'.repeat(14)}`)
  }
})

test('issuedBefore() knows that ours begin a day early, and those of others do not', () => {
  const validFrom = 'Nov 27 12:00:00 2026 GMT'
  const ours = { validFrom, subject: 'CN=dm-master\nO=dmbook\nOU=dm-master' }
  const tiup = { validFrom, subject: 'O=PingCAP\nOU=TiUP\nCN=dm-master' }
  assert.equal(issuedBefore(ours, '2026-11-28T12:00:00Z'), false)
  assert.equal(issuedBefore(ours, '2026-11-28T12:00:01Z'), true)
  assert.equal(issuedBefore(tiup, '2026-11-27T12:00:00Z'), false)
  assert.equal(issuedBefore(tiup, '2026-11-27T12:00:01Z'), true)
})
