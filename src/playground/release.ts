// Which release a program plays decides a few behaviours; a version that is no number (nightly) counts as the newest.

/** `atLeast('v8.1.0', '6.3')` is true. */
export function atLeast(version: string, floor: string): boolean {
  const have = numbers(version)
  if (have.length === 0) return true
  const want = numbers(floor)
  for (let at = 0; at < want.length; at += 1) {
    const difference = (have[at] ?? 0) - (want[at] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

function numbers(version: string): number[] {
  const found = /^v?(\d+(?:\.\d+)*)/.exec(version)
  return found?.[1] === undefined ? [] : found[1].split('.').map(Number)
}
