// dm-master's flags and file (dm-runtime §2.1). Flags win over the file; unknown ones of either are fatal.

import { hostname } from 'node:os'
import { type Address, addressOf, isDialable, listOf, urlOf } from '../address.js'
import { dmError } from '../dm_error.js'
import type { FlagSpecs } from '../flags.js'
import { type TlsFiles, tlsFilesOf } from '../http/tls_files.js'
import type { Program } from '../program.js'
import { Quit } from '../program.js'
import { atLeast } from '../release.js'
import { readServerConfig } from '../server_config.js'
import { masterKeys } from '../toml_config.js'

export interface MasterConfig {
  readonly name: string
  readonly listen: Address
  /** host:port */
  readonly advertise: string
  readonly peerListen: readonly Address[]
  readonly peerUrls: readonly string[]
  /** name → peer URL */
  readonly initialCluster: readonly { readonly name: string; readonly url: string }[]
  readonly join: readonly string[]
  readonly dataDir: string
  readonly logFile: string
  /** null: plain HTTP */
  readonly tls: TlsFiles | null
  readonly openapi: boolean
  /** where sources of DM 1.0 lie that are to be taken over; empty for none */
  readonly v1Sources: string
  /** as GetMasterCfg shows it */
  readonly text: string
}

const text = { kind: 'string' } as const
const number = { kind: 'int' } as const

function specs(version: string): FlagSpecs {
  return {
    V: { kind: 'bool', usage: 'prints version and exit' },
    'print-sample-config': { kind: 'bool', usage: 'print sample config file of dm-master' },
    config: { ...text, usage: 'path to config file' },
    'master-addr': { ...text, usage: 'master API server and status addr' },
    'advertise-addr': { ...text, usage: 'advertise address for client traffic (default master-addr)' },
    L: { ...text, usage: 'log level: debug, info, warn, error, fatal' },
    'log-file': { ...text, usage: 'log file path' },
    'log-format': { ...text, usage: 'the format of the log, "text" or "json"' },
    name: { ...text, usage: 'human-readable name for this DM-master member' },
    'data-dir': { ...text, usage: 'path to the data directory (default "default.name")' },
    'initial-cluster': { ...text, usage: 'initial cluster configuration for bootstrapping' },
    'peer-urls': { ...text, usage: 'URLs for peer traffic' },
    'advertise-peer-urls': { ...text, usage: 'advertise URLs for peer traffic (default peer-urls)' },
    join: { ...text, usage: "join to an existing cluster (usage: cluster's master-addr list)" },
    'v1-sources-path': { ...text, usage: 'directory path used to store source config files of v1.0.x' },
    'ssl-ca': text,
    'ssl-cert': text,
    'ssl-key': text,
    'cert-allowed-cn': text,
    ...(atLeast(version, '2.0.2')
      ? { 'auto-compaction-mode': text, 'auto-compaction-retention': text, 'quota-backend-bytes': number }
      : {}),
    ...(atLeast(version, '2.0.5') ? { 'max-txn-ops': number, 'max-request-bytes': number } : {}),
    ...(atLeast(version, '5.4') ? { openapi: { kind: 'bool' as const } } : {}),
    ...(atLeast(version, '8.0') ? { 'secret-key-path': text } : {}),
  }
}

/** Throws Quit: 0 for -V and its like, 2 for whatever DM would not start with. */
export function readMasterConfig(program: Program): MasterConfig {
  const values = readServerConfig(program, { specs: specs(program.stamp.version), known: masterKeys })
  const value = (key: string, otherwise = '') => values.get(key) || otherwise
  const masterAddr = value('master-addr')
  const advertise = value('advertise-addr', masterAddr)
  const listen = addressOf(masterAddr)
  if (listen === null || !isDialable(advertise)) throw new Quit(2, parseError(dmError(38042, advertise).message))
  const peerUrls = listOf(value('peer-urls', 'http://127.0.0.1:8291')).map(urlOf)
  const advertised = listOf(value('advertise-peer-urls', peerUrls.join(','))).map(urlOf)
  const name = value('name', `dm-master-${hostname()}`)
  const join = value('join')
  if (join !== '' && join === masterAddr) {
    throw new Quit(2, parseError(dmError(38040, `join self ${join} is forbidden`).message))
  }
  return {
    name,
    listen,
    advertise,
    peerListen: peerUrls.flatMap((url) => addressOf(url) ?? []),
    peerUrls: advertised,
    initialCluster: initialCluster(value('initial-cluster', `${name}=${advertised[0] ?? ''}`)),
    join: listOf(join),
    dataDir: value('data-dir', `default.${name}`),
    logFile: value('log-file'),
    tls: tlsFilesOf(values),
    openapi: value('openapi') === 'true',
    v1Sources: value('v1-sources-path'),
    text: [...values].map(([key, shown]) => `${key} = ${JSON.stringify(shown)}\n`).join(''),
  }
}

function initialCluster(list: string): { name: string; url: string }[] {
  return listOf(list).map((part) => {
    const [name = '', url = ''] = part.split('=', 2)
    return { name, url: urlOf(url) }
  })
}

function parseError(message: string): string {
  return `parse cmd flags err: ${message}`
}
