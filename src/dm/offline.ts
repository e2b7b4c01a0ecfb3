// Reads the reply to DELETE /members/KIND/NAME. A 200 proves nothing; a name that DM does not know is a removed one
// (dm-runtime §1.5, §1.8, §10).

import { replyOf } from './members.js'

export type Removal =
  | { readonly kind: 'removed' }
  /** no other master would say otherwise; `code` is DM's number, null where none was given */
  | { readonly kind: 'refused'; readonly problem: string; readonly code: number | null }

/** `failed`: this master cannot tell, another one may. */
export type OfflineReply = Removal | { readonly kind: 'failed'; readonly problem: string; readonly code: number | null }

const unknownName = [46004, 38048]
/** a worker that is online; a kind that DM does not have */
const final = [46005, 38049]

/** Never throws. */
export function parseOffline(status: number, body: string): OfflineReply {
  const found = replyOf(status, body)
  if (!('problem' in found)) return { kind: 'removed' }
  const { problem, code } = found
  if (code !== null && unknownName.includes(code)) return { kind: 'removed' }
  const refused = status === 501 || (code !== null && final.includes(code))
  return { kind: refused ? 'refused' : 'failed', problem, code }
}
