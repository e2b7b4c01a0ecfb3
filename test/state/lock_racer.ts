// A process that takes each of many locks once, against others that do the same, and logs when it held which.

import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf } from '../../src/state/files.js'
import { acquireLock, type Lock } from '../../src/state/lock.js'

const [folder = '', rounds = '0'] = process.argv.slice(2)
const log = join(folder, 'log')

for (let round = 0; round < Number(rounds); round++) {
  const lock = await taken(join(folder, `lock-${round}`))
  appendFileSync(log, `${round} + ${process.pid} ${lock.takenFrom ? 'taken over' : ''}\n`)
  await sleep(1)
  appendFileSync(log, `${round} - ${process.pid}\n`)
  await lock.release()
}

async function taken(path: string): Promise<Lock> {
  for (;;) {
    try {
      return await acquireLock(path, { command: 'race', user: 'test', now: 0 })
    } catch (thrown) {
      if (codeOf(thrown) !== 'E-LOCKED') throw thrown
      await sleep(1)
    }
  }
}
