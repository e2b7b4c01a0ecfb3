import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { acquireLock, breakLock, type LockHolder, lockStatus } from '../../src/state/lock.js'
import { processIdentity } from '../../src/state/process_identity.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { ended, startChild } from './child.js'

const claim = { command: 'deploy prod', user: 'ann', now: Date.UTC(2026, 0, 2) }

/** A holder of this machine that has ended: its process began at another tick. */
const dead: LockHolder = {
  ...processIdentity(process.pid),
  started: '1',
  command: 'stop prod',
  user: 'bob',
  host: hostname(),
  since: 0,
  token: 'dead',
}

describe('acquireLock()', () => {
  test('makes a file for the owner only that says who holds it', async (t) => {
    const path = join(temporaryFolder(t), 'locks', 'prod')
    const { takenFrom } = await acquireLock(path, claim)
    assert.equal(takenFrom, null)
    assert.equal(statSync(path).mode & 0o777, 0o600)
    const { command, user, pid } = (await lockStatus(path)) ?? dead
    assert.deepEqual({ command, user, pid }, { command: 'deploy prod', user: 'ann', pid: process.pid })
  })

  test('refuses while somebody holds it, and says who', async (t) => {
    const path = join(temporaryFolder(t), 'prod')
    await acquireLock(path, claim)
    await assert.rejects(acquireLock(path, claim), {
      code: 'E-LOCKED',
      exit: 'locked',
      message: new RegExp(
        `^busy: deploy prod by ann \\(PID ${process.pid} on .*\\), since 2026-01-02T00:00:00\\.000Z$`,
      ),
    })
  })

  test('takes it again after its release, and leaves nothing', async (t) => {
    const folder = temporaryFolder(t)
    const path = join(folder, 'prod')
    for (let count = 0; count < 3; count++) await (await acquireLock(path, claim)).release()
    assert.deepEqual(readdirSync(folder), [])
  })

  test('takes the lock of a dead holder over, and says whose it was', async (t) => {
    const folder = temporaryFolder(t)
    const path = join(folder, 'prod')
    writeFileSync(path, JSON.stringify(dead))
    const lock = await acquireLock(path, claim)
    assert.deepEqual(lock.takenFrom, dead)
    assert.equal((await lockStatus(path))?.user, 'ann')
    await lock.release()
    assert.deepEqual(readdirSync(folder), [])
  })

  test('takes over what somebody died at taking over', async (t) => {
    const path = join(temporaryFolder(t), 'prod')
    writeFileSync(path, JSON.stringify(dead))
    writeFileSync(`${path}.dead.${dead.token}`, JSON.stringify({ ...dead, token: 'dead-too' }))
    assert.deepEqual((await acquireLock(path, claim)).takenFrom, dead)
  })

  test('removes what others left that died while they took it, and nothing else', async (t) => {
    const folder = temporaryFolder(t)
    const path = join(folder, 'prod')
    const [token, other] = ['0123456789abcdef', 'fedcba9876543210']
    for (const name of [token, `dead.${token}`, `dead.${token}.${other}`, 'lock', `${token}.lock`])
      writeFileSync(`${path}.${name}`, JSON.stringify(dead))
    writeFileSync(`${path}.${other}`, JSON.stringify({ ...dead, ...processIdentity(process.pid) }))
    await (await acquireLock(path, claim)).release()
    assert.deepEqual(readdirSync(folder).sort(), [`prod.${token}.lock`, `prod.${other}`, 'prod.lock'])
  })

  test('robs no holder on another machine', async (t) => {
    const path = join(temporaryFolder(t), 'prod')
    writeFileSync(path, JSON.stringify({ ...dead, host: 'elsewhere' }))
    await assert.rejects(acquireLock(path, claim), { code: 'E-LOCKED', message: /on elsewhere/ })
  })

  test('robs no holder on another machine of the same name', async (t) => {
    const path = join(temporaryFolder(t), 'prod')
    writeFileSync(path, JSON.stringify({ ...dead, machine: 'f'.repeat(32) }))
    await assert.rejects(acquireLock(path, claim), { code: 'E-LOCKED' })
  })

  test('refuses where the file does not say who holds it', async (t) => {
    const path = join(temporaryFolder(t), 'prod')
    writeFileSync(path, '')
    await assert.rejects(acquireLock(path, claim), { code: 'E-STATE', hint: new RegExp(`rm ${path}$`) })
  })

  test('leaves a lock that somebody else took meanwhile', async (t) => {
    const path = join(temporaryFolder(t), 'prod')
    const lock = await acquireLock(path, claim)
    await breakLock(path)
    await acquireLock(path, { ...claim, user: 'cat' })
    await lock.release()
    assert.equal((await lockStatus(path))?.user, 'cat')
  })
})

describe('acquireLock() of four processes', () => {
  const rounds = 100

  /** What they logged, per round. */
  async function race(folder: string): Promise<string[][]> {
    const racers = Array.from({ length: 4 }, () => startChild('lock_racer.ts', [folder, String(rounds)]))
    assert.deepEqual(await Promise.all(racers.map(ended)), [0, 0, 0, 0])
    const lines = readFileSync(join(folder, 'log'), 'utf8').trimEnd().split('\n')
    return Array.from({ length: rounds }, (_, round) => lines.filter((line) => line.startsWith(`${round} `)))
  }

  /** Whoever begins to hold ends it before the next begins. */
  function assertOneAtATime(lines: readonly string[]): void {
    assert.equal(lines.length, 8)
    for (let index = 0; index < lines.length; index += 2) {
      const [round, , pid] = lines[index]?.split(' ') ?? []
      assert.equal(lines[index + 1], `${round} - ${pid}`)
    }
  }

  test('lets one hold it at a time', async (t) => {
    for (const lines of await race(temporaryFolder(t))) assertOneAtATime(lines)
  })

  test('lets one take a dead holder over', async (t) => {
    const folder = temporaryFolder(t)
    for (let round = 0; round < rounds; round++)
      writeFileSync(join(folder, `lock-${round}`), JSON.stringify({ ...dead, token: `dead-${round}` }))
    for (const lines of await race(folder)) {
      assertOneAtATime(lines)
      assert.equal(lines.filter((line) => line.endsWith('taken over')).length, 1)
      assert.match(lines[0] ?? '', /taken over$/)
    }
  })
})

describe('breakLock()', () => {
  test('gives the holder that was', async (t) => {
    const path = join(temporaryFolder(t), 'prod')
    await acquireLock(path, claim)
    assert.equal((await breakLock(path))?.user, 'ann')
    assert.equal(await lockStatus(path), null)
    assert.equal(await breakLock(path), null)
  })
  test('removes a broken one too', async (t) => {
    const path = join(temporaryFolder(t), 'prod')
    writeFileSync(path, '{')
    assert.equal(await breakLock(path), null)
    assert.equal(await lockStatus(path), null)
  })
})
