// systemd behind the Services contract: the system's manager (units in /etc, entered as root) or the user's own
// (`global.systemd_mode: user`; lingering is the administrator's affair). Unit texts are TiUP's, line for line.
// States are read from `systemctl show`, never from what systemctl says to people.

import { type Script, sh } from '../core/sh.js'
import type { Writer } from '../hosts/host.js'
import { recordAt } from './current_record.js'
import type { Services } from './services.js'
import { shared } from './shared_reload.js'
import { parseShow, statusScript } from './systemd_status.js'
import { unitText } from './systemd_unit.js'
import { unitName } from './unit_name.js'

/** systemd itself kills what outlives the unit's own limit; ours only has to be longer than that. */
const stopMs = 3_600_000

const managers = {
  system: { kind: 'systemd', become: 'root', flags: [] },
  user: { kind: 'systemd-user', become: null, flags: ['--user'] },
} as const

/** `folder` is where unit files lie: absolute. */
export function systemd(manager: 'system' | 'user', { folder }: { readonly folder: string }): Services {
  const { kind, become, flags } = managers[manager]
  const systemctl = ['systemctl', ...flags]
  const path = (unit: string): string => `${folder}/${service(unit)}`
  const change = async (host: Writer, command: Script, doing: string): Promise<void> => {
    await host.as(become).run(known(command, manager), { doing, timeoutMs: stopMs })
  }
  const ask = (verb: string) => async (host: Writer, unit: string) =>
    change(host, sh`${systemctl} ${verb.split(' ')} ${service(unit)}`, `${verb} ${unit}`)
  return {
    kind,
    become,
    boots: true,
    ...(manager === 'user' ? { folder } : {}),
    path,
    render: (spec) => ({ path: path(spec.unit), text: unitText(spec, manager) }),
    async status(host, unit) {
      const look = known(statusScript(systemctl, service(unit)), manager)
      return parseShow((await host.as(become).read(look, { doing: `look at ${unit}` })).stdout)
    },
    reload: shared((host) => change(host, sh`${systemctl} daemon-reload`, 'reload systemd')),
    start: async (host, unit) => change(host, startScript(systemctl, service(unit)), `start ${unit}`),
    async stop(host, unit, { killAfterMs } = { killAfterMs: null }) {
      await change(host, stopScript(systemctl, service(unit), killAfterMs), `stop ${unit}`)
    },
    enable: ask('enable --no-reload'),
    disable: ask('disable --no-reload'),
    async tail(host, unit) {
      const look = known(sh`journalctl ${flags} -u ${service(unit)} -n 20 -o cat --no-pager`, manager)
      return (await host.as(become).read(look, { doing: `read the journal of ${unit}` })).stdout
    },
    ...recordAt((unit) => `${folder}/.${unitName(unit)}.current`, become),
  }
}

const service = (unit: string): string => `${unitName(unit)}.service`

/** Reading all units anew takes half a second of a rolling pass: only where systemd does not know this one's newest file. */
const startScript = (systemctl: readonly string[], name: string): Script =>
  sh`known=$(${systemctl} show -p LoadState,NeedDaemonReload ${name} | sort | tr '\\n' ' ')
[ "$known" = 'LoadState=loaded NeedDaemonReload=no ' ] || ${systemctl} daemon-reload || exit 1
${systemctl} start ${name}`

/** A unit that failed is stopped, and shall look it. */
function stopScript(systemctl: readonly string[], name: string, killAfterMs: number | null): Script {
  const stop = sh`${systemctl} stop ${name}`
  const kill = sh`timeout ${Math.ceil((killAfterMs ?? 0) / 1000)} ${sh.part(stop)}
[ $? -ne 124 ] || ${systemctl} kill -s KILL ${name}
${sh.part(stop)}`
  return sh`${sh.part(killAfterMs === null ? stop : kill)} && { ${systemctl} reset-failed ${name} 2>/dev/null || :; }`
}

/** The user's manager is found by a directory that a login without PAM does not name. */
const known = (command: Script, manager: 'system' | 'user'): Script =>
  manager === 'system' ? command : sh.lines([runtimeDirectory, command])

const runtimeDirectory = sh`XDG_RUNTIME_DIR=\${XDG_RUNTIME_DIR:-/run/user/$(id -u)}; export XDG_RUNTIME_DIR`
