// Tries again what failed in passing: a lost connection, an answer cut short, a server that is overloaded.

import type { Clock } from '../hosts/clock.js'
import { mirrorError, tryLater } from './mirror_error.js'

const mostTries = 5
const pauseMs = 500

/** What may be gone the next time. Anything else that is thrown ends the tries. */
export class PassingTrouble extends Error {}

/** `doing` is for the message: `read URL`. Throws E-MIRROR with the last trouble. */
export async function retried<T>(
  work: () => Promise<T>,
  { clock, doing }: { readonly clock: Clock; readonly doing: string },
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (thrown) {
      if (!(thrown instanceof PassingTrouble)) throw thrown
      if (tries === mostTries) throw givenUp(doing, thrown)
    }
    await clock.sleep(pauseMs)
  }
}

const givenUp = (doing: string, { message }: PassingTrouble): Error =>
  mirrorError(`cannot ${doing} as ${message} (${mostTries} tries)`, { hint: tryLater })
