// The recorded runs that the goldens are made of: a deploy with waits, a patch that fails and is rescued, a second run
// without changes, a plan, an interrupted run, and a big one for measuring.

import type { Event, Failure } from '../../src/core/event.js'
import { changed, ok, Recorder, skipped } from './recorder.js'

const machines = ['10.0.0.1', '10.0.0.2', '10.0.0.3']
const masters = machines.map((machine) => `${machine}:8261`)
const workers = machines.map((machine) => `${machine}:8262`)
const monitors = ['10.0.0.1:9090', '10.0.0.1:3000', '10.0.0.1:9093']
const all = [...masters, ...workers, ...monitors]

export function deployRun(): Event[] {
  const run = new Recorder('deploy', all)
  run.connect(machines)
  run.play('Prepare the machines', machines)
  run.task('Create the user tidb', machines, [changed('create user tidb')], { ms: 350 })
  run.task('Refuse a machine with swap', machines, [ok], { ms: 80 })
  run.task('Say what is deprecated', machines, [skipped], { ms: 1 })
  run.play('Lay the instances', all)
  run.task('Make the directories', all, [changed('create /dm-deploy')], { ms: 420 })
  run.task('Write the configuration', all, [ok, changed('write conf/dm-master.toml')], { ms: 900 })
  const upload = run.begin('Upload and unpack the release', all, { does: 'release' })
  run.wait(2_000)
  run.waiting(upload, workers[1] ?? '', '118 MiB of 212 MiB, 40 MiB/s')
  run.wait(9_000)
  run.waiting(upload, workers[1] ?? '', '200 MiB of 212 MiB, 8 MiB/s')
  for (const host of all) run.host(upload, host, changed('unpack dm-v8.5.0-linux-amd64.tar.gz'))
  run.end(upload, 11_000)
  run.play('Start dm-master', masters)
  masters.forEach((master, index) => {
    run.batch(3, index, masters.length, [master])
    run.task('Start the unit', [master], [changed('start dm-master-8261.service')], { ms: 310 })
    run.task('Wait until it serves', [master], [ok], { ms: 1_250 })
  })
  run.add({ kind: 'play_skipped', at: run.at, play: 4, name: 'Start the exporters', why: 'no machine has them' })
  run.add({ kind: 'warning', at: run.at, text: '10.0.0.3 has less than 4 GiB of memory' })
  return run.finish('ok')
}

const notServing: Failure = {
  message: 'cannot count 10.0.0.2:8262 in as it did not register within 60 s: offline',
  code: 'E-DM-MEMBER',
  detail: '[ERROR] failed to connect upstream "mysql-01": i/o timeout\n[INFO] retrying in 5 s',
  hint: 'look at /dm-deploy/dm-worker-8262/log/dm-worker.log on 10.0.0.2',
}

const said: Failure = {
  message: '10.0.0.2:8262 serves with its old binary: it did not register within 60 s. Later instances are untouched.',
  code: 'E-FAIL',
}

export function patchRun(): Event[] {
  const run = new Recorder('patch', workers)
  run.connect(machines)
  run.play('Stage beside the running binary', workers)
  run.task('Upload, unpack over a copy of bin, try it with -V', workers, [changed('stage dm-worker-hotfix.tar.gz')], {
    ms: 3_200,
  })
  const play = run.play('Swap dm-worker one by one', workers)
  run.batch(play, 0, 3, workers.slice(0, 1))
  run.task('Look at the disk and the process', workers.slice(0, 1), [ok])
  run.task('Activate what was staged', workers.slice(0, 1), [changed('activate hotfix')], { depth: 1 })
  failingBatch(run, play, workers[1] ?? '')
  run.add({ kind: 'stopping', at: run.at, why: '1 failed, the limit is 0' })
  const task = { id: 't9', name: 'Say so', does: 'fail', at: 'playbooks/parts/swap.yaml:61:9' }
  return run.finish('failed', [{ task, hosts: [workers[1] ?? ''], error: said }], 'dmbook resume 7f3a')
}

function failingBatch(run: Recorder, play: number, host: string): void {
  run.batch(play, 1, 3, [host])
  const block = run.begin('Swap the binary, or put the old one back', [host], { does: 'block' })
  run.task('Activate what was staged', [host], [changed('activate hotfix')], { depth: 1 })
  run.task('Start it', [host], [changed('restart dm-worker-8262.service')], { depth: 1, ms: 700 })
  const serving = run.begin('Wait until the cluster counts it in', [host], { does: 'dm_member', depth: 1 })
  for (let seconds = 0; seconds < 60; seconds += 5) {
    run.wait(5_000)
    run.waiting(serving, host, `offline, want bound or free, ${seconds + 5} s of 60 s`)
  }
  run.host(serving, host, { kind: 'failed', error: notServing })
  run.end(serving, 60_000)
  run.task('Put the last confirmed release back', [host], [changed('undo hotfix')], { depth: 1, part: 'rescue' })
  run.task('Say so', [host], [{ kind: 'failed', error: said }], { depth: 1, part: 'rescue', does: 'fail' })
  run.task('Let it lead again', [host], [skipped], { depth: 1, part: 'always' })
  run.end(block, 62_000)
}

