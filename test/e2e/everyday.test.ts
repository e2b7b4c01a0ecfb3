// The verbs of every day on an embedded cluster that runs: restart, also killed and resumed; exec, logs, the audit.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { until } from '../fakes/until.js'
import { root } from '../shape/imports.js'
import { type Embedded, embedded } from './embedded.js'
import { started } from './steps.js'

describe('an embedded cluster from day to day', () => {
  let it: Embedded
  /** what `supervised` keeps of each process: its number and start */
  const processes = () =>
    Object.fromEntries(
      readdirSync(join(it.home, 'run', 'daily', '.services'))
        .filter((name) => name.endsWith('.state'))
        .map((name) => [name, readFileSync(join(it.home, 'run', 'daily', '.services', name), 'utf8')]),
    )
  const since = async (): Promise<number[]> =>
    JSON.parse((await it.type(['display', 'daily', '--json'])).out).instances.map((one: { since: number }) => one.since)

  before(async () => {
    it = await embedded('daily')
    await started(it)
  })
  after(() => it.end())

  /** Types it, and kills it with no chance to clean up once the journal says this. */
  async function killedOnce(words: readonly string[], said: RegExp): Promise<void> {
    const env = { ...process.env, DMBOOK_HOME: it.home }
    const folder = join(it.home, 'runs')
    const known = new Set(readdirSync(folder))
    const fresh = () => readdirSync(folder).filter((file) => !known.has(file))
    const child = spawn(process.execPath, [join(root, 'dist', 'dmbook.js'), ...words], { env, stdio: 'ignore' })
    await until(
      async () => fresh().some((file) => said.test(readFileSync(join(folder, file), 'utf8'))),
      (found) => found,
    )
    const gone = new Promise((resolve) => child.on('close', resolve))
    child.kill('SIGKILL')
    await gone
  }

  test('restart says what it costs, and does all of it', async () => {
    const declined = await it.type(['restart', 'daily', '--all-at-once'], 'n\n')
    assert.equal(declined.code, 6)
    assert.match(declined.out, /^ {2}dm-master {5}(\S+( \(leads\))?, ){2}\S+/m)
    assert.match(
      declined.out,
      /Restart these of daily all at once\? The cluster is unavailable until they are back\. \[y\/N\]/,
    )
    const [earlier, before] = [await since(), processes()]
    const { code, out } = await it.type(['restart', 'daily', '--all-at-once', '-y'])
    assert.equal(code, 0, out)
    assert.equal((await it.type(['display', 'daily', '--exit-code'])).code, 0)
    assert.ok((await since()).every((time, index) => time >= (earlier[index] ?? 0)))
    assert.equal(Object.keys(before).length, 10)
    for (const [name, process] of Object.entries(processes())) assert.notEqual(process, before[name], name)
  })

  test('restart of a selection leaves the others alone', async () => {
    const [worker = ''] = it.workers
    const { code, out } = await it.type(['restart', 'daily', '-N', worker, '-y'])
    assert.equal(code, 0, out)
    assert.doesNotMatch(out, /Stop dm-master.*changed/)
    assert.equal((await it.type(['display', 'daily', '--exit-code'])).code, 0)
  })

  test('a restart that was killed is said, and resume goes on where it was', async () => {
    const stopped = /"play_started","play":(\d+),"name":"Stop dm-worker".*"play_finished","play":\1,/s
    await killedOnce(['restart', 'daily', '--all-at-once', '-y'], stopped)
    const shown = await it.type(['display', 'daily'])
    const [, run = ''] =
      /^A run was interrupted: dmbook restart daily --all-at-once -y\. Continue: dmbook resume (\w+)$/m.exec(
        shown.out,
      ) ?? []
    assert.ok(run, shown.out)
    assert.match((await it.type(['runs'])).out, new RegExp(`^${run} .* restart +daily +killed$`, 'm'))
    assert.match((await it.type(['audit', run])).out, /Ended: +never: it was killed[\s\S]*Stop dm-worker/)
    const { code, out, err } = await it.type(['resume', '-y'])
    assert.equal(code, 0, out + err)
    assert.match(err, new RegExp(`^Resuming ${run}: dmbook restart daily --all-at-once -y`))
    assert.doesNotMatch(out, /== Stop dm-worker/)
    const whole = await it.type(['display', 'daily', '--exit-code'])
    assert.equal(whole.code, 0, whole.out)
    assert.doesNotMatch(whole.out, /interrupted/)
    assert.match((await it.type(['resume'])).out, /There is no run to continue/)
  })

  test('exec, logs and lock look at it; the audit has all of it', async () => {
    const [master = ''] = it.masters
    assert.equal((await it.type(['exec', 'daily', '--command', 'echo hi', '-N', master])).out, 'hi\n')
    assert.match((await it.type(['logs', 'daily', '-N', master, '-n', '1'])).out, /^\[.*\] \[INFO\] /)
    assert.equal((await it.type(['lock', 'status', 'daily'])).out, 'daily is not locked\n')
    const { code, err } = await it.type(['enable', 'daily'])
    assert.deepEqual([code, /nothing of it starts at boot/.test(err)], [6, true])
    const { out } = await it.type(['audit'])
    for (const words of [
      'deploy daily',
      'start daily',
      'restart daily --all-at-once -y',
      'display daily',
      "exec daily --command 'echo hi'",
    ])
      assert.match(out, new RegExp(`Z {2}dmbook ${words}`))
  })
})
