// Who listens on which port of a machine, read from /proc: no tool has to be installed. Ports are seen by everybody; the
// process behind one is seen by its own user and by root.

import { type Script, sh } from '../core/sh.js'
import type { Reader } from '../hosts/host.js'

export interface Listener {
  readonly port: number
  /** `0.0.0.0` and `::` listen on every address */
  readonly address: string
  /** null where the process is another user's */
  readonly process: ListeningProcess | null
}

export interface ListeningProcess {
  readonly pid: number
  readonly command: string
  /** its working directory; empty where it cannot be read */
  readonly directory: string
}

/** One round trip; only listeners on these ports. */
export async function listenersOn(host: Reader, ports: readonly number[]): Promise<Listener[]> {
  const { stdout } = await host.read(listenersScript(ports), { doing: 'see which ports are in use' })
  const rows = stdout.split('\n').map((line) => line.split('\t'))
  const processes = new Map(rows.filter(([kind]) => kind === 'process').map((row) => [row[1] ?? '', processIn(row)]))
  return rows
    .filter(([kind]) => kind === 'listen')
    .map(([, local = '', socket = '']) => ({ ...endpoint(local), process: processes.get(socket) ?? null }))
}

/** Lines `listen LOCAL SOCKET`, then `process SOCKET PID DIRECTORY COMMAND`, separated by tabs. 0A is LISTEN. */
const listenersScript = (ports: readonly number[]): Script => sh`{
  cat /proc/net/tcp /proc/net/tcp6
  ls -l /proc/[0-9]*/fd
} 2>/dev/null | awk -v ports=${` ${ports.map(hexPort).join(' ')} `} '
  $4 == "0A" && index(ports, " " substr($2, length($2) - 3) " ") {
    socket["socket:[" $10 "]"] = 1
    printf "listen\\t%s\\tsocket:[%s]\\n", $2, $10
  }
  /^\\/proc\\// { split($1, part, "/"); pid = part[3] }
  $NF in socket { printf "process\\t%s\\t%s\\n", $NF, pid }
' | while IFS='	' read -r kind first second; do
  if [ "$kind" = listen ]; then
    printf 'listen\\t%s\\t%s\\n' "$first" "$second"
  else
    directory=$(readlink "/proc/$second/cwd" 2>/dev/null | tr '\\t\\n' '  ')
    command=$(tr '\\0\\t\\n' '   ' <"/proc/$second/cmdline" 2>/dev/null)
    printf 'process\\t%s\\t%s\\t%s\\t%s\\n' "$first" "$second" "$directory" "$command"
  fi
done`

const hexPort = (port: number): string => port.toString(16).toUpperCase().padStart(4, '0')

const processIn = ([, , pid = '', directory = '', command = '']: readonly string[]): ListeningProcess => ({
  pid: Number(pid),
  directory: directory.trim(),
  command: command.trim(),
})

/** `0100007F:1F90`: every four bytes are one number of the machine, which is little-endian wherever DM runs. */
function endpoint(local: string): { address: string; port: number } {
  const [hex = '', port = ''] = local.split(':')
  const words = hex.match(/.{8}/g) ?? []
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).reverse()).map((pair) => Number.parseInt(pair, 16))
  return { address: bytes.length === 4 ? bytes.join('.') : ipv6(bytes), port: Number.parseInt(port, 16) }
}

function ipv6(bytes: readonly number[]): string {
  if (bytes.every((byte) => byte === 0)) return '::'
  if (bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255) return bytes.slice(12).join('.')
  const groups = Array.from({ length: 8 }, (_, index) => (bytes[2 * index] ?? 0) * 256 + (bytes[2 * index + 1] ?? 0))
  return groups
    .map((group) => group.toString(16))
    .join(':')
    .replace(/(?:^|:)(?:0(?::|$)){2,}/, '::')
}
