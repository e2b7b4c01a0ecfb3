import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { endScriptsOf } from '../../src/hosts/cancel.js'
import { lives } from '../fakes/lives.js'
import { shells } from '../fakes/shells.js'

/** Runs a script in a session of its own and gives what its descendants wrote to stdout before they were ended. */
async function started(script: string) {
  const child = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const [chunk] = await once(child.stdout, 'data')
  return { child, pids: String(chunk).trim().split(' ').map(Number) }
}

async function end([command = '', ...words]: readonly string[], pid: number | undefined): Promise<number> {
  const ending = spawn(command, [...words, '-c', endScriptsOf(pid ?? 0, 1)], { stdio: 'inherit' })
  const [code] = await once(ending, 'close')
  return Number(code)
}

/** Says three process ids: an orphan of the group, an orphan with a session of its own, a child of a child. */
const family = `orphan=$(sleep 100 >/dev/null & echo $!)
daemon=$(setsid sleep 101 >/dev/null & echo $!)
sh -c 'sleep 102 >/dev/null & echo "$0 $!"; wait' "$orphan $daemon" &
trap : TERM; while :; do wait; done`

for (const { name, words, skip } of shells) {
  describe(`endScriptsOf() on ${name}`, { skip }, () => {
    test('ends children and orphans, spares the shell and what has a session of its own', async () => {
      const { child, pids } = await started(family)
      const [orphan = 0, daemon = 0, grandchild = 0] = pids
      assert.equal(await end(words, child.pid), 0)
      assert.deepEqual([orphan, daemon, grandchild].map(lives), [false, true, false])
      assert.equal(child.exitCode, null)
      process.kill(daemon, 'SIGKILL')
      child.kill('SIGKILL')
    })

    test('a shell that runs nothing, or is gone, is left alone', async () => {
      const { child } = await started('echo 1; exec sleep 100')
      assert.equal(await end(words, child.pid), 0)
      assert.equal(child.exitCode, null)
      child.kill('SIGKILL')
      await once(child, 'close')
      assert.equal(await end(words, child.pid), 0)
    })
  })
}
