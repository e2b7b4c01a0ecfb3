import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Type } from 'typebox'
import { blocked, type Check, defineModule, differs, ModuleError, same } from '../../src/modules/module.js'
import type { Tools } from '../../src/modules/tools.js'
import { execute, type Job } from '../../src/run/execute.js'
import { fakeHost } from '../fakes/fake_host.js'

const about = { summary: 's', params: Type.Object({}), examples: [] }

function stateModule(checks: readonly Check[], log: string[] = []) {
  const left = [...checks]
  return defineModule({
    ...about,
    kind: 'state',
    check: async () => {
      log.push('check')
      return left.shift() ?? same()
    },
    apply: async () => void log.push('apply'),
  })
}

function job(module: Job['module'], more: Partial<Job> = {}): Job {
  return {
    module,
    params: {},
    host: fakeHost(),
    tools: {} as Tools,
    mode: 'run',
    pending: false,
    beforeEffect: async () => {},
    ...more,
  }
}

describe('execute() of a state module', () => {
  test('looks, writes the journal, acts, looks again', async () => {
    const log: string[] = []
    const beforeEffect = async () => void log.push('journal')
    const { outcome } = await execute(job(stateModule([differs('x')], log), { beforeEffect }))
    assert.equal(outcome.kind, 'changed')
    assert.deepEqual(log, ['check', 'journal', 'apply', 'check'])
  })

  test('acts on nothing that is as wanted', async () => {
    const log: string[] = []
    const { outcome, result } = await execute(job(stateModule([same({ a: 1 })], log)))
    assert.deepEqual([outcome.kind, result, log], ['ok', { a: 1 }, ['check']])
  })

  test('does not act when the journal cannot be written', async () => {
    const log: string[] = []
    const beforeEffect = () => Promise.reject(new Error('disk full'))
    await assert.rejects(execute(job(stateModule([differs('x')], log), { beforeEffect })), /disk full/)
    assert.deepEqual(log, ['check'])
  })

  for (const [second, why] of [
    [differs('still x'), /still x/],
    [blocked('gone'), /gone/],
  ] as const) {
    test(`fails where the second look finds ${second.kind}`, async () => {
      const { outcome } = await execute(job(stateModule([differs('x'), second])))
      assert.equal(outcome.kind === 'failed' && outcome.error.code, 'E-VERIFY')
      assert.match(outcome.kind === 'failed' ? outcome.error.message : '', why)
    })
  }

  test('lets the module say why it did not last', async () => {
    const explain = () => Promise.reject(new ModuleError('its process ended'))
    const module = { ...stateModule([differs('x'), differs('still x')]), explain }
    await assert.rejects(execute(job(module)), { message: 'its process ended' })
  })

  test('what stands in its way fails it; in a plan it may only be what earlier tasks change', async () => {
    const kinds = await Promise.all(
      ([{}, { mode: 'plan' }, { mode: 'plan', pending: true }] as const).map((more) =>
        execute(job(stateModule([blocked('no')]), more)),
      ),
    )
    assert.deepEqual(
      kinds.map(({ outcome }) => outcome.kind),
      ['failed', 'failed', 'may'],
    )
  })

  test('a plan does not act', async () => {
    const log: string[] = []
    const { outcome, result } = await execute(job(stateModule([differs('x')], log), { mode: 'plan' }))
    assert.deepEqual([outcome.kind, result, log], ['changed', undefined, ['check']])
  })
})

describe('execute() of a read module', () => {
  const read = defineModule({ ...about, kind: 'read', read: async () => Promise.reject(new ModuleError('not there')) })

  test('throws what it finds wrong', async () => {
    await assert.rejects(execute(job(read)), /not there/)
  })

  test('does not even look in a plan whose earlier tasks would change something', async () => {
    assert.equal((await execute(job(read, { mode: 'plan', pending: true }))).outcome.kind, 'may')
  })
})

describe('execute() of an action module', () => {
  const action = (found: Check) =>
    defineModule({ ...about, kind: 'action', foresee: async () => found, act: async () => ({ changed: true }) })

  test('acts unless there is nothing to do', async () => {
    assert.equal((await execute(job(action(differs('x'))))).outcome.kind, 'changed')
    assert.equal((await execute(job(action(same())))).outcome.kind, 'ok')
  })
})
