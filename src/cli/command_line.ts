// What was typed, as one line that a shell would read as the same words, and without its secrets: for the audit and
// for "continue with". A word that holds a secret keeps its flag and shows ****** instead of the value.

import { quote } from '../core/sh.js'
import type { Flag } from './flags.js'

export const hiddenWord = '******'

/** The words as a line for a shell, `dmbook` before them. */
export const commandLine = (words: readonly string[]): string =>
  ['dmbook', ...words.map((word) => (word.includes(hiddenWord) ? word : quote(word)))].join(' ')

/** The words without values of secret flags, without inputs that are named like a secret, without passwords of URLs. */
export function withoutSecrets(words: readonly string[], flags: readonly Flag[]): string[] {
  const secret = new Set(
    flags.filter(({ takes, name }) => takes !== null && isSecret(takes, name)).map(({ name }) => `--${name}`),
  )
  return words.map((word, index) => {
    if (secret.has(words[index - 1] ?? '')) return hiddenWord
    const [, flag = ''] = /^(--[\w-]+)=/.exec(word) ?? []
    if (secret.has(flag)) return `${flag}=${hiddenWord}`
    return named(word).replace(/(\w:\/\/[^/@\s:]*):[^/@\s]+@/, `$1:${hiddenWord}@`)
  })
}

/** A file or a descriptor that holds a secret is none itself. */
const isSecret = (takes: string, name: string): boolean =>
  takes === 'secret' || (secretName.test(name) && !/[-_](file|fd)$/.test(name))

const secretName = /passw(or)?d|passphrase|secret|token/i

/** `-e password=x` of a playbook of the user's own. */
function named(word: string): string {
  const [, name = ''] = /^(?:-e)?(\w+)=/.exec(word) ?? []
  return secretName.test(name) && isSecret('', name) ? word.replace(/=.*/s, `=${hiddenWord}`) : word
}
