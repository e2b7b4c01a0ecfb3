// Keeps one line in the file of keys that sshd reads for an account: that very line, added at the end or taken out, all
// others untouched. Works as the account itself, so that nothing in its home can lead root astray.

import type { Static } from 'typebox'
import { type Script, sh } from '../core/sh.js'
import type { Reader } from '../hosts/host.js'
import { blocked, defineModule, differs, ModuleError, same } from './module.js'
import { accountName, choice, object, string } from './params.js'

const params = object({
  user: accountName('Whose login the key opens.'),
  key: string('One line: options, type, key and comment, as they shall stand there.'),
  state: choice(['present', 'absent'], 'Whether it is there.', { default: 'present' }),
})
type Params = Static<typeof params>

export const authorizedKey = defineModule({
  kind: 'state',
  summary: "Keep a line in an account's authorized_keys.",
  description:
    'The file is the first one that sshd names for the account, ~/.ssh/authorized_keys where sshd cannot be asked. The ' +
    'whole file is replaced at once, mode and all other lines as they were. absent removes the file too where nothing ' +
    'is left in it.',
  params,
  examples: [
    { user: 'tidb', key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFb dmbook prod' },
    { user: 'tidb', key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFb dmbook prod', state: 'absent' },
  ],

  async check(host, want) {
    const key = lineOf(want)
    const path = await pathOf(host, want.user)
    if (path === null) {
      return want.state === 'absent' ? same() : blocked(`cannot keep a key of ${want.user} as there is no such user`)
    }
    if (path === 'none') return blocked(`cannot keep a key of ${want.user} as sshd reads none for it`)
    const { rc } = await writer(host, want.user, path).read(holds(path, key), { accept: [0, 1] })
    if ((rc === 0) === (want.state === 'present')) return same()
    return differs(`${want.state === 'present' ? 'add a key to' : 'remove a key from'} ${path}`)
  },

  async apply(host, want) {
    const key = lineOf(want)
    const path = await pathOf(host, want.user)
    if (path === null) return
    const script = want.state === 'present' ? add(path, key) : remove(path, key)
    await writer(host, want.user, path).run(script, { doing: `change ${path}` })
  },
})

function lineOf({ user, key }: Params): string {
  const line = key.trim()
  if (/^[^#\s].* \S+/.test(line) && !/\p{Cc}/u.test(line)) return line
  throw new ModuleError(`cannot keep a key of ${user} as it is not one line of type and key`)
}

/** A file outside the home is the administrator's: root writes it. */
const writer = <H extends Reader>(host: H, user: string, path: string): ReturnType<H['as']> =>
  host.as(path.startsWith('/etc/') ? null : user) as ReturnType<H['as']>

/** Where sshd looks for keys of the user; null where there is no such user, `none` where sshd looks nowhere. */
async function pathOf(host: Reader, user: string): Promise<string | null> {
  const { stdout } = await host.read(whereScript(user), { doing: `find the keys of ${user}` })
  const [home = '', said = ''] = stdout.split('\n')
  if (home === '') return null
  const [first = ''] = said.trim().split(/\s+/)
  if (first === 'none') return 'none'
  const tokens: Readonly<Record<string, string>> = { '%%': '%', '%h': home, '%u': user }
  const path = (first === '' ? '.ssh/authorized_keys' : first).replace(/%[%hu]/g, (token) => tokens[token] ?? token)
  return path.startsWith('/') ? path : `${home}/${path}`
}

/** sshd tells its settings to root only; -C makes it judge its Match blocks for this user. */
const whereScript = (user: string): Script => sh`PATH=$PATH:/usr/sbin:/sbin
echo "$(getent passwd ${user} | cut -d: -f6)"
sshd -T -C ${`user=${user},host=localhost,addr=127.0.0.1`} 2>/dev/null | sed -n 's/^authorizedkeysfile //p' | head -n 1`

/** 1: not there. Lines that end with a carriage return or blanks are not this line. */
const holds = (path: string, key: string): Script =>
  sh`[ -e ${path} ] || exit 1
[ -r ${path} ] || { echo 'it may not be read' >&2; exit 2; }
grep -qxF -e ${key} ${path}`

/** One at a time, by a lock on the directory; the new file beside the old one, then renamed over it. */
const begin = (path: string): Script => sh`p=${path}; d=$(dirname "$p"); t=$p.dmbook-$$
umask 077
mkdir -p "$d" || exit 1
exec 9<"$d"
flock -w 60 9 || { echo "no lock on $d within a minute" >&2; exit 1; }
fail() { rm -f "$t"; exit 1; }
mode=$(stat -c %a "$p" 2>/dev/null || echo 600)`

const finish = sh`chmod "$mode" "$t" && sync "$t" 2>/dev/null; mv -f "$t" "$p" || fail
command -v restorecon >/dev/null && restorecon -R "$d" 2>/dev/null
exit 0`

/** A last line without an end gets one first. */
const add = (path: string, key: string): Script => sh`${sh.part(begin(path))}
{ if [ -e "$p" ]; then sed -e '$a\\' "$p"; fi && printf '%s\\n' ${key}; } >"$t" || fail
${sh.part(finish)}`

const remove = (path: string, key: string): Script => sh`${sh.part(begin(path))}
[ -e "$p" ] || exit 0
grep -vxF -e ${key} "$p" >"$t"; [ "$?" -le 1 ] || fail
if ! [ -s "$t" ]; then
  rm -f "$t" "$p"
  case $d in */.ssh) rmdir "$d" 2>/dev/null ;; esac
  exit 0
fi
${sh.part(finish)}`
