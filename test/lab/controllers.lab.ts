// Who may change a cluster: two machines with one state folder, as on a shared disk, and a run that was killed. h1 is
// the other machine; the cluster lies on h2 and h3.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { until } from '../fakes/until.js'
import { root } from '../shape/imports.js'
import { type LabCluster, labCluster } from './cluster.js'
import { disk, invocations } from './host_state.js'
import { atChange, killedAt } from './kill_points.js'
import { address, lab, labFolder, on } from './lab.js'

const hosts = ['h2', 'h3']
const processes = (): string[] => hosts.flatMap(invocations)
const topology = `master_servers: [{ host: ${address('h2')} }]
worker_servers: [{ host: ${address('h2')} }, { host: ${address('h3')} }]
`
/** On h1; here it is the same folder by another path. */
const place = '/srv/dmbook'
const here = join(labFolder, 'hosts', 'h1', 'root', place)

describe('two machines that may change one cluster', () => {
  let it: LabCluster
  let pristine: string[]
  before(async () => {
    lab('up', '3')
    it = await labCluster('shared', topology)
    mkdirSync(here, { recursive: true })
    for (const part of ['dist', 'playbooks', 'package.json'])
      cpSync(join(root, part), join(here, part), { recursive: true })
    it.env.DMBOOK_HOME = join(here, 'state')
    pristine = hosts.map(disk)
    await it.done(it.deploy())
    await it.done(['start', 'shared'])
  })
  after(async () => {
    await it.end()
    on('h1', `rm -rf ${place}`)
  })

  /** Types it on h1. */
  const fromOther = (words: readonly string[]) => {
    const program = ['env', `DMBOOK_HOME=${place}/state`, process.execPath, `${place}/dist/dmbook.js`]
    return spawn('bash', [join(root, 'scripts', 'lab.sh'), 'in', 'h1', ...program, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  test('a run of the other machine is told by its host, holds this one off, and is fenced out once its lock is broken', async () => {
    let paused = false
    const act = (): void => {
      // the pattern is none of the shell that looks for it
      on('h1', "pkill -STOP -f '[/]srv/dmbook/dist/dmbook.js'")
      paused = true
    }
    const child = fromOther(['restart', 'shared', '-y', '--json'])
    const other = atChange(child, { number: 2, act })
    assert.ok(await until(async () => paused, Boolean))
    const held = await it.done(['lock', 'status', 'shared'])
    assert.match(
      held,
      /dmbook restart shared .* by root \(PID \d+ on h1\), since .*; whether it runs can be seen on that host only/,
    )
    const busy = await it.type(['start', 'shared'])
    assert.equal(busy.code, 5, busy.out)
    assert.match(busy.err, /busy: dmbook restart shared .* on h1\)/)
    assert.equal((await it.type(['lock', 'break', 'shared'])).code, 6)
    assert.match(await it.done(['lock', 'break', 'shared', '-y']), /the lock of shared is broken/)
    await it.done(['start', 'shared'])
    const seen = processes()
    // who entered the host stopped with it, and hands this on
    child.kill('SIGCONT')
    const { code, err } = await other
    assert.equal(code, 5, err)
    assert.deepEqual(processes(), seen)
    await it.done(['display', 'shared', '--exit-code'])
  })

  test('a run that was killed: named, gone on with where its play was cut, and then good', async (t) => {
    await it.done(['restart', 'shared', '-y'])
    const first = processes()
    const { before: cut } = await killedAt(it, ['restart', 'shared', '-y'], 4)
    t.diagnostic(`killed before ${cut}`)
    assert.ok(cut)
    // what was sent goes on to its end on the host
    const moved = await until(
      async () => first.filter((one) => !processes().includes(one)).map(nameOf),
      (names) => names.length > 0,
    )
    assert.match(await it.done(['lock', 'status', 'shared']), /its process is gone; the next run takes the lock over/)
    assert.match(await it.done(['runs']), / restart +shared +killed/)
    const amid = processes()
    const { code, out, err } = await it.type(['resume', '-y'])
    assert.equal(code, 0, out + err)
    assert.match(err, /Resuming \S+: dmbook restart shared -y --json .* which was killed/)
    await it.done(['display', 'shared', '--exit-code'])
    const left = first.filter((one) => processes().includes(one))
    assert.deepEqual(left, [], 'all of them were restarted')
    const kept = amid.filter((one) => processes().includes(one)).map(nameOf)
    t.diagnostic(`restarted before: ${moved.join(' ')}; left alone by resume: ${kept.join(' ')}`)
    assert.ok(kept.every((name) => moved.includes(name)))
    assert.match(await it.done(['resume']), /There is no run to continue/)
  })

  test('nothing is left', async () => {
    await it.done(['destroy', 'shared', '-y'])
    assert.deepEqual(hosts.map(disk), pristine)
  })
})

const nameOf = (invocation: string): string => invocation.split(' ')[0] ?? ''
