// A server's configuration file: TOML in which an unknown key is fatal, as in DM (dm-runtime §2.1).
// Which keys are known depends on the release, so a key of a later one stops an older server.

import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { atLeast } from './release.js'

/** Key to the first release that knows it ('' = every one). */
export type KnownKeys = Readonly<Record<string, string>>

export const masterKeys: KnownKeys = {
  'log-level': '',
  'log-file': '',
  'log-format': '',
  'log-rotate': '',
  'rpc-timeout': '',
  'rpc-rate-limit': '',
  'rpc-rate-burst': '',
  'master-addr': '',
  'advertise-addr': '',
  'config-file': '',
  name: '',
  'data-dir': '',
  'peer-urls': '',
  'advertise-peer-urls': '',
  'initial-cluster': '',
  'initial-cluster-state': '',
  join: '',
  'max-txn-ops': '2.0.5',
  'max-request-bytes': '2.0.5',
  'auto-compaction-mode': '2.0.2',
  'auto-compaction-retention': '2.0.2',
  'quota-backend-bytes': '2.0.2',
  'v1-sources-path': '',
  openapi: '5.4',
  experimental: '5.3',
  'secret-key-path': '8.0',
  'ssl-ca': '',
  'ssl-cert': '',
  'ssl-key': '',
  'cert-allowed-cn': '',
}

export const workerKeys: KnownKeys = {
  name: '',
  'log-level': '',
  'log-file': '',
  'log-format': '',
  'log-rotate': '',
  join: '',
  'worker-addr': '',
  'advertise-addr': '',
  'config-file': '',
  'keepalive-ttl': '',
  'relay-keepalive-ttl': '2.0.2',
  'relay-dir': '5.4',
  'ssl-ca': '',
  'ssl-cert': '',
  'ssl-key': '',
  'cert-allowed-cn': '',
}

/** The file's values as text, lists and tables as JSON. Throws Error when it cannot be read, is no TOML, or has an unknown key. */
export function readTomlConfig(
  file: string,
  { known, version }: { readonly known: KnownKeys; readonly version: string },
): ReadonlyMap<string, string> {
  const table = parse(readFileSync(file, 'utf8'))
  const unknown = Object.keys(table).filter((key) => {
    const since = known[key]
    return since === undefined || (since !== '' && !atLeast(version, since))
  })
  if (unknown.length > 0) throw new Error(`config file contained unknown configuration options: ${unknown.join(',')}`)
  const text = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))
  return new Map(Object.entries(table).map(([key, value]) => [key, text(value)]))
}
