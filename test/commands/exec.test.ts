import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { killedRun, twoMachines } from './two_machines.js'

const run = (words: readonly string[]) =>
  withHome(async (home) => {
    await twoMachines(home)
    const said = await typed(['exec', 'prod', ...words], { home })
    const [file = ''] = readdirSync(join(home, 'audit'))
    return { ...said, audit: JSON.parse(readFileSync(join(home, 'audit', file), 'utf8')) }
  })

describe('exec', () => {
  test('runs on each machine once, lines with the machine before them', async () => {
    const { code, out, err } = await run(['--command', 'echo one; printf two'])
    assert.equal(code, 0)
    assert.deepEqual(out.trimEnd().split('\n').sort(), [
      '10.0.0.1 | one',
      '10.0.0.1 | two',
      '10.0.0.2 | one',
      '10.0.0.2 | two',
    ])
    assert.equal(err, '2 of 2 machines ended with 0\n')
  })

  test('hands the command over as it is', async () => {
    const { out } = await run(['-N', '10.0.0.1', '--command', `printf '%s|' "a  b" 'it'\\''s' {{.Names}} $((1+1))`])
    assert.equal(out, "a  b|it's|{{.Names}}|2|")
  })

  test('ends with 1 where one machine fails, and says which, with its exit code', async () => {
    await withHome(async (home) => {
      await twoMachines(home)
      const { code, err } = await typed(['exec', 'prod', '--command', `mkdir ${home}/once || exit 7`], { home })
      assert.equal(code, 1)
      assert.match(err, /^10\.0\.0\.[12]: ended with 7\n1 of 2 machines ended with 0\n$/)
    })
    const { audit } = await run(['--command', 'exit 7', '-N', '10.0.0.2'])
    assert.deepEqual([audit.exit, audit.verb, audit.cluster], [1, 'exec', 'prod'])
  })

  test('runs ls in the home directory unless told otherwise', async () => {
    const { code } = await run([])
    assert.equal(code, 0)
    assert.equal((await run(['--command', 'test "$PWD" = "$(cd; pwd)"'])).code, 0)
  })

  test('says everything as JSON', async () => {
    const { code, out, err } = await run([
      '--command',
      'echo hi; echo no >&2; exit 3',
      '-N',
      '10.0.0.1:21001',
      '--json',
    ])
    assert.deepEqual([code, err], [1, ''])
    assert.deepEqual(JSON.parse(out), {
      schema: 'dmbook/exec/v1',
      command: 'echo hi; echo no >&2; exit 3',
      machines: [{ machine: '10.0.0.1', rc: 3, stdout: 'hi\n', stderr: 'no\n', error: null }],
    })
  })

  test('ends a command that takes longer than --wait-timeout', async () => {
    const { code, err } = await run(['--command', 'sleep 60', '-N', '10.0.0.1', '--wait-timeout', '300ms'])
    assert.equal(code, 1)
    assert.match(err, /^10\.0\.0\.1: cannot run the command on 10\.0\.0\.1 as it takes longer than 300ms/)
  })

  test('says that a killed run exists; resume runs what is left of that', async () => {
    await withHome(async (home) => {
      await twoMachines(home)
      const words = ['exec', 'prod', '--command', 'echo again']
      const head = { kind: 'head', run: 'r1', verb: 'exec', cluster: 'prod', words, cwd: '/', digest: 'exec', from: 0 }
      const done = {
        kind: 'host_finished',
        at: 1,
        host: '10.0.0.1',
        task: { id: 'exec' },
        outcome: { kind: 'changed' },
      }
      await killedRun(home, { verb: 'exec', command: 'dmbook exec' }, [head, done])
      const anew = await typed([...words.slice(0, 2), '--command', 'false'], { home })
      assert.match(anew.err, /^note: a run was interrupted: dmbook exec\. This begins anew; dmbook resume r1/)
      const { code, out, err } = await typed(['resume', 'r1'], { home })
      assert.deepEqual([code, out], [0, 'again\n'])
      assert.match(err, /10\.0\.0\.1: it ended well before; left out/)
      assert.match((await typed(['resume', 'r1'], { home })).out, /^r1 needs nothing more/)
    })
  })
})
