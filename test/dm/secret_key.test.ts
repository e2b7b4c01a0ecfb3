import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { resolveTopology } from '../../src/dm/resolve.js'
import type { Topology } from '../../src/dm/schema/topology.js'
import { hasSecretKey, secretKeyTrouble } from '../../src/dm/secret_key.js'

test('hasSecretKey() holds from v8.0 on, and for nightlies', () => {
  for (const [version, has] of [
    ['v2.0.7', false],
    ['v7.6.0', false],
    ['v8.0.0', true],
    ['v8.5.0', true],
    ['nightly', true],
  ] as const)
    assert.equal(hasSecretKey(version), has, version)
})

describe('secretKeyTrouble()', () => {
  const trouble = (topology: Topology, version: string) =>
    secretKeyTrouble(resolveTopology(topology, { base: { kind: 'tiup' } }), version)
  const two: Topology = { master_servers: [{ host: 'a' }, { host: 'b' }] }
  const key = { 'secret-key-path': '/k' }

  test('sees none without a key, or with one on every master from v8.0 on', () => {
    assert.equal(trouble(two, 'v7.5.0'), null)
    assert.equal(trouble({ ...two, server_configs: { master: key } }, 'v8.1.0'), null)
  })

  test('says what would not start, and what would not lead well', () => {
    assert.match(
      trouble({ ...two, server_configs: { master: key } }, 'v7.5.0') ?? '',
      /dm-master v7\.5\.0 does not start/,
    )
    const one: Topology = { master_servers: [{ host: 'a', config: key }, { host: 'b' }] }
    assert.match(trouble(one, 'v8.1.0') ?? '', /^1 of 2 dm-masters have a secret-key-path/)
  })
})
