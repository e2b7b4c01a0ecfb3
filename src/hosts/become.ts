// How another user is entered: once, when a shell is opened; from then on its scripts are that user's.
// Always sudo without a password. Only root on a machine without sudo uses su, which asks root for nothing.
// The words hold no newline and no exclamation mark, so that any login shell hands them on unchanged.

import { DmbookError } from '../core/error.js'
import { type Script, sh } from '../core/sh.js'

/** The words that start `program` as this user; null, and the user that is logged in, need nothing. */
export function becomeWords(
  user: string | null,
  { login, program }: { readonly login: string; readonly program: readonly string[] },
): readonly string[] {
  if (user === null || user === login) return program
  if (!/^\w[\w.-]*$/.test(user)) throw noUser(user)
  const sudo = ['env', 'LC_ALL=C', 'sudo', '-n', '-H', '-u', user, '--', ...program]
  return login === 'root' ? ['/bin/sh', '-c', sudoOrSu(user, sudo, program)] : sudo
}

function sudoOrSu(user: string, sudo: readonly string[], program: readonly string[]): Script {
  const start = sh`exec ${program}`
  return sh`command -v sudo >/dev/null && exec ${sudo}; exec su -s /bin/sh ${user} -c ${sh.word(start)}`
}

const noUser = (user: string): DmbookError =>
  new DmbookError(`cannot become ${JSON.stringify(user)} as that is no user name`, {
    code: 'E-BECOME',
    exit: 'input',
  })
