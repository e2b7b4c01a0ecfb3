// The words that configurations of dm-master and dm-worker may hold: a server does not start with one that its release does
// not know (dm-runtime §2.1), and it would be one master after the other that a reload stops.

import semver from 'semver'
import { nearest } from '../../core/text.js'
import type { AnyInstance } from '../instance.js'
import type { Check, Finding } from './finding.js'
import { type WrittenConfig, writtenConfigs } from './settings.js'

/** Word → the first release that knows it; empty: every one. */
type Words = Readonly<Record<string, string>>

const common: Words = {
  name: '',
  'log-level': '',
  'log-file': '',
  'log-format': '',
  'log-rotate': '',
  join: '',
  'advertise-addr': '',
  'config-file': '',
  'ssl-ca': '',
  'ssl-cert': '',
  'ssl-key': '',
  'cert-allowed-cn': '',
}

/** By server. */
export const serverWords: Readonly<Record<'dm-master' | 'dm-worker', Words>> = {
  'dm-master': {
    ...common,
    'rpc-timeout': '',
    'rpc-rate-limit': '',
    'rpc-rate-burst': '',
    'master-addr': '',
    'data-dir': '',
    'peer-urls': '',
    'advertise-peer-urls': '',
    'initial-cluster': '',
    'initial-cluster-state': '',
    'v1-sources-path': '',
    'auto-compaction-mode': '2.0.2',
    'auto-compaction-retention': '2.0.2',
    'quota-backend-bytes': '2.0.2',
    'max-txn-ops': '2.0.5',
    'max-request-bytes': '2.0.5',
    experimental: '5.3.0',
    openapi: '5.4.0',
    'secret-key-path': '8.0.0',
  },
  'dm-worker': {
    ...common,
    'worker-addr': '',
    'keepalive-ttl': '',
    'relay-keepalive-ttl': '2.0.2',
    'relay-dir': '5.4.0',
  },
}

/** Words that a version does not know are errors; words that nobody here knows are warnings, unless one nearly is. */
export const serverKeys =
  (version: string): Check =>
  (topology) =>
    writtenConfigs(topology).flatMap((config) => {
      const server = serverOf(config, topology.instances)
      return server === null ? [] : findingsOf(config, { server, version })
    })

function serverOf({ path: [section, second] }: WrittenConfig, instances: readonly AnyInstance[]) {
  const role = section === 'server_configs' ? `dm-${second}` : instances.find(({ path }) => path[0] === section)?.role
  return role === 'dm-master' || role === 'dm-worker' ? role : null
}

interface Server {
  readonly server: keyof typeof serverWords
  readonly version: string
}

function findingsOf({ path, config }: WrittenConfig, { server, version }: Server): Finding[] {
  const known = serverWords[server]
  return Object.keys(config).flatMap((written): Finding[] => {
    const [key = ''] = written.split('.')
    const since = known[key]
    const at = [...path, written]
    if (since !== undefined && knows(version, since)) return []
    if (since !== undefined)
      return [
        {
          severity: 'error',
          path: at,
          message: `${key} is a word of v${since}: ${server} ${version} does not start with it`,
        },
      ]
    const near = nearest(key, Object.keys(known))
    if (near)
      return [{ severity: 'error', path: at, message: `${key} is no word of ${server}`, hint: `did you mean ${near}?` }]
    return [
      {
        severity: 'warning',
        path: at,
        message: `${key} is no word of ${server} that is known here; where ${version} does not know it either, it does not start`,
      },
    ]
  })
}

function knows(version: string, since: string): boolean {
  const parsed = semver.parse(version)
  return since === '' || parsed === null || /-nightly/.test(version) || parsed.compareMain(since) >= 0
}
