// What a machine says of an account, in one round trip: its line of passwd, what its comment notes, and what stands in
// the way of removing it.

import { type Script, sh } from '../core/sh.js'
import type { Reader } from '../hosts/host.js'

/** What the comment of an account notes: that dmbook made it (and its group), and for whom. */
export interface Made {
  readonly group: boolean
  readonly marks: readonly string[]
}

export interface Account {
  readonly uid: number
  readonly group: string
  readonly home: string
  /** null where somebody else made it */
  readonly made: Made | null
}

export interface FoundUser {
  readonly account: Account | null
  /** something lies where the home of a new account would be */
  readonly homeTaken: boolean
  /** why it cannot be removed, each to follow an "as" */
  readonly obstacles: readonly string[]
}

export async function look(host: Reader, { name, home }: { name: string; home: string }): Promise<FoundUser> {
  const { stdout } = await host.read(lookScript(name, home), { doing: `look at the user ${name}` })
  const lines = stdout.split('\n').map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)])
  const value = (key: string): string | undefined => lines.find(([found]) => found === key)?.[1]
  return {
    account: accountOf(value('passwd'), value('group') ?? ''),
    homeTaken: value('taken') !== undefined,
    obstacles: lines.flatMap(([key = '', text = '']) => obstacles[key]?.(text) ?? []),
  }
}

const obstacles: Readonly<Record<string, (text: string) => string>> = {
  process: (text) => `it runs process ${text}`,
  mark: (path) => `a directory of a cluster lies in its home: ${path}`,
  mount: (path) => `something is mounted in its home: ${path}`,
  owner: (path) => `its home belongs to somebody else: ${path}`,
}

/** `dmbook made it for ID ID`; `… it and its group …`. Anything else is somebody else's comment. */
export function madeOf(comment: string): Made | null {
  const found = /^dmbook made it( and its group)? for ([\w-]+(?: [\w-]+)*)$/.exec(comment)
  return found ? { group: found[1] !== undefined, marks: (found[2] ?? '').split(' ') } : null
}

export const commentOf = ({ group, marks }: Made): string =>
  `dmbook made it${group ? ' and its group' : ''} for ${marks.join(' ')}`

function accountOf(passwd: string | undefined, group: string): Account | null {
  if (passwd === undefined) return null
  const [, , uid = '', , comment = '', home = ''] = passwd.split(':')
  return { uid: Number(uid), group, home, made: madeOf(comment) }
}

/**
 * Processes of this very connection do not count, as they end with it: those below sshd's process for it, which is a child
 * of the sshd that listens. Nor does the user's own service manager.
 */
const lookScript = (name: string, home: string): Script => sh`entry=$(getent passwd ${name}); rc=$?
if [ "$rc" = 2 ]; then
  if [ -e ${home} ] || [ -L ${home} ]; then echo taken=yes; fi
  exit 0
fi
[ "$rc" = 0 ] || exit 1
echo "passwd=$entry"; echo "group=$(id -gn ${name})"
uid=$(id -u ${name}); home=$(printf %s "$entry" | cut -d: -f6)
cat /proc/[0-9]*/status 2>/dev/null | awk -v uid="$uid" -v self="$$" '
  /^Name:/ { name = substr($0, 7) }
  /^State:/ { dead = $2 == "Z" || $2 == "X" }
  /^Pid:/ { pid = $2; program[pid] = name }
  /^PPid:/ { parent[pid] = $2 }
  /^Uid:/ { if ($2 == uid && !dead && name != "systemd" && name != "(sd-pam)") theirs[pid] = 1 }
  END {
    for (p = self; p > 1; p = parent[p]) { below = top; top = p }
    if (program[top] ~ /^sshd/ && program[below] ~ /^sshd/) top = below
    for (pid in theirs) {
      for (p = pid; p > 1 && p != top; p = parent[p]);
      if (p <= 1) { print "process=" pid ": " program[pid]; exit }
    }
  }'
[ -d "$home" ] || exit 0
[ "$(stat -c %u "$home")" = "$uid" ] || echo "owner=$home"
find "$home" -xdev -name .dmbook -type f 2>/dev/null | sed -n '1s|^|mark=|; 1s|/.dmbook$||p'
while read -r device point rest; do
  case $point/ in "$home"/*) echo "mount=$point"; break ;; esac
done </proc/self/mounts
exit 0`
