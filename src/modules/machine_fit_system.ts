// What a system must have before processes of a cluster can live on it.

import { DmbookError } from '../core/error.js'
import { type Script, sh } from '../core/sh.js'
import { parseSize } from '../core/size.js'
import type { Facts, Reader } from '../hosts/host.js'
import type { Services } from '../services/services.js'
import { fetchedPackage } from './fetched_package.js'
import type { Tenant } from './machine_fit.js'
import { ModuleError } from './module.js'
import { layoutOf } from './package_layout.js'
import type { Tools } from './tools.js'

export function systemdTrouble({ systemd }: Facts, { kind }: Pick<Services, 'kind'>): string | null {
  return kind !== 'supervised' && systemd === null ? 'systemd does not run here' : null
}

/** The user's own manager has to be there before and after a login of that user, and its units where they are looked for. */
export async function userManagerTroubles(host: Reader, { kind, folder = '' }: Services): Promise<string[]> {
  if (kind !== 'systemd-user') return []
  const { user, home } = host.facts
  const script = sh`[ -e /var/lib/systemd/linger/${user} ] || echo linger
[ -S "/run/user/$(id -u)/systemd/private" ] || echo manager`
  const { stdout } = await host.read(script, { doing: "look at the user's systemd" })
  const lacks = new Set(stdout.split('\n'))
  const elsewhere = folder.startsWith(`${home}/`)
    ? []
    : [`the home of ${user} is ${home}, its units would lie in ${folder}`]
  if (lacks.has('linger'))
    return [...elsewhere, `services of ${user} would end with its last session: loginctl enable-linger ${user}`]
  return lacks.has('manager')
    ? [...elsewhere, `the systemd of ${user} does not run: systemctl start user@$(id -u ${user})`]
    : elsewhere
}

type Clock = { readonly kind: 'right' } | { readonly kind: 'near' | 'far'; readonly text: string }

/** Masters elect by their own clocks' pace, but certificates, logs and lag are read by the time of day. */
export function clockTrouble({ clock_skew_ms: skew }: Pick<Facts, 'clock_skew_ms'>, limitMs: number): Clock {
  const seconds = (Math.abs(skew) / 1000).toFixed(1)
  const text = `its clock is ${seconds} s ${skew > 0 ? 'ahead of' : 'behind'} this machine's`
  if (Math.abs(skew) > limitMs) return { kind: 'far', text }
  return Math.abs(skew) > limitMs / 10 ? { kind: 'near', text } : { kind: 'right' }
}

/** A unit that asks for more than the kernel gives to any process does not start. */
export async function limitTrouble(host: Reader, nofile: number): Promise<string[]> {
  const most = Number((await host.text('/proc/sys/fs/nr_open'))?.trim())
  if (!(most < nofile)) return []
  return [`a process may open ${most} files at most, ${nofile} are wanted: sysctl fs.nr_open`]
}

/**
 * Each package once; what cannot be had for this system and architecture is said by who looks for it. What is still to be
 * laid down is looked into as well: a package that may do harm is refused before the first change.
 */
export async function packageTroubles(host: Reader, tenants: readonly Tenant[], tools: Tools): Promise<string[]> {
  const { os, arch } = host.facts
  const there = await Promise.all(tenants.map(({ deploy_dir: directory }) => host.stat(directory)))
  const keyed = tenants.map(({ vars }) => ({ key: `${vars.package} ${vars.package_version}`, vars }))
  const lacking = new Set(keyed.filter((_, index) => there[index]?.kind === 'missing').map(({ key }) => key))
  const results = await Promise.allSettled(
    [...new Map(keyed.map(({ key, vars }) => [key, vars]))].map(async ([key, vars]) => {
      const wish = { component: vars.package, version: vars.package_version, os, arch }
      const file = await fetchedPackage(wish, tools)
      if (lacking.has(key)) await layoutOf(file)
    }),
  )
  return results.flatMap((result) => {
    if (result.status === 'fulfilled') return []
    if (result.reason instanceof DmbookError) return [result.reason.message]
    throw result.reason
  })
}

interface Wanted {
  readonly hosts: readonly Tenant[]
  readonly space: string
}

/** Only where a directory is still to be made: what is laid down already needs no more room. */
export async function spaceTroubles(host: Reader, { hosts, space }: Wanted): Promise<string[]> {
  const least = parseSize(space)
  if (least === null) throw new ModuleError(`cannot look for space as this is no size: ${space}`)
  const paths = [...new Set(hosts.flatMap(({ vars }) => vars.owned_directories))]
  if (paths.length === 0) return []
  const { stdout } = await host.read(spaceScript(paths), { doing: 'look for free space' })
  const rows = new Map(
    stdout.split('\n').map((line) => [line.slice(line.indexOf(' ') + 1), Number(line.split(' ')[0])]),
  )
  return [...rows]
    .filter(([mount, free]) => mount !== '' && free * 1024 < least)
    .map(([mount, free]) => `${mount} has ${Math.floor(free / 1024)} MiB free, ${space} are wanted`)
}

/** Lines `KIBIBYTES MOUNT` of the file systems that missing directories would lie in. */
const spaceScript = (paths: readonly string[]): Script => sh`for d in ${paths}; do
  [ ! -d "$d" ] || continue
  while d=\${d%/*}; [ ! -d "$d/" ]; do :; done
  df -Pk "$d/" | awk 'NR == 2 { free = $4; sub(/^([^ ]+ +)([^ ]+ +)([^ ]+ +)([^ ]+ +)([^ ]+ +)/, ""); print free " " $0 }'
done`
