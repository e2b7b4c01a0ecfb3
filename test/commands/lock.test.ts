import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { stateFolder } from '../../src/state/folder.js'
import { acquireLock, lockStatus } from '../../src/state/lock.js'
import { typed, withHome } from '../fakes/typed.js'

const at = (home: string): string => join(home, 'locks', 'prod.lock')

/** Held by this very process, or by one of the same number that is gone. */
async function held(home: string, alive: boolean): Promise<void> {
  await stateFolder(home)
  await acquireLock(at(home), { command: 'dmbook stop prod', user: 'ann', now: 0 })
  if (!alive) writeFileSync(at(home), JSON.stringify({ ...(await lockStatus(at(home))), started: 'long ago' }))
}

describe('lock status', () => {
  test('says that there is none, as text and as JSON', async () => {
    await withHome(async (home) => {
      assert.equal((await typed(['lock', 'status', 'prod'], { home })).out, 'prod is not locked\n')
      const { holder, state } = JSON.parse((await typed(['lock', 'status', 'prod', '--json'], { home })).out)
      assert.deepEqual([holder, state], [null, null])
    })
  })
  for (const [alive, words] of [
    [true, /^prod is locked: dmbook stop prod by ann \(PID \d+ on .*\), since 1970-.*; it runs\n$/],
    [false, /its process is gone; the next run takes the lock over\n$/],
  ] as const)
    test(`names a holder that is ${alive ? 'alive' : 'dead'}`, async () => {
      await withHome(async (home) => {
        await held(home, alive)
        const { code, out } = await typed(['lock', 'status', 'prod'], { home })
        assert.equal(code, 0)
        assert.match(out, words)
      })
    })
})

describe('lock break', () => {
  test('asks, then removes the lock of a dead holder', async () => {
    await withHome(async (home) => {
      await held(home, false)
      assert.equal((await typed(['lock', 'break', 'prod'], { home, answers: ['no'] })).code, 6)
      const { code, out } = await typed(['lock', 'break', 'prod'], { home, answers: ['yes'] })
      assert.equal(code, 0)
      assert.match(out, /the lock of prod is broken\n$/)
      assert.equal(await lockStatus(at(home)), null)
      assert.match((await typed(['lock', 'break', 'prod'], { home })).out, /is not locked/)
    })
  })

  test('refuses while the holder runs, unless forced', async () => {
    await withHome(async (home) => {
      await held(home, true)
      const { code, err } = await typed(['lock', 'break', 'prod', '-y'], { home })
      assert.equal(code, 6)
      assert.match(err, /end it first: kill \d+/)
      assert.equal((await typed(['lock', 'break', 'prod', '--force', '-y'], { home })).code, 0)
    })
  })

  test('breaks a lock whose file says nothing', async () => {
    await withHome(async (home) => {
      await stateFolder(home)
      writeFileSync(at(home), '{')
      assert.equal((await typed(['lock', 'break', 'prod', '-y'], { home })).code, 0)
    })
  })
})

test('lock knows two words', async () => {
  await withHome(async (home) => {
    assert.equal((await typed(['lock', 'brake', 'prod'], { home })).code, 2)
    assert.equal((await typed(['lock', 'status', '../x'], { home })).code, 2)
  })
})
