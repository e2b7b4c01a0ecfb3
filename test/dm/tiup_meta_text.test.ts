import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { filledTopology } from '../../src/dm/filled_topology.js'
import { readTiupMeta } from '../../src/dm/tiup_meta.js'
import { tiupMetaText } from '../../src/dm/tiup_meta_text.js'
import { shipped, tiup, topologyOf } from './clusters.js'

const text = (name: string, patched: readonly string[] = []) =>
  tiupMetaText({
    user: 'tidb',
    version: 'v8.1.0',
    topology: topologyOf(shipped(name)),
    sshType: 'system',
    patched,
    machines: {},
    base: tiup,
  })

describe('tiupMetaText()', () => {
  for (const name of ['minimal', 'full'])
    test(`is read as what was written: ${name}`, () => {
      const found = readTiupMeta({ file: 'meta.yaml', text: text(name) })
      const { global, ...rest } = filledTopology(topologyOf(shipped(name)))
      assert.deepEqual(
        found.topology,
        JSON.parse(JSON.stringify({ ...rest, global: { ...global, ssh_type: 'system' } })),
      )
      assert.deepEqual([found.user, found.version, found.sshType, found.patched], ['tidb', 'v8.1.0', 'system', []])
    })

  test('marks what came from a patch', () => {
    const [id = ''] = (topologyOf(shipped('minimal')).worker_servers ?? []).map(({ host }) => `${host}:8262`)
    const found = readTiupMeta({ file: 'meta.yaml', text: text('minimal', [id]) })
    assert.deepEqual(found.patched, [{ id, role: 'dm-worker' }])
  })

  test('has the keys of TiUP, in its order', () =>
    assert.deepEqual(text('full').match(/^( {2})?[a-z_]+(?=:)/gm), [
      'user',
      'dm_version',
      'topology',
      '  global',
      '  monitored',
      '  component_sources',
      '  server_configs',
      '  master_servers',
      '  worker_servers',
      '  monitoring_servers',
      '  grafana_servers',
      '  alertmanager_servers',
    ]))
})
