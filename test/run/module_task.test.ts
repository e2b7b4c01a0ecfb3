import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runText, small } from './playground.js'

const book = (tasks: string, words = ''): string => `
description: test
plays:
  - name: p
    hosts: all
    ${words}
    tasks:
${tasks.replace(/^/gm, '      ')}`

describe('runModuleTask()', () => {
  test('tries again until the condition holds', async () => {
    const world = small()
    world.cells.set('a', new Map([['x', 'no']]))
    const tasks = `
- { name: look, look: { name: x }, register: seen, until: seen.found == 'yes', retries: 5, delay: 1s }
- { name: note, note: { text: "\${{ seen.found }}" } }`
    let tries = 0
    const onEvent = (event: { kind: string }) => {
      if (event.kind === 'host_waiting' && ++tries === 3) world.cells.get('a')?.set('x', 'yes')
    }
    const { result } = await runText(book(tasks), { world, hosts: ['a'], onEvent })
    assert.equal(result, 'ok')
    assert.deepEqual([tries, world.log], [3, ['a yes']])
  })

  test('fails after the last try, saying what did not come true', async () => {
    const world = small()
    const tasks =
      "- { name: look, look: { name: x }, register: seen, until: seen.found == 'yes', retries: 2, delay: 1s }"
    const { events } = await runText(book(tasks), { world, hosts: ['a'] })
    const end = events.at(-1)
    assert.ok(end?.kind === 'run_finished')
    assert.match(end.failures[0]?.error.message ?? '', /after 3 tries still not: seen\.found == 'yes'/)
  })

  test('retries without until mean: until it does not fail', async () => {
    const world = small()
    const { result } = await runText(book('- { name: fall, boom: { message: no }, retries: 2, delay: 1s }'), {
      world,
      hosts: ['a'],
    })
    assert.equal(result, 'failed')
    assert.equal(world.log.length, 3)
  })

  test('changed_when and failed_when have the last word', async () => {
    const world = small()
    const tasks = `
- { name: quiet, note: { text: x }, changed_when: "false" }
- { name: allowed, boom: { message: no }, failed_when: "false", register: fell }
- { name: strict, note: { text: y }, register: noted, failed_when: noted.text == 'y' }`
    const { outcomes } = await runText(book(tasks), { world, hosts: ['a'] })
    assert.deepEqual(outcomes, ['quiet a ok', 'allowed a ok', 'strict a failed'])
  })

  test('run_once runs on the first host for which it holds, for all hosts and batches', async () => {
    const world = small()
    const tasks = `
- { name: once, when: "host.id != 'a'", run_once: true, note: { text: once }, register: said }
- { name: all, note: { text: "got \${{ said.text }}" } }`
    await runText(book(tasks, 'serial: 2'), { world })
    assert.deepEqual(world.log, ['b once', 'a got once', 'b got once', 'c got once'])
  })

  test('a skipped task leaves a register whose keys are there', async () => {
    const world = small()
    const tasks = `
- { name: skip, when: "false", note: { text: x }, register: said }
- { name: note, note: { text: "\${{ string(said.skipped) }} \${{ string(said.text == null) }}" } }`
    await runText(book(tasks), { world, hosts: ['a'] })
    assert.deepEqual(world.log, ['a true true'])
  })

  test('an expression that fails is a failure at its place, before the module runs', async () => {
    const world = small()
    const tasks = '- { name: bad, note: { text: "${{ string(1 / int(size(host.id) - 1)) }}" } }'
    const { result, events } = await runText(book(tasks), { world, hosts: ['a'] })
    assert.equal(result, 'failed')
    const end = events.at(-1)
    assert.ok(end?.kind === 'run_finished')
    assert.match(end.failures[0]?.error.message ?? '', /main\.yaml:8/)
    assert.deepEqual(world.log, [])
  })

  test('parameters that are wrong only at run time are errors at their line', async () => {
    const world = small()
    const { events } = await runText(book('- { name: bad, note: { text: "${{ 5 }}" } }'), { world, hosts: ['a'] })
    const end = events.at(-1)
    assert.ok(end?.kind === 'run_finished')
    assert.match(end.failures[0]?.error.message ?? '', /main\.yaml:8:\d+ /)
  })
})

describe('a plan', () => {
  const tasks = `
- { name: set, cell: { name: x, value: "1" }, register: made }
- { name: follow, when: made.changed, note: { text: follow } }
- { name: look, look: { name: x } }
- { name: other, note: { text: other } }`

  test('changes nothing and says what may happen', async () => {
    const world = small()
    const { outcomes, journal } = await runText(book(tasks), { world, hosts: ['a'], mode: 'plan' })
    assert.deepEqual(outcomes, ['set a changed', 'follow a may', 'look a may', 'other a changed'])
    assert.deepEqual([world.log, journal], [[], []])
  })

  test('knows what is settled', async () => {
    const world = small()
    world.cells.set('a', new Map([['x', '1']]))
    const { outcomes } = await runText(book(tasks), { world, hosts: ['a'], mode: 'plan' })
    assert.deepEqual(outcomes, ['set a ok', 'follow a skipped', 'look a ok', 'other a changed'])
  })
})
