import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { clustersIn, importScene } from './legacy_directory.js'

describe('confirmedTopology()', () => {
  test('27 no plain password; nothing is done where it is declined', async (t) => {
    const { run, home } = await importScene(t)
    const { code, out, err } = await run([], { answers: ['no'] })
    assert.equal(code, 6)
    assert.match(err, /not confirmed: nothing was changed/)
    assert.match(out, /2 sources of DM 2\.0, passwords hidden:/)
    assert.match(out, /own1 of s1: Paused\n {2}shop of s1: Running\n {2}own2 of s2: Paused\n/)
    assert.doesNotMatch(out + err, /hidden-pw/)
    assert.deepEqual(clustersIn(home), [])
  })

  test('--plan asks nothing and keeps nothing; --rename is honoured', async (t) => {
    const { run, home } = await importScene(t)
    const { code, out } = await run(['--plan', '--rename', 'fresh'])
    assert.equal(code, 0)
    assert.match(out, /# fresh: a cluster of DM 1\.0 as it will be with DM v7\.5\.0/)
    assert.deepEqual(clustersIn(home), [])
  })

  test('--json gives the plan to programs, without passwords', async (t) => {
    const { run } = await importScene(t)
    const { out } = await run(['--plan', '--json'])
    const plan = out.split('\n').find((line) => line.includes('dmbook/import/v1')) ?? '{}'
    assert.deepEqual(
      JSON.parse(plan).sources.map(({ id }: { id: string }) => id),
      ['s1', 's2'],
    )
    assert.doesNotMatch(out, /hidden-pw/)
  })

  test('edit takes over what is right, and says what is wrong', async (t) => {
    const { run, folder } = await importScene(t)
    const editor = join(folder, 'editor.sh')
    writeFileSync(editor, 'echo "# edited" >>"$1"\n')
    const env = { EDITOR: `sh ${editor}` }
    assert.match((await run([], { answers: ['e', 'n'], env })).out, /# edited/)
    writeFileSync(editor, 'echo "nonsense: 1" >>"$1"\n')
    const { out, err } = await run([], { answers: ['edit', 'n'], env })
    assert.match(err, /"nonsense" is not a section|nonsense/)
    assert.doesNotMatch(out, /nonsense/)
  })
})
