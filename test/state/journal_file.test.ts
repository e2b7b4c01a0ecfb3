import assert from 'node:assert/strict'
import { appendFileSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { shortId } from '../../src/state/audit.js'
import { type StateFolder, stateFolder } from '../../src/state/folder.js'
import { listRuns, openJournal, readJournal } from '../../src/state/journal_file.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

const stateOf = (t: TestContext): Promise<StateFolder> => stateFolder(temporaryFolder(t))

describe('openJournal()', () => {
  test('has a line on the disk when append resolves, for the owner only', async (t) => {
    const state = await stateOf(t)
    const journal = await openJournal(state, 'r1')
    await journal.append({ kind: 'one' })
    const path = join(state.runs, 'r1.jsonl')
    assert.equal(readFileSync(path, 'utf8'), '{"kind":"one"}\n')
    assert.equal(statSync(path).mode & 0o777, 0o600)
    await journal.close()
  })

  test('keeps the order of lines that are not waited for', async (t) => {
    const state = await stateOf(t)
    const journal = await openJournal(state, 'r1')
    const numbers = Array.from({ length: 500 }, (_, number) => ({ number }))
    await Promise.all(numbers.map((record) => journal.append(record)))
    await journal.close()
    assert.deepEqual(await readJournal(state, 'r1'), numbers)
  })

  test('ends a torn line before it appends', async (t) => {
    const state = await stateOf(t)
    appendFileSync(join(state.runs, 'r1.jsonl'), '{"number":1}\n{"numb')
    const journal = await openJournal(state, 'r1')
    await journal.append({ number: 2 })
    await journal.close()
    assert.deepEqual(await readJournal(state, 'r1'), [{ number: 1 }, { number: 2 }])
  })

  test('says each time that it cannot write', async (t) => {
    const state = await stateOf(t)
    const journal = await openJournal(state, 'r1')
    await journal.close()
    for (let count = 0; count < 2; count++)
      await assert.rejects(journal.append({}), { code: 'E-STATE', message: /^cannot write [^:]*r1\.jsonl$/ })
  })

  test('throws E-STATE where the file cannot be made', async (t) => {
    const state = await stateOf(t)
    mkdirSync(join(state.runs, 'r1.jsonl'))
    await assert.rejects(openJournal(state, 'r1'), { code: 'E-STATE' })
  })
})

describe('readJournal()', () => {
  test('leaves out a torn last line', async (t) => {
    const state = await stateOf(t)
    appendFileSync(join(state.runs, 'r1.jsonl'), '{"number":1}\n{"numb')
    assert.deepEqual(await readJournal(state, 'r1'), [{ number: 1 }])
  })
  test('is null for unknown runs and for paths', async (t) => {
    const state = await stateOf(t)
    appendFileSync(join(state.root, 'x.jsonl'), '{}\n')
    assert.deepEqual([await readJournal(state, 'r1'), await readJournal(state, '../x')], [null, null])
  })
})

test('listRuns() gives the oldest first, as ids count', async (t) => {
  const state = await stateOf(t)
  const runs = [29, 30, 51, 1_700_000_000_000].map(shortId)
  for (const run of [...runs].reverse()) await (await openJournal(state, run)).close()
  assert.deepEqual(await listRuns(state), runs)
})
