import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Invocation } from '../../src/cli/io.js'
import { openCluster } from '../../src/commands/cluster.js'
import { clusterWorld } from '../../src/commands/cluster_world.js'
import { recordedIo, withHome } from '../fakes/typed.js'
import { recorded } from './recorded.js'
import { topology, twoMachines } from './two_machines.js'

const worldOf = (ssh: 'none' | 'builtin') =>
  withHome(async (home) => {
    if (ssh === 'none') await twoMachines(home)
    else await recorded(home, { topology, settings: { ssh, services: 'systemd', mirror: null } })
    const settings = {
      home,
      user: 'me',
      userHome: home,
      cwd: home,
      json: false,
      ssh: null,
      agent: null,
      sshTimeoutMs: 500,
    }
    const invocation = { io: recordedIo().io, args: ['prod'], options: {}, settings } as unknown as Invocation
    const cluster = await openCluster(invocation)
    const machine = cluster.inventory.machines.get('10.0.0.1')
    return { cluster, machine, world: await clusterWorld(invocation, cluster) }
  })

test('clusterWorld() is the world as it is for a cluster on this machine', async () => {
  const { world, cluster } = await worldOf('none')
  assert.equal(world, cluster.world)
})

test("clusterWorld() opens machines over SSH with the cluster's own key only", async () => {
  const { world, machine } = await worldOf('builtin')
  assert.ok(machine)
  await assert.rejects(async () => world.connect(machine, { timeoutMs: 500 }), { code: 'E-KEY' })
})
