import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { edited } from '../../src/commands/edited.js'
import { errorText } from '../../src/core/error.js'
import type { ClusterMeta } from '../../src/state/cluster_store.js'
import { type StateFolder, stateFolder } from '../../src/state/folder.js'
import { withHome } from '../fakes/typed.js'
import { recorded, smallTopology } from './recorded.js'

const text = smallTopology([18_001, 18_002, 18_003, 18_004, 18_005, 18_006])

const withRecord = (body: (meta: ClusterMeta, state: StateFolder) => void): Promise<void> =>
  withHome(async (home) => body(await recorded(home, { topology: text }), await stateFolder(home)))

describe('edited()', () => {
  test('gives the record with the new configuration, and whether anything is to be applied', async () => {
    await withRecord((meta, state) => {
      const around = { state, settings: { user: 'me' } }
      const source = { file: 'f', text: `${text}server_configs: { worker: { log-level: warn } }\n` }
      const next = edited(meta, source, around)
      assert.deepEqual([next.changes, next.meta.source, next.meta.serial], [true, source.text, meta.serial])
      assert.equal(edited(meta, { file: 'f', text: `# why\n${text}` }, around).changes, false)
    })
  })

  test('says everything that is settled with its code frame, secrets covered', async () => {
    await withRecord((meta, state) => {
      const bad = text.replace('name: m1', 'name: m9').replace('port: 18006 }', 'port: 18007, password: hush }')
      try {
        edited(meta, { file: 'f', text: bad }, { state, settings: { user: 'me' } })
        assert.fail('it must throw')
      } catch (thrown) {
        const said = errorText(thrown)
        assert.match(said, /f:3:30 cannot change master_servers\[0\]\.name as it was settled at deploy: m1 → m9\n/)
        assert.match(said, /\^\^ it was m1/)
        assert.match(said, /grafana_servers\[0\]\.port .*: 18006 → 18007/)
        assert.match(said, /2 problems\. Nothing was changed\./)
        assert.doesNotMatch(said, /hush/)
      }
    })
  })

  test('takes no covered secret for a real one', async () => {
    await withRecord((meta, state) => {
      const bad = { file: 'f', text: text.replace('port: 18006 }', 'port: 18006, password: ****** }') }
      assert.throws(() => edited(meta, bad, { state, settings: { user: 'me' } }), /cannot take this secret over/)
    })
  })

  test('refuses words that the servers of this version would not start with', async () => {
    await withRecord((meta, state) => {
      const around = { state, settings: { user: 'me' } }
      const text7 = { file: 'f', text: `${text}server_configs: { master: { secret-key-path: /k } }\n` }
      assert.throws(
        () => edited({ ...meta, version: 'v7.5.0' }, text7, around),
        /dm-master v7\.5\.0 does not start with it/,
      )
      assert.equal(edited(meta, text7, around).changes, true)
    })
  })
})
