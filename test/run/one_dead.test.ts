// Every shipped verb with one of six machines powered off, before it begins or in its middle: how it ends, what is left,
// and what the same command, or the next one, does when the machine is back. Real playbooks, shells and files; processes
// and DM only seem to be. One machine of the test's own plays all six.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { parseWords } from '../../src/cli/program.js'
import { sayError } from '../../src/cli/run_verb.js'
import { globalSettings } from '../../src/cli/settings.js'
import { runPlaybook } from '../../src/commands/playbook.js'
import { UnreachableError } from '../../src/hosts/errors.js'
import type { Connection } from '../../src/hosts/host.js'
import type { World } from '../../src/run/world.js'
import { clusterStore } from '../../src/state/cluster_file_store.js'
import { stateFolder } from '../../src/state/folder.js'
import { Boundaries } from '../crash/boundaries.js'
import { crashWorld } from '../crash/crash_world.js'
import { masters, version, workers } from '../crash/topology.js'
import { type FakeUnits, fakeUnits } from '../fakes/fake_units.js'
import { packTiny } from '../fakes/tiny_packages.js'
import { recordedIo } from '../fakes/typed.js'
import { root } from '../shape/imports.js'

const folder = mkdtempSync(join(tmpdir(), 'dmbook-dead-'))
const victim = '10.1.0.5'
const victimUnit = `dm-worker-${workers[1]?.port}`
const victimHost = `${victim}:${workers[1]?.port}`

before(() => packTiny(join(folder, 'packages'), version))
after(() => rmSync(folder, { recursive: true, force: true }))

const topology = JSON.stringify({
  global: { deploy_dir: 'deploy', data_dir: 'data' },
  master_servers: masters.map((master, index) => ({ ...master, host: `10.1.0.${index + 1}`, ignore_exporter: true })),
  worker_servers: workers.map((worker, index) => ({ ...worker, host: `10.1.0.${index + 4}`, ignore_exporter: true })),
  alertmanager_servers: [{ host: '10.1.0.6', web_port: 751, cluster_port: 752, ignore_exporter: true }],
})

interface Stage {
  readonly units: FakeUnits
  /** the victim is off */
  power(on: boolean): void
  /** the victim goes off when the verb begins its first change there, or with the second one */
  losing(when: 'between' | 'amid'): void
  type(words: string): Promise<{ readonly exit: number; readonly said: string; readonly changed: readonly string[] }>
  owed(): Promise<Record<string, string>>
}

function stage(name: string): Stage {
  const home = join(folder, name)
  const place = join(folder, `${name}-units`)
  const units = fakeUnits(place)
  const state = { off: false, lose: null as 'between' | 'amid' | null }
  writeFileSync(join(folder, 'topology.yaml'), topology)
  const world = mortal(crashWorld(place, new Boundaries(0, '')), state)
  return {
    units,
    power(on) {
      Object.assign(state, { off: !on, lose: null })
      if (!on) units.stop(victimUnit)
    },
    losing: (when) => void Object.assign(state, { lose: when }),
    type: (words) => typed(words.split(' '), { home, world }),
    async owed() {
      const meta = await clusterStore(await stateFolder(home), 'c1').load()
      return Object.fromEntries(Object.entries(meta?.owed ?? {}).map(([id, { wants }]) => [id, wants]))
    },
  }
}

/** A world in which the victim cannot be reached while it is off, nor from the moment on in which it is lost. */
function mortal(world: World, state: { off: boolean; lose: 'between' | 'amid' | null }): World {
  const gone = () => new UnreachableError(victim, 'it is off')
  return {
    ...world,
    async connect(machine, options) {
      if (machine.id === victim && state.off) throw gone()
      const connection = await world.connect(machine, options)
      if (machine.id !== victim) return connection
      const exec: Connection['exec'] = async (script, given) => {
        const effect = !given.shared && !/fence out/.test(given.doing ?? '')
        if (state.lose === 'between' && !/fence out/.test(given.doing ?? '')) state.off = true
        if (state.lose === 'amid' && effect) state.off = true
        if (state.off) throw gone()
        return connection.exec(script, given)
      }
      const { machine: id, facts, sharesFiles, staged, mark } = connection
      const close = () => connection.close()
      return { machine: id, facts, sharesFiles, staged, mark, random: world.random, exec, close }
    },
    services: (kind, options) => {
      const services = world.services(kind, options)
      const reaching = (unit: string): void => {
        if (unit !== victimUnit) return
        if (state.lose === 'amid') state.off = true
        if (state.off) throw gone()
      }
      return {
        ...services,
        async start(host, unit) {
          reaching(unit)
          await services.start(host, unit)
        },
        async stop(host, unit) {
          reaching(unit)
          await services.stop(host, unit)
        },
      }
    },
  }
}

