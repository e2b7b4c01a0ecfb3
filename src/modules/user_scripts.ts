// How an account is made, noted and removed: each in one script, so that no run dies between account and note, and
// under one lock of our own, so that two runs do not lose each other's notes.

import { type Script, sh } from '../core/sh.js'
import { commentOf } from './user_look.js'

interface NewAccount {
  readonly name: string
  readonly group?: string
  readonly home: string
  readonly shell?: string
  readonly mark?: string
}

/** sudo's own path may lack sbin; the lock ends with the script. */
const locked = sh`PATH=$PATH:/usr/sbin:/sbin
exec 9</etc
flock -w 60 9 || { echo 'somebody else changes users: no lock within a minute' >&2; exit 1; }`

export function make({ name, group = name, home, shell = '/bin/bash', mark }: NewAccount): Script {
  const comment = (madeGroup: boolean): string =>
    mark === undefined ? '' : commentOf({ group: madeGroup, marks: [mark] })
  return sh`${sh.part(locked)}
if getent group ${group} >/dev/null; then
  comment=${comment(false)}
else
  comment=${comment(true)}
  groupadd ${group} || exit 1
fi
useradd -m -d ${home} -s ${shell} -g ${group} -c "$comment" ${name}`
}

/** Refuses where somebody else has changed the comment since. */
const unchanged = (name: string, comment: string): Script =>
  sh`[ "$(getent passwd ${name} | cut -d: -f5)" = ${comment} ] || { echo 'its comment has changed' >&2; exit 1; }`

export const setComment = (name: string, before: string, after: string): Script => sh`${sh.part(locked)}
${sh.part(unchanged(name, before))}
usermod -c ${after} ${name}`

interface Removal {
  readonly name: string
  readonly comment: string
  /** the group that was made with it and may go too; null where that stays */
  readonly group: string | null
}

/** -f as this connection may itself be that user's; what else it runs was looked for before. */
export const remove = ({ name, comment, group }: Removal): Script => sh`${sh.part(locked)}
${sh.part(unchanged(name, comment))}
userdel -f -r ${name} 2>&1 || exit 1${sh.part(group === null ? sh`` : removeGroup(group))}`

/** userdel takes a group of the user's own name along where the system is set up so. */
const removeGroup = (group: string): Script => sh`
! getent group ${group} >/dev/null || groupdel ${group}`
