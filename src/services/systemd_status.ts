// What systemd says of a unit, in one round trip: the properties, and what /proc says of its main process.
// `failed` is stopped, `auto-restart` is starting; a unit that is active without a main process has nothing running.

import { type Script, sh } from '../core/sh.js'
import type { UnitStatus } from './services.js'

const properties = 'LoadState,ActiveState,SubState,MainPID,UnitFileState,Result,ExecMainStatus'

/** `systemctl` is the command with its manager's flag; `service` the unit with its suffix. */
export const statusScript = (systemctl: readonly string[], service: string): Script =>
  sh`shown=$(${systemctl} show -p ${properties} ${service}) || exit 1
echo "$shown"
pid=$(echo "$shown" | sed -n 's/^MainPID=//p')
[ "\${pid:-0}" -gt 0 ] || exit 0
stat=; { read -r stat <"/proc/$pid/stat"; } 2>/dev/null
set -- \${stat##*) }
echo "ticks=\${20:-}"; echo "exe=$(readlink "/proc/$pid/exe")"`

/** Reads the answer of `statusScript`. */
export function parseShow(answer: string): UnitStatus {
  const value = new Map(answer.split('\n').map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]))
  const text = (key: string): string => value.get(key) ?? ''
  const enabled = enabledOf(text('UnitFileState'))
  const failure = failureOf(text('Result'), text('ExecMainStatus'))
  const pid = Number(text('MainPID'))
  if (pid > 0 && text('ticks') !== '') {
    return { kind: 'running', enabled, pid, startedTicks: Number(text('ticks')), executable: text('exe') }
  }
  if (['activating', 'deactivating', 'reloading'].includes(text('ActiveState'))) {
    return { kind: 'starting', enabled, failure }
  }
  return text('LoadState') === 'not-found' ? { kind: 'missing' } : { kind: 'stopped', enabled, failure }
}

function enabledOf(state: string): boolean | null {
  if (state.startsWith('enabled')) return true
  return state === 'disabled' ? false : null
}

function failureOf(result: string, status: string): string | null {
  if (result === '' || result === 'success') return null
  return result === 'exit-code' ? `exit code ${status}` : result
}
