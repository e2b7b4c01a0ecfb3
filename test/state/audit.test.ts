import assert from 'node:assert/strict'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import {
  beginAudit,
  compareIds,
  endAudit,
  forgetAudit,
  listAudit,
  readAudit,
  shortId,
  wasDestroyed,
} from '../../src/state/audit.js'
import { type StateFolder, stateFolder } from '../../src/state/folder.js'
import { processIdentity } from '../../src/state/process_identity.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

const stateOf = (t: TestContext): Promise<StateFolder> => stateFolder(temporaryFolder(t))

const begun = { started: 1000, command: 'dmbook x', verb: 'start', user: 'ann', cluster: 'prod', run: 'r1' }

describe('beginAudit() and endAudit()', () => {
  test('keep a record that has not ended, then its end', async (t) => {
    const state = await stateOf(t)
    const record = await beginAudit(state, begun)
    const who = { process: processIdentity(process.pid), host: hostname() }
    assert.deepEqual(await readAudit(state, record.id), { ...begun, ...who, id: record.id, ended: null, exit: null })
    await endAudit(state, record, { exit: 4, now: 2000 })
    assert.deepEqual(await readAudit(state, record.id), { ...begun, ...who, id: record.id, ended: 2000, exit: 4 })
  })

  test('keep two records that begin in the same millisecond', async (t) => {
    const state = await stateOf(t)
    await beginAudit(state, begun)
    await beginAudit(state, begun)
    assert.equal((await listAudit(state)).length, 2)
  })

  test('write for the owner only', async (t) => {
    const state = await stateOf(t)
    const { id } = await beginAudit(state, begun)
    assert.equal(statSync(join(state.audit, `${id}.json`)).mode & 0o777, 0o600)
  })
})

describe('listAudit()', () => {
  test('gives the newest first, and leaves out what cannot be read', async (t) => {
    const state = await stateOf(t)
    for (const started of [2000, 3000, 1000]) await beginAudit(state, { ...begun, started })
    for (const [name, text] of [
      ['torn', '{"id":'],
      ['null', 'null'],
      ['list', '[]'],
    ])
      writeFileSync(join(state.audit, `${name}.json`), text ?? '')
    writeFileSync(join(state.audit, '.0123.tmp'), '')
    assert.deepEqual(
      (await listAudit(state)).map(({ started }) => started),
      [3000, 2000, 1000],
    )
    assert.equal(readdirSync(state.audit).length, 7)
  })
})

test('readAudit() is null for unknown ids and for paths', async (t) => {
  const state = await stateOf(t)
  writeFileSync(join(state.root, 'x.json'), JSON.stringify({ ...begun, id: 'x' }))
  assert.deepEqual([await readAudit(state, 'nothing'), await readAudit(state, '../x')], [null, null])
})

test('forgetAudit() removes the record and the journal of its run', async (t) => {
  const state = await stateOf(t)
  const record = await beginAudit(state, begun)
  writeFileSync(join(state.runs, 'r1.jsonl'), '')
  await forgetAudit(state, record)
  assert.deepEqual([await readAudit(state, record.id), existsSync(join(state.runs, 'r1.jsonl'))], [null, false])
})

describe('wasDestroyed()', () => {
  const cases: [string, { verb?: string; cluster?: string; exit: number | null }, boolean][] = [
    ['holds after a destroy', { verb: 'destroy', exit: 0 }, true],
    ['holds after one that was interrupted at its end', { verb: 'destroy', exit: 130 }, true],
    ['holds after one that was killed behind its last change', { verb: 'destroy', exit: null }, true],
    ['does not hold after another verb', { exit: 0 }, false],
    ['does not hold for another cluster', { verb: 'destroy', cluster: 'test', exit: 0 }, false],
  ]
  for (const [name, { exit, ...other }, destroyed] of cases)
    test(name, async (t) => {
      const state = await stateOf(t)
      const record = await beginAudit(state, { ...begun, ...other })
      if (exit !== null) await endAudit(state, record, { exit, now: 2000 })
      assert.equal(await wasDestroyed(state, 'prod'), destroyed)
    })
})

test('shortId() writes numbers without vowels, compareIds() sorts them as numbers', () => {
  const numbers = [0, 9, 10, 29, 30, 50, 51, 52, 2601, 1_700_000_000_000]
  const ids = numbers.map(shortId)
  assert.deepEqual(ids.slice(0, 7), ['0', '9', 'b', 'z', 'B', 'Z', '10'])
  assert.deepEqual([...ids].reverse().sort(compareIds), ids)
  assert.doesNotMatch(ids.join(''), /[aeiou]/i)
})
