import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { recorded } from './recorded.js'
import { topology, twoMachines } from './two_machines.js'

describe('ssh', () => {
  test('wants one node', async () => {
    await withHome(async (home) => {
      await twoMachines(home)
      assert.match((await typed(['ssh', 'prod'], { home })).err, /nothing says on which node/)
      assert.match(
        (await typed(['ssh', 'prod', '-R', 'dm-master', '-N', '10.0.0.1:21001,10.0.0.2:21001'], { home })).err,
        /several/,
      )
    })
  })
  test('on this machine says where the deploy directory is missing', async () => {
    await withHome(async (home) => {
      await twoMachines(home)
      const { code, err } = await typed(['ssh', 'prod', '-N', '10.0.0.1:21001'], { home })
      assert.equal(code, 1)
      assert.match(err, /^cannot open a session in \/dm-deploy\/\S+ as it is not there/)
    })
  })
  test('over SSH says that the cluster has lost its key', async () => {
    await withHome(async (home) => {
      await recorded(home, { topology, settings: { ssh: 'builtin', services: 'systemd', mirror: null } })
      const { code, err } = await typed(['ssh', 'prod', '-N', '10.0.0.1:21001'], { home })
      assert.equal(code, 2)
      assert.match(err, /as the cluster has no key of its own/)
    })
  })
})
