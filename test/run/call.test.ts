import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runText, small } from './playground.js'

const playbook = (params: string): string =>
  `description: d
plays:
  - name: p
    hosts: all
    vars: { v: "\${{ host.id }}-1" }
    tasks:
      - { name: t, cell: ${params} }
`

test('callOf() hands a module the parameters of its host', async () => {
  const world = small()
  const { outcomes } = await runText(playbook('{ name: x, value: "${{ vars.v }}" }'), { world, hosts: ['a', 'b'] })
  assert.deepEqual(outcomes, ['t a changed', 't b changed'])
  assert.deepEqual([world.cells.get('a')?.get('x'), world.cells.get('b')?.get('x')], ['a-1', 'b-1'])
})

test('callOf() of parameters that are not as the module wants them is a failure of the host', async () => {
  const world = small()
  const { outcomes } = await runText(playbook('{ name: x, value: "${{ size(vars.v) }}" }'), { world, hosts: ['a'] })
  assert.deepEqual(outcomes, ['t a failed'])
  assert.deepEqual(world.log, [])
})
