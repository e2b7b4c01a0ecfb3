import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openNotices } from '../../src/state/notices.js'
import { runText, small } from './playground.js'

const handlers = `
    handlers:
      - { name: first, note: { text: first } }
      - { name: second, note: { text: second } }
`
const book = (tasks: string, { head = '', given = handlers } = {}): string =>
  `plays:\n  - name: p\n    hosts: all\n${head}    tasks:\n${tasks.trim().replace(/^/gm, '      ')}\n${given}`

const set = (more: string, value = '1', name = 'c') =>
  `- { name: n, cell: { name: ${name}, value: "${value}" }, ${more} }`

async function ran(text: string, options: Partial<Parameters<typeof runText>[1]> = {}) {
  const world = options.world ?? small()
  const done = await runText(text, { hosts: ['x', 'y'], ...options, world })
  return {
    ...done,
    log: world.log,
    said: done.events.flatMap((event) => (event.kind === 'warning' ? [event.text] : [])),
  }
}

describe('handlers', () => {
  test('run once at the end, in their own order, where something changed', async () => {
    const { log } = await ran(book(`${set('notify: second')}\n${set('notify: [first, second]', '2', 'd')}`))
    assert.deepEqual(log, [
      ...['x set c=1', 'y set c=1', 'x set d=2', 'y set d=2'],
      ...['x first', 'y first', 'x second', 'y second'],
    ])
  })

  test('do not run where nothing changed', async () => {
    const world = small()
    await ran(book(set('notify: first')), { world })
    world.log.length = 0
    const { log, outcomes } = await ran(book(set('notify: first')), { world })
    assert.deepEqual([log, outcomes], [[], ['n x ok', 'n y ok']])
  })

  test('run on the hosts that notified them only, at the end of each batch', async () => {
    const { log } = await ran(book(set("notify: first, when: host.id != 'x'"), { head: '    serial: 1\n' }), {
      hosts: ['x', 'y', 'z'],
    })
    assert.deepEqual(log, ['y set c=1', 'y first', 'z set c=1', 'z first'])
  })

  test('are notified by whatever changes in a block or an include', async () => {
    const files = { 'p.yaml': `tasks:\n  ${set("when: host.id == 'y'", '1', 'd')}\n` }
    const { log } = await ran(
      book(
        `- { name: b, notify: first, block: [{ name: n, cell: { name: c, value: "1" } }] }\n- { name: i, notify: second, include: p.yaml }`,
      ),
      { files },
    )
    assert.deepEqual(log.slice(3), ['x first', 'y first', 'y second'])
  })

  test('may notify later ones', async () => {
    const given = `
    handlers:
      - { name: first, note: { text: first }, notify: second }
      - { name: second, note: { text: second } }
`
    assert.deepEqual((await ran(book(set('notify: first'), { given }), { hosts: ['x'] })).log, [
      'x set c=1',
      'x first',
      'x second',
    ])
  })

  test('do not run where changed_when says that nothing changed', async () => {
    assert.deepEqual((await ran(book(set('notify: first, changed_when: false')), { hosts: ['x'] })).log, ['x set c=1'])
  })

  test('a plan shows those that would run, and those that may', async () => {
    const tasks = `- { name: a, cell: { name: c, value: "1" }, when: host.id == 'x', register: made, notify: first }
- { name: b, note: { text: t }, when: made.changed, notify: second }`
    const { outcomes, journal, log } = await ran(book(tasks), { mode: 'plan' })
    assert.deepEqual(
      [outcomes.filter((line) => /first|second/.test(line)), journal, log],
      [['first x changed', 'second x may'], [], []],
    )
  })

  test('of a host that failed they do not run, and are said to be pending', async () => {
    const tasks = `${set('notify: first')}\n- { name: b, boom: { message: no }, when: host.id == 'x' }`
    const { log, said, journal } = await ran(book(tasks))
    assert.deepEqual(log.slice(2), ['x boom', 'y first'])
    assert.deepEqual(said, ['the handler "first" has still to run on x: dmbook resume'])
    assert.deepEqual(openNotices(journal), [{ kind: 'notified', play: 0, host: 'x', handlers: ['first'] }])
  })

  test('a handler that failed is pending too', async () => {
    const given = `\n    handlers: [{ name: first, boom: { message: no } }]\n`
    const { result, journal, said } = await ran(book(set('notify: first'), { given }), { hosts: ['x'] })
    assert.deepEqual([result, openNotices(journal).length, said.length], ['failed', 1, 1])
  })

  test('a resumed run runs what the one before left, in its own play, and then nothing is left', async () => {
    const world = small()
    const two = `${book(set('notify: first'))}  - name: q\n    hosts: all\n    tasks: [{ name: n, cell: { name: d, value: "1" }, notify: first }]\n${handlers}`
    await ran(two, { world })
    world.log.length = 0
    const notices = [{ kind: 'notified', play: 1, host: 'y', handlers: ['first'] }] as const
    const { log, journal } = await ran(two, { world, notices })
    assert.deepEqual(log, ['y first'])
    assert.deepEqual(openNotices([...notices, ...journal]), [])
  })

  test('what notifies is in the journal before the change', async () => {
    const { journal } = await ran(book(set('notify: first')), { hosts: ['x'] })
    const kinds = journal.map((line) => Object(line).kind)
    assert.deepEqual(kinds, ['notified', 'applying', 'applying', 'handled'])
  })

  test('what notifies is there once, however many tries, items and tasks', async () => {
    const tasks = `- { name: l, cell: { name: "${'${{ item }}'}", value: "1" }, loop: [a, b], notify: first }
${set('notify: [first, second], until: false, retries: 1, delay: 1s', '2', 'd')}`
    const { journal } = await ran(book(tasks), { hosts: ['x'] })
    const written = journal.map((line) => [Object(line).kind, Object(line).handlers].flat().join(' ').trim())
    assert.deepEqual(
      written.filter((line) => line !== 'applying'),
      ['notified first', 'notified second'],
    )
  })
})
