import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { dmExport } from '../../src/modules/dm_export.js'
import { readExport } from '../../src/state/config_export.js'
import { fakeDmctl } from '../fakes/fake_dmctl.js'
import { fakeHost } from '../fakes/fake_host.js'
import { dmTools, sourceText, taskText } from './dm_of.js'
import { summary } from './fake_tools.js'

const held = { sources: { s1: sourceText('s1') }, tasks: { t1: taskText('t1', 's1') } }

describe('dm_export', () => {
  test('writes what DM holds into the named folder, and refuses one with something in it', async (t) => {
    const tools = dmTools(t, fakeDmctl(held))
    const dest = join(tools.folder, 'out', 'deep')
    assert.deepEqual(summary(await dmExport.foresee(fakeHost(), { dest }, tools)), [
      `export sources and tasks to ${dest}`,
    ])
    const { changed, result } = await dmExport.act(fakeHost(), { dest }, tools)
    assert.deepEqual([changed, result], [true, { dest, sources: ['s1'], tasks: ['t1'] }])
    assert.equal((await readExport(dest)).sources.get('s1'), held.sources.s1)
    const { version, dmctl, cluster } = JSON.parse(readFileSync(join(dest, 'dmbook.json'), 'utf8'))
    assert.deepEqual([version, dmctl, cluster], ['v8.1.0', 'v8.1.0', 'prod'])
    assert.match(String(summary(await dmExport.foresee(fakeHost(), { dest }, tools))), /there is something in it/)
    assert.doesNotMatch(tools.said.join(), /sesame/)
  })

  test("writes into the cluster's own folder before an upgrade, anew each time", async (t) => {
    const tools = dmTools(t, fakeDmctl(held))
    await dmExport.act(fakeHost(), {}, tools)
    await dmExport.act(fakeHost(), {}, tools)
    assert.deepEqual(readdirSync(join(tools.folder, 'exports')), [
      'v8.1.0-19700101T000000Z',
      'v8.1.0-19700101T000000Z-2',
    ])
  })

  test('keeps the export that was made before an upgrade that was killed', async (t) => {
    const tools = dmTools(t, fakeDmctl(held))
    await dmExport.act(fakeHost(), {}, tools)
    const meta = await tools.cluster?.load()
    assert.ok(meta)
    await tools.cluster?.save({ ...meta, upgrading: 'v8.5.0' })
    const found = await dmExport.foresee(fakeHost(), {}, tools)
    assert.deepEqual(found.kind === 'same' && found.result, {
      dest: join(tools.folder, 'exports', 'v8.1.0-19700101T000000Z'),
      sources: [],
      tasks: [],
    })
  })

  test('exports all the same where such an upgrade has none', async (t) => {
    const tools = dmTools(t, fakeDmctl(held), { meta: { upgrading: 'v8.5.0' } })
    assert.equal((await dmExport.foresee(fakeHost(), {}, tools)).kind, 'differs')
  })
})
