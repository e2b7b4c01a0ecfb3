import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Invocation } from '../../src/cli/io.js'
import { chosenMirror } from '../../src/commands/mirror_choice.js'
import { writeConfig } from '../../src/state/config.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

describe('chosenMirror()', () => {
  const cases: [string | undefined, string | null, string | null, string | null, string | null][] = [
    ['/flag', '/own', '/env', '/home', '/flag'],
    [undefined, '/own', '/env', '/home', '/own'],
    [undefined, null, '/env', '/home', '/env'],
    [undefined, null, null, '/home', '/home'],
    [undefined, null, null, null, null],
  ]
  for (const [flag, own, mirror, home, chosen] of cases)
    test(`flag ${flag}, cluster ${own}, environment ${mirror}, state folder ${home}: ${chosen}`, async (t) => {
      const state = { root: temporaryFolder(t) }
      await writeConfig(state, { mirror: home })
      const invocation = { options: { mirror: flag }, settings: { mirror } } as unknown as Invocation
      assert.equal(await chosenMirror(invocation, { own, state }), chosen)
    })
})
