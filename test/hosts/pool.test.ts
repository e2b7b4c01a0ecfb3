import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sh } from '../../src/core/sh.js'
import { ChannelRefusedError, UnreachableError } from '../../src/hosts/errors.js'
import { openLocal } from '../../src/hosts/local.js'
import { ShellPool } from '../../src/hosts/pool.js'
import { ResidentShell } from '../../src/hosts/resident_shell.js'
import { random } from '../fakes/local_machine.js'
import { until } from '../fakes/until.js'

/** A pool of real shells; `most` is how many channels the machine gives. */
function pool({ most = 100 } = {}) {
  const opened: ResidentShell[] = []
  let asked = 0
  const made = new ShellPool(async (idle) => {
    asked += 1
    if (asked > most) throw new ChannelRefusedError('no more sessions')
    const shell = new ResidentShell(await openLocal(['/bin/sh']), {
      machine: 'm1',
      random,
      idle,
      cancel: async () => {},
    })
    opened.push(shell)
    return shell
  })
  const shared = { shared: true, timeoutMs: 30_000 }
  const alone = { shared: false, timeoutMs: 30_000 }
  return { made, opened, shared, alone }
}

const text = async (asked: Promise<{ stdout: Buffer }>): Promise<string> => (await asked).stdout.toString()

describe('ShellPool', () => {
  test('opens one shell for all looks of a tick', async () => {
    const { made, opened, shared } = pool()
    await Promise.all(Array.from({ length: 10 }, () => made.run(sh`:`, shared)))
    await made.run(sh`:`, shared)
    assert.equal(opened.length, 1)
    made.close()
  })

  test('gives work a shell for itself, four at most; the rest waits', async () => {
    const { made, opened, alone } = pool()
    const asked = Array.from({ length: 6 }, () => text(made.run(sh`echo $PPID-$$; sleep 0.2`, alone)))
    const said = await Promise.all(asked)
    assert.equal(opened.length, 4)
    assert.equal(new Set(said).size, 4)
    made.close()
  })

  test('stays as large as it is where the machine refuses one more', async () => {
    const { made, opened, alone } = pool({ most: 2 })
    await Promise.all(Array.from({ length: 6 }, () => made.run(sh`sleep 0.05`, alone)))
    assert.equal(opened.length, 2)
    made.close()
  })

  test('fails what waits where no shell can be opened at all', async () => {
    const { made, alone } = pool({ most: 0 })
    await assert.rejects(made.run(sh`:`, alone), ChannelRefusedError)
  })

  test('replaces a shell that was lost', async () => {
    const { made, opened, shared } = pool()
    await assert.rejects(made.run(sh`kill -KILL $$`, shared), UnreachableError)
    await until(async () => opened[0]?.lost, Boolean)
    assert.equal(await text(made.run(sh`echo on`, shared)), 'on\n')
    assert.equal(opened.length, 2)
    made.close()
  })

  test('lets go of what is aborted while it waits', async () => {
    const { made, alone } = pool({ most: 1 })
    const abort = new AbortController()
    const busy = made.run(sh`sleep 0.3`, alone)
    const waiting = made.run(sh`echo never`, { ...alone, signal: abort.signal })
    setImmediate(() => abort.abort(new Error('interrupted')))
    await assert.rejects(waiting, /interrupted/)
    await busy
    made.close()
  })
})
