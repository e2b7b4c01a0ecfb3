// Hosts: each a real one, each spelled one way, each machine reached one way.

import { controlId } from '../../language/inventory.js'
import { canonicalHost, validHost } from '../host_address.js'
import type { AnyInstance, ResolvedTopology } from '../instance.js'
import type { Path } from '../path.js'
import type { Check, Finding } from './finding.js'

export const hosts: Check = (topology) => [
  ...written(topology).flatMap(invalid),
  ...written(topology).flatMap((one, _, all) => spelled(one, all)),
  ...topology.instances.flatMap((one, _, all) => [...reached(one, all), ...port(one, all), ...platform(one, all)]),
]

interface WrittenHost {
  readonly text: string
  readonly path: Path
  /** whether it names a machine, not only an address to listen on */
  readonly machine: boolean
}

function written({ instances, written: topology }: ResolvedTopology): WrittenHost[] {
  const own = instances.flatMap(({ path, spec, host }) => [
    { text: host, path: [...path, 'host'], machine: true },
    ...optional(spec.manage_host, [...path, 'manage_host'], { machine: true }),
    ...optional('listen_host' in spec ? spec.listen_host : undefined, [...path, 'listen_host'], { machine: false }),
  ])
  return [...optional(topology.global?.listen_host, ['global', 'listen_host'], { machine: false }), ...own]
}

const optional = (text: string | undefined, path: Path, kind: { readonly machine: boolean }): WrittenHost[] =>
  text === undefined ? [] : [{ text, path, ...kind }]

function invalid({ text, path, machine }: WrittenHost): Finding[] {
  if (machine && text === controlId) {
    const hint = 'write its address'
    return [{ severity: 'error', path, message: `the host name ${controlId} means the machine that runs dmbook`, hint }]
  }
  if (validHost(text)) return []
  return [{ severity: 'error', path, message: `${path.at(-1)} is neither a host name nor an IP address: "${text}"` }]
}

function spelled({ text, path, machine }: WrittenHost, all: readonly WrittenHost[]): Finding[] {
  const canonical = canonicalHost(text)
  const first = all.find((other) => other.machine && canonicalHost(other.text) === canonical)
  if (!machine || !first || first.text === text) return []
  const message = `"${text}" and "${first.text}" are one machine`
  return [{ severity: 'error', path, other: first.path, message, hint: `write ${first.text} in both places` }]
}

function reached(instance: AnyInstance, all: readonly AnyInstance[]): Finding[] {
  const first = all.find(({ host }) => host === instance.host)
  if (!first || first.machine === instance.machine) return []
  const message = `host ${instance.host} is managed as ${instance.machine} and as ${first.machine}`
  return [
    { severity: 'error', path: [...instance.path, 'manage_host'], other: [...first.path, 'manage_host'], message },
  ]
}

function port(instance: AnyInstance, all: readonly AnyInstance[]): Finding[] {
  const first = all.find(({ machine }) => machine === instance.machine)
  if (!first || first.sshPort === instance.sshPort) return []
  const message = `${instance.machine} has two ssh ports: ${first.sshPort} and ${instance.sshPort}`
  return [{ severity: 'error', path: [...instance.path, 'ssh_port'], other: [...first.path, 'ssh_port'], message }]
}

function platform(instance: AnyInstance, all: readonly AnyInstance[]): Finding[] {
  const first = all.find(({ machine, arch }) => machine === instance.machine && arch !== null)
  if (!first || instance.arch === null || first.arch === instance.arch) return []
  const message = `${instance.machine} cannot be ${first.arch} and ${instance.arch}`
  return [{ severity: 'error', path: [...instance.path, 'arch'], other: [...first.path, 'arch'], message }]
}
