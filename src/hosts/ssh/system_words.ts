// What the system's ssh is called with. It reads the user's ssh_config for everything that is not said here: certificates,
// ProxyCommand, GSSAPI, keys in hardware. Host keys are ours to know: a file of them, never one of the user's.
// Pure. No secret stands in these words: sshpass reads it from a descriptor, or for a jump host from a file.

import { quote } from '../../core/sh.js'
import { knownName } from './known_hosts.js'
import type { Hop, Route } from './reacher.js'

/** Where a connection keeps its socket, its known hosts and, for a jump host, a password: a folder of its own, 0700. */
export interface Places {
  readonly folder: string
}

export const socketIn = ({ folder }: Places): string => `${folder}/socket`
export const knownHostsIn = ({ folder }: Places): string => `${folder}/known_hosts`
export const jumpPasswordIn = ({ folder }: Places): string => `${folder}/jump`

/** What sshpass is to answer with, on descriptor 3; null where ssh asks for nothing. */
export type Asked = 'password' | 'passphrase' | null

/** Logs in, then stays behind as the master of the socket; ends by itself soon after its last channel. */
export function masterWords(route: Route, { places, asked }: { places: Places; asked: Asked }): readonly string[] {
  const settings = {
    ...common(route.target, { places, asked }),
    ...through(route, places),
    ControlMaster: 'yes',
    ControlPath: socketIn(places),
    ControlPersist: '30',
    ServerAliveInterval: '5',
    ServerAliveCountMax: '3',
    StrictHostKeyChecking: 'yes',
  }
  const prompt = asked === 'passphrase' ? ['-P', 'passphrase'] : []
  const sshpass = asked === null ? [] : ['sshpass', '-d', '3', ...prompt, ...deafToHangUps]
  return [...sshpass, 'ssh', ...options(settings), ...door(route), '-f', '-N', '--', route.name]
}

/** sshpass ends with ssh's first process and takes its terminal along, at times before the second one has left that. */
const deafToHangUps: readonly string[] = ['sh', '-c', 'trap "" HUP; exec "$@"', 'sh']

/** A program over the master. Without it no way is tried: the proxy that never connects sees to that. */
export function channelWords(
  route: Route,
  { places, command }: { places: Places; command: string },
): readonly string[] {
  const settings = { ControlPath: socketIn(places), ControlMaster: 'no', BatchMode: 'yes', ProxyCommand: 'false' }
  return ['ssh', ...options({ ...settings, LogLevel: 'ERROR' }), ...door(route), '-T', '--', route.name, command]
}

/** `check`, `exit`: a word to the master. */
export const masterControl = (route: Route, { places, word }: { places: Places; word: string }): readonly string[] => [
  'ssh',
  ...options({ ControlPath: socketIn(places) }),
  '-O',
  word,
  '--',
  route.name,
]

/** Gets as far as the host key, which is noted in `file`; shows no credential. */
export function keyWords(route: Route, { places, file }: { places: Places; file: string }): readonly string[] {
  const settings = {
    ...common(route.target, { places, asked: null }),
    ...through(route, places),
    BatchMode: 'yes',
    ControlPath: 'none',
    UserKnownHostsFile: file,
    StrictHostKeyChecking: 'accept-new',
    PreferredAuthentications: 'none',
  }
  return ['ssh', ...options(settings), ...door(route), '-N', '--', route.name]
}

function common({ where, credentials, timeoutMs }: Hop, { places, asked }: { places: Places; asked: Asked }) {
  return {
    BatchMode: asked === null ? 'yes' : 'no',
    ...(asked === null ? {} : { NumberOfPasswordPrompts: '1' }),
    ...(asked === 'password' ? { PubkeyAuthentication: 'no' } : {}),
    ...(credentials.chosen === 'key' ? { IdentitiesOnly: 'yes', IdentityAgent: 'none' } : {}),
    ConnectTimeout: String(Math.max(1, Math.ceil(timeoutMs / 1000))),
    UserKnownHostsFile: knownHostsIn(places),
    GlobalKnownHostsFile: '/dev/null',
    HostKeyAlias: knownName(where),
    CheckHostIP: 'no',
    HashKnownHosts: 'no',
    UpdateHostKeys: 'no',
    ForwardAgent: 'no',
    ForwardX11: 'no',
    PermitLocalCommand: 'no',
    RemoteCommand: 'none',
    RequestTTY: 'no',
    LogLevel: 'ERROR',
  }
}

/** One jump host of our own; those of ssh_config are ssh's. */
function through({ jumps }: Route, places: Places): Readonly<Record<string, string>> {
  const [jump] = jumps
  if (!jump) return {}
  const { where, credentials } = jump
  const secret = credentials.password ? ['sshpass', '-f', jumpPasswordIn(places)] : []
  const asked = credentials.password ? 'password' : null
  const settings = { ...common(jump, { places, asked }), ControlPath: 'none', StrictHostKeyChecking: 'yes' }
  const port = ['-p', String(where.port), '-l', credentials.user, ...keyOf(jump)]
  const words = [...secret, 'ssh', ...options(settings), ...port]
  // %h and %p are ssh's to fill in
  return {
    ProxyCommand: `${words.map((word) => quote(word.replaceAll('%', '%%'))).join(' ')} -W '[%h]:%p' -- ${quote(where.address)}`,
  }
}

function door({ target }: Route): readonly string[] {
  const { where, credentials } = target
  return [...(where.port === 22 ? [] : ['-p', String(where.port)]), '-l', credentials.user, ...keyOf(target)]
}

function keyOf({ credentials: { chosen, keys } }: Hop): readonly string[] {
  const [key] = keys
  return key && chosen === 'key' ? ['-i', key.path] : []
}

const options = (settings: Readonly<Record<string, string>>): string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])
