import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { dmImport } from '../../src/modules/dm_import.js'
import { writeExport } from '../../src/state/config_export.js'
import { type FakeDmctl, fakeDmctl } from '../fakes/fake_dmctl.js'
import { fakeHost } from '../fakes/fake_host.js'
import { type DmTools, dmTools, sourceText, taskText } from './dm_of.js'
import { summary } from './fake_tools.js'

const head = { format: 1, cluster: 'old', version: 'v8.1.0', dmctl: 'v8.1.0', exported: 0 } as const

async function exported(t: TestContext, dmctl: FakeDmctl): Promise<{ tools: DmTools; src: string }> {
  const tools = dmTools(t, dmctl)
  const src = join(tools.folder, 'out')
  await writeExport(src, {
    head,
    sources: new Map([
      ['s1', sourceText('s1')],
      ['s2', sourceText('s2')],
    ]),
    tasks: new Map([['t1', taskText('t1', 's1')]]),
    relay: new Map([['s2', ['w1']]]),
  })
  return { tools, src }
}

const look = async (tools: DmTools, src: string) => summary(await dmImport.check(fakeHost(), { src }, tools))

describe('dm_import', () => {
  test('creates what is missing; a second time nothing is', async (t) => {
    const dmctl = fakeDmctl()
    const { tools, src } = await exported(t, dmctl)
    assert.deepEqual(await look(tools, src), [
      'create source s1',
      'create source s2',
      'start task t1',
      'pull the relay log of s2 on w1',
    ])
    await dmImport.apply(fakeHost(), { src }, tools)
    assert.equal(await look(tools, src), 'same')
    assert.deepEqual([...dmctl.relay], [['s2', ['w1']]])
  })

  test('leaves alone what is there, be its password encrypted anew', async (t) => {
    const dmctl = fakeDmctl({ sources: { s1: sourceText('s1').replace('sesame-1', 'xyz') } })
    const { tools, src } = await exported(t, dmctl)
    await dmImport.apply(fakeHost(), { src }, tools)
    assert.ok(!dmctl.changes.some((change) => change.includes('s1.yaml')))
    assert.equal(await look(tools, src), 'same')
  })

  test('refuses what is there and is another, showing what differs and no password', async (t) => {
    const other = sourceText('s1').replace('3306', '3307').replace('sesame-1', 'open-2')
    const dmctl = fakeDmctl({ sources: { s1: other } })
    const { tools, src } = await exported(t, dmctl)
    const found = await dmImport.check(fakeHost(), { src }, tools)
    assert.equal(found.kind, 'blocked')
    const why = found.kind === 'blocked' ? found.why : ''
    assert.match(why, /others of the same name: source s1 \(from\.port: 3307, wanted 3306\)$/)
    assert.doesNotMatch(why, /sesame|open-2/)
    assert.deepEqual(dmctl.changes, [])
  })

  test('goes on where DM refused half way', async (t) => {
    const dmctl = fakeDmctl()
    const { tools, src } = await exported(t, dmctl)
    dmctl.refuse('start-task')
    await assert.rejects(
      dmImport.apply(fakeHost(), { src }, tools),
      /dmctl start-task .*refused by the test \*\*\*\*\*\*/,
    )
    assert.deepEqual(await look(tools, src), ['start task t1', 'pull the relay log of s2 on w1'])
    await dmImport.apply(fakeHost(), { src }, tools)
    assert.equal(await look(tools, src), 'same')
  })
})
