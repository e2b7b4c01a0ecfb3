import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { connectSystem } from '../../../src/hosts/ssh/system.js'
import { connectionContract } from '../../contract/connection.js'
import { noSshd, startSshd } from '../../fakes/sshd.js'
import { routeTo, systemKnowing } from './logins.js'

if (noSshd) test('connectSystem()', { skip: noSshd })
else
  connectionContract("the system's ssh", async () => {
    const sshd = await startSshd()
    const connection = await connectSystem(routeTo(sshd), systemKnowing(sshd))
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
