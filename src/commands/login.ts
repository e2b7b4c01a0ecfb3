// Makes the way to machines over SSH for one operation: whose login, which keys, which host keys are known, who is asked.
// Nothing is contacted here; passwords that were announced are asked for.

import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Invocation } from '../cli/io.js'
import { DmbookError } from '../core/error.js'
import type { Secret } from '../core/secret.js'
import { realClock } from '../hosts/clock.js'
import { dmApi } from '../hosts/dm_client.js'
import { addressOf, type Fetch, fetchThrough, type Tunnel } from '../hosts/http.js'
import { hostKeyBook } from '../hosts/ssh/host_key_book.js'
import { HostKeyDesk, keyText, type NewKeys, type ShownKey } from '../hosts/ssh/host_key_desk.js'
import { knownName } from '../hosts/ssh/known_hosts.js'
import { needsPassphrase } from '../hosts/ssh/private_key.js'
import { Reacher, type Route } from '../hosts/ssh/reacher.js'
import { sshConfig } from '../hosts/ssh/ssh_config.js'
import { connectSystem } from '../hosts/ssh/system.js'
import type { World } from '../run/world.js'
import { type ClusterKey, saveClusterKey } from '../state/cluster_key.js'
import type { Pins } from '../state/host_keys.js'
import type { Asking } from './asking.js'
import { givenLogin, givenProxy } from './login_settings.js'
import { Routes } from './routes.js'

export interface SshNeeds {
  readonly kind: 'builtin' | 'system'
  readonly pins: Pins
  /** null in a run without a cluster */
  readonly clusterKey: ClusterKey | null
  /** the key is not saved yet: that happens before it is first used, and not in a plan */
  readonly newKey: boolean
  /** a plan writes nothing */
  readonly mode: 'run' | 'plan'
  /** the user's own known_hosts count too: for plain inventories */
  readonly ownKnownHosts: boolean
}

export interface SshLogin {
  readonly secrets: readonly Secret[]
  /** The world with machines over SSH in it. */
  reaching(world: World, asking: Asking): World
}

/** Throws E-USAGE where the flags make no login. */
export async function sshLogin(invocation: Invocation, needs: SshNeeds): Promise<SshLogin> {
  const { settings, options } = invocation
  const login = await givenLogin(invocation)
  const proxy = await givenProxy(invocation)
  const config = sshConfig(configFiles(settings), { home: settings.userHome })
  const others = needs.ownKnownHosts ? await texts(knownHostsFiles(settings)) : []
  if (needs.kind === 'system') {
    if (login.password || proxy?.password) requireSshpass('a password')
    else if (login.keyFile !== null && (await needsPassphrase(login.keyFile)))
      requireSshpass('a key that has a passphrase')
  }
  const acceptsNew = options.accept_new_host_keys === true
  return {
    secrets: [login.password, proxy?.password].flatMap((secret) => secret ?? []),
    reaching(world, asking) {
      const passphrase = async (path: string): Promise<Secret | null> =>
        asking.interactive ? asking.hidden(`Passphrase of ${path}:`) : null
      const followsJumps = needs.kind === 'builtin'
      const routes = new Routes({
        settings,
        login,
        proxy,
        clusterKey: needs.clusterKey,
        config,
        followsJumps,
        passphrase,
      })
      const book = hostKeyBook(needs.pins, { others, keeps: needs.mode === 'run' })
      const desk = new HostKeyDesk(book, newKeys(asking, { acceptsNew }))
      const parts = { desk, book, clock: realClock, random: world.random }
      const reacher = new Reacher({ ...parts, keepalive: { intervalMs: 5_000, count: 3 } })
      const reach = (route: Route) => (needs.kind === 'system' ? connectSystem(route, parts) : reacher.connect(route))
      const saved = once(async () => {
        const { clusterKey, newKey, mode } = needs
        if (clusterKey && newKey && mode === 'run') await saveClusterKey(clusterKey)
      })
      const fetch = fetchAround(routes, { reacher, world })
      const behind = (master: string): boolean => routes.before(addressOf(`http://${master}`)) !== null
      return {
        ...world,
        fetch,
        dm: (masters, secured) =>
          masters.some(behind) ? dmApi(masters, { fetch, clock: world.clock, ...secured }) : world.dm(masters, secured),
        async connect(machine, given) {
          if (machine.reach.kind !== 'ssh') return world.connect(machine, given)
          await saved()
          return reach(routes.routeTo(machine, machine.reach, given.timeoutMs))
        },
      }
    },
  }
}

/** Asks what lies behind a jump host through that host's connection, everything else as before. */
function fetchAround(routes: Routes, { reacher, world }: { reacher: Reacher; world: World }): Fetch {
  const tunnel: Tunnel = (address, port) => {
    const way = routes.before(address)
    if (!way) throw new TypeError(`there is no jump host before ${address}`)
    return reacher.tunnel(way, { address, port })
  }
  const through = fetchThrough(tunnel, world.identity)
  return (url, options) => (routes.before(addressOf(url)) ? through(url, options) : world.fetch(url, options))
}

function newKeys(asking: Asking, { acceptsNew }: { acceptsNew: boolean }): NewKeys {
  if (acceptsNew) return { kind: 'accept', noted: (shown) => asking.say(`accepted a new host key: ${lineOf(shown)}`) }
  if (!asking.interactive) return { kind: 'refuse' }
  const question = (keys: readonly ShownKey[]): string =>
    keys.length === 1 ? 'This host key is not known. Trust it?' : 'These host keys are not known. Trust all of them?'
  return { kind: 'ask', ask: (keys) => asking.yes(keys.map(lineOf), question(keys)) }
}

const lineOf = ({ where, key }: ShownKey): string => `${knownName(where)}  ${keyText(key)}`

const configFiles = ({ userHome }: Invocation['settings']): string[] => [
  join(userHome, '.ssh', 'config'),
  '/etc/ssh/ssh_config',
]

const knownHostsFiles = ({ userHome }: Invocation['settings']): string[] => [
  join(userHome, '.ssh', 'known_hosts'),
  '/etc/ssh/ssh_known_hosts',
]

const texts = (paths: readonly string[]): Promise<string[]> =>
  Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => '')))

function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null
  return () => {
    done ??= act()
    return done
  }
}

function requireSshpass(what: string): void {
  if (spawnSync('sshpass', ['-V'], { stdio: 'ignore' }).error === undefined) return
  throw new DmbookError(`cannot log in with ${what} over the system's ssh as sshpass is not installed`, {
    code: 'E-SSHPASS',
    exit: 'input',
    hint: 'install sshpass, unlock a key with ssh-add, or drop --ssh system',
  })
}
