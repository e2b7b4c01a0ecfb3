import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { writeTarball } from '../modules/tarball.js'
import { recorded, smallTopology } from './recorded.js'

const text = smallTopology([18_001, 18_002, 18_003, 18_004, 18_005, 18_006])
const worker = '127.0.0.1:18003'

const withProd = (marks: Record<string, { patched: string }>, body: (home: string) => Promise<void>): Promise<void> =>
  withHome(async (home) => {
    await recorded(home, { topology: text, marks })
    await body(home)
  })

describe('patch', () => {
  test('takes a package, --list or --revert, one of them', async () => {
    await withProd({}, async (home) => {
      for (const words of [[], ['--list', '--revert'], ['p.tar.gz', '--revert']])
        assert.equal((await typed(['patch', 'prod', ...words], { home })).code, 2, words.join(' '))
    })
  })

  test('-R dm-master chooses every master that the package is for, -N one of them; several components may be in it', async () => {
    await withProd({}, async (home) => {
      const path = await writeTarball(join(home, 'hotfix.tar.gz'), [{ path: 'dm-worker' }, { path: 'dm-master' }])
      const listed = async (words: readonly string[]) => {
        const { out } = await typed(['patch', 'prod', path, '--list-hosts', ...words], { home })
        return [...new Set(out.match(/127\.0\.0\.1:\d+/g))].sort()
      }
      const [m1, m2, w1, w2] = [18_001, 18_002, 18_003, 18_004].map((port) => `127.0.0.1:${port}`)
      assert.deepEqual(await listed(['-R', 'dm-master']), [m1, m2])
      assert.deepEqual(await listed(['-N', String(m2)]), [m2])
      assert.deepEqual(await listed([]), [m1, m2, w1, w2])
      assert.deepEqual(await listed(['-R', 'dm-master', '-N', `${m1},${w1}`]), [m1])
    })
  })

  test('--revert is for instances that are patched, among the chosen ones', async () => {
    await withProd({ [worker]: { patched: 'hotfix.tar.gz' } }, async (home) => {
      const listed = async (words: readonly string[]) =>
        (await typed(['patch', 'prod', '--revert', '--list-hosts', ...words], { home })).out
      assert.match(await listed([]), new RegExp(`Swap dm-worker one by one.*${worker}`, 's'))
      assert.doesNotMatch(await listed([]), /18001/)
      assert.match(await listed(['-R', 'dm-master']), /^Nothing of what is chosen is patched: nothing to do\.$/m)
      assert.match(await listed(['-R', 'dm-worker', '-N', worker]), new RegExp(worker))
    })
  })

  test('--revert has nothing to do where nothing is patched', async () => {
    await withProd({}, async (home) => {
      const { code, out } = await typed(['patch', 'prod', '--revert', '-y'], { home })
      assert.deepEqual([code, out], [0, 'Nothing of prod is patched: nothing to do.\n'])
      const json = await typed(['patch', 'prod', '--revert', '-y', '--json'], { home })
      assert.equal(JSON.parse(json.out).schema, 'dmbook/nothing/v1')
    })
  })
})
