// What is learned of a machine in the round trip that opens its first shell. Nothing else is gathered unasked.
// A program that is started costs more than all that the shell reads itself: so there are four, date, uname, id and ip. The
// answer is lines `key=value`, and of ip as it says them; it comes from another machine, so every value is parsed and none
// is trusted. The machine's clock is its reading between two of ours: its skew is 0 where 0 fits.

import { type Script, sh } from '../core/sh.js'
import type { Facts } from './host.js'

export const factsScript: Script = sh`first() { line=; { read -r line <"$1" || [ -n "$line" ]; } 2>/dev/null && echo "$2=$line"; }
t=$(date +%s%N); case $t in *[!0-9]*|?????????????) t=$(date +%s)000000000 ;; esac; echo "clock=$t"
printf uname=; uname -srm
printf id=; id
echo "home=$HOME"
first /proc/sys/kernel/hostname hostname
first /proc/meminfo memory
while read -r key line; do [ "$key" != Cpus_allowed_list: ] || echo "cpus=$line"; done </proc/self/status
{ while IFS== read -r key line || [ -n "$key" ]; do case $key in ID | VERSION_ID) echo "$key=$line" ;; esac; done </etc/os-release; } 2>/dev/null
if [ -d /run/systemd/system ]; then
  set -- /usr/lib/systemd/libsystemd-shared-*.so /usr/lib/*/systemd/libsystemd-shared-*.so
  for f do if [ -e "$f" ]; then echo "systemd=\${f##*-shared-}"; break; fi; done
  [ -e "$f" ] || systemctl --version 2>/dev/null
fi
ip -o addr show scope global 2>/dev/null || echo "addresses=$(hostname -I 2>/dev/null)"
first /etc/machine-id machine_id || first /var/lib/dbus/machine-id machine_id
first /proc/sys/kernel/random/boot_id boot_id`

/** When our side asked and when the whole answer was there: milliseconds since 1970. */
export interface Asked {
  readonly askedAt: number
  readonly answeredAt: number
}

/** Reads the answer of `factsScript`; what the machine does not say is empty, 0 or null. */
export function parseFacts(answer: string, asked: Asked): Facts {
  const lines = answer.split('\n').map((line): [string, string] => {
    const at = line.indexOf('=')
    return [line.slice(0, at), line.slice(at + 1).trim()]
  })
  const value = new Map(lines)
  const text = (key: string): string => value.get(key) ?? ''
  const [os = '', kernel = '', arch = ''] = text('uname').split(' ')
  const [, uid = '', user = uid] = /^uid=(\d+)(?:\(([^)]+)\))?/.exec(text('id')) ?? []
  return {
    hostname: text('hostname'),
    arch: archName(arch),
    os: os.toLowerCase(),
    kernel,
    distribution: unquoted(text('ID')),
    version: unquoted(text('VERSION_ID')),
    systemd: systemdVersion(answer),
    user,
    uid: whole(uid),
    home: text('home'),
    cpus: cpuCount(text('cpus')),
    memory_bytes: whole(/^MemTotal: *(\d+) kB$/.exec(text('memory'))?.[1] ?? '') * 1024,
    addresses: addressesOf(answer),
    machine_id: text('machine_id'),
    boot_id: text('boot_id'),
    clock_skew_ms: clockSkew(millis(text('clock')), asked),
  }
}

/** The machine's clock less ours: 0 where no difference is proven, else the middle of what is possible. */
export function clockSkew(readAt: number, { askedAt, answeredAt }: Asked): number {
  const most = readAt - askedAt
  const least = readAt - answeredAt
  return least <= 0 && most >= 0 ? 0 : Math.round((least + most) / 2)
}

const archNames = new Map([
  ['x86_64', 'amd64'],
  ['aarch64', 'arm64'],
])

const archName = (name: string): string => archNames.get(name) ?? name.toLowerCase()

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, '$2')

const whole = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : 0)

const millis = (nanoseconds: string): number =>
  /^\d{10,25}$/.test(nanoseconds) ? Number(nanoseconds.slice(0, -6)) : Number.NaN

/** Of its library's name (252, 255.4-1.fc40), or as systemctl says it. */
function systemdVersion(answer: string): number | null {
  const version = /^systemd[ =](\d+)/m.exec(answer)?.[1]
  return version === undefined ? null : Number(version)
}

/** `0-3,8`: those that this login may use. */
const cpuCount = (list: string): number =>
  [...list.matchAll(/(\d+)(?:-(\d+))?/g)].reduce(
    (sum, [, first, last = first]) => sum + Number(last) - Number(first) + 1,
    0,
  )

/** As `ip -o addr` or `hostname -I` says them. */
function addressesOf(answer: string): string[] {
  const all = /^addresses=(.*)$/m.exec(answer)?.[1]?.trim()
  if (all) return all.split(/ +/)
  return [...answer.matchAll(/^\d+: \S+ +inet6? ([^\s/]+)/gm)].flatMap(([, address]) => address ?? [])
}
