import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { connectSsh2 } from '../../../src/hosts/ssh/ssh2.js'
import { connectionContract } from '../../contract/connection.js'
import { noSshd, startSshd } from '../../fakes/sshd.js'
import { loginAt } from './logins.js'

if (noSshd) test('connectSsh2()', { skip: noSshd })
else {
  connectionContract('ssh2', async () => {
    const sshd = await startSshd()
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
  })
}
