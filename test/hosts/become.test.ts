import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { sh } from '../../src/core/sh.js'
import { becomeWords } from '../../src/hosts/become.js'
import { BecomeError } from '../../src/hosts/errors.js'
import { openLocal } from '../../src/hosts/local.js'
import { localMachine } from '../fakes/local_machine.js'

const program = ['/bin/sh']

describe('becomeWords()', () => {
  test('enters nothing for the connecting user, named or not', () => {
    assert.deepEqual(becomeWords(null, { login: 'tidb', program }), program)
    assert.deepEqual(becomeWords('tidb', { login: 'tidb', program }), program)
  })

  test('asks sudo, which may not ask back', () => {
    const words = ['env', 'LC_ALL=C', 'sudo', '-n', '-H', '-u', 'root', '--', '/bin/sh']
    assert.deepEqual(becomeWords('root', { login: 'tidb', program }), words)
  })

  test('root without sudo takes su', () => {
    const script =
      "command -v sudo >/dev/null && exec env LC_ALL=C sudo -n -H -u tidb -- /bin/sh; exec su -s /bin/sh tidb -c 'exec /bin/sh'"
    assert.deepEqual(becomeWords('tidb', { login: 'root', program }), ['/bin/sh', '-c', script])
  })

  for (const user of ['', '-x', 'a b', '$(id)', 'a\nb', '..', 'a;b']) {
    test(`refuses ${JSON.stringify(user)} as a user`, () => {
      assert.throws(() => becomeWords(user, { login: 'tidb', program }), /that is no user name/)
    })
  }
})

/** This machine with a program in the place of sudo; the connecting user counts as another one than root. */
async function withSudo(program: string, work: (machine: Awaited<ReturnType<typeof localMachine>>) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'dmbook-sudo-'))
  const sudo = join(folder, 'sudo')
  await writeFile(sudo, `#!/bin/sh\n${program}\n`)
  await chmod(sudo, 0o755)
  const machine = await localMachine({
    open: (words) =>
      openLocal(words.map((word) => word.replace(/^command -v sudo .* && exec env LC_ALL=C sudo/, `exec ${sudo}`))),
  })
  try {
    await work(machine)
  } finally {
    await machine.close()
    await rm(folder, { recursive: true })
  }
}

describe('becoming another user', {
  skip: process.getuid?.() === 0 ? false : 'only root gets words with su here',
}, () => {
  test('a sudo that wants a terminal is refused, with the lines to change', () =>
    withSudo("echo 'sudo: sorry, you must have a tty to run sudo' >&2; exit 1", async ({ host }) => {
      await assert.rejects(host.as('nobody').read(sh`id`), (error) => {
        assert.ok(error instanceof BecomeError)
        assert.equal(
          error.message,
          'cannot become nobody on here as sudo does not let root: sudo: sorry, you must have a tty to run sudo',
        )
        assert.match(error.hint ?? '', /"root ALL=\(nobody\) NOPASSWD: ALL" and "Defaults:root !requiretty"/)
        return true
      })
    }))

  test('a sudo that allows some commands only is refused', () =>
    withSudo("echo 'Sorry, user root is not allowed to execute' >&2; exit 1", async ({ host }) => {
      await assert.rejects(host.as('nobody').run(sh`id`), BecomeError)
      assert.equal((await host.read(sh`echo on`)).stdout, 'on\n')
    }))

  test('what sudo preaches before it lets in is not output', () =>
    withSudo('echo lecture; echo lecture >&2; exec /bin/sh', async ({ host }) => {
      const { stdout, stderr } = await host.as('nobody').read(sh`echo x`)
      assert.deepEqual([stdout, stderr], ['x\n', ''])
    }))

  test('su serves root where there is no sudo, for scripts and payloads', async () => {
    const machine = await localMachine({
      open: (words) => openLocal(words.map((word) => word.replace(/^command -v sudo .*?; /, ''))),
    })
    await chmod(machine.folder, 0o777)
    const nobody = machine.host.as('nobody')
    assert.equal((await nobody.read(sh`id -un`)).stdout, 'nobody\n')
    await nobody.write(`${machine.folder}/x`, 'no newline', { mode: '0644' })
    const found = await nobody.stat(`${machine.folder}/x`)
    assert.deepEqual(found, { ...found, owner: 'nobody', size: 10 })
    await machine.close()
  })

  test('it is entered once for all scripts of a shell', () =>
    withSudo('exec /bin/sh', async ({ host, opened }) => {
      const before = opened.length
      for (let count = 0; count < 3; count++) await host.as('nobody').read(sh`:`)
      assert.equal(opened.length, before + 1)
    }))
})
