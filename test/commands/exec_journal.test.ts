import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stateFolder } from '../../src/state/folder.js'
import { listRuns, readJournal } from '../../src/state/journal_file.js'
import { hostsDone, runHead } from '../../src/state/run_head.js'
import { typed, withHome } from '../fakes/typed.js'
import { twoMachines } from './two_machines.js'

test('execJournal() keeps what was asked and how each machine ended, not what it said', async () => {
  await withHome(async (home) => {
    await twoMachines(home)
    await typed(['exec', 'prod', '--command', 'echo from-the-machine'], { home })
    const state = await stateFolder(home)
    const [run = ''] = await listRuns(state)
    const journal = (await readJournal(state, run)) ?? []
    assert.deepEqual(runHead(journal)?.words, ['exec', 'prod', '--command', 'echo from-the-machine'])
    assert.deepEqual(hostsDone(journal).sort(), ['10.0.0.1', '10.0.0.2'])
    assert.doesNotMatch(JSON.stringify(journal.slice(1)).replaceAll('echo from-the-machine', ''), /from-the-machine/)
  })
})
