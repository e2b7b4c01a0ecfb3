// The name of a cluster becomes a folder, a label and an argument. TiUP takes `..` too, and destroys with it.

const longest = 64

/** Why a name is none, or null. */
export function clusterNameTrouble(name: string): string | null {
  if (name === '') return 'a cluster needs a name'
  if (name.length > longest) return `cannot name a cluster ${name} as it is longer than ${longest} characters`
  if (!/^[A-Za-z0-9._-]+$/.test(name)) {
    return `cannot name a cluster ${JSON.stringify(name)} as only letters, digits and . _ - may be in it`
  }
  return /^[A-Za-z0-9]/.test(name) ? null : `cannot name a cluster ${name} as it does not begin with a letter or digit`
}
