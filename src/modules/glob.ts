// Patterns with * and ?, as shells match names. Neither crosses a slash.

/** The whole text must match. */
export function globPattern(glob: string): RegExp {
  const source = [...glob].map((character) => wildcards[character] ?? literal(character)).join('')
  return new RegExp(`^${source}$`)
}

/** Replaces every key by its value in one pass, the longest key first; a * in a key stands for letters, digits, _ and -. */
export function replaceAll(text: string, replace: Readonly<Record<string, string>>): string {
  const keys = Object.keys(replace).sort((a, b) => b.length - a.length)
  if (keys.length === 0) return text
  const pattern = new RegExp(keys.map((key) => `(${key.split('*').map(literal).join('[\\w-]*')})`).join('|'), 'g')
  return text.replace(
    pattern,
    (...found) => replace[keys[found.slice(1).findIndex((one) => one !== undefined)] ?? ''] ?? '',
  )
}

const wildcards: Readonly<Record<string, string>> = { '*': '[^/]*', '?': '[^/]' }

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
