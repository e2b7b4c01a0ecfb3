// A cluster of DM 1.0 on this machine, taken over by the built program: under kill -9 at random instants, once more with
// nothing to do, and back. The old files are the same byte for byte all the while.

import assert from 'node:assert/strict'
import { execFile, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { packPlayground } from '../../src/playground/pack.js'
import { type LaidLegacy, layLegacy } from '../commands/legacy_directory.js'
import { freePorts } from '../fakes/free_ports.js'
import { processesIn } from '../fakes/processes_in.js'
import { until } from '../fakes/until.js'
import { root } from '../shape/imports.js'
import { type Ended, version } from './embedded.js'

const program = join(root, 'dist', 'dmbook.js')
const name = 'old'

describe('a cluster of DM 1.0', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dmbook-import-'))
  const home = join(folder, 'home')
  const packages = join(folder, 'packages')
  let ports: readonly number[] = []
  let laid: LaidLegacy
  let before1: string
  before(async () => {
    const simulator = join(root, 'dist', 'simulator.cjs')
    ports = await freePorts(6)
    laid = layLegacy(folder, { ports, name, program: simulator })
    await packPlayground({ dir: packages, version, program: simulator })
    before1 = oldFiles()
  })
  after(async () => {
    await type(['destroy', name, '-y'])
    for (const { pid } of processesIn(folder)) process.kill(pid, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  const first = () =>
    ['import', '--dir', laid.directory, '--cluster-version', version, '--mirror', packages, '-y'].concat(
      '--services supervised --ssh none'.split(' '),
    )
  const edited = join(folder, 'topology.yaml')
  const words = () => [...first(), '--topology', edited]

  test('is written down, and the file is taken when it was edited', async () => {
    const { code, out, err } = await type([...first(), '--output', edited])
    assert.equal(code, 0, out + err)
    writeFileSync(edited, `# edited\n${readFileSync(edited, 'utf8')}`)
  })

  test('71 is taken over after six kills: ends in a running cluster with its sources and tasks', async (t) => {
    for (const limitMs of [1500, 2500, 3500, 5000, 7000, 9000]) {
      const afterMs = Math.round(limitMs * (0.25 + 0.75 * Math.random()))
      t.diagnostic(`${await killed(words(), afterMs)} after ${afterMs} ms`)
    }
    const { code, out, err } = await type(words())
    assert.equal(code, 0, out + err)
    const shown = JSON.parse((await type(['display', name, '--json'])).out)
    assert.match(JSON.stringify(shown), /"s1"/)
    const tasks = JSON.parse((await dmctl(['query-status', 'shop'])).out)
    assert.deepEqual(
      tasks.sources.map((one: { sourceStatus: { source: string }; subTaskStatus: { stage: string }[] }) => [
        one.sourceStatus.source,
        one.subTaskStatus[0]?.stage,
      ]),
      [
        ['s1', 'Running'],
        ['s2', 'Running'],
      ],
    )
    assert.match((await dmctl(['query-status', 'own1'])).out, /"stage": "Paused"/)
  })

  test('has lost the flag, and the passwords on its host', async () => {
    const master = join(laid.cluster.deployDir, `dm-master-${ports[0]}`)
    assert.doesNotMatch(readFileSync(join(master, 'scripts/run_dm-master.sh'), 'utf8'), /v1-sources-path/)
    assert.ok(!existsSync(join(master, 'v1source')))
    const meta = readFileSync(join(home, 'clusters', name, 'meta.yaml'), 'utf8')
    assert.doesNotMatch(meta, /v1_source_path/)
    assert.match(meta, /# edited/)
    assert.throws(() => execFileSync('grep', ['-rl', 'hidden-pw', home, '--exclude-dir=import'], { encoding: 'utf8' }))
  })

  test('is left alone by a second import and a second start', async () => {
    assert.match((await type(words())).out, /old is already taken over/)
    assert.match((await type(['start', name, '-y'])).out, /Nothing had to change/)
    assert.equal(oldFiles(), before1)
  })

  test('comes back with --undo, also after a kill, and nothing else is left', async () => {
    await killed(['import', name, '--undo', '-y'], 1500)
    const undone = await type(['import', name, '--undo', '-y'])
    if (existsSync(join(home, 'clusters', name))) assert.equal(undone.code, 0, undone.err)
    assert.deepEqual(
      await until(
        async () => processesIn(folder),
        ({ length }) => length === 0,
      ),
      [],
    )
    assert.equal(oldFiles(), before1)
    assert.deepEqual(readdirSync(join(home, 'clusters')), [])
    assert.deepEqual(
      readdirSync(laid.cluster.deployDir).filter((entry) => /-\d+$/.test(entry)),
      [],
    )
  })

  /** Digests of all that dm-ansible laid down; what dmbook laid beside it is left out. */
  function oldFiles(): string {
    const script = `cd "$1" && find dm-ansible deploy data1 data2 -name '*-[0-9]*' -type d -prune -o -type f -print | sort | xargs sha256sum`
    return execFileSync('sh', ['-c', script, 'sh', folder], { encoding: 'utf8' })
  }

  function type(typed: readonly string[]): Promise<Ended> {
    return new Promise((resolve) => {
      const env = { ...process.env, DMBOOK_HOME: home, NO_COLOR: '1' }
      const options = { cwd: root, env, maxBuffer: 1 << 26 }
      execFile(process.execPath, [program, ...typed], options, (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
      )
    })
  }

  const dmctl = (typed: readonly string[]) =>
    type(['dmctl', '--mirror', packages, '--master-addr', `127.0.0.1:${ports[0]}`, ...typed])

  function killed(typed: readonly string[], afterMs: number): Promise<'killed' | 'done'> {
    const env = { ...process.env, DMBOOK_HOME: home }
    const child = spawn(process.execPath, [program, ...typed], { cwd: root, env, stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), afterMs)
    return new Promise((resolve) => {
      child.on('exit', (_code, signal) => {
        clearTimeout(timer)
        resolve(signal === 'SIGKILL' ? 'killed' : 'done')
      })
    })
  }
})
