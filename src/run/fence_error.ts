// What a run says that was fenced out, or that cannot raise its mark.

import { DmbookError } from '../core/error.js'

/** Another run has taken the cluster over. `machine` null: the lock in the state folder says so. */
export class FencedError extends DmbookError {
  constructor(machine: string | null, { own, found }: { readonly own: string; readonly found: string | null }) {
    const where =
      machine === null ? 'its lock is not ours any more' : `the mark on ${machine} is ${found || 'gone'}, ours ${own}`
    super(`cannot go on as another run has taken the cluster over: ${where}`, {
      code: 'E-FENCED',
      exit: 'locked',
      hint: 'nothing was changed since; dmbook audit shows who it was, dmbook display how the cluster is',
    })
    this.name = 'FencedError'
  }
}

export const busyMark = (machine: string, why: string): DmbookError =>
  new DmbookError(`cannot take ${machine} over as ${why}`, {
    code: 'E-LOCKED',
    exit: 'locked',
    hint: `end the other dmbook, or the script on ${machine}, then run the same command again`,
  })
