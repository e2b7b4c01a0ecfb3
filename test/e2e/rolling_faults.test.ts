// What can go wrong in a rolling patch: each time the cluster serves on, and nothing is touched that need not be.

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { httpFetch } from '../../src/hosts/http.js'
import { type Embedded, type Ended, embedded } from './embedded.js'
import { endsAtOnce, hangs, hotfix, noProgram, otherComponent, otherProcessor } from './hotfix.js'
import { succeeded } from './steps.js'

interface Shown {
  readonly id: string
  readonly status: string
  readonly version: string
  readonly since: number
  readonly patched: boolean
}

describe('a patch that cannot be', () => {
  let it: Embedded
  let good = ''

  before(async () => {
    it = await embedded('faulty')
    succeeded(await it.type([...it.deploy, '-y']))
    good = await hotfix(it.home, 'v8.1.0-good')
  })
  beforeEach(async () => void succeeded(await it.type(['start', 'faulty'])))
  after(() => it.end())

  const patch = (path: string, ...words: string[]) => it.type(['patch', 'faulty', path, ...words, '-y'])
  const shown = async (): Promise<Shown[]> => {
    const { out } = await it.type(['display', 'faulty', '--json'])
    return JSON.parse(out).instances
  }
  /** Runs it; gives how it ended, and the instances whose process is another one now. */
  async function restarted(run: () => Promise<Ended>): Promise<Ended & { readonly ids: readonly string[] }> {
    const earlier = await shown()
    const ended = await run()
    const now = await shown()
    const ids = now
      .filter(({ since }, index) => Math.abs(since - (earlier[index]?.since ?? 0)) > 50)
      .map(({ id }) => id)
    return { ...ended, ids }
  }
  const healthy = async () => succeeded(await it.type(['display', 'faulty', '--exit-code']))

  const refused: readonly (readonly [string, number, (folder: string) => Promise<string>, RegExp])[] = [
    [
      'is for another processor',
      6,
      otherProcessor,
      /cannot use this package on 127\.0\.0\.1 as it is for \S+: the machine is/,
    ],
    ['holds no program', 1, noProgram, /cannot use this dm-worker as it does not tell its version/],
  ]
  for (const [name, exit, make, message] of refused) {
    test(`one that ${name} is refused before anything stops`, async () => {
      const path = await make(it.home)
      const { code, out, ids } = await restarted(() => patch(path))
      assert.equal(code, exit)
      assert.match(out, message)
      assert.deepEqual(ids, [])
    })
  }

  test('one of none of the chosen components is refused', async () => {
    const { code, out, ids } = await restarted(() => patch(good, '-R', 'grafana'))
    assert.equal(code, 6)
    assert.match(out, /none of the chosen instances is of dm-master, dm-worker/)
    assert.deepEqual(ids, [])
  })

  const ended = /process ended: exit code/
  const deaf = /cannot wait until \S+ serves.*does not answer/
  const putBack: readonly (readonly [string, (folder: string) => Promise<string>, string, RegExp])[] = [
    ['a worker that ends at once', (folder) => endsAtOnce(folder, 'dm-worker'), 'dm-worker', ended],
    ['a master that ends at once', (folder) => endsAtOnce(folder, 'dm-master'), 'dm-master', ended],
    ['a worker that hangs', (folder) => hangs(folder, 'dm-worker'), 'dm-worker', deaf],
    ['a master that hangs', (folder) => hangs(folder, 'dm-master'), 'dm-master', deaf],
    ['a worker in the place of a master', otherComponent, 'dm-master', ended],
  ]
  for (const [name, make, role, why] of putBack) {
    test(`${name} is put back, and no other is touched`, async () => {
      const path = await make(it.home)
      const { code, out, ids } = await restarted(() => patch(path, '-R', role, '--wait-timeout', '20'))
      assert.equal(code, 1)
      assert.match(out, /serves with its old program; later instances are untouched/)
      assert.match(out, why)
      assert.equal(ids.length, 1, ids.join())
      await healthy()
      assert.deepEqual([...new Set((await shown()).map((one) => one.patched))], [false])
    })
  }

  test('one of three masters down: refused, whoever is chosen, until it is back', async () => {
    const [first = '', second = ''] = it.masters
    succeeded(await it.type(['stop', 'faulty', '-N', first, '-y']))
    for (const chosen of [
      ['-R', 'dm-master'],
      ['-N', second],
    ]) {
      const { code, out, ids } = await restarted(() => patch(good, ...chosen))
      assert.equal(code, 6, out)
      assert.match(out, new RegExp(`as DM would lose its quorum: of 3 masters 1 other is healthy.*${first}`))
      assert.deepEqual(ids, [])
    }
  })

  test('a leader that changes between two batches comes last all the same', async () => {
    const patching = patch(good, '-R', 'dm-master')
    const moved = moveLeader(it.masters)
    const { out } = succeeded(await patching)
    await moved
    assert.ok((out.match(/Hand leadership over: 1 changed/g)?.length ?? 0) <= 2, out)
    await healthy()
  })

  test('offline replaces programs and starts nothing; a running cluster is refused', async () => {
    const { code, out } = await restarted(() => patch(good, '--offline', '-R', 'dm-worker'))
    assert.equal(code, 6)
    assert.match(out, /cannot swap \S+ offline as it runs/)
    succeeded(await it.type(['stop', 'faulty', '-y']))
    succeeded(await patch(good, '--offline', '-R', 'dm-worker'))
    assert.match(succeeded(await patch(good, '--offline', '-R', 'dm-worker')).out, /Nothing had to change/)
    assert.equal((await shown()).filter(({ status }) => /Up|Healthy|Free|Bound/.test(status)).length, 0)
    succeeded(await it.type(['start', 'faulty']))
    assert.deepEqual(
      [...new Set((await shown()).filter(({ id }) => it.workers.includes(id)).map((one) => one.version))],
      ['v8.1.0-good'],
    )
  })
})

/** Waits for the first master that stops, and then makes the leader hand over to another one. */
async function moveLeader(masters: readonly string[]): Promise<void> {
  const answers = await Promise.all(masters.map((master) => said(`http://${master}/apis/v1alpha1/members?leader=true`)))
  const [address = ''] = answers.flatMap((text) => /"addr":\s*"([^"]+)"/.exec(text)?.[1] ?? [])
  if (!answers.includes('') || address === '') return moveLeader(masters)
  for (const op of [1, 2])
    await httpFetch(`http://${address}/apis/v1alpha1/leader/${op}`, { timeoutMs: 3000, method: 'PUT', body: '{}' })
}

/** Empty where nobody answers. */
const said = (url: string): Promise<string> =>
  httpFetch(url, { timeoutMs: 3000 }).then(
    ({ text }) => text,
    () => '',
  )
