// kill -9 anywhere, on real hosts: each verb that changes a cluster is killed at changes spread over all of it, each time
// from the beginning. The same command finishes, and once more changes nothing. DMBOOK_LAB_KILLS is how often each (1).

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { packPlayground } from '../../src/playground/pack.js'
import { hotfix } from '../e2e/hotfix.js'
import { configured } from '../e2e/steps.js'
import { until } from '../fakes/until.js'
import { root } from '../shape/imports.js'
import { type LabCluster, labCluster, threeHosts, version } from './cluster.js'
import { changesOf, killedAt, type Point } from './kill_points.js'
import { address, lab, labFolder, on } from './lab.js'

const kills = Number(process.env.DMBOOK_LAB_KILLS ?? 1)
const newer = 'v8.1.1'

const looks = ['display', 'kills', '--exit-code']

interface Verb {
  readonly words: readonly string[]
  /** what comes before it each time */
  readonly before?: () => Promise<unknown>
  /** it does all of it again each time */
  readonly acts?: boolean
  /** nothing runs behind it */
  readonly down?: boolean
}

describe('verbs that are killed anywhere', () => {
  let it: LabCluster
  let patch = ''
  let turn = 0

  before(async () => {
    lab('up', '3')
    it = await labCluster('kills', threeHosts.replace('global: {', 'global: { enable_tls: true,'))
    const program = join(root, 'dist', 'simulator.cjs')
    await packPlayground({ dir: join(labFolder, 'packages'), version: newer, program })
    patch = await hotfix(it.home, `${version}-hotfix`)
    await it.done(it.deploy())
    await it.done(['start', 'kills'])
  })
  after(async () => {
    await it.type(['destroy', 'kills', '-y'])
    await it.end()
  })

  const typed = (verb: string, ...words: readonly string[]): Verb => ({ words: [verb, 'kills', ...words, '-y'] })
  const down = (verb: Verb): Verb => ({ ...verb, down: true })
  const acts = (verb: Verb): Verb => ({ ...verb, acts: true })
  const file = (name: string, text: string): string => {
    writeFileSync(join(it.home, name), text)
    return join(it.home, name)
  }
  const node = (port: number): string => `${address('h3')}:${port}`

  /** Kills one after the other, as often as is asked for: so that each finds what the one before it leaves. */
  async function survive(t: TestContext, verbs: readonly Verb[]): Promise<void> {
    const counted: number[] = []
    for (const verb of verbs) {
      await verb.before?.()
      counted.push(await changesOf(it, verb.words))
    }
    const ends: boolean[] = []
    for (let kill = 0; kill < kills; kill++)
      for (const [index, verb] of verbs.entries()) {
        const number = 1 + Math.floor(((kill + Math.random()) / kills) * (counted[index] ?? 1))
        const { before: what } = await killed(verb, number)
        ends.push(what !== null)
        t.diagnostic(`${verb.words[0]}: change ${number}, ${what ?? 'not reached'}`)
      }
    t.diagnostic(`${ends.filter(Boolean).length} of ${ends.length} were killed, all of them converged`)
  }

  async function killed(verb: Verb, number: number): Promise<Point> {
    await verb.before?.()
    const point = await killedAt(it, verb.words, number)
    await finishes(verb)
    return point
  }

  async function finishes({ words, acts, down }: Verb): Promise<void> {
    await it.done(words)
    if (!acts) assert.match(await it.done(words), /Nothing had to change|already|nothing to do/)
    // on a busy machine leases run out now and then
    if (!down)
      assert.equal(
        (
          await until(
            () => it.type(looks),
            ({ code }) => code === 0,
          )
        ).code,
        0,
      )
  }

  test('destroy, deploy', async (t) => {
    await survive(t, [down(typed('destroy')), down({ words: it.deploy() })])
    await it.done(['start', 'kills'])
  })

  test('stop, start', (t) => survive(t, [down(typed('stop')), typed('start')]))

  test('disable, enable', (t) => survive(t, [typed('disable'), typed('enable')]))

  test('patch, patch --revert', (t) => survive(t, [typed('patch', patch), typed('patch', '--revert')]))

  test('upgrade, rollback', (t) => survive(t, [typed('upgrade', newer), typed('rollback')]))

  test('reload', (t) => {
    const before = () => configured(join(it.home, 'state'), 'kills', { worker: { 'keepalive-ttl': 20 + turn++ } })
    return survive(t, [{ ...typed('reload'), before }])
  })

  test('restart', (t) => survive(t, [acts(typed('restart'))]))

  test('tls rotate', (t) => survive(t, [acts(typed('tls', 'rotate'))]))

  test('rotatessh', (t) => survive(t, [acts(typed('rotatessh'))]))

  test('scale-out, scale-in', (t) => {
    const more = file(
      'more.yaml',
      `worker_servers: [{ host: ${address('h3')}, port: 8362, name: w4 }]
master_servers: [{ host: ${address('h3')}, port: 8361, peer_port: 8391, name: m4 }]
`,
    )
    return survive(t, [typed('scale-out', more), typed('scale-in', '-N', `${node(8361)},${node(8362)}`)])
  })

  test('replace, and back', (t) => {
    const worker = (port: number): string =>
      file(`${port}.yaml`, `worker_servers: [{ host: ${address('h3')}, port: ${port}, name: w${port} }]\n`)
    return survive(t, [
      typed('replace', node(8262), worker(8462), '--delete-data'),
      typed('replace', node(8462), worker(8262), '--delete-data'),
    ])
  })

  test('clean --all', async (t) => {
    const before = async () => {
      await it.done(['start', 'kills'])
      await it.done(['stop', 'kills', '-y'])
    }
    await survive(t, [{ ...down(typed('clean', '--all')), before }])
    for (const host of ['h1', 'h2', 'h3'])
      assert.equal(on(host, "find /dm-data -mindepth 2 -type f ! -name '.dmbook*'"), '', host)
    await it.done(['start', 'kills'])
    await it.done(looks)
  })
})
