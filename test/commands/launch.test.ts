import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Invocation } from '../../src/cli/io.js'
import { modeOf } from '../../src/commands/launch.js'
import { typed, withHome } from '../fakes/typed.js'
import { twoMachines } from './two_machines.js'

describe('modeOf()', () => {
  for (const [options, mode] of [
    [{}, 'run'],
    [{ plan: true }, 'plan'],
    [{ check: true }, 'plan'],
    [{ plan: false }, 'run'],
  ] as const)
    test(`${JSON.stringify(options)} is a ${mode}`, () =>
      assert.equal(modeOf({ options } as unknown as Invocation), mode))
})

test('launch() prints an outline for --list-hosts, whatever else was given', async () => {
  await withHome(async (home) => {
    await twoMachines(home)
    const { code, out } = await typed(['stop', 'prod', '--list-hosts', '--json', '-y'], { home })
    assert.equal(code, 0)
    const plays = out.split('\n').filter((line) => /^\S/.test(line))
    assert.deepEqual(plays.slice(0, 2), ['Stop dm-worker', 'Stop dm-master'])
  })
})
