import assert from 'node:assert/strict'
import { test } from 'node:test'
import { masters, scheme, tlsConfig, type View } from '../../src/dm/view.js'
import { resolvedOf, shipped, withMaster, words } from './clusters.js'

const plain: View = { topology: resolvedOf(shipped('minimal')), cluster: words }
const encrypted: View = { topology: resolvedOf(withMaster('global:\n  enable_tls: true\n')), cluster: words }

test('masters() gives the masters in their order', () => {
  assert.deepEqual(
    masters(plain).map(({ host }) => host),
    ['172.19.0.101', '172.19.0.102', '172.19.0.103'],
  )
})

test('scheme() and tlsConfig() follow enable_tls', () => {
  assert.deepEqual([scheme(plain), scheme(encrypted)], ['http', 'https'])
  const [one, two] = [masters(plain)[0], masters(encrypted)[0]]
  assert.ok(one && two)
  assert.deepEqual(tlsConfig(plain, one), {})
  assert.equal(tlsConfig(encrypted, two)['ssl-key'], '/home/tidb/deploy/dm-master-8261/tls/dm-master.pem')
})
