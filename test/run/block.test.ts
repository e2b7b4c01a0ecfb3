import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runText, small } from './playground.js'

interface Case {
  readonly block: string
  readonly rescue: string | null
  readonly always: string | null
  readonly result: string
  readonly log: string[]
}

const fine = '{ name: n, note: { text: NAME } }'
const bad = '{ name: n, boom: { message: NAME } }'

const cases: Case[] = [
  { block: fine, rescue: fine, always: fine, result: 'ok', log: ['a block', 'a always', 'a after'] },
  { block: bad, rescue: null, always: fine, result: 'failed', log: ['a boom', 'a always'] },
  { block: bad, rescue: fine, always: fine, result: 'ok', log: ['a boom', 'a rescue', 'a always', 'a after'] },
  { block: bad, rescue: bad, always: fine, result: 'failed', log: ['a boom', 'a boom', 'a always'] },
  { block: fine, rescue: null, always: bad, result: 'failed', log: ['a block', 'a boom'] },
  { block: bad, rescue: fine, always: null, result: 'ok', log: ['a boom', 'a rescue', 'a after'] },
]

const part = (word: string, task: string | null): string =>
  task ? `\n        ${word}:\n          - ${task.replace('NAME', word)}` : ''

describe('runBlock()', () => {
  for (const { block, rescue, always, result, log } of cases) {
    const words = [block, rescue, always].map((task) => (task === null ? 'absent' : task === bad ? 'fails' : 'ok'))
    test(`block ${words[0]}, rescue ${words[1]}, always ${words[2]}: ${result}`, async () => {
      const world = small()
      const text = `
description: test
plays:
  - name: p
    hosts: all
    tasks:
      - name: whole${part('block', block)}${part('rescue', rescue)}${part('always', always)}
      - { name: after, note: { text: after } }`
      const ran = await runText(text, { world, hosts: ['a'] })
      assert.equal(ran.result, result)
      assert.deepEqual(world.log, log)
    })
  }

  test('says in rescue what went wrong, and counts the host as rescued', async () => {
    const world = small()
    const text = `
description: test
plays:
  - name: p
    hosts: all
    serial: 1
    tasks:
      - name: whole
        block:
          - { name: fall, when: "host.id == 'b'", boom: { message: no } }
        rescue:
          - { name: say, note: { text: "\${{ error.task }}: \${{ error.message }} on \${{ error.host }}: \${{ error.detail }}" } }`
    const { result, events } = await runText(text, { world })
    assert.equal(result, 'ok')
    assert.deepEqual(world.log, ['b boom', 'b fall: no on b: its last words'])
    const end = events.at(-1)
    assert.ok(end?.kind === 'run_finished')
    const counts = end.recap.find(({ host }) => host === 'b')?.counts
    assert.deepEqual([counts?.failed, counts?.rescued], [0, 1])
  })

  test('evaluates its when once, on entry', async () => {
    const world = small()
    const text = `
description: test
plays:
  - name: p
    hosts: all
    tasks:
      - { name: see, look: { name: x }, register: seen }
      - name: whole
        when: seen.found == ''
        block:
          - { name: set, cell: { name: x, value: "1" } }
          - { name: see again, look: { name: x }, register: seen }
          - { name: still, note: { text: still } }`
    await runText(text, { world, hosts: ['a'] })
    assert.deepEqual(world.log, ['a set x=1', 'a still'])
  })

  test('neither rescues nor cleans up on a host out of reach', async () => {
    const world = small()
    const text = `
description: test
plays:
  - name: p
    hosts: all
    tasks:
      - name: whole
        block:
          - { name: first, note: { text: first } }
          - { name: second, note: { text: second } }
        rescue:
          - { name: rescue, note: { text: rescue } }
        always:
          - { name: always, note: { text: always } }`
    const onEvent = (event: { kind: string }) => {
      if (event.kind === 'task_finished') world.dead.add('b')
    }
    const { result } = await runText(text, { world, hosts: ['a', 'b'], onEvent })
    assert.equal(result, 'unreachable')
    assert.deepEqual(world.log, ['a first', 'b first', 'a second', 'a always'])
  })
})
