// One writer at a time: a file that only one process can make, and that says who holds it. A holder that died is
// told from one that lives by its start, and only then its lock is taken over.

import { randomBytes } from 'node:crypto'
import { link, rename, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { DmbookError } from '../core/error.js'
import { codeOf, makeFolder, readText, stateError } from './files.js'
import { lives, type ProcessIdentity, processIdentity } from './process_identity.js'

/** `since` is milliseconds since 1970. */
export interface LockHolder extends ProcessIdentity {
  readonly command: string
  readonly user: string
  readonly host: string
  readonly since: number
  readonly token: string
}

export interface Lock {
  /** the holder that had died and whose lock this was; null mostly */
  readonly takenFrom: LockHolder | null
  release(): Promise<void>
}

/** Takes the lock at once or throws E-LOCKED (exit locked) naming its holder. */
export async function acquireLock(
  path: string,
  claim: Pick<LockHolder, 'command' | 'user'> & { now: number },
): Promise<Lock> {
  await makeFolder(dirname(path))
  const { now, ...who } = claim
  const holder: LockHolder = {
    ...who,
    ...processIdentity(process.pid),
    host: hostname(),
    since: now,
    token: randomBytes(8).toString('hex'),
  }
  for (;;) {
    if (await claimed(path, holder)) return { takenFrom: null, release: () => release(path, holder) }
    const found = await lockStatus(path)
    if (!found) continue
    if (found.host !== holder.host || lives(found)) throw busy(found)
    if (await takenOver(path, { from: found, holder }))
      return { takenFrom: found, release: () => release(path, holder) }
  }
}

/** Who holds the lock, or null. */
export async function lockStatus(path: string): Promise<LockHolder | null> {
  const text = await readText(path)
  if (text === null) return null
  const found: LockHolder = JSON.parse(text)
  return found
}

/** Takes a lock away from whoever holds it; gives the holder that was. */
export async function breakLock(path: string): Promise<LockHolder | null> {
  const holder = await lockStatus(path)
  await rm(path, { force: true })
  return holder
}

/** A link to a complete file appears whole or not at all, and for one process only. */
async function claimed(path: string, holder: LockHolder): Promise<boolean> {
  const draft = `${path}.${holder.token}`
  try {
    await writeFile(draft, JSON.stringify(holder), { mode: 0o600 })
    await link(draft, path)
    return true
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false
    throw stateError(`cannot take the lock ${path}`, cause)
  } finally {
    await rm(draft, { force: true })
  }
}

/** Of several that find the same dead holder one moves its file away; then it must be that holder's still. */
async function takenOver(path: string, { from, holder }: { from: LockHolder; holder: LockHolder }): Promise<boolean> {
  const aside = `${path}.dead.${from.token}`
  try {
    await link(path, aside)
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return false
    if (codeOf(cause) !== 'EEXIST') throw stateError(`cannot take the lock ${path} over`, cause)
    return giveWay(aside)
  }
  try {
    if ((await lockStatus(path))?.token !== from.token) return false
    const draft = `${path}.${holder.token}`
    await writeFile(draft, JSON.stringify(holder), { mode: 0o600 })
    await rename(draft, path)
    return true
  } finally {
    await rm(aside, { force: true })
  }
}

/** Somebody else takes it over now, or died while doing so: its mark goes when it is old. */
async function giveWay(aside: string): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, 50))
  const found = await stat(aside).catch(() => null)
  if (found && Date.now() - found.ctimeMs > 5000) await rm(aside, { force: true })
  return false
}

async function release(path: string, { token }: LockHolder): Promise<void> {
  if ((await lockStatus(path))?.token === token) await rm(path, { force: true })
}

function busy({ command, pid, user, host, since }: LockHolder): DmbookError {
  const text = `busy: ${command} by ${user} (PID ${pid} on ${host}), since ${new Date(since).toISOString()}`
  return new DmbookError(text, { code: 'E-LOCKED', exit: 'locked', hint: 'wait until it has ended, or end it there' })
}
