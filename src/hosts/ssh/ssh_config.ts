// The part of ssh_config(5) that says how to get to a host: HostName, Port, User, IdentityFile, ProxyJump, in Host blocks
// and included files. The first value wins, as ssh has it. Match blocks are left out: their conditions run programs.

import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { patternOf } from './known_hosts.js'

/** One host of ProxyJump, as written; it may be configured itself. */
export interface JumpHost {
  readonly host: string
  readonly port: number | null
  readonly user: string | null
}

/** Paths may begin with `~/`. */
export interface ConfiguredHost {
  readonly hostName: string | null
  readonly port: number | null
  readonly user: string | null
  readonly identityFiles: readonly string[]
  readonly jumps: readonly JumpHost[]
}

export interface SshConfig {
  host(name: string): ConfiguredHost
}

export const unconfigured: ConfiguredHost = { hostName: null, port: null, user: null, identityFiles: [], jumps: [] }

interface Setting {
  /** patterns of the block it stands in; `*` outside of any */
  readonly hosts: readonly string[]
  readonly key: string
  readonly value: string
}

/** Reads files of ssh_config; those that are missing say nothing. `home` is what `~` and relative includes mean. */
export function sshConfig(files: readonly string[], { home }: { readonly home: string }): SshConfig {
  const settings = files.flatMap((file) => settingsOf(file, { home, hosts: ['*'], depth: 0 }))
  return { host: (name) => configured(name, settings) }
}

function settingsOf(file: string, context: { home: string; hosts: readonly string[]; depth: number }): Setting[] {
  let { hosts } = context
  return linesOf(file).flatMap((line): Setting[] => {
    const [, word = '', value = ''] = /^(\w+)(?:\s*=\s*|\s+)(.*)$/.exec(line) ?? []
    const key = word.toLowerCase()
    if (key === 'host') hosts = value.split(/\s+/)
    if (key === 'match') hosts = value.toLowerCase() === 'all' ? ['*'] : []
    if (key === 'include' && context.depth < 16) {
      const within = { ...context, hosts, depth: context.depth + 1 }
      return value
        .split(/\s+/)
        .flatMap((pattern) => globbed(pattern, context).flatMap((path) => settingsOf(path, within)))
    }
    return key === '' ? [] : [{ hosts, key, value: value.replace(/^"(.*)"$/, '$1') }]
  })
}

function linesOf(file: string): string[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
  } catch {
    return []
  }
}

/** Wildcards count in the last part only, as in `config.d/*`. */
function globbed(pattern: string, { home }: { readonly home: string }): string[] {
  const expanded = pattern.startsWith('~/') ? join(home, pattern.slice(2)) : pattern
  const path = isAbsolute(expanded) ? expanded : join(home, '.ssh', expanded)
  if (!/[*?]/.test(basename(path))) return [path]
  try {
    const names = readdirSync(dirname(path)).filter(
      (name) => !name.startsWith('.') && patternOf(basename(path)).test(name),
    )
    return names.sort().map((name) => join(dirname(path), name))
  } catch {
    return []
  }
}

function configured(name: string, settings: readonly Setting[]): ConfiguredHost {
  const own = settings.filter(({ hosts }) => applies(hosts, name))
  const first = (key: string): string | null => own.find((setting) => setting.key === key)?.value ?? null
  const port = Number(first('port') ?? Number.NaN)
  return {
    hostName: first('hostname')?.replaceAll('%h', name).replaceAll('%%', '%') ?? null,
    port: Number.isInteger(port) ? port : null,
    user: first('user'),
    identityFiles: own.filter(({ key, value }) => key === 'identityfile' && value !== 'none').map(({ value }) => value),
    jumps: jumpsOf(first('proxyjump')),
  }
}

function applies(patterns: readonly string[], name: string): boolean {
  if (patterns.some((pattern) => pattern.startsWith('!') && patternOf(pattern.slice(1)).test(name))) return false
  return patterns.some((pattern) => patternOf(pattern).test(name))
}

/** `user@host:port`, several with commas; `ssh://` before it is fine, `none` is none. */
function jumpsOf(text: string | null): JumpHost[] {
  if (text === null || text.toLowerCase() === 'none') return []
  return text.split(',').flatMap((word) => {
    const found = /^(?:ssh:\/\/)?(?:(.+)@)?(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(word.trim())
    const host = found?.[2] ?? found?.[3]
    return host === undefined ? [] : [{ host, user: found?.[1] ?? null, port: found?.[4] ? Number(found[4]) : null }]
  })
}
