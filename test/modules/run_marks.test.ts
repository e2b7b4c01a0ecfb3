import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runMarks } from '../../src/modules/run_marks.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools, summary } from './fake_tools.js'

const want = completed(runMarks, { cluster: 'f3' })
const look = /getent passwd[\s\S]*\.dmbook-generation-f3/

describe('run_marks', () => {
  test('is same where no home holds one', async () => {
    assert.equal(summary(await runMarks.check(fakeHost().expect(look), want, fakeTools())), 'same')
  })

  test('names each and removes them, quoted', async () => {
    const paths = ['/home/ops/.dmbook-generation-f3', '/home/a b/.dmbook-generation-f3']
    const host = fakeHost()
      .expect(look, { stdout: `${paths.join('\n')}\n` })
      .expect(look, { stdout: `${paths.join('\n')}\n` })
      .expect(/^rm -f/)
    const removals = paths.map((path) => `remove ${path}`)
    assert.deepEqual(summary(await runMarks.check(host, want, fakeTools())), removals)
    await runMarks.apply(host, want, fakeTools())
    assert.equal(host.scripts.at(-1), `rm -f ${paths[0]} '${paths[1]}'`)
  })

  test('takes no id that is no word', async () => {
    const bad = { ...want, cluster: '*' }
    await assert.rejects(async () => runMarks.check(fakeHost(), bad, fakeTools()), /the id is no word: "\*"/)
  })
})
