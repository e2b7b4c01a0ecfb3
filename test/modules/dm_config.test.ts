import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { DmbookError } from '../../src/core/error.js'
import { clientOf, heldConfig } from '../../src/modules/dm_config.js'
import { fakeDmctl } from '../fakes/fake_dmctl.js'
import { dmTools, sourceText, taskText } from './dm_of.js'
import { fakeTools } from './fake_tools.js'

describe('clientOf()', () => {
  test('takes the version of the cluster', async (t) => {
    const tools = dmTools(t, fakeDmctl(), { meta: { version: 'v7.5.0' }, running: 'v7.5.0' })
    await clientOf(tools)
    assert.deepEqual(tools.wanted, ['v7.5.0'])
  })

  test('takes the newer one half way through an upgrade when the masters have it', async (t) => {
    const meta = { version: 'v7.5.0', upgrading: 'v8.1.0' }
    for (const running of ['v7.5.0', 'v8.1.0']) {
      const tools = dmTools(t, fakeDmctl(), { meta, running })
      await clientOf(tools)
      assert.deepEqual(tools.wanted, [running])
    }
  })

  test('takes the nearest one from v2.0.5 on for a cluster below that', async (t) => {
    const tools = dmTools(t, fakeDmctl(), { meta: { version: 'v2.0.3' }, running: 'v2.0.3' })
    const dmctl = async (version: string) => {
      tools.wanted.push(version)
      if (version !== 'v2.0.7') throw new DmbookError('none', { code: 'E-PACKAGE', exit: 'input' })
      return fakeDmctl({ version })
    }
    assert.equal((await clientOf({ ...tools, dmctl })).version, 'v2.0.7')
    assert.deepEqual(tools.wanted, ['v2.0.5', 'v2.0.6', 'v2.0.7'])
  })

  test('says that no master answers, or that there is no cluster', async (t) => {
    await assert.rejects(clientOf(dmTools(t, fakeDmctl(), { running: null })), /no master of \w+ answers/)
    await assert.rejects(clientOf(fakeTools()), /this run has no cluster/)
  })
})

describe('heldConfig()', () => {
  test('gives what DM holds, enable-relay too, and leaves nothing behind', async (t) => {
    const sources = { s1: sourceText('s1'), s2: sourceText('s2', 'enable-relay: true\n') }
    const dmctl = fakeDmctl({ sources, tasks: { t1: taskText('t1', 's1') }, relay: { s2: ['w2'] } })
    const tools = dmTools(t, dmctl)
    const held = await heldConfig(dmctl, tools)
    assert.deepEqual(Object.fromEntries(held.sources), sources)
    assert.deepEqual([...held.tasks.keys()], ['t1'])
    assert.deepEqual([...held.relay], [['s2', ['w2']]])
    assert.ok(!existsSync(join(tools.folder, '.config')))
  })

  test('is not content with an export that leaves something out', async (t) => {
    const dmctl = fakeDmctl({ sources: { s1: sourceText('s1') } })
    const tools = dmTools(t, dmctl)
    const lying = {
      ...dmctl,
      call: async (words: readonly string[]) =>
        words[0] === 'query-status' ? '{"tasks":[{"taskName":"t9"}]}' : dmctl.call(words),
    }
    await assert.rejects(heldConfig(lying, tools), /it left out task t9/)
    const failing = { ...dmctl, call: async () => '{"result":false,"msg":"no"}' }
    await assert.rejects(heldConfig(failing, tools), { code: 'E-EXPORT' })
    assert.ok(!existsSync(join(tools.folder, '.config')))
  })
})
