import { chmod } from 'node:fs/promises'
import { connectionContract } from '../contract/connection.js'
import { localMachine } from '../fakes/local_machine.js'

const other = process.getuid?.() === 0 ? 'nobody' : { skip: 'only root may become another user without asking' }

for (const sharesFiles of [true, false]) {
  connectionContract(`this machine, ${sharesFiles ? 'sharing' : 'not sharing'} its files`, async () => {
    const machine = await localMachine({ sharesFiles })
    await chmod(machine.folder, 0o755)
    return { ...machine, other, writes: () => machine.written.length }
  })
}
