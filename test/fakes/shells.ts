// The shells that scripts must hold on. dash and bash are always there; a test skips the others where they are missing.

import { spawnSync } from 'node:child_process'

export interface ShellKind {
  readonly name: string
  readonly words: readonly string[]
  /** why it cannot be tested here; false where it can */
  readonly skip: string | false
}

export const shells: readonly ShellKind[] = [['dash'], ['bash'], ['bash', '--posix'], ['busybox', 'ash'], ['mksh']].map(
  (words) => ({ name: words.join(' '), words, skip: missing(words) }),
)

function missing([command = '', ...words]: readonly string[]): string | false {
  const { status } = spawnSync(command, [...words, '-c', ':'])
  return status === 0 ? false : `there is no ${command} here`
}
