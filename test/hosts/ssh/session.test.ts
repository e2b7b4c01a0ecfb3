import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { sh } from '../../../src/core/sh.js'
import { UnreachableError } from '../../../src/hosts/errors.js'
import { writerOver } from '../../../src/hosts/remote_host.js'
import { connectSsh2 } from '../../../src/hosts/ssh/ssh2.js'
import { noSshd, type Sshd, startSshd } from '../../fakes/sshd.js'
import { temporaryFolder } from '../../fakes/temporary_folder.js'
import { until } from '../../fakes/until.js'
import { loginAt } from './logins.js'

/** The sshd process that serves the only connection; the one below it, where privileges are separated, too. */
function serving({ pid }: Sshd): number[] {
  const children = (parent: number): number[] => {
    try {
      return execFileSync('pgrep', ['-P', String(parent), 'sshd'], { encoding: 'utf8' })
        .trim()
        .split('\n')
        .map(Number)
    } catch {
      return []
    }
  }
  const direct = children(pid)
  return [...direct, ...direct.flatMap(children)]
}

async function connected(context: TestContext, keepalive = { intervalMs: 5_000, count: 3 }) {
  const sshd = await startSshd()
  const connection = await connectSsh2(loginAt(sshd, { keepalive }))
  context.after(async () => {
    await connection.close()
    await sshd.close()
  })
  return { sshd, connection, host: writerOver(connection) }
}

describe('Session', { skip: noSshd }, () => {
  test('a killed sshd is a lost connection, never an exit code', async (context) => {
    const { sshd, host } = await connected(context)
    const running = host.run(sh`sleep 30`)
    const lost = assert.rejects(
      running,
      (error) => error instanceof UnreachableError && /connection was lost/.test(error.message),
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
    for (const pid of serving(sshd)) process.kill(pid, 'SIGKILL')
    await lost
    await assert.rejects(host.read(sh`true`), UnreachableError)
  })

  test('a connection that is only half there is found out', async (context) => {
    const { sshd, host } = await connected(context, { intervalMs: 200, count: 2 })
    const running = host.run(sh`sleep 30`)
    const lost = assert.rejects(running, /Keepalive timeout/)
    await new Promise((resolve) => setTimeout(resolve, 200))
    const stopped = serving(sshd)
    for (const pid of stopped) process.kill(pid, 'SIGSTOP')
    const began = performance.now()
    await lost
    assert.ok(performance.now() - began < 10_000)
    for (const pid of stopped) process.kill(pid, 'SIGKILL')
  })

  test('an upload that is cut leaves the old file and nothing half', async (context) => {
    const { sshd, host } = await connected(context)
    const folder = temporaryFolder(context)
    const [from, to] = [join(folder, 'from'), join(folder, 'to')]
    const content = randomBytes(64 * 1024 * 1024)
    writeFileSync(from, content)
    writeFileSync(to, 'old')
    const sha256 = createHash('sha256').update(content).digest('hex')
    const sending = host.send({ path: from, sha256, size: content.length }, to, { mode: '0644' })
    const cut = assert.rejects(sending, UnreachableError)
    const half = () =>
      readdirSync(folder)
        .filter((name) => name.includes('dmbook-'))
        .map((name) => join(folder, name))
    await until(async () => half().some((name) => existsSync(name) && statSync(name).size > 0), Boolean)
    for (const pid of serving(sshd)) process.kill(pid, 'SIGKILL')
    await cut
    assert.equal(statSync(to).size, 3)
    assert.deepEqual(
      await until(
        async () => half(),
        (names) => names.length === 0,
      ),
      [],
    )
  })
})
