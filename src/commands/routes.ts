// The way to each machine: its door, what opens it, and the jump hosts before it.
// A cluster's machines are opened by the cluster's own key, the others by the login that was given.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { GlobalSettings } from '../cli/io.js'
import { DmbookError } from '../core/error.js'
import type { Credentials } from '../hosts/ssh/credentials.js'
import { heldKey, type PrivateKey, privateKey } from '../hosts/ssh/private_key.js'
import type { Hop, Route } from '../hosts/ssh/reacher.js'
import { type ConfiguredHost, type SshConfig, unconfigured } from '../hosts/ssh/ssh_config.js'
import type { Machine, Reach } from '../language/inventory.js'
import type { ClusterKey } from '../state/cluster_key.js'
import type { GivenLogin, ProxyHost } from './login_settings.js'

export interface RouteOptions {
  readonly settings: Pick<GlobalSettings, 'user' | 'userHome' | 'agent' | 'sshTimeoutMs'>
  readonly login: GivenLogin
  readonly proxy: ProxyHost | null
  /** null where the cluster has none */
  readonly clusterKey: ClusterKey | null
  /** the user's ssh_config */
  readonly config: SshConfig
  /** whether ProxyJump of ssh_config is ours to follow, and not ssh's own */
  readonly followsJumps: boolean
  passphrase(path: string): ReturnType<Parameters<typeof privateKey>[1]['passphrase']>
}

type Ssh = Extract<Reach, { kind: 'ssh' }>

export class Routes {
  readonly #options: RouteOptions
  readonly #keys = new Map<string, PrivateKey>()

  constructor(options: RouteOptions) {
    this.#options = options
  }

  /** Throws where nothing can open the machine. */
  routeTo({ id }: Machine, reach: Ssh, timeoutMs: number): Route {
    const { config, followsJumps, proxy } = this.#options
    const configured = config.host(reach.address)
    const where = { address: configured.hostName ?? reach.address, port: reach.port ?? configured.port ?? 22 }
    const credentials = reach.login === 'given' ? this.#given(reach, configured) : this.#clusters(id, reach)
    const name = reach.address
    const jumps = proxy || followsJumps ? this.#jumps(configured, timeoutMs) : []
    return { machine: id, name, jumps, target: { where, credentials, timeoutMs } }
  }

  /** The way to the last jump host before an address; null where there is none before it. */
  before(address: string): Route | null {
    const { config, settings } = this.#options
    const jumps = this.#jumps(config.host(address), settings.sshTimeoutMs)
    const last = jumps.at(-1)
    return last ? { machine: last.where.address, name: last.where.address, jumps, target: last } : null
  }

  /** The key that is to come is read when it is there: a run makes it. Without one the cluster's own takes its part. */
  #clusters(machine: string, { user, login }: Ssh): Credentials {
    const { clusterKey: key, settings } = this.#options
    if (!key) {
      throw new DmbookError(`cannot log in at ${machine} as the cluster has no key of its own`, {
        code: 'E-KEY',
        exit: 'input',
        hint: 'a backup of the state folder has it in clusters/NAME/ssh; dmbook deploy makes one for a new cluster',
      })
    }
    const next = `${key.path}.next`
    return {
      user: user ?? settings.user,
      agent: null,
      keys: [login === 'next' && existsSync(next) ? this.#key(next) : heldKey(key.path, key.privateKey)],
      password: null,
      chosen: 'key',
    }
  }

  #given({ user, key, password }: Ssh, configured: ConfiguredHost): Credentials {
    const { login, settings } = this.#options
    const name = user ?? login.user ?? configured.user ?? settings.user
    if (key || password)
      return this.#credentials(name, { keyFile: key ? this.#home(key) : null, password: password ?? null, configured })
    return this.#credentials(name, { keyFile: login.keyFile, password: login.password, configured })
  }

  /** A key that is named, or a password, is all that is shown; else the agent and the usual keys. */
  #credentials(
    user: string,
    given: { keyFile: string | null; password: Credentials['password']; configured: ConfiguredHost },
  ): Credentials {
    const { keyFile, password, configured } = given
    if (keyFile) return { user, agent: null, keys: [this.#key(keyFile)], password: null, chosen: 'key' }
    if (password) return { user, agent: null, keys: [], password, chosen: 'password' }
    const named = configured.identityFiles.map((path) => this.#home(path))
    const usual = ['id_ed25519', 'id_ecdsa', 'id_rsa'].map((name) => this.#home(`~/.ssh/${name}`))
    const keys = (named.length > 0 ? named : usual).filter((path) => existsSync(path)).map((path) => this.#key(path))
    const { agent } = this.#options.settings
    return { user, agent: agent !== null && existsSync(agent) ? agent : null, keys, password: null, chosen: null }
  }

  #key(path: string): PrivateKey {
    const { passphrase } = this.#options
    const key = this.#keys.get(path) ?? privateKey(path, { passphrase })
    this.#keys.set(path, key)
    return key
  }

  #jumps(configured: ConfiguredHost, timeoutMs: number): readonly Hop[] {
    const { proxy, settings } = this.#options
    if (!proxy) return configured.jumps.map((jump) => this.#configuredJump(jump, timeoutMs))
    const credentials = this.#credentials(proxy.user ?? settings.user, { ...proxy, configured: unconfigured })
    return [{ where: { address: proxy.host, port: proxy.port }, credentials, timeoutMs: proxy.timeoutMs }]
  }

  #configuredJump(jump: ConfiguredHost['jumps'][number], timeoutMs: number): Hop {
    const configured = this.#options.config.host(jump.host)
    const where = { address: configured.hostName ?? jump.host, port: jump.port ?? configured.port ?? 22 }
    const user = jump.user ?? configured.user ?? this.#options.settings.user
    return { where, credentials: this.#credentials(user, { keyFile: null, password: null, configured }), timeoutMs }
  }

  #home(path: string): string {
    return path.startsWith('~/') ? join(this.#options.settings.userHome, path.slice(2)) : path
  }
}