async function typed(words: readonly string[], { home, world }: { home: string; world: World }) {
  const parsed = parseWords([...words, '-y', '--json'], { version: '', columns: 80 })
  if (parsed.kind === 'text') throw new TypeError(parsed.text)
  const { args, options, verb } = parsed.typed
  const around = {
    env: { DMBOOK_HOME: home },
    cwd: folder,
    userHome: folder,
    user: userInfo().username,
    packageRoot: root,
  }
  const { io, said } = recordedIo()
  const never = new AbortController().signal
  const invocation = {
    io,
    commandLine: `dmbook ${words.join(' ')}`,
    args,
    options: { ...options, verb: verb.name },
    settings: globalSettings(options, around),
    stop: never,
    abort: never,
  }
  const exit = await runPlaybook(invocation, world).catch((thrown: unknown) => sayError(thrown, { io, json: false }))
  const events = said()
    .out.split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
  const changed = events.flatMap((event) =>
    event.outcome?.kind === 'changed' ? [`${event.host} ${event.task.name}`] : [],
  )
  return { exit, changed, said: said().out + said().err }
}

const deploy = `deploy c1 ${version} topology.yaml --services supervised --ssh none --mirror ${join(folder, 'packages')}`
const earlier = {
  deploy: [],
  start: [deploy],
  stop: [deploy, 'start c1'],
  restart: [deploy, 'start c1'],
  destroy: [deploy, 'start c1'],
}
// all six machines have one folder here, as they are one: what is retained keeps destroy from taking it away six times
const line = {
  deploy,
  start: 'start c1',
  stop: 'stop c1',
  restart: 'restart c1',
  destroy: 'destroy c1 --retain-role-data grafana',
} as const
type Verb = keyof typeof line

/** `others`: whether the other machines got what was wanted of them. */
const table: readonly {
  verb: Verb
  lost: 'before' | 'between' | 'amid'
  exit: number
  changes: boolean
  owes: boolean
}[] = [
  { verb: 'deploy', lost: 'before', exit: 4, changes: false, owes: false },
  { verb: 'start', lost: 'before', exit: 4, changes: false, owes: false },
  { verb: 'restart', lost: 'before', exit: 4, changes: false, owes: false },
  { verb: 'destroy', lost: 'before', exit: 4, changes: false, owes: false },
  { verb: 'stop', lost: 'before', exit: 4, changes: true, owes: true },
  { verb: 'deploy', lost: 'amid', exit: 4, changes: true, owes: false },
  { verb: 'start', lost: 'amid', exit: 4, changes: true, owes: false },
  { verb: 'restart', lost: 'amid', exit: 4, changes: true, owes: false },
  { verb: 'destroy', lost: 'amid', exit: 4, changes: true, owes: false },
  { verb: 'stop', lost: 'amid', exit: 4, changes: true, owes: true },
  { verb: 'stop', lost: 'between', exit: 4, changes: true, owes: true },
]

for (const { verb, lost, exit, changes, owes } of table) {
  test(`${verb}, one of six lost ${lost}: exit ${exit}, and the same command ends it when the machine is back`, async () => {
    const here = stage(`${verb}-${lost}`)
    for (const words of earlier[verb]) assert.equal((await here.type(words)).exit, 0)
    if (lost === 'before') here.power(false)
    else here.losing(lost)
    const first = await here.type(line[verb])
    assert.equal(first.exit, exit, first.said)
    assert.match(first.said, /cannot reach 10\.1\.0\.5 as it is off/)
    assert.equal(first.changed.length > 0, changes, first.changed.join('\n'))
    assert.deepEqual(await here.owed(), owes ? { [victimHost]: 'stopped' } : {})
    here.power(true)
    const second = await here.type(line[verb])
    assert.equal(second.exit, 0, second.said)
    assert.deepEqual(await here.owed(), {})
  })
}

test('a worker whose stop is owed came up with its machine: the next run of another kind stops it first', async () => {
  const here = stage('owed')
  for (const words of earlier.stop) await here.type(words)
  here.power(false)
  await here.type('stop c1')
  here.power(true)
  here.units.start(victimUnit)
  const next = await here.type(deploy)
  assert.deepEqual([next.exit, next.changed], [0, [`${victimHost} Bring the unit to the state that was wanted`]])
  assert.deepEqual([here.units.isRunning(victimUnit), await here.owed()], [false, {}])
})

test('a start that wants it running replaces what is owed', async () => {
  const here = stage('replaced')
  for (const words of earlier.stop) await here.type(words)
  here.power(false)
  await here.type('stop c1')
  const refused = await here.type('start c1')
  assert.deepEqual([refused.exit, refused.changed], [4, []])
  assert.deepEqual(await here.owed(), { [victimHost]: 'stopped' })
  here.power(true)
  const started = await here.type('start c1')
  assert.equal(started.exit, 0, started.said)
  assert.deepEqual([here.units.isRunning(victimUnit), await here.owed()], [true, {}])
})
