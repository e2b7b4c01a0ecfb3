import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runText, small } from './playground.js'

const must = '{ name: fit, must: { name: fit, value: "yes" } }'
const change = '{ name: change, cell: { name: x, value: "1" } }'
const boom = '{ name: boom, boom: { message: no } }'

/** How a run of these tasks ends. Unlimited failures: later tasks run where the first ones failed on one host only. */
async function resultOf(tasks: readonly string[], mode: 'run' | 'plan' = 'run'): Promise<string> {
  const world = small()
  world.cells.set('b', new Map([['fit', 'yes']]))
  const list = tasks.map((task) => `      - ${task}`).join('\n')
  const text = `description: x\nplays:\n  - name: p\n    hosts: all\n    tasks:\n${list}\n`
  return (await runText(text, { world, mode, hosts: ['a', 'b'] })).result
}

describe('a run that fails', () => {
  const refuse = `{ name: p, block: [${must}] }`
  for (const [result, why, tasks] of [
    ['failed', 'a task that is no look before a change', [boom, change]],
    ['failed', 'a change on another host', [must, change]],
    ['failed', 'a change before', [change, must]],
    ['failed', 'it only looks', [must]],
  ] as const)
    test(`has ${result}: ${why}`, async () => assert.equal(await resultOf(tasks), result))

  test('was refused where what must hold does not, and nothing was changed', async () => {
    const never = `{ name: never, when: "false", cell: { name: x, value: "1" } }`
    for (const tasks of [[must, never], [refuse, never], [`{ name: not mine, cell: { name: x, value: forbidden } }`]])
      assert.equal(await resultOf(tasks), 'refused')
  })

  test('was refused in a plan too, unless something before it would change what it looks at', async () => {
    assert.equal(await resultOf([must, '{ name: never, when: "false", note: { text: x } }'], 'plan'), 'refused')
    assert.equal(await resultOf([change, must], 'plan'), 'ok')
  })
})
