import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inventoryOf } from '../../src/commands/cluster.js'
import { chosenMachines } from '../../src/commands/machine_choice.js'
import { stateFolder } from '../../src/state/folder.js'
import { withHome } from '../fakes/typed.js'
import { twoMachines } from './two_machines.js'

const chosen = (nodes: string[], roles: string[] = []) =>
  withHome(async (home) => {
    const inventory = inventoryOf(await twoMachines(home), { state: await stateFolder(home), settings: { user: 'me' } })
    return chosenMachines(inventory, { nodes, roles }).map(({ id }) => id)
  })

describe('chosenMachines()', () => {
  const cases: [string[], string[], string[]][] = [
    [[], [], ['10.0.0.1', '10.0.0.2']],
    [['10.0.0.2'], [], ['10.0.0.2']],
    [['10.0.0.2:21003', '10.0.0.2:21001'], [], ['10.0.0.2']],
    [[], ['dm-worker'], ['10.0.0.2']],
    [['10.0.0.1', '10.0.0.2'], ['dm-worker'], ['10.0.0.2']],
  ]
  for (const [nodes, roles, machines] of cases)
    test(`-N ${nodes} -R ${roles}: ${machines}`, async () => assert.deepEqual(await chosen(nodes, roles), machines))

  test('refuses unknown words all at once, and a choice that leaves nothing', async () => {
    await assert.rejects(chosen(['nobody'], ['dm-wroker']), { code: 'E-SELECT', message: '2 problems' })
    await assert.rejects(chosen(['10.0.0.1'], ['dm-worker']), { code: 'E-SELECT' })
  })
})
