// A machine over the ssh2 package: one TCP connection per login, resident shells as its channels.

import type { Connection } from '../host.js'
import { connectOver, type Transport } from '../shell_connection.js'
import { logIn, type PatientLogin } from './log_in.js'

export interface Ssh2Options extends PatientLogin, Pick<Transport, 'random'> {
  readonly clock: PatientLogin['clock'] & Transport['clock']
  /** called once when the connection is over */
  closed?(): void
}

/** Logs in and opens the first shell. Throws UnreachableError, or E-HOST-KEY before any credential goes out. */
export async function connectSsh2(options: Ssh2Options): Promise<Connection> {
  const { machine, clock, random } = options
  const session = await logIn(options)
  const close = async (): Promise<void> => {
    await session.close()
    options.closed?.()
  }
  try {
    return await connectOver({
      machine,
      clock,
      random,
      sharesFiles: false,
      open: (words) => session.open(words),
      close,
    })
  } catch (thrown) {
    await close()
    throw thrown
  }
}
