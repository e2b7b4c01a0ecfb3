import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runText, small } from './playground.js'

const play = (tasks: string, head = 'hosts: all'): string => `
description: test
plays:
  - name: p
    ${head}
    tasks:
${tasks.replace(/^/gm, '      ')}`

describe('runTasks()', () => {
  test('runs each task on all hosts before the next', async () => {
    const world = small()
    const tasks = '- { name: one, note: { text: one } }\n- { name: two, note: { text: two } }'
    const { result } = await runText(play(tasks), { world })
    assert.equal(result, 'ok')
    assert.deepEqual(world.log, ['a one', 'b one', 'c one', 'a two', 'b two', 'c two'])
  })

  test('changes nothing the second time, and verifies the first', async () => {
    const world = small()
    const text = play('- { name: keep, cell: { name: x, value: "1" } }')
    assert.deepEqual((await runText(text, { world })).outcomes, ['keep a changed', 'keep b changed', 'keep c changed'])
    assert.deepEqual((await runText(text, { world })).outcomes, ['keep a ok', 'keep b ok', 'keep c ok'])
    assert.equal(world.log.length, 3)
  })

  test('fails where what was applied is not as wanted after it', async () => {
    const world = small()
    const { outcomes, events } = await runText(play('- { name: keep, cell: { name: x, value: "1", broken: true } }'), {
      world,
      hosts: ['a'],
    })
    assert.deepEqual(outcomes, ['keep a failed'])
    const end = events.find((event) => event.kind === 'run_finished')
    assert.equal(end?.kind === 'run_finished' && end.failures[0]?.error.code, 'E-VERIFY')
  })

  test('writes to the journal before it acts', async () => {
    const world = small()
    const { journal } = await runText(play('- { name: keep, cell: { name: x, value: "1" } }'), { world, hosts: ['a'] })
    assert.equal(journal.length, 1)
    assert.deepEqual(Object(journal[0]).changes, ['x=1'])
  })

  test('a failed host takes no part in later tasks and plays; the others go on', async () => {
    const world = small()
    const text = `${play('- { name: fall, when: "host.id == \'b\'", boom: { message: no } }\n- { name: on, note: { text: on } }')}
  - name: later
    hosts: all
    tasks:
      - { name: later, note: { text: later } }`
    const { result } = await runText(text, { world })
    assert.equal(result, 'failed')
    assert.deepEqual(world.log, ['b boom', 'a on', 'c on', 'a later', 'c later'])
  })

  test('an include sees its inputs only, and its registers stay inside', async () => {
    const world = small()
    const files = {
      'part.yaml': `
description: part
inputs: { what: { type: string }, more: { type: string, default: plain } }
tasks:
  - name: inner
    note: { text: "\${{ inputs.what }} \${{ inputs.more }}" }
    register: inner
  - name: again
    note: { text: "\${{ inner.text }}!" }`,
    }
    const tasks = '- name: part\n  include: part.yaml\n  with: { what: "${{ host.id }}x" }'
    const { result } = await runText(play(tasks), { world, hosts: ['a'], files })
    assert.equal(result, 'ok')
    assert.deepEqual(world.log, ['a ax plain', 'a ax plain!'])
  })
})
