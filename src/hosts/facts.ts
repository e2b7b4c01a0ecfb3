// What is learned of a machine in the round trip that opens its first shell. Nothing else is gathered unasked.
// The answer is lines `key=value`; it comes from another machine, so every value is parsed and none is trusted.
// The clock is asked first and last: the machine's skew lies between the two differences, and is 0 where 0 fits.

import { type Script, sh } from '../core/sh.js'
import type { Facts } from './host.js'

export const factsScript: Script = sh`now() { t=$(date +%s%N); case $t in *[!0-9]*|?????????????) t=$(date +%s)000000000 ;; esac; echo "$1=$t"; }
first() { line=; { read -r line <"$1" || [ -n "$line" ]; } 2>/dev/null && echo "$2=$line"; }
now began
first /proc/sys/kernel/hostname hostname
echo "arch=$(uname -m)"; echo "os=$(uname -s)"; echo "kernel=$(uname -r)"
sed -n 's/^ID=/distribution=/p; s/^VERSION_ID=/version=/p' /etc/os-release 2>/dev/null
[ -d /run/systemd/system ] && echo "systemd=$(systemctl --version 2>/dev/null | head -n 1)"
echo "user=$(id -un)"; echo "uid=$(id -u)"; echo "home=$HOME"
echo "cpus=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)"
sed -n 's/^MemTotal: *\\([0-9]*\\) kB/memory=\\1/p' /proc/meminfo
for a in $(ip -o addr show scope global 2>/dev/null | sed -n 's/.* inet6* \\([^/ ]*\\).*/\\1/p' || hostname -I 2>/dev/null); do echo "address=$a"; done
first /etc/machine-id machine_id || first /var/lib/dbus/machine-id machine_id
first /proc/sys/kernel/random/boot_id boot_id
now ended`

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
  return {
    hostname: text('hostname'),
    arch: archName(text('arch')),
    os: text('os').toLowerCase(),
    kernel: text('kernel'),
    distribution: unquoted(text('distribution')),
    version: unquoted(text('version')),
    systemd: systemdVersion(text('systemd')),
    user: text('user'),
    uid: whole(text('uid')),
    home: text('home'),
    cpus: whole(text('cpus')),
    memory_bytes: whole(text('memory')) * 1024,
    addresses: lines.filter(([key]) => key === 'address').map(([, address]) => address),
    machine_id: text('machine_id'),
    boot_id: text('boot_id'),
    clock_skew_ms: clockSkew({ beganAt: millis(text('began')), endedAt: millis(text('ended')) }, asked),
  }
}

/** The machine's clock less ours: 0 where no difference is proven, else the middle of what is possible. */
export function clockSkew(
  { beganAt, endedAt }: { readonly beganAt: number; readonly endedAt: number },
  { askedAt, answeredAt }: Asked,
): number {
  const most = beganAt - askedAt
  const least = endedAt - answeredAt
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

function systemdVersion(line: string): number | null {
  const version = /^systemd (\d+)/.exec(line)?.[1]
  return version === undefined ? null : Number(version)
}
