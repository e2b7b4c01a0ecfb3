import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { sh } from '../../../src/core/sh.js'
import { ScriptTimeoutError } from '../../../src/hosts/errors.js'
import { writerOver } from '../../../src/hosts/remote_host.js'
import { connectSsh2 } from '../../../src/hosts/ssh/ssh2.js'
import { connectionContract } from '../../contract/connection.js'
import { noSshd, startSshd } from '../../fakes/sshd.js'
import { loginAt } from './logins.js'

if (noSshd) test('connectSsh2()', { skip: noSshd })
else {
  contractWith('ssh2', [])
  contractWith('ssh2 with two sessions', ['MaxSessions 2'])
  contractWith('ssh2 with one session', ['MaxSessions 1'], {
    'long work does not hold up looks, and shows its output as it comes': 'one session does one thing at a time',
  })
}

function contractWith(name: string, lines: readonly string[], skips: Readonly<Record<string, string>> = {}): void {
  const open = async () => {
    const sshd = await startSshd(lines)
    const connection = await connectSsh2(loginAt(sshd))
    const folder = await mkdtemp(join(tmpdir(), 'dmbook-test-'))
    await chmod(folder, 0o755)
    return {
      connection,
      folder,
      other: 'nobody',
      writes: () => null,
      async close() {
        await connection.close()
        await sshd.close()
        await rm(folder, { recursive: true, force: true })
      },
    }
  }
  connectionContract(name, open, skips)
}

describe('connectSsh2()', { skip: noSshd }, () => {
  test('makes one TCP connection, whatever runs on it', async (context) => {
    const sshd = await startSshd()
    context.after(() => sshd.close())
    const before = sshd.connections()
    const connection = await connectSsh2(loginAt(sshd))
    context.after(() => connection.close())
    const host = writerOver(connection)
    await Promise.all([host.run(sh`sleep 0.1`), host.run(sh`sleep 0.1`), host.as('nobody').read(sh`id`)])
    await assert.rejects(host.run(sh`sleep 9`, { timeoutMs: 50 }), ScriptTimeoutError)
    await connection.close()
    assert.equal(sshd.connections() - before, 1)
  })
})
