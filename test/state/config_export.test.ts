import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { exportHead, readExport, refusalOf, writeExport } from '../../src/state/config_export.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

const head = { format: 1, cluster: 'prod', version: 'v7.5.0', dmctl: 'v7.5.0', exported: 5 } as const
const found = {
  sources: new Map([['s1', 'source-id: s1\n']]),
  tasks: new Map([['t1', 'name: t1\n']]),
  relay: new Map([['s1', ['w1']]]),
}

describe('writeExport()', () => {
  test('makes a folder for the owner only, that reads back as it was', async (t) => {
    const folder = join(temporaryFolder(t), 'out')
    await writeExport(folder, { ...found, head })
    assert.deepEqual(await readExport(folder), found)
    assert.deepEqual(await exportHead(folder), head)
    for (const name of ['', 'sources', 'tasks']) assert.equal(statSync(join(folder, name)).mode & 0o777, 0o700)
    for (const name of ['sources/s1.yaml', 'tasks/t1.yaml', 'relay_workers.json', 'dmbook.json'])
      assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600, name)
  })

  test('takes the place of nothing, and of what was left half written', async (t) => {
    const root = temporaryFolder(t)
    const folder = join(root, 'out')
    mkdirSync(join(root, '.out.part', 'sources'), { recursive: true })
    writeFileSync(join(root, '.out.part', 'sources', 'old.yaml'), 'x')
    await writeExport(folder, { ...found, head })
    assert.deepEqual(readdirSync(join(folder, 'sources')), ['s1.yaml'])
    assert.deepEqual(readdirSync(root), ['out'])
    await assert.rejects(writeExport(folder, { ...found, head }), { code: 'E-EXPORT', exit: 'refused' })
  })
})

describe('refusalOf()', () => {
  test('takes a folder that is not there, or is empty', async (t) => {
    const root = temporaryFolder(t)
    assert.equal(await refusalOf(join(root, 'nothing')), null)
    assert.equal(await refusalOf(root), null)
    writeFileSync(join(root, 'x'), '')
    assert.match((await refusalOf(root))?.message ?? '', /there is something in it/)
  })
})

describe('readExport()', () => {
  test('reads what dmctl wrote, without a head', async (t) => {
    const folder = temporaryFolder(t)
    mkdirSync(join(folder, 'sources'))
    writeFileSync(join(folder, 'sources', 's1.yaml'), 'source-id: s1\n')
    const { sources, tasks, relay } = await readExport(folder)
    assert.deepEqual([[...sources.keys()], tasks.size, relay.size], [['s1'], 0, 0])
    assert.equal(await exportHead(folder), null)
  })

  test('says what is no export', async (t) => {
    const folder = temporaryFolder(t)
    await assert.rejects(readExport(folder), { code: 'E-EXPORT', exit: 'input' })
    mkdirSync(join(folder, 'tasks'))
    writeFileSync(join(folder, 'relay_workers.json'), '{')
    await assert.rejects(readExport(folder), /cannot read .*relay_workers\.json/)
    writeFileSync(join(folder, 'dmbook.json'), '{')
    assert.equal(await exportHead(folder), null)
  })
})
