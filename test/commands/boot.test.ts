import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { recorded } from './recorded.js'
import { topology } from './two_machines.js'

test('enable and disable are refused where nothing starts at boot, also as a plan', async () => {
  await withHome(async (home) => {
    await recorded(home, { topology })
    for (const words of [
      ['enable', 'prod'],
      ['disable', 'prod', '--plan'],
    ]) {
      const { code, err } = await typed(words, { home })
      assert.equal(code, 6)
      assert.match(
        err,
        new RegExp(`^cannot ${words[0]} prod as its services are supervised: nothing of it starts at boot`),
      )
    }
  })
})

test('enable and disable are planned per role where services start at boot', async () => {
  await withHome(async (home) => {
    await recorded(home, { topology, settings: { ssh: 'none', services: 'systemd', mirror: null } })
    const { code, out } = await typed(['enable', 'prod', '--list-hosts', '-R', 'dm-worker'], { home })
    assert.equal(code, 0)
    assert.match(out, /Enable dm-worker\n {2}10\.0\.0\.2:21003\n/)
    assert.match(out, /Enable dm-master\n {2}no hosts\n/)
  })
})
