// Addresses as DM's flags write them: `host:port`, `:port`, `http://host:port`.

export interface Address {
  readonly host: string
  readonly port: number
}

/** Null where the text is no host:port. Brackets around an IPv6 host are taken off. */
export function addressOf(text: string): Address | null {
  const bare = text.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/, '')
  const found = /^(.*):(\d{1,5})$/.exec(bare)
  if (found === null) return null
  const host = (found[1] ?? '').replace(/^\[(.*)\]$/, '$1')
  const port = Number(found[2])
  return port > 65535 ? null : { host, port }
}

/** False for an address others cannot dial: no host, or the one that means "all". */
export function isDialable(text: string): boolean {
  const address = addressOf(text)
  return address !== null && address.host !== '' && address.host !== '0.0.0.0' && address.host !== '::'
}

export function hostPort(address: Address): string {
  return `${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`
}

/** Adds the scheme where it is missing. */
export function urlOf(text: string): string {
  return /^[a-z]+:\/\//.test(text) ? text : `http://${text}`
}

export function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
