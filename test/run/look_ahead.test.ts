import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Type } from 'typebox'
import { defineModule, differs, type Module, same } from '../../src/modules/module.js'
import { runText, type Small, small, smallModules } from './playground.js'

/** Small modules, and `keep`: a cell that may look early. Checks are in the log, as `a look x`. */
function modulesWith(world: Small, broken: ReadonlySet<string> = new Set()): ReadonlyMap<string, Module> {
  let failed = 0
  const cells = (host: string) => world.cells.get(host) ?? world.cells.set(host, new Map()).get(host) ?? new Map()
  const keep = defineModule({
    kind: 'state',
    early: true,
    summary: 'Keep a cell.',
    params: Type.Object({ name: Type.String(), value: Type.Optional(Type.String()) }),
    examples: [],
    async check(_, { name, value = 'on' }, { host }) {
      world.log.push(`${host.id} look ${name}`)
      if (broken.has(name) && failed++ === 0) throw new Error('broken once')
      return cells(host.id).get(name) === value ? same() : differs(name)
    },
    async apply(_, { name, value = 'on' }, { host }) {
      world.log.push(`${host.id} set ${name}`)
      cells(host.id).set(name, value)
    },
  })
  return new Map([...smallModules(world), ['keep', keep]])
}

const keep = (name: string, words = ''): string => `      - { name: keep ${name}, keep: { name: ${name} }${words} }`

const playbook = (...tasks: string[]): string =>
  ['description: d', 'plays:', '  - name: p', '    hosts: all', '    tasks:', ...tasks, ''].join('\n')

const worldWith = (names: readonly string[]): Small => ({
  ...small(),
  cells: new Map([['a', new Map(names.map((name) => [name, 'on']))]]),
})

async function logOf(text: string, world: Small, broken?: ReadonlySet<string>) {
  const looks: string[][] = []
  let last = 0
  const onEvent = ({ kind }: { kind: string }) => {
    if (kind !== 'task_finished') return
    looks.push(world.log.slice(last))
    last = world.log.length
  }
  const { outcomes } = await runText(text, { world, hosts: ['a'], modules: modulesWith(world, broken), onEvent })
  return { looks, outcomes }
}

const seven = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7']

describe('LookAhead', () => {
  test('tasks that find nothing to do look together, each once', async () => {
    const { looks, outcomes } = await logOf(playbook(...seven.map((name) => keep(name))), worldWith(seven))
    const early = (names: readonly string[]) => names.map((name) => `a look ${name}`)
    assert.deepEqual(looks, [early(seven.slice(0, 4)), [], [], [], early(seven.slice(4)), [], []])
    assert.ok(outcomes.every((line) => line.endsWith(' ok')))
  })

  test('what was seen before a change does not count, and after it each looks alone, then two together', async () => {
    const { looks } = await logOf(playbook(...seven.map((name) => keep(name))), worldWith(['c2', 'c3', 'c4', 'c5']))
    assert.deepEqual(looks, [
      ['a look c1', 'a look c2', 'a look c3', 'a look c4', 'a set c1', 'a look c1'],
      ['a look c2'],
      ['a look c3', 'a look c4'],
      [],
      ['a look c5', 'a look c6', 'a look c7'],
      ['a set c6', 'a look c6'],
      ['a look c7', 'a set c7', 'a look c7'],
    ])
  })

  test('nobody looks past a task of another kind, one that is tried again, or a register', async () => {
    const tasks = [
      keep('c1'),
      '      - { name: other, look: { name: c1 } }',
      keep('c2', ', register: found'),
      keep('c3', ', when: "!found.changed"'),
      keep('c4', ', retries: 1'),
      keep('c5', ', when: "host.id == \'b\'"'),
      keep('c6'),
    ]
    const { looks } = await logOf(playbook(...tasks), worldWith(seven))
    assert.deepEqual(looks, [['a look c1'], [], ['a look c2'], ['a look c3'], ['a look c4'], ['a look c6'], []])
  })

  test('an early look that fails is taken again in its turn', async () => {
    const { looks, outcomes } = await logOf(playbook(keep('c1'), keep('c2')), worldWith(seven), new Set(['c2']))
    assert.deepEqual(looks, [['a look c1', 'a look c2'], ['a look c2']])
    assert.deepEqual(outcomes, ['keep c1 a ok', 'keep c2 a ok'])
  })
})
