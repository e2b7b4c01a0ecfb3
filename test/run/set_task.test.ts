import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runText, small } from './playground.js'

const book = (tasks: string, serial = ''): string =>
  `plays:\n  - name: p\n    hosts: all\n${serial}    tasks:\n${tasks.trim().replace(/^/gm, '      ')}\n  - name: q\n    hosts: all\n    tasks:\n      - { name: m, note: { text: "${'${{ string(a) }}'}" } }\n`

const ran = async (tasks: string, { serial = '', mode = 'run' }: { serial?: string; mode?: 'run' | 'plan' } = {}) => {
  const world = small()
  const { result, events } = await runText(book(tasks, serial), { world, hosts: ['x', 'y'], mode })
  const ends = events.flatMap((event) => (event.kind === 'host_finished' ? [event.outcome.kind] : []))
  return { result, ends, log: world.log }
}

describe('set', () => {
  test('holds for the host, to the end of the run, and is no change', async () => {
    const { log, ends } = await ran('- { name: n, set: { a: "${{ host.id + host.id }}" } }')
    assert.deepEqual(log, ['x xx', 'y yy'])
    assert.deepEqual(ends.slice(0, 2), ['ok', 'ok'])
  })

  test('where its condition does not hold the host keeps what it had', async () => {
    const { log, ends } = await ran(`
- { name: n, set: { a: 1 } }
- { name: n, when: host.id == 'x', set: { a: 2 } }`)
    assert.deepEqual(log, ['x 2', 'y 1'])
    assert.deepEqual(ends.slice(2, 4), ['ok', 'skipped'])
  })

  test('that was nothing: null', async () => {
    const { log } = await ran(`
- { name: n, when: host.id == 'x', set: { b: 2 } }
- { name: n, set: { a: "\${{ b == null }}" } }`)
    assert.deepEqual(log, ['x false', 'y true'])
  })

  for (const serial of ['', '    serial: 1\n'])
    test(`run_once: one host's value holds for all${serial ? ', of later batches too' : ''}`, async () => {
      const { log } = await ran(`- { name: n, run_once: true, when: host.id != '', set: { a: "\${{ host.id }}" } }`, {
        serial,
      })
      assert.deepEqual(log.toSorted(), ['x x', 'y x'])
    })

  test('run_once: not the first host, but the first for which the condition holds', async () => {
    const { log } = await ran(`- { name: n, run_once: true, when: host.id == 'y', set: { a: "\${{ host.id }}" } }`)
    assert.deepEqual(log, ['x y', 'y y'])
  })

  test('a value that cannot be had fails the host at its place', async () => {
    const { result, ends } = await ran('- { name: n, set: { a: "${{ host.vars.none.more }}" } }')
    assert.deepEqual([result, ends.slice(0, 2)], ['failed', ['failed', 'failed']])
  })

  test('a plan sets it too; what rests on what has not happened may be', async () => {
    const { ends } = await ran(
      `- { name: n, cell: { name: c, value: "1" }, register: made }\n- { name: s, set: { a: "\${{ made.changed }}" } }`,
      { mode: 'plan' },
    )
    assert.deepEqual(ends, ['changed', 'changed', 'ok', 'ok', 'may', 'may'])
  })
})
