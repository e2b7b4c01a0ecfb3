import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { recorded, smallTopology } from './recorded.js'

const text = smallTopology([18_001, 18_002, 18_003, 18_004, 18_005, 18_006])

describe('show-config', () => {
  test('prints the configuration without its secrets, with them when asked', async () => {
    await withHome(async (home) => {
      const secret = text.replace('port: 18006 }', 'port: 18006, password: hush }')
      await recorded(home, { topology: secret })
      const shown = await typed(['show-config', 'prod'], { home })
      assert.equal(shown.code, 0)
      assert.equal(shown.out, secret.replace('hush }]', '******'))
      assert.equal((await typed(['show-config', 'prod', '--show-secrets'], { home })).out, secret)
      const { schema, config } = JSON.parse((await typed(['show-config', 'prod', '--json'], { home })).out)
      assert.deepEqual([schema, config], ['dmbook/show-config/v1', shown.out])
    })
  })
})
