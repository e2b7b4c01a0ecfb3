import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runText, small } from './playground.js'

const book = (words: string, tasks: string): string => `
description: test
plays:
  - name: p
    hosts: all
${words.replace(/^/gm, '    ')}
    tasks:
${tasks.replace(/^/gm, '      ')}
  - name: after
    hosts: all
    tasks:
      - { name: after, note: { text: after } }`

const note = '- { name: note, note: { text: note } }'
const fallOnB =
  '- { name: fall, when: "host.id == \'b\'", boom: { message: no } }\n- { name: note, note: { text: note } }'

describe('runPlay()', () => {
  test('runs batches one after the other', async () => {
    const world = small()
    await runText(book('serial: 1', `${note}\n- { name: two, note: { text: two } }`), { world, hosts: ['a', 'b'] })
    assert.deepEqual(world.log.slice(0, 4), ['a note', 'a two', 'b note', 'b two'])
  })

  const limits: [string, string[]][] = [
    ['serial: 1', ['a note', 'b boom']],
    ['serial: 1\nmax_failures: 1', ['a note', 'b boom', 'c note', 'a after', 'c after']],
    ['max_failures: 0', ['b boom']],
    ['max_failures: "34%"', ['b boom', 'a note', 'c note', 'a after', 'c after']],
    ['order: inventory', ['b boom', 'a note', 'c note', 'a after', 'c after']],
  ]
  for (const [words, log] of limits) {
    test(`bears failures as ${words.replace('\n', ', ')} says`, async () => {
      const world = small()
      const { result } = await runText(book(words, fallOnB), { world })
      assert.equal(result, 'failed')
      assert.deepEqual(world.log, log)
    })
  }

  test('takes the leader last, asking again before each batch', async () => {
    const world = small()
    const leaders = ['a', 'b', 'b', 'b']
    const text = book('serial: 1\nlast: host.member == cluster.leader', note)
    await runText(text, { world, leader: () => leaders.shift() ?? 'b' })
    assert.deepEqual(world.log.slice(0, 3), ['b note', 'a note', 'c note'])
  })

  test('takes the leader last where it stays', async () => {
    const world = small()
    await runText(book('serial: 1\nlast: host.member == cluster.leader', note), { world, leader: () => 'a' })
    assert.deepEqual(world.log.slice(0, 3), ['b note', 'c note', 'a note'])
  })

  test('says why a play does not run', async () => {
    const world = small()
    const { events } = await runText(book('when: size(groups.all) > 5', note), { world })
    const skipped = events.find((event) => event.kind === 'play_skipped')
    assert.equal(skipped?.kind === 'play_skipped' && skipped.why, 'not: size(groups.all) > 5')
    assert.deepEqual(world.log, ['a after', 'b after', 'c after'])
  })

  test('expands for_each into one play for each value', async () => {
    const world = small()
    const text = `
description: test
plays:
  - name: Greet \${{ who }}
    for_each: { who: [a, c] }
    hosts: "\${{ groups.all.filter(h, h.id == who) }}"
    tasks:
      - { name: note, note: { text: "\${{ who }}" } }`
    const { events } = await runText(text, { world })
    assert.deepEqual(world.log, ['a a', 'c c'])
    const names = events.flatMap((event) => (event.kind === 'play_started' ? event.name : []))
    assert.deepEqual(names, ['Greet a', 'Greet c'])
  })

  test('connects nothing and changes nothing where one machine is out of reach', async () => {
    const world = small()
    world.dead.add('c')
    await assert.rejects(runText(book('order: inventory', note), { world }), { code: 'E-UNREACHABLE' })
    assert.deepEqual(world.log, [])
  })

  test('begins nothing more when it is asked to stop, but cleans up', async () => {
    const world = small()
    const stop = new AbortController()
    const tasks = `
- name: whole
  block:
    - { name: one, note: { text: one } }
    - { name: two, note: { text: two } }
  always:
    - { name: tidy, note: { text: tidy } }`
    const onEvent = (event: { kind: string }) => {
      if (event.kind === 'host_applying') stop.abort()
    }
    const { result } = await runText(book('order: inventory', tasks), {
      world,
      hosts: ['a'],
      stop: stop.signal,
      onEvent,
    })
    assert.equal(result, 'interrupted')
    assert.deepEqual(world.log, ['a one', 'a tidy'])
  })
})
