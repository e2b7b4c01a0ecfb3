import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { addressedCluster } from '../../src/commands/addressed_cluster.js'
import { stateFolder } from '../../src/state/folder.js'
import { withHome } from '../fakes/typed.js'
import { recorded } from './recorded.js'
import { topology, twoMachines } from './two_machines.js'

test('addressedCluster() is the one whose dm-master the words name', () =>
  withHome(async (home) => {
    await twoMachines(home)
    const state = await stateFolder(home)
    const named = async (...words: string[]) =>
      (await addressedCluster(words, { state, settings: { user: 'me' } }))?.meta.name ?? null
    assert.equal(await named('--master-addr', '10.0.0.9:8261,10.0.0.2:21001', 'query-status'), 'prod')
    assert.equal(await named('query-status', '--master-addr=http://10.0.0.1:21001'), 'prod')
    assert.equal(await named('--master-addr', '10.0.0.2:21003', 'query-status'), null)
    assert.equal(await named('--version'), null)
    assert.equal(await named('--master-addr'), null)
  }))

test('addressedCluster() makes dmctl the client of a cluster that speaks TLS, unless the words do', () =>
  withHome(async (home) => {
    const encrypted = topology.replace('global: {', 'global: { enable_tls: true,')
    const settings = { ssh: 'none', services: 'systemd', mirror: null } as const
    await recorded(home, { name: 'safe', topology: encrypted, settings })
    const state = await stateFolder(home)
    const flags = async (...words: string[]) =>
      (await addressedCluster(['--master-addr', '10.0.0.1:21001', ...words], { state, settings: { user: 'me' } }))
        ?.flags
    const tls = join(home, 'clusters', 'safe', 'tls')
    assert.deepEqual(await flags(), [
      '--ssl-ca',
      join(tls, 'ca.crt'),
      '--ssl-cert',
      join(tls, 'client.crt'),
      '--ssl-key',
      join(tls, 'client.pem'),
    ])
    assert.deepEqual(await flags('--ssl-ca=/my/ca.crt'), [])
  }))
