import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { configText } from '../../src/commands/config_text.js'
import { stateFolder } from '../../src/state/folder.js'
import { withHome } from '../fakes/typed.js'
import { recorded, smallTopology } from './recorded.js'

describe('configText()', () => {
  const text = `# ours\n${smallTopology([1, 2, 3, 4, 5, 6].map((port) => port + 18_000))}`

  test('is the text as it was written, comments and all', async () => {
    await withHome(async (home) => {
      const meta = await recorded(home, { topology: text })
      assert.equal(configText(meta, { state: await stateFolder(home), settings: { user: 'me' } }), text)
    })
  })

  test('is the recorded topology where the text says something else, as after a scale-out', async () => {
    await withHome(async (home) => {
      const meta = await recorded(home, { topology: text })
      const around = { state: await stateFolder(home), settings: { user: 'me' } }
      for (const source of ['grafana_servers: [{ host: b }]\n', ': broken']) {
        assert.match(configText({ ...meta, source }, around), /^global:\n[^#]*name: m1\n/)
      }
    })
  })
})
