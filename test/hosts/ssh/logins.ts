// Logins at an sshd of the tests: what every test of the transport needs and none wants to repeat.

import { realClock } from '../../../src/hosts/clock.js'
import type { Credentials } from '../../../src/hosts/ssh/credentials.js'
import { hostKeyOf, type Where } from '../../../src/hosts/ssh/host_key.js'
import { type HostKeyBook, HostKeyDesk, type NewKeys, type ShownKey } from '../../../src/hosts/ssh/host_key_desk.js'
import { keysFor, parseKnownHosts } from '../../../src/hosts/ssh/known_hosts.js'
import { privateKey } from '../../../src/hosts/ssh/private_key.js'
import type { Hop, Route } from '../../../src/hosts/ssh/reacher.js'
import type { Ssh2Options } from '../../../src/hosts/ssh/ssh2.js'
import type { SystemOptions } from '../../../src/hosts/ssh/system.js'
import { random } from '../../fakes/local_machine.js'
import type { Sshd } from '../../fakes/sshd.js'

/** A book in memory. */
export function bookOf(lines: readonly string[]): HostKeyBook & { readonly added: ShownKey[] } {
  const added: ShownKey[] = []
  return {
    added,
    place: 'the book',
    async known(where) {
      const { trusted, revoked } = keysFor(parseKnownHosts(lines.join('\n')), where)
      const own = added.filter((shown) => shown.where.address === where.address && shown.where.port === where.port)
      return { trusted: [...trusted, ...own.map(({ key }) => key)], revoked }
    },
    async add(keys) {
      added.push(...keys)
    },
  }
}

/** A desk that knows the key of this sshd. */
export const deskKnowing = (...sshds: readonly Sshd[]): HostKeyDesk =>
  new HostKeyDesk(bookOf(sshds.flatMap(lineOf)), { kind: 'refuse' })

export const deskWith = (newKeys: NewKeys, lines: readonly string[] = []): HostKeyDesk =>
  new HostKeyDesk(bookOf(lines), newKeys)

export const lineOf = ({ port, hostKey }: Sshd): string[] => [`[127.0.0.1]:${port},[::1]:${port} ${hostKey()}`]

export const keyOf = ({ hostKey }: Sshd) => hostKeyOf(Buffer.from(hostKey().split(' ')[1] ?? '', 'base64'))

export const whereOf = ({ port }: Sshd): Where => ({ address: '127.0.0.1', port })

/** Root with the key of this sshd. */
export function loginAt(sshd: Sshd, more: Partial<Ssh2Options> = {}): Ssh2Options {
  return {
    machine: 'target',
    where: whereOf(sshd),
    credentials: credentialsOf(sshd),
    timeoutMs: 5_000,
    jump: null,
    through: null,
    desk: deskKnowing(sshd),
    clock: realClock,
    random,
    keepalive: { intervalMs: 5_000, count: 3 },
    ...more,
  }
}

export const noPassphrase = { passphrase: async () => null }

export const credentialsOf = ({ keyFile }: Sshd) => ({
  user: 'root',
  agent: null,
  keys: [privateKey(keyFile, noPassphrase)],
  password: null,
  chosen: 'key' as const,
})

export const routeTo = (sshd: Sshd, more: Partial<Route> = {}): Route => ({
  machine: 'target',
  name: '127.0.0.1',
  jumps: [],
  target: hopAt(sshd),
  ...more,
})

export const hopAt = (sshd: Sshd, credentials: Partial<Credentials> = {}): Hop => ({
  where: whereOf(sshd),
  credentials: { ...credentialsOf(sshd), ...credentials },
  timeoutMs: 5_000,
})

export function systemKnowing(...sshds: readonly Sshd[]): SystemOptions {
  const book = bookOf(sshds.flatMap(lineOf))
  return { book, desk: new HostKeyDesk(book, { kind: 'refuse' }), clock: realClock, random }
}
