// One call of dm-master: its request fields and what the leader answers. The table of all is in rpcs.ts.

import type { Master } from './master.js'
import type { Fields, RequestOf } from './request.js'

export interface Rpc {
  readonly fields: Fields
  /** Acts on the master that is asked; all others are passed on to the leader. */
  readonly local?: boolean
  readonly answer: (master: Master, request: never) => Promise<unknown> | unknown
}

/** Ties the type of the request to its fields. */
export function rpc<const F extends Fields>(
  fields: F,
  answer: (master: Master, request: RequestOf<F>) => Promise<unknown> | unknown,
): Rpc {
  return { fields, answer: answer as Rpc['answer'] }
}
