// The built program under kill -9 at random instants, with a real embedded cluster: the same command finishes what was
// begun, and once more it changes nothing. Every single step is killed in test/crash; this is the whole of it, real.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import type { Event } from '../../src/core/event.js'
import { type FoundProcess, processesIn } from '../fakes/processes_in.js'
import { until } from '../fakes/until.js'
import { root } from '../shape/imports.js'
import { type Embedded, embedded } from './embedded.js'

const name = 'killed'

describe('an embedded cluster whose commands are killed', () => {
  let it: Embedded
  before(async () => {
    it = await embedded(name)
  })
  after(async () => {
    await it.end()
    for (const { pid } of processesIn(it.home)) process.kill(pid, 'SIGKILL')
  })

  const ours = async (): Promise<readonly FoundProcess[]> => processesIn(it.home)

  test('deploy goes on after four kills', async (t) => {
    await survives(t, it.deploy, [300, 600, 900, 1200])
    assert.deepEqual(await ours(), [])
  })

  test('start goes on after four kills, and each program runs once', async (t) => {
    await survives(t, ['start', name], [400, 800, 1600, 3000])
    const shown = await it.type(['display', name, '--exit-code'])
    assert.equal(shown.code, 0, shown.out)
    const programs = (await ours()).flatMap(({ command }) => /bin\/(?:dm-master|dm-worker)\/\S+/.exec(command) ?? [])
    assert.equal(programs.length, it.masters.length + it.workers.length)
  })

  test('stop goes on after two kills', async (t) => {
    await survives(t, ['stop', name], [400, 800])
    assert.deepEqual(await until(ours, ({ length }) => length === 0), [])
  })

  test('destroy of what runs goes on after two kills, and leaves neither process nor file', async (t) => {
    assert.equal((await it.type(['start', name, '-y'])).code, 0)
    await survives(t, ['destroy', name], [500, 1000])
    assert.deepEqual(await until(ours, ({ length }) => length === 0), [])
    assert.ok(!existsSync(join(it.home, 'run', name)))
    assert.deepEqual(readdirSync(join(it.home, 'clusters')), [])
    // the number of its runs stays, so that none from before the destroy could go on
    assert.deepEqual(readdirSync(join(it.home, 'locks')), [`${name}.lock.generation`])
  })

  /** Kills it once before each of these times, finishes it, and sees that nothing is left to do. */
  async function survives(t: TestContext, words: readonly string[], limitsMs: readonly number[]): Promise<void> {
    for (const limitMs of limitsMs) {
      const afterMs = Math.round(limitMs * (0.25 + 0.75 * Math.random()))
      t.diagnostic(`${words[0]}: ${await killed(words, afterMs)} after ${afterMs} ms`)
    }
    const finished = await it.type([...words, '-y'])
    assert.equal(finished.code, 0, finished.out + finished.err)
    const again = await it.type([...words, '-y', '--json'])
    assert.equal(again.code, 0, again.err)
    assert.deepEqual(changesIn(again.out), [])
  }

  function killed(words: readonly string[], afterMs: number): Promise<'killed' | 'done'> {
    const program = join(root, 'dist', 'dmbook.js')
    const env = { ...process.env, DMBOOK_HOME: it.home }
    const child = spawn(process.execPath, [program, ...words, '-y'], { cwd: root, env, stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), afterMs)
    return new Promise((resolve) => {
      child.on('exit', (_code, signal) => {
        clearTimeout(timer)
        resolve(signal === 'SIGKILL' ? 'killed' : 'done')
      })
    })
  }
})

function changesIn(out: string): string[] {
  const lines = out.split('\n').filter((line) => line.startsWith('{'))
  return lines.flatMap((line) => {
    const event: Event = JSON.parse(line)
    return event.kind === 'host_finished' && event.outcome.kind === 'changed' ? `${event.host}: ${event.task.name}` : []
  })
}
