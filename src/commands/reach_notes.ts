// Which machines are there at all, noted beside what is asked of their services: an answer, a refused connection or one
// that nobody serves comes from a machine; silence does not.

import { addressOf, type Fetch, HttpError } from '../hosts/http.js'

export interface ReachNotes {
  readonly fetch: Fetch
  /** Whether every question to the address so far met silence; null where none was asked. */
  silent(address: string): boolean | null
}

export function reachNotes(fetch: Fetch): ReachNotes {
  const heard = new Map<string, boolean>()
  const note = (url: string, reached: boolean): void => {
    const address = addressOf(url)
    heard.set(address, reached || heard.get(address) === true)
  }
  return {
    fetch: async (url, options) => {
      try {
        const answer = await fetch(url, options)
        note(url, true)
        return answer
      } catch (thrown) {
        note(url, !(thrown instanceof HttpError) || thrown.reached)
        throw thrown
      }
    },
    silent(address) {
      const reached = heard.get(address)
      return reached === undefined ? null : !reached
    },
  }
}
