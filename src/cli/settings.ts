// The flags that every verb takes and the environment, as typed settings. All that is wrong is said at once.

import { resolve } from 'node:path'
import { parseDuration } from '../core/duration.js'
import { inputError, type Problem } from '../core/error.js'
import type { GlobalSettings } from './io.js'

/** What main.ts knows of the process. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly userHome: string
  readonly user: string
  readonly packageRoot: string
}

export function globalSettings(options: Readonly<Record<string, unknown>>, around: Surroundings): GlobalSettings {
  const problems: Problem[] = []
  const { env, cwd, userHome, user, packageRoot } = around
  const settings: GlobalSettings = {
    home: resolve(cwd, env.DMBOOK_HOME || `${userHome}/.dmbook`),
    cwd,
    userHome,
    user,
    packageRoot,
    yes: options.yes === true,
    json: options.json === true || options.format === 'json',
    verbose: options.verbose === true,
    sshTimeoutMs: time(options, { name: 'ssh_timeout', fallbackMs: 5000, problems }),
    waitTimeoutMs: time(options, { name: 'wait_timeout', fallbackMs: 60_000, problems }),
    mirror: env.DMBOOK_MIRROR || null,
    ssh: sshKind(options, env),
    agent: env.SSH_AUTH_SOCK || null,
    tiupHome: resolve(cwd, env.TIUP_HOME || `${userHome}/.tiup`),
    editor: env.EDITOR?.trim() || null,
  }
  if (problems.length > 0) throw inputError('E-USAGE', problems)
  return settings
}

/** A flag's value as milliseconds: `60`, `60s`, `2m`. */
export function time(
  options: Readonly<Record<string, unknown>>,
  { name, fallbackMs, problems }: { name: string; fallbackMs: number; problems: Problem[] },
): number {
  const given = options[name]
  if (given === undefined) return fallbackMs
  const found = parseDuration(String(given))
  if (found) return found.ms
  const flag = `--${name.replaceAll('_', '-')}`
  problems.push({ message: `cannot read ${flag} as it is no time: "${given}"`, hint: 'write 60, 60s or 2m' })
  return fallbackMs
}

/** `--native-ssh` wins over the variable, also as `=false`; both win over nothing but `--ssh` being absent. */
function sshKind(options: Readonly<Record<string, unknown>>, env: Surroundings['env']): GlobalSettings['ssh'] {
  const native = options.native_ssh ?? ['true', '1', 'enable'].includes((env.TIUP_NATIVE_SSH ?? '').toLowerCase())
  if (native === true) return 'system'
  const kind = options.ssh
  return kind === 'builtin' || kind === 'system' || kind === 'none' ? kind : null
}
