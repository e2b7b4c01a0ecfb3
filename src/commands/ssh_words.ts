// The words for the system's ssh that open a session as dmbook itself would: the cluster's own key and nothing else, the
// pinned host keys and no others. Pure.

import { quote, sh } from '../core/sh.js'
import type { Reach } from '../language/inventory.js'

/** Its host key is pinned as the others are; ssh itself asks for its password. */
export interface SshJump {
  readonly user: string
  readonly host: string
  readonly port: number
  readonly keyFile: string | null
}

export interface SshSession {
  readonly reach: Extract<Reach, { kind: 'ssh' }>
  /** of the login where the machine names none */
  readonly user: string
  readonly keyPath: string
  readonly pinsPath: string
  /** where the session begins */
  readonly folder: string
  readonly timeoutMs: number
  readonly jump: SshJump | null
  /** there is a terminal to work on */
  readonly terminal: boolean
}

export function sshWords(session: SshSession): string[] {
  const { reach, user, keyPath, pinsPath, folder, timeoutMs, jump, terminal } = session
  const trust = {
    UserKnownHostsFile: quoted(pinsPath),
    GlobalKnownHostsFile: '/dev/null',
    StrictHostKeyChecking: 'yes',
    ConnectTimeout: String(Math.max(1, Math.ceil(timeoutMs / 1000))),
  }
  const through = jump ? { ProxyCommand: proxyCommand(jump, options(trust)) } : {}
  const shell = sh`cd ${folder} 2>/dev/null; exec "\${SHELL:-/bin/sh}" -l`
  const port = String(reach.port ?? 22)
  return [
    ...(terminal ? ['-t'] : []),
    ...options({ IdentitiesOnly: 'yes', ...trust, ...through }),
    ...['-i', keyPath, '-p', port, '-l', reach.user ?? user, '--', reach.address, shell],
  ]
}

/** ssh splits this option at blanks, and reads % in it. */
const quoted = (path: string): string => {
  const literal = path.replaceAll('%', '%%')
  return /\s/.test(literal) ? `"${literal}"` : literal
}

/** %h and %p are ssh's to fill in. */
function proxyCommand({ user, host, port, keyFile }: SshJump, trust: readonly string[]): string {
  const key = keyFile === null ? [] : ['-o', 'IdentitiesOnly=yes', '-i', keyFile]
  const words = ['ssh', ...trust, ...key, '-p', String(port), '-l', user]
  return `${words.map((word) => quote(word.replaceAll('%', '%%'))).join(' ')} -W '[%h]:%p' -- ${quote(host)}`
}

const options = (settings: Readonly<Record<string, string>>): string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])
