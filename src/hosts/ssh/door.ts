// The stream that SSH is spoken on: a TCP connection, or a tunnel through the jump host before this machine.
// A socket is not delayed (Nagle makes every answer wait).

import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Where } from './host_key.js'
import type { Session } from './session.js'

interface DoorOptions {
  readonly through: Session | null
  /** gives the attempt up, also while the connection is being made */
  readonly signal: AbortSignal
}

/** Throws what the socket or the jump host says. */
export async function openDoor(where: Where, { through, signal }: DoorOptions): Promise<Duplex> {
  const stream = through ? await through.forward(where) : await connected(where, signal)
  if (signal.aborted) stream.destroy()
  else signal.addEventListener('abort', () => stream.destroy(), { once: true })
  return stream
}

function connected({ address: host, port }: Where, signal: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true })
    const giveUp = (): void => void socket.destroy()
    signal.addEventListener('abort', giveUp, { once: true })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      signal.removeEventListener('abort', giveUp)
      resolve(socket)
    })
  })
}
