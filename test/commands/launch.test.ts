import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Invocation } from '../../src/cli/io.js'
import { modeOf, withDm } from '../../src/commands/launch.js'
import { typed, withHome } from '../fakes/typed.js'
import { fakeDm } from '../modules/fake_dm.js'
import { fakeInstance, fakeTools } from '../modules/fake_tools.js'
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

test('withDm() asks DM again in the scheme that the cluster speaks', () => {
  for (const tls of [true, false]) {
    const asked: unknown[] = []
    const world = {
      dm: (...words: unknown[]) => {
        asked.push(words)
        return fakeDm({}, [])
      },
    }
    const host = fakeInstance({ vars: { tls } })
    const inventory = { hosts: new Map([[host.id, host]]), groups: {}, machines: new Map() }
    withDm({ inventory, tools: fakeTools({ dm: fakeDm({}, ['a:8261']) }) }, world)
    assert.deepEqual(asked, [[['a:8261'], { secure: tls }]])
  }
})
