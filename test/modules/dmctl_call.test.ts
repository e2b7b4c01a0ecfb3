import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callDmctl, dmctlProgram } from '../../src/modules/dmctl_call.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeDm } from './fake_dm.js'
import { dmctlHost, dmctlPackages } from './fake_dmctl.js'
import { fakeStore } from './fake_store.js'
import { fakeTools } from './fake_tools.js'

const tools = () =>
  fakeTools({ dm: fakeDm({}, ['https://a:8261', 'b:8261']), cluster: fakeStore(), packages: dmctlPackages })

describe('callDmctl()', () => {
  const replies: readonly (readonly [string, boolean, number | null])[] = [
    ['{ "result": true, "msg": "" }', true, null],
    ['{ "result": false, "msg": "[code=46019:class=x], Message: y" }', false, 46019],
    ['{ "result": true, "sources": [ { "result": false } ] }', false, null],
    ['panic', false, null],
  ]
  for (const [text, ok, code] of replies) {
    test(`reads ${text}`, async () => {
      const { host, asked } = dmctlHost(() => text)
      assert.deepEqual(await callDmctl(host, ['x', "it's"], tools()), { ok, code, text })
      assert.deepEqual(asked, ["x 'it'\\''s'"])
    })
  }
})

test('dmctlProgram() unpacks it once, under its digest', async () => {
  const scripts: string[] = []
  const host = {
    ...fakeHost(),
    run: async (script: string) => {
      scripts.push(script)
      return { rc: 0, stdout: '', stderr: '' }
    },
  }
  assert.equal(await dmctlProgram(host, tools()), '/state/prod/dmctl-abc/dmctl/dmctl')
  assert.match(scripts[0] ?? '', /^if \[ ! -x \/state\/prod\/dmctl-abc\/dmctl\/dmctl \]; then/)
})
