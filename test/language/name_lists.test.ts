import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { load, rejected, tasksOf } from './fixture.js'

const book = (tasks: string, handlers: string): string =>
  `plays:\n  - name: P\n    hosts: all\n    tasks: [${tasks}]\n    handlers: [${handlers}]\n`

const wrong = async (tasks: string, handlers: string, files: Readonly<Record<string, string>> = {}) =>
  (await rejected(load({ 'main.yaml': book(tasks, handlers), ...files }))).map((text) => text.replace(/^[^ ]* /, ''))

test('tags are one name or a list', async () => {
  const [one, two, none] = await tasksOf('- probe: {}\n  tags: a\n- probe: {}\n  tags: [b, c-d]\n- probe: {}\n')
  assert.deepEqual([one?.tags, two?.tags, none?.tags], [['a'], ['b', 'c-d'], []])
})

test('a play knows its handlers by name, and its tasks whom they notify', async () => {
  const { plays } = await load({
    'main.yaml': book(
      '{ probe: {}, notify: h }, { block: [{ probe: {} }], notify: [h, i] }',
      '{ name: h, probe: {}, notify: i }, { name: i, probe: {} }',
    ),
  })
  const [play] = plays
  assert.deepEqual(
    play?.tasks.map(({ notify }) => notify),
    [['h'], ['h', 'i']],
  )
  assert.deepEqual(
    play?.handlers.map(({ id, notify }) => [id, notify]),
    [
      ['plays[0].handlers[0][0]', ['i']],
      ['plays[0].handlers[1][0]', []],
    ],
  )
})

describe('what is refused', () => {
  const h = '{ name: restart, probe: {} }'
  const cases: readonly [string, string, readonly string[]][] = [
    ['{ probe: {}, tags: "a,b" }', '', ['cannot read the task as a tag has letters, digits, _ and - only: "a,b"']],
    ['{ probe: {}, tags: { a: b } }', '', ['cannot read the task as tags must be a name, or a list of names: a map']],
    ['{ probe: {}, notify: restrat }', h, ['cannot read the task as the play has no handler "restrat" here']],
    ['{ probe: {} }', '{ probe: {} }', ['cannot read the play as a handler has no name by which it is notified']],
    ['{ probe: {} }', `${h}, ${h}`, ['cannot read the play as another handler has its name']],
    [
      '{ probe: {} }',
      '{ name: h, probe: {}, tags: a }',
      ['cannot read the play as a handler has no tags: it runs when notified'],
    ],
    [
      '{ probe: {} }',
      '{ name: a, probe: {} }, { name: b, probe: {}, notify: a }',
      ['cannot read the task as the play has no handler "a" here'],
    ],
    [
      '{ probe: {} }',
      '{ name: "${{ host.id }}", probe: {} }',
      ['cannot read the play as a handler is notified by its name: it is a text without ${{ }}'],
    ],
  ]
  for (const [tasks, handlers, said] of cases)
    test(`${tasks} with ${handlers || 'no handler'}`, async () => assert.deepEqual(await wrong(tasks, handlers), said))

  test('notify in an included file', async () => {
    const files = { 'p.yaml': 'tasks: [{ probe: {}, notify: restart }]\n' }
    assert.deepEqual(await wrong('{ include: p.yaml, notify: restart }', h, files), [
      'cannot read the task as an included file does not know the handlers of a play',
    ])
  })
})
