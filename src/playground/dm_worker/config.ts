// dm-worker's flags and file (dm-runtime §2.2). Flags win over the file; unknown ones of either are fatal.

import { type Address, addressOf, isDialable, listOf } from '../address.js'
import { errorText } from '../dm_error.js'
import type { FlagSpecs } from '../flags.js'
import { type TlsFiles, tlsFilesOf } from '../http/tls_files.js'
import { type Program, Quit } from '../program.js'
import { atLeast } from '../release.js'
import { readServerConfig } from '../server_config.js'
import { workerKeys } from '../toml_config.js'

export interface WorkerConfig {
  readonly name: string
  readonly listen: Address
  /** host:port */
  readonly advertise: string
  readonly join: readonly string[]
  readonly logFile: string
  /** null: plain HTTP */
  readonly tls: TlsFiles | null
  readonly keepaliveTtlMs: number
  readonly relayKeepaliveTtlMs: number
}

const text = { kind: 'string' } as const

function specs(version: string): FlagSpecs {
  return {
    V: { kind: 'bool', usage: 'prints version and exit' },
    'print-sample-config': { kind: 'bool', usage: 'print sample config file of dm-worker' },
    config: { ...text, usage: 'path to config file' },
    'worker-addr': { ...text, usage: 'listen address for client traffic' },
    'advertise-addr': { ...text, usage: 'advertise address for client traffic (default "worker-addr")' },
    L: { ...text, usage: 'log level: debug, info, warn, error, fatal' },
    'log-file': { ...text, usage: 'log file path' },
    'log-format': { ...text, usage: 'the format of the log, "text" or "json"' },
    join: { ...text, usage: "join to an existing cluster (usage: dm-master cluster's master-addr)" },
    name: { ...text, usage: 'human-readable name for DM-worker member' },
    'keepalive-ttl': { kind: 'int', usage: "dm-worker's TTL for keepalive with etcd (in seconds)" },
    'ssl-ca': text,
    'ssl-cert': text,
    'ssl-key': text,
    'cert-allowed-cn': text,
    ...(atLeast(version, '2.0.2')
      ? { 'relay-keepalive-ttl': { kind: 'int' as const, usage: 'TTL when handling relay (in seconds)' } }
      : {}),
  }
}

/** Throws Quit: 0 for -V and its like, 2 for whatever DM would not start with. */
export function readWorkerConfig(program: Program): WorkerConfig {
  const values = readServerConfig(program, { specs: specs(program.stamp.version), known: workerKeys })
  const value = (key: string, otherwise = '') => values.get(key) || otherwise
  const workerAddr = value('worker-addr')
  const advertise = value('advertise-addr', workerAddr)
  const listen = addressOf(workerAddr)
  if (listen === null || !isDialable(advertise)) {
    throw new Quit(2, `parse cmd flags err: ${errorText(40069, { args: [advertise] })}`)
  }
  const ttl = atLeast(program.stamp.version, '2.0.2') ? '60' : '10'
  return {
    name: value('name', advertise),
    listen,
    advertise,
    join: listOf(value('join')).map((master) => master.replace(/^[a-z]+:\/\//, '')),
    logFile: value('log-file'),
    tls: tlsFilesOf(values),
    keepaliveTtlMs: Number(value('keepalive-ttl', ttl)) * 1000,
    relayKeepaliveTtlMs: Number(value('relay-keepalive-ttl', '1800')) * 1000,
  }
}
