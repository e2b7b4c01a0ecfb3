// `lock status NAME` and `lock break NAME`: who changes a cluster now, and the way out where that is no longer true.
// A lock whose process died needs no breaking: the next run takes it over. One whose process lives here is not broken
// without --force: two writers at once are what the lock is there against.

import { join } from 'node:path'
import type { Command, Invocation } from '../cli/io.js'
import { DmbookError, exitCodes } from '../core/error.js'
import { checkName } from '../state/cluster_file_store.js'
import { stateFolder } from '../state/folder.js'
import { breakLock, type LockHolder, lockStatus } from '../state/lock.js'
import { type Whereabouts, whereabouts } from '../state/process_identity.js'
import { confirmed } from './confirmed.js'

export const lock: Command = {
  async run(invocation) {
    const [what, name = ''] = invocation.args
    checkName(name)
    const { locks } = await stateFolder(invocation.settings.home)
    const path = join(locks, `${name}.lock`)
    if (what === 'status') return status(invocation, name, await lockStatus(path))
    if (what === 'break') return broken(invocation, name, path)
    throw new DmbookError(`cannot ${what} a lock as it can be shown or broken only`, {
      code: 'E-USAGE',
      exit: 'input',
      hint: 'dmbook lock status NAME, or dmbook lock break NAME',
    })
  },
}

const notes: Readonly<Record<Whereabouts, string>> = {
  alive: 'it runs',
  dead: 'its process is gone; the next run takes the lock over',
  elsewhere: 'whether it runs can be seen on that host only',
}

function holderText({ command, user, pid, host, since }: LockHolder): string {
  return `${command} by ${user} (PID ${pid} on ${host}), since ${new Date(since).toISOString()}`
}

function status({ io, settings }: Invocation, name: string, holder: LockHolder | null): number {
  const state = holder && whereabouts(holder)
  if (settings.json) io.say(JSON.stringify({ schema: 'dmbook/lock/v1', cluster: name, holder, state }, null, 2))
  else io.say(holder && state ? `${name} is locked: ${holderText(holder)}; ${notes[state]}` : `${name} is not locked`)
  return exitCodes.ok
}

async function broken(invocation: Invocation, name: string, path: string): Promise<number> {
  const { io, options } = invocation
  const holder = await lockStatus(path).catch(() => 'unreadable' as const)
  if (holder === null) {
    io.say(`${name} is not locked`)
    return exitCodes.ok
  }
  if (holder !== 'unreadable' && whereabouts(holder) === 'alive' && options.force !== true) throw alive(name, holder)
  const who = holder === 'unreadable' ? 'a file that does not say who holds it' : holderText(holder)
  await confirmed(invocation, `Break the lock of ${name}: ${who}?`)
  await breakLock(path)
  io.say(`the lock of ${name} is broken`)
  return exitCodes.ok
}

const alive = (name: string, holder: LockHolder): DmbookError =>
  new DmbookError(`cannot break the lock of ${name} as its holder runs: ${holderText(holder)}`, {
    code: 'E-LOCKED',
    exit: 'refused',
    hint: `end it first: kill ${holder.pid}; with --force it is broken all the same, and two writers may be at work`,
  })
