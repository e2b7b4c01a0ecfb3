import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { hostname } from 'node:os'
import { describe, test } from 'node:test'
import { lives, processIdentity, whereabouts } from '../../src/state/process_identity.js'

const me = processIdentity(process.pid)

test('processIdentity() is the same each time', () => {
  assert.deepEqual(processIdentity(process.pid), me)
})

describe('lives()', () => {
  test('holds for this process', () => assert.equal(lives(me), true))
  test('does not hold for another process of the same number', { skip: me.started === null }, () =>
    assert.equal(lives({ ...me, started: '1' }), false),
  )
  test('does not hold for a process from before the last boot', { skip: me.boot === null }, () =>
    assert.equal(lives({ ...me, boot: 'another' }), false),
  )
  test('asks the system where nothing else is known', () => {
    assert.equal(lives({ pid: process.pid, boot: null, started: null }), true)
    assert.equal(lives({ pid: 2 ** 30, boot: null, started: null }), false)
  })
  test('does not hold once a process has ended', async () => {
    const child = spawn('sleep', ['60'], { stdio: 'ignore' })
    const identity = processIdentity(child.pid ?? 0)
    assert.equal(lives(identity), true)
    child.kill('SIGKILL')
    await once(child, 'exit')
    assert.equal(lives(identity), false)
  })
})

describe('whereabouts()', () => {
  const host = hostname()
  for (const [where, given] of [
    ['alive', { ...me, host }],
    ['dead', { ...me, started: '1', boot: 'another', host }],
    ['elsewhere', { ...me, host: 'another' }],
    ['elsewhere', { ...me, machine: 'f'.repeat(32), host }],
    ['alive', { pid: me.pid, boot: me.boot, started: me.started, host }],
  ] as const)
    test(`${where}: ${JSON.stringify(given)}`, { skip: me.machine === null || me.boot === null }, () =>
      assert.equal(whereabouts(given), where),
    )
})
