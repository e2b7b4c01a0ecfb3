// The words for the system's ssh that open a session as dmbook itself would: the cluster's own key and nothing else, the
// pinned host keys and no others. Pure.

import { sh } from '../core/sh.js'
import type { Reach } from '../language/inventory.js'

export interface SshSession {
  readonly reach: Extract<Reach, { kind: 'ssh' }>
  /** of the login where the machine names none */
  readonly user: string
  readonly keyPath: string
  readonly pinsPath: string
  /** where the session begins */
  readonly folder: string
  readonly timeoutMs: number
  readonly jump: { readonly user: string; readonly host: string; readonly port: number } | null
  /** there is a terminal to work on */
  readonly terminal: boolean
}

export function sshWords(session: SshSession): string[] {
  const { reach, user, keyPath, pinsPath, folder, timeoutMs, jump, terminal } = session
  const options = {
    IdentitiesOnly: 'yes',
    UserKnownHostsFile: quoted(pinsPath),
    GlobalKnownHostsFile: '/dev/null',
    StrictHostKeyChecking: 'yes',
    ConnectTimeout: String(Math.max(1, Math.ceil(timeoutMs / 1000))),
  }
  const given = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  const through = jump ? ['-J', `${jump.user}@${bracketed(jump.host)}:${jump.port}`] : []
  const shell = sh`cd ${folder} 2>/dev/null; exec "\${SHELL:-/bin/sh}" -l`
  const port = String(reach.port ?? 22)
  return [
    ...(terminal ? ['-t'] : []),
    ...given,
    ...through,
    ...['-i', keyPath, '-p', port, '-l', reach.user ?? user, '--', reach.address, shell],
  ]
}

/** ssh splits this option at blanks, and reads % in it. */
const quoted = (path: string): string => {
  const literal = path.replaceAll('%', '%%')
  return /\s/.test(literal) ? `"${literal}"` : literal
}

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host)