export function secondRun(): Event[] {
  const run = new Recorder('start', masters)
  run.connect(machines)
  run.play('Start dm-master', masters)
  run.task('Start the unit', masters, [ok], { ms: 90 })
  run.task('Wait until it serves', masters, [ok], { ms: 30 })
  const leader = run.begin('Show the leader', masters.slice(0, 1), { does: 'debug' })
  run.said(
    leader,
    masters[0] ?? '',
    'Who leads the masters, and whom they count, as a member of them says it:\n{\n  "a": 1\n}',
  )
  run.host(leader, masters[0] ?? '', ok)
  run.end(leader, 5)
  return run.finish('ok')
}

export function interruptedRun(): Event[] {
  const run = new Recorder('stop', workers)
  run.connect(machines, machines.slice(0, 2))
  run.play('Stop dm-worker', workers)
  const task = run.begin('Stop the unit', workers)
  run.wait(300)
  run.host(task, workers[0] ?? '', { kind: 'rescued', error: notServing })
  run.host(task, workers[1] ?? '', { kind: 'in_doubt', why: 'the connection was lost' })
  run.add({ kind: 'stopping', at: run.at, why: 'SIGINT' })
  return run.finish('interrupted', [], 'dmbook resume 7f3a')
}

const config = ['name = "m1"', 'log-level = "info"', 'log-file = "/dm-log/dm-master.log"', ''].join('\n')

export function planRun(): Event[] {
  const run = new Recorder('reload', [...masters, ...workers], 'plan')
  run.connect(machines)
  run.play('Masters, leader last', masters)
  const diff = { path: 'conf/dm-master.toml', before: config, after: config.replace('info', 'warn') }
  run.task('Write the configuration', masters, [changed({ summary: 'text of conf/dm-master.toml', diff }), ok])
  run.task('Make the directories', masters, [changed('create /dm-log', 'mode 0777 → 0755')])
  run.task('Drop the old log', masters, [changed('remove /dm-deploy/log')])
  run.task('Restart it', masters, [{ kind: 'may', why: '`files.changed` is not known before the task above ran' }])
  run.task('Look at the disk', masters, [ok])
  run.task('Ask for a leader', masters, [skipped])
  run.play('Workers', workers)
  run.task('Look at the disk', workers, [ok])
  return run.finish('ok')
}

/** Many hosts that fail the same way, and a few otherwise. */
export function manyFailuresRun(size = 40): Event[] {
  const hosts = Array.from({ length: size }, (_, index) => `10.0.1.${index + 1}:8262`)
  const run = new Recorder('upgrade', hosts)
  const play = run.play('Stage the release', hosts)
  const task = run.begin('Upload and unpack the release', hosts)
  run.wait(5_000)
  const failing = hosts.slice(0, 12)
  const error = (host: string): Failure => ({ message: `cannot unpack on ${host} as the disk is full`, code: 'E-DISK' })
  for (const host of failing) run.host(task, host, { kind: 'failed', error: error(host) })
  for (const host of hosts.slice(12)) run.host(task, host, changed('unpack'))
  run.end(task, 5_000)
  run.add({ kind: 'play_finished', at: run.at, play, ms: 5_000 })
  const shared = { message: 'cannot unpack as the disk is full', code: 'E-DISK', hint: 'free 2 GiB on each' }
  return run.finish('failed', [{ task, hosts: failing, error: shared }], 'dmbook resume 7f3a')
}

/** `hosts` × `tasks`, each host waiting once. */
export function bigRun(hosts: number, tasks: number): Event[] {
  const names = Array.from({ length: hosts }, (_, index) => `10.1.${index >> 8}.${index & 255}:8262`)
  const run = new Recorder('upgrade', names)
  run.play('All at once', names)
  for (let number = 1; number <= tasks; number++) {
    const task = run.begin(`Step ${number} of the upgrade`, names)
    for (const host of names) run.waiting(task, host, 'got 503, want 200')
    for (const host of names) {
      run.wait(1)
      run.host(task, host, changed('upgrade'))
    }
    run.end(task, hosts)
  }
  return run.finish('ok')
}
