// A machine over the ssh2 package: one TCP connection per login, resident shells as its channels.
// A second one is made only to end a script on a machine that takes no further channel on the first.

import type { OpenChannel } from '../channel.js'
import type { Connection } from '../host.js'
import { connectOver, type Transport } from '../shell_connection.js'
import { logIn, type PatientLogin } from './log_in.js'

export interface Ssh2Options extends PatientLogin, Pick<Transport, 'random'> {
  readonly clock: PatientLogin['clock'] & Transport['clock']
  /** called when the connection is over */
  closed?(): void
}

/** Logs in and opens the first shell. Throws UnreachableError, or E-HOST-KEY before any credential goes out. */
export async function connectSsh2(options: Ssh2Options): Promise<Connection> {
  const { machine, clock, random } = options
  const { open, close: leave } = await way(options)
  const close = async (): Promise<void> => {
    await leave()
    options.closed?.()
  }
  try {
    return await connectOver({ machine, clock, random, sharesFiles: false, open, close, aside: () => way(options) })
  } catch (thrown) {
    await close()
    throw thrown
  }
}

async function way(options: Ssh2Options): Promise<{ readonly open: OpenChannel; close(): Promise<void> }> {
  const session = await logIn(options)
  return { open: (words) => session.open(words), close: () => session.close() }
}
