// The text of a systemd unit as TiUP writes it: same sections, same order, so that either tool can take a cluster over.
// ExecStart holds one word for bash inside one word for systemd; `%` and `$` mean something to systemd and are doubled.

import { DmbookError } from '../core/error.js'
import { quote } from '../core/sh.js'
import type { UnitSpec } from './services.js'

/** Keys that TiUP writes behind ExecStart; all others stand before `User`. */
const behind: ReadonlySet<string> = new Set([
  'ExecReload',
  'Restart',
  'RestartSec',
  'TimeoutStartSec',
  'TimeoutStopSec',
])

/** `User` is written in the system's manager only: the user's own runs everything as that user. */
export function unitText(spec: UnitSpec, manager: 'system' | 'user'): string {
  const settings = withDefaults(spec.settings)
  const lines = [
    '[Unit]',
    `Description=${spec.description}`,
    'After=syslog.target network.target remote-fs.target nss-lookup.target',
    '',
    '[Service]',
    ...settings.filter((line) => !behind.has(keyOf(line))),
    ...(manager === 'system' && spec.user !== null ? [`User=${spec.user}`] : []),
    `ExecStart=/bin/bash -c ${systemdWord(quote(spec.script))}`,
    ...settings.filter((line) => behind.has(keyOf(line))),
    '',
    '[Install]',
    // a user's manager has no multi-user.target: what wants it there never starts
    `WantedBy=${manager === 'user' ? 'default' : 'multi-user'}.target`,
  ]
  const broken = lines.find((line) => line.includes('\n'))
  if (broken !== undefined) throw badUnit(spec.unit, broken)
  return `${lines.join('\n')}\n`
}

function withDefaults(settings: readonly string[]): readonly string[] {
  const missing = ['Restart=always', 'RestartSec=15s'].filter(
    (line) => !settings.some((given) => keyOf(given) === keyOf(line)),
  )
  const at = settings.findIndex((line) => keyOf(line).startsWith('Timeout'))
  return at < 0 ? [...settings, ...missing] : [...settings.slice(0, at), ...missing, ...settings.slice(at)]
}

const keyOf = (line: string): string => line.split('=', 1)[0] ?? ''

const systemdWord = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('%', '%%').replaceAll('$', '$$$$')}'`

const badUnit = (unit: string, line: string): DmbookError =>
  new DmbookError(`cannot write the unit ${unit} as a value holds a newline: ${JSON.stringify(line)}`, {
    code: 'E-UNIT',
    exit: 'input',
  })
