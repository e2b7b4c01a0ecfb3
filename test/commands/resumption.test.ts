import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { Invocation } from '../../src/cli/io.js'
import { sayInterrupted, withOrigin } from '../../src/commands/resumption.js'
import { loadPlaybook } from '../../src/language/load.js'
import { catalog } from '../../src/modules/index.js'
import type { Operation } from '../../src/run/operation.js'
import { playbookDigest } from '../../src/run/playbook_digest.js'
import { stateFolder } from '../../src/state/folder.js'
import { recordedIo, withHome } from '../fakes/typed.js'
import { root } from '../shape/imports.js'
import { killedRun } from './two_machines.js'

const loaded = (verb: string) =>
  loadPlaybook(join(root, 'playbooks', `${verb}.yaml`), { read: (path) => readFile(path, 'utf8'), catalog: catalog() })

async function originated(verb: string, digest: string | null) {
  const playbook = await loaded(verb)
  const { io, said } = recordedIo()
  const resumed = { run: 'r1', digest: digest ?? playbookDigest(playbook), plays: 4, done: [], notices: [] }
  const origin = { words: [verb], cwd: '/', mirror: null, resumed }
  const operation = withOrigin(
    { title: verb, playbook } as unknown as Operation,
    { io, origin } as unknown as Invocation,
  )
  return { ...operation, err: said().err }
}

describe('withOrigin()', () => {
  test('leaves out the plays of an action that ended', async () => {
    const { from, origin, err } = await originated('restart', null)
    assert.deepEqual([from, origin?.resumes, err], [4, 'r1', ''])
  })
  test('runs all of a verb of a desired state', async () => assert.equal((await originated('start', null)).from, 0))
  test('runs all, and says so, where the playbook is another one by now', async () => {
    const { from, err } = await originated('restart', 'other')
    assert.equal(from, 0)
    assert.match(err, /^warning: the playbook is not the one/)
  })
})

describe('sayInterrupted()', () => {
  const said = (verb: string, cluster: string, resumed?: object) =>
    withHome(async (home) => {
      await killedRun(home, { verb: 'restart', command: 'dmbook restart prod' }, [])
      const { io, said } = recordedIo()
      const state = await stateFolder(home)
      await sayInterrupted({ io, origin: { resumed } } as unknown as Invocation, { state, cluster, verb })
      return said().err
    })
  test('is said before an action begins anew', async () =>
    assert.match(await said('restart', 'prod'), /dmbook resume r1/))
  test('is not said of other clusters, of verbs that converge, or while it is resumed', async () => {
    assert.deepEqual(
      [await said('restart', 'test'), await said('start', 'prod'), await said('restart', 'prod', {})],
      ['', '', ''],
    )
  })
})
