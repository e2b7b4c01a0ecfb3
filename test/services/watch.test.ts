import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { watching } from '../../src/services/watch.js'
import { shells } from '../fakes/shells.js'

/** Clock ticks since boot at which a process of this machine started. */
const ticksOf = (pid: number): string =>
  readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? ''

for (const { name, words, skip } of shells) {
  describe(`watching on ${name}`, { skip }, () => {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const me = process.pid
    let folder = ''
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'dmbook-watch-'))
    })
    after(() => rmSync(folder, { recursive: true }))

    function alive(state: string): string {
      writeFileSync(join(folder, 'u.state'), `${state}\n`)
      const [command = '', ...rest] = words
      const script = `unit=u\n${watching}\nload; if process_alive; then echo alive; else echo gone; fi; echo "$failure"`
      const env = { ...process.env, SHLVL: '2' }
      return spawnSync(command, [...rest, '-c', script], { cwd: folder, env }).stdout.toString()
    }

    test('a process is ours by its id, its start and the boot', () => {
      assert.equal(alive(`running ${me} ${ticksOf(me)} ${boot} 1`), 'alive\n\n')
    })

    const others: readonly (readonly [string, string])[] = [
      ['an id that is used again', `running ${me} ${Number(ticksOf(me)) + 1} ${boot} 1`],
      ['an id of another boot', `running ${me} ${ticksOf(me)} 00000000-0000-0000-0000-000000000000 1`],
      ['an id that is gone', `running 4194303 12 ${boot} 1`],
      ['no process', `waiting 0 0 ${boot} 3`],
      ['a torn file', 'running 12'],
      ['an empty file', ''],
    ]
    for (const [what, state] of others) {
      test(`${what} is not taken for ours`, () => assert.equal(alive(state), 'gone\n\n'))
    }

    test('the rest of the line is how it failed', () => {
      assert.equal(alive(`waiting 0 0 ${boot} 3 exit code 7`), 'gone\nexit code 7\n')
    })
  })
}
