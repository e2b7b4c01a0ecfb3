import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { beginAudit, endAudit, listAudit } from '../../src/state/audit.js'
import { stateFolder } from '../../src/state/folder.js'
import { typed, withHome } from '../fakes/typed.js'
import { recorded, smallTopology } from './recorded.js'

const topology = smallTopology([18_001, 18_002, 18_003, 18_004, 18_005, 18_006])

async function noted(home: string, command: string): Promise<string> {
  const state = await stateFolder(home)
  const begun = await beginAudit(state, { command, verb: 'x', user: 'ann', cluster: 'prod', run: null, started: 5 })
  await endAudit(state, begun, { exit: 0, now: 6 })
  return begun.id
}

describe('replay', () => {
  test('shows the command, asks, types the same words again', async () => {
    await withHome(async (home) => {
      await recorded(home, { topology })
      const id = await noted(home, "dmbook display prod --version -R 'dm-master'")
      const declined = await typed(['replay', id], { home })
      assert.deepEqual([declined.code, declined.out.includes('v8.1.0')], [6, false])
      assert.match(declined.out, /Type it again: dmbook display prod --version .* \(by ann, 1970-01-01T00:00:00Z\)\?/)
      const { code, out } = await typed(['replay', id, '-y'], { home })
      assert.deepEqual([code, out], [0, 'v8.1.0\n'])
      const [last] = await listAudit(await stateFolder(home))
      assert.equal(last?.verb, 'display')
    })
  })

  test('gives the exit code of the command', async () => {
    await withHome(async (home) => {
      assert.equal((await typed(['replay', await noted(home, 'dmbook display nobody'), '-y'], { home })).code, 2)
    })
  })

  test('cannot type a secret, and knows the ids of the audit only', async () => {
    await withHome(async (home) => {
      const id = await noted(home, 'dmbook run x.yaml -e password=******')
      const { code, err } = await typed(['replay', id, '-y'], { home })
      assert.deepEqual([code, /a secret was typed with it/.test(err)], [6, true])
      assert.equal((await typed(['replay', 'nothing'], { home })).code, 2)
    })
  })
})
