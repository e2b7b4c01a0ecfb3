// One round of asking for votes. Ends as soon as a majority has said yes, or when all have answered or stayed silent.

import type { AskPeer, VoteRequest } from './peer_protocol.js'
import { majority } from './quorum.js'
import type { Member } from './state.js'

const voteTimeoutMs = 400

export type Verdict = 'won' | 'lost' | 'removed'

export async function askVotes({
  ask,
  members,
  request,
}: {
  readonly ask: AskPeer
  readonly members: readonly Member[]
  readonly request: VoteRequest
}): Promise<Verdict> {
  const others = members.filter((member) => member.id !== request.from)
  const wanted = majority(members.length) - 1
  if (wanted === 0) return 'won'
  return new Promise((resolve) => {
    let granted = 0
    const asked = others.map(async (member) => {
      const reply = await ask(member.peerUrls[0] ?? '', '/raft/vote', { request, timeoutMs: voteTimeoutMs })
      if (reply.removed) resolve('removed')
      if (reply.granted) granted += 1
      if (granted >= wanted) resolve('won')
    })
    void Promise.allSettled(asked).then(() => resolve('lost'))
  })
}
