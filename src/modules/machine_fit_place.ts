// What stands where processes of a cluster shall listen and lie.

import type { Reader } from '../hosts/host.js'
import { directory } from './directory.js'
import { listenersOn } from './listeners.js'
import type { Tenant } from './machine_fit.js'
import { busyPorts } from './ports_free.js'
import type { Tools } from './tools.js'

/** One look for the ports of all; a port that the host itself holds is no trouble. */
export async function portTroubles(host: Reader, tenants: readonly Tenant[]): Promise<string[]> {
  const ports = tenants.flatMap(({ vars }) => vars.ports)
  if (ports.length === 0) return []
  const listeners = await listenersOn(host, ports)
  return tenants.flatMap(({ deploy_dir: ours, vars }) => busyPorts(listeners, { ports: [...vars.ports], ours }))
}

interface Wanted {
  readonly hosts: readonly Tenant[]
  readonly mark?: string
}

/** What the module directory would refuse. */
export async function directoryTroubles(host: Reader, { hosts, mark }: Wanted, tools: Tools): Promise<string[]> {
  const paths = [...new Set(hosts.flatMap(({ vars }) => vars.owned_directories))]
  const checks = await Promise.all(
    paths.map((path) =>
      directory.check(host, { path, mode: '0755', state: 'present', ...(mark === undefined ? {} : { mark }) }, tools),
    ),
  )
  return checks.flatMap((check) => (check.kind === 'blocked' ? [check.why] : []))
}
