import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import { importing } from '../../src/modules/dm_importing.js'
import { type ConfigExport, writeExport } from '../../src/state/config_export.js'
import { type FakeDmctl, fakeDmctl } from '../fakes/fake_dmctl.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { sourceText, taskText } from './dm_of.js'

const nothing: ConfigExport = { sources: new Map(), tasks: new Map(), relay: new Map() }
const wanted: ConfigExport = {
  sources: new Map(['s1', 's2'].map((id) => [id, sourceText(id)])),
  tasks: new Map([['t1', taskText('t1', 's1')]]),
  relay: new Map([['s2', ['w2']]]),
}

async function imported(t: TestContext, dmctl: FakeDmctl, held = nothing, hasRelay = true): Promise<string[]> {
  const src = temporaryFolder(t)
  const head = { format: 1, cluster: 'c', version: 'v8.1.0', dmctl: 'v8.1.0', exported: 0 } as const
  await writeExport(src, { ...wanted, head })
  await importing(dmctl, { src, wanted, held, hasRelay })
  return dmctl.changes.map((change) => change.replaceAll(src, '.'))
}

describe('importing()', () => {
  test('begins with sources that relay, each at its worker, and ends with relay logs', async (t) => {
    assert.deepEqual(await imported(t, fakeDmctl()), [
      'operate-source create ./sources/s2.yaml',
      'transfer-source s2 w2',
      'operate-source create ./sources/s1.yaml',
      'start-task ./tasks/t1.yaml',
      'start-relay -s s2 w2',
    ])
  })

  test('moves no source whose worker is taken', async (t) => {
    const dmctl = fakeDmctl()
    dmctl.workers.set('w2', 'other')
    assert.ok(!(await imported(t, dmctl)).some((change) => change.startsWith('transfer')))
  })

  test('does only what is missing', async (t) => {
    const held = { ...wanted, tasks: new Map(), relay: new Map([['s2', ['w2']]]) }
    assert.deepEqual(await imported(t, fakeDmctl(), held), ['start-task ./tasks/t1.yaml'])
  })

  test('asks a DM without start-relay for none', async (t) => {
    assert.deepEqual(
      (await imported(t, fakeDmctl(), nothing, false)).filter((change) => /relay|transfer/.test(change)),
      [],
    )
  })
})
