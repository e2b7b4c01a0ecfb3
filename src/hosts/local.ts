// The machine that dmbook itself runs on: resident shells are child processes.
// Each leads a session of its own, as a shell under sshd does, so that Ctrl-C at the terminal does not reach scripts
// behind the runner's back, and a destroyed shell takes its scripts along.

import { spawn } from 'node:child_process'
import type { Ending, OpenChannel } from './channel.js'
import type { Connection } from './host.js'
import { connectOver, type Transport } from './shell_connection.js'

export type LocalOptions = Pick<Transport, 'machine' | 'clock' | 'random'>

/** Connects to this very machine as the calling user. */
export function connectLocal(options: LocalOptions): Promise<Connection> {
  return connectOver({ ...options, open: openLocal, sharesFiles: true })
}

/** Starts a program of this machine. */
export const openLocal: OpenChannel = async ([command = '/bin/sh', ...words]) => {
  const child = spawn(command, words, { stdio: 'pipe', detached: true, cwd: '/' })
  const { promise: ended, resolve: end } = settled<Ending>()
  child.on('error', (error) => end({ kind: 'lost', text: error.message }))
  child.on('close', (code, signal) => end(ending(code, signal)))
  const destroy = (): void => {
    killSession(child.pid)
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy()
    end({ kind: 'lost', text: 'it was given up' })
  }
  return { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, ended, destroy }
}

function settled<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let settle: (value: T) => void = () => {}
  const promise = new Promise<T>((resolve) => {
    settle = resolve
  })
  return { promise, resolve: (value) => settle(value) }
}

const ending = (code: number | null, signal: NodeJS.Signals | null): Ending =>
  code === null ? { kind: 'lost', text: `signal ${signal}` } : { kind: 'exit', text: `exit code ${code}` }

/** Processes that sudo made another user's stay: their shell ends with its stdin. */
function killSession(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // it is gone already, or not ours
  }
}
