import assert from 'node:assert/strict'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { Verb } from '../../src/cli/flags.js'
import type { Invocation } from '../../src/cli/io.js'
import { runAudited } from '../../src/commands/audited.js'
import { DmbookError } from '../../src/core/error.js'
import { listAudit } from '../../src/state/audit.js'
import { stateFolder } from '../../src/state/folder.js'
import { recordedIo, withHome } from '../fakes/typed.js'

const verb = (name: string, words: readonly string[] = ['cluster-name']): Verb => ({
  name,
  summary: '',
  arguments: words,
  flags: [],
})

async function recordsAfter(run: (invocation: Invocation) => Promise<number>, one: Verb, args: readonly string[]) {
  return withHome(async (home) => {
    const settings = { home, user: 'ann' }
    const invocation = { io: recordedIo().io, commandLine: 'dmbook it', args, settings } as unknown as Invocation
    const code = await runAudited({ run }, one, invocation).catch((thrown: unknown) => thrown)
    return { code, records: await listAudit(await stateFolder(home)) }
  })
}

describe('runAudited()', () => {
  test('begins before the verb does anything, and ends with its exit code', async () => {
    let found: (number | null)[] = []
    const look = async ({ settings }: Invocation): Promise<number> => {
      found = (await listAudit(await stateFolder(settings.home))).map(({ exit }) => exit)
      return 3
    }
    const { code, records } = await recordsAfter(look, verb('logs'), ['prod'])
    assert.deepEqual([found, code, records[0]?.exit, records[0]?.cluster], [[null], 3, 3, 'prod'])
  })

  test('keeps the exit code of what was thrown, and throws it on', async () => {
    const refuse = async (): Promise<number> => {
      throw new DmbookError('no', { code: 'E-X', exit: 'unreachable' })
    }
    const { code, records } = await recordsAfter(refuse, verb('lock', ['status|break', 'cluster-name']), [
      'status',
      'prod',
    ])
    assert.ok(code instanceof DmbookError)
    assert.deepEqual([records[0]?.exit, records[0]?.cluster], [4, 'prod'])
    const bug = async (): Promise<number> => {
      throw new TypeError('oops')
    }
    assert.equal((await recordsAfter(bug, verb('logs'), ['prod'])).records[0]?.exit, 70)
  })

  test('leaves alone what names no cluster, and playbooks, which record themselves', async () => {
    for (const one of [verb('list', []), verb('start')])
      assert.deepEqual((await recordsAfter(async () => 0, one, ['prod'])).records, [])
  })

  test('gives a verb with a journal its run id', async () => {
    let runId: string | undefined
    const note = async (it: Invocation): Promise<number> => {
      runId = it.runId
      return 0
    }
    const { records } = await recordsAfter(note, verb('exec'), ['prod'])
    assert.equal(records[0]?.run, runId)
    assert.ok(runId)
  })

  test('a verb that only looks works where the audit cannot be written', {
    skip: process.getuid?.() === 0,
  }, async () => {
    await withHome(async (home) => {
      await stateFolder(home)
      chmodSync(join(home, 'audit'), 0o500)
      const settings = { home, user: 'ann' }
      const { io, said } = recordedIo()
      const invocation = { io, commandLine: 'dmbook it', args: ['prod'], settings } as unknown as Invocation
      assert.equal(await runAudited({ run: async () => 0 }, verb('display'), invocation), 0)
      assert.match(said().err, /^warning: this is not in the audit/)
      chmodSync(join(home, 'audit'), 0o700)
    })
  })
})
