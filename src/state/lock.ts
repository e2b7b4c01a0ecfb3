// One writer at a time: a file that only one process can make, and that says who holds it. A holder that died is
// told from one that lives by its start, and only then its lock is taken over.

import { randomBytes } from 'node:crypto'
import { link, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { DmbookError } from '../core/error.js'
import { codeOf, makeFolder, readText, stateError } from './files.js'
import { type ProcessIdentity, processIdentity, whereabouts } from './process_identity.js'

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
  const takenFrom = await take(path, holder)
  await sweep(path)
  return { takenFrom, release: () => release(path, holder) }
}

/** Gives the dead holder whose lock this was, or null. */
async function take(path: string, holder: LockHolder): Promise<LockHolder | null> {
  for (;;) {
    if (await claimed(path, holder)) return null
    const found = await lockStatus(path)
    if (!found) continue
    if (whereabouts(found) !== 'dead') throw busy(found)
    if (await takenOver(path, { from: found, holder })) return found
  }
}

/** Who holds the lock, or null. Throws E-STATE where the file does not say it. */
export async function lockStatus(path: string): Promise<LockHolder | null> {
  const text = await readText(path)
  if (text === null) return null
  try {
    const found: LockHolder = JSON.parse(text)
    return found
  } catch (cause) {
    throw brokenLock(path, cause)
  }
}

/** Whether it is this process that holds the lock. A file that does not say who holds it says no. */
export async function holdsLock(path: string): Promise<boolean> {
  const holder = await lockStatus(path).catch(() => null)
  const own = processIdentity(process.pid)
  return holder !== null && holder.host === hostname() && isDeepStrictEqual(identityOf(holder), own)
}

const identityOf = ({ pid, machine = null, boot, started }: LockHolder): ProcessIdentity => ({
  pid,
  machine,
  boot,
  started,
})

/** Takes a lock away from whoever holds it; gives the holder that was, null where the file does not say it. */
export async function breakLock(path: string): Promise<LockHolder | null> {
  const holder = await lockStatus(path).catch(() => null)
  await rm(path, { force: true })
  return holder
}

/** A link to a complete file appears whole or not at all, and for one process only. */
async function claimed(path: string, holder: LockHolder): Promise<boolean> {
  const draft = `${path}.${holder.token}`
  try {
    await writeFile(draft, JSON.stringify(holder), { mode: 0o600, flush: true })
    await link(draft, path)
    return true
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false
    throw stateError(`cannot take the lock ${path}`, cause)
  } finally {
    await rm(draft, { force: true })
  }
}

/**
 * Of several that find the same dead holder one replaces it: whoever holds a second lock, named after the dead one.
 * That is taken over by the same rule should its holder die too, so that nothing here rests on time.
 */
async function takenOver(path: string, { from, holder }: { from: LockHolder; holder: LockHolder }): Promise<boolean> {
  const right = await rightTo(`${path}.dead.${from.token}`, holder)
  if (!right) return false
  try {
    if ((await lockStatus(path))?.token !== from.token) return false
    await renameOver(path, holder)
    return true
  } finally {
    await right.release()
  }
}

/** Null while somebody else has it; a moment later the lock itself says more. */
async function rightTo(path: string, { command, user, since }: LockHolder): Promise<Lock | null> {
  try {
    return await acquireLock(path, { command, user, now: since })
  } catch (thrown) {
    if (!(thrown instanceof DmbookError && thrown.code === 'E-LOCKED')) throw thrown
    await new Promise((resolve) => setTimeout(resolve, 20))
    return null
  }
}

async function renameOver(path: string, holder: LockHolder): Promise<void> {
  const draft = `${path}.${holder.token}`
  try {
    await writeFile(draft, JSON.stringify(holder), { mode: 0o600, flush: true })
    await rename(draft, path)
  } catch (cause) {
    await rm(draft, { force: true })
    throw stateError(`cannot take the lock ${path} over`, cause)
  }
}

/** What stands behind the lock's name in those of its drafts, of the right to take it over, and of that one's drafts. */
const besides = /^(?:(?:dead\.)?[0-9a-f]{16}(?:\.|$))+$/

/** The holder removes what others left that died while they took this lock. */
async function sweep(path: string): Promise<void> {
  const prefix = `${basename(path)}.`
  const names = await readdir(dirname(path))
  const left = names.filter((name) => name.startsWith(prefix) && besides.test(name.slice(prefix.length)))
  for (const name of left) {
    const file = join(dirname(path), name)
    const found = await lockStatus(file).catch(() => null)
    if (found && whereabouts(found) === 'dead') await rm(file, { force: true })
  }
}

async function release(path: string, { token }: LockHolder): Promise<void> {
  if ((await lockStatus(path))?.token === token) await rm(path, { force: true })
}

function busy({ command, pid, user, host, since }: LockHolder): DmbookError {
  const text = `busy: ${command} by ${user} (PID ${pid} on ${host}), since ${new Date(since).toISOString()}`
  return new DmbookError(text, { code: 'E-LOCKED', exit: 'locked', hint: 'wait until it has ended, or end it there' })
}

const brokenLock = (path: string, cause: unknown): DmbookError =>
  new DmbookError(`cannot tell who holds the lock ${path} as its file is broken`, {
    code: 'E-STATE',
    exit: 'refused',
    cause,
    hint: `make sure that no dmbook runs, then rm ${path}`,
  })
