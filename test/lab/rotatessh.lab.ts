// A cluster's SSH key gives way to another one on real hosts: killed anywhere, with a host out of reach in the middle.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { type LabCluster, labCluster, threeHosts } from './cluster.js'
import { lab, on } from './lab.js'

const hosts = ['h1', 'h2', 'h3']
const keysOf = (host: string): string[] => on(host, 'cat /home/tidb/.ssh/authorized_keys').split('\n')
const keys = (): string[][] => hosts.map(keysOf)

/** Kills it (-9) when it is about to do the task. */
async function killed(it: LabCluster, task: string): Promise<void> {
  const child = it.start(['rotatessh', it.name, '-y', '--json'])
  const ended = once(child, 'exit')
  createInterface(child.stdout).on('line', (line) => {
    if (!line.includes('"kind":"host_applying"') || JSON.parse(line).task.name !== task) return
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  })
  const [, signal] = await ended
  assert.equal(signal, 'SIGKILL', `never: ${task}`)
}

describe('rotatessh', () => {
  let it: LabCluster
  before(async () => {
    lab('up', '3')
    it = await labCluster('rotate', threeHosts)
    const { code, out, err } = await it.type(it.deploy())
    assert.equal(code, 0, `${out}${err}`)
  })
  after(async () => {
    await it.type(['destroy', 'rotate', '-y'])
    await it.end()
  })

  const folder = () => join(it.home, 'state', 'clusters', 'rotate', 'ssh')
  const current = () => readFileSync(join(folder(), 'id_ed25519.pub'), 'utf8').trim()
  const rotate = () => it.type(['rotatessh', 'rotate', '-y'])
  /** One key opens every host, and it is the one that is kept here. */
  const settled = async () => {
    assert.deepEqual(keys(), [[current()], [current()], [current()]])
    assert.deepEqual(readdirSync(folder()).toSorted(), ['id_ed25519', 'id_ed25519.pub'])
    const { code, out, err } = await it.type(['exec', 'rotate', '--command', 'id -un'])
    assert.deepEqual([code, out.match(/tidb/g)?.length], [0, 3], err)
  }

  test('another key opens every host, the old one none', async () => {
    const before = current()
    const { code, out, err } = await rotate()
    assert.equal(code, 0, `${out}${err}`)
    assert.notEqual(current(), before)
    await settled()
  })

  const tasks = [
    'Make it, unless a rotation was cut short',
    'Let the new key in',
    'Take the new key in place of the old one',
    'Let the old key in no longer',
    'Forget it',
  ]
  for (const task of tasks) {
    test(`killed before "${task}": the cluster can be reached, and the same command finishes`, async () => {
      await killed(it, task)
      assert.equal((await it.type(['exec', 'rotate', '--command', 'true'])).code, 0)
      const { code, out, err } = await rotate()
      assert.equal(code, 0, `${out}${err}`)
      await settled()
    })
  }

  test('a host that is out of reach keeps both keys working until the next run', async () => {
    await killed(it, 'Take the new key in place of the old one')
    on('h2', 'systemctl stop ssh.socket ssh.service 2>/dev/null; systemctl stop ssh sshd 2>/dev/null; :')
    const before = current()
    assert.equal((await rotate()).code, 4)
    assert.equal(current(), before)
    on('h2', 'systemctl start ssh.socket 2>/dev/null || systemctl start ssh')
    assert.deepEqual(
      keys().map((lines) => lines.length),
      [2, 2, 2],
    )
    assert.equal((await rotate()).code, 0)
    await settled()
  })
})

describe('rotatessh of an account that was there before', () => {
  /** Of the login that the lab gives: it stays when the cluster goes. */
  const topology = threeHosts.replace('user: tidb', 'user: ops')
  const known = (): string[] => hosts.map((host) => on(host, 'sort /home/ops/.ssh/authorized_keys'))

  test('killed before the new key is used, then destroyed: neither key is left on a host', async (t) => {
    lab('up', '3')
    const it = await labCluster('leave', topology)
    t.after(() => it.end())
    const before = known()
    await it.done(it.deploy())
    await killed(it, 'Take the new key in place of the old one')
    assert.deepEqual(
      known().map((lines) => lines.split('\n').length),
      before.map((lines) => lines.split('\n').length + 2),
    )
    await it.done(['destroy', 'leave', '-y'])
    assert.deepEqual(known(), before)
  })
})
