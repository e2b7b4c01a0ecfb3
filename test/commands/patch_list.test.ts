import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { recorded, smallTopology } from './recorded.js'

const text = smallTopology([18_001, 18_002, 18_003, 18_004, 18_005, 18_006])
const worker = '127.0.0.1:18003'

test('patch --list shows what is patched with what, and what new instances get', async () => {
  await withHome(async (home) => {
    const kept = { 'dm-worker': { name: 'hotfix.tar.gz', sha256: 'a', size: 1 } }
    await recorded(home, { topology: text, marks: { [worker]: { patched: 'hotfix.tar.gz' } }, kept })
    const { code, out } = await typed(['patch', 'prod', '--list'], { home })
    assert.equal(code, 0)
    const [head, , row, more] = out.trimEnd().split('\n')
    assert.match(head ?? '', /^ID +Role +Package +Runs +Own version$/)
    assert.match(row ?? '', new RegExp(`^${worker} +dm-worker +hotfix\\.tar\\.gz +- +v8\\.1\\.0$`))
    assert.equal(more, 'New instances get dm-worker from hotfix.tar.gz')
    const json = JSON.parse((await typed(['patch', 'prod', '--list', '--json'], { home })).out)
    assert.deepEqual(json.patched, [{ id: worker, role: 'dm-worker', package: 'hotfix.tar.gz', runs: null }])
    assert.match(
      (await typed(['patch', 'prod', '--list', '-R', 'dm-master'], { home })).out,
      /Nothing of prod is patched/,
    )
  })
})
