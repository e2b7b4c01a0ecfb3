import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runText, small } from './playground.js'

const book = (tasks: string): string =>
  `plays:\n  - name: p\n    hosts: all\n    tasks:\n${tasks.trim().replace(/^/gm, '      ')}\n`

const ran = async (tasks: string, world = small()) => {
  const { result, events } = await runText(book(tasks), { world, hosts: ['a'] })
  const ends = events.flatMap((event) => (event.kind === 'host_finished' ? [event.outcome] : []))
  return { result, ends, log: world.log }
}

describe('loop()', () => {
  test('runs the task for every item in turn, with item and index', async () => {
    const { result, ends, log } = await ran(
      '- { name: n, loop: [x, y], cell: { name: "${{ item }}", value: "${{ string(index) }}-${{ vars.v }}" }, vars: { v: z } }',
    )
    assert.equal(result, 'ok')
    assert.deepEqual(log, ['a set x=0-z', 'a set y=1-z'])
    assert.deepEqual(
      ends.map(({ kind }) => kind),
      ['changed'],
    )
  })

  test('a second run changes nothing', async () => {
    const world = small()
    const tasks = '- { name: n, loop: [x, y], cell: { name: "${{ item }}", value: "1" } }'
    await ran(tasks, world)
    const { ends } = await ran(tasks, world)
    assert.deepEqual([ends.map(({ kind }) => kind), world.log.length], [['ok'], 2])
  })

  test('its condition is asked for each item', async () => {
    const { log, ends } = await ran(
      '- { name: n, loop: "${{ [1, 2, 3] }}", when: item != 2, note: { text: "${{ string(item) }}" } }',
    )
    assert.deepEqual([log, ends.map(({ kind }) => kind)], [['a 1', 'a 3'], ['changed']])
    const none = await ran(
      '- { name: n, loop: [1], when: item > 1, note: { text: x } }\n- { name: m, loop: [], note: { text: x } }',
    )
    assert.deepEqual(none.ends, [
      { kind: 'skipped', why: 'its condition holds for no item' },
      { kind: 'skipped', why: 'its list is empty' },
    ])
  })

  test('its register has the register of each item', async () => {
    const { log } = await ran(`
- { name: n, loop: [x, y], look: { name: "\${{ item }}" }, register: seen, failed_when: seen.found == 'no' }
- { name: m, note: { text: "\${{ string(size(seen.items)) }} \${{ string(seen.changed) }} \${{ seen.items[1].found }}" } }`)
    assert.deepEqual(log, ['a 2 false '])
  })

  test('every item has its turn; the task fails where one did, and says which', async () => {
    const { result, log, ends } = await ran(
      '- { name: n, loop: [x, y, z], cell: { name: "${{ item }}", value: "1", broken: "${{ item != \'x\' }}" } }\n- { name: m, note: { text: never } }',
    )
    assert.equal(result, 'failed')
    assert.deepEqual(log, ['a set x=1', 'a set y=1', 'a set z=1'])
    assert.ok(ends[0]?.kind === 'failed')
    assert.match(ends[0].error.message, /^2 of 3 items failed, the first is number 2: /)
  })

  test('a lost machine ends it', async () => {
    const world = small()
    const onEvent = ({ kind }: { kind: string }) => {
      if (kind === 'task_started') world.dead.add('a')
    }
    const text = book('- { name: n, loop: [x, y], note: { text: "${{ item }}" } }')
    const { events } = await runText(text, { world, hosts: ['a'], onEvent })
    const ends = events.flatMap((event) => (event.kind === 'host_finished' ? [event.outcome.kind] : []))
    assert.deepEqual([ends.map((kind) => kind === 'unreachable' || kind === 'in_doubt'), world.log], [[true], []])
  })

  test('what is no list fails at its place', async () => {
    const { result, ends } = await ran('- { name: n, loop: "${{ host.vars }}", note: { text: x } }')
    assert.equal(result, 'failed')
    assert.ok(ends[0]?.kind === 'failed')
    assert.match(ends[0].error.message, /cannot loop as its value is no list/)
  })
})
