// Sizes in bytes as people write them (`10GiB`, `512M`) and as they are shown.

const names = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** Reads `512`, `10GiB`, `10G`, `64k` as bytes (powers of 1024); null where it is none. */
export function parseSize(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])(?:i?b)?|b)?$/i.exec(text.trim())
  if (!match) return null
  const power = match[2] ? 'kmgt'.indexOf(match[2].toLowerCase()) + 1 : 0
  return Math.round(Number(match[1]) * 1024 ** power)
}

/** `212.4 MiB`. */
export function sizeText(bytes: number): string {
  let value = bytes
  let power = 0
  while (value >= 1024 && power < names.length - 1) {
    value /= 1024
    power++
  }
  return power === 0 ? `${value} B` : `${value.toFixed(1)} ${names[power]}`
}
