// Values whose meaning the schema cannot know: configuration that is handed to the servers, and words without effect.

import type { Json } from '../../language/inventory.js'
import { type AnyInstance, isRole, type ResolvedTopology } from '../instance.js'
import type { Path } from '../path.js'
import { validRetentionSize, validRetentionTime } from '../retention.js'
import type { PrometheusSpec } from '../schema/topology.js'
import { flattened } from '../server_config.js'
import type { Check, Finding } from './finding.js'

export const settings: Check = (topology) => [
  ...writtenConfigs(topology).flatMap(({ path, config }) => configFindings(path, config)),
  ...topology.instances.filter(isRole('prometheus')).flatMap(({ path, spec }) => prometheus(path, spec)),
  ...topology.instances.flatMap(grafana),
]

/** A map of words for a server, and where it stands. */
export interface WrittenConfig {
  readonly path: Path
  readonly config: Readonly<Record<string, unknown>>
}

export function writtenConfigs({ written, instances }: ResolvedTopology): WrittenConfig[] {
  const shared = Object.entries(written.server_configs ?? {})
  return [
    ...shared.map(([role, config]) => ({ path: ['server_configs', role], config })),
    ...instances.flatMap(({ path, spec }) =>
      'config' in spec && spec.config ? [{ path: [...path, 'config'], config: spec.config }] : [],
    ),
  ]
}

function configFindings(path: Path, config: WrittenConfig['config']): Finding[] {
  const wrong = [...flattened(config)].map(([key, value]) => ({ key, why: keyTrouble(key) ?? valueTrouble(value) }))
  const empty = emptyKeys(config).map((key) => ({ key, why: 'has no value' }))
  return [...wrong, ...empty].flatMap(({ key, why }) =>
    why === null ? [] : [{ severity: 'error', path: place(path, { config, key }), message: `${key} ${why}` }],
  )
}

/** Keys, nested ones too, that TOML could not hold. */
const emptyKeys = (config: object): string[] =>
  Object.entries(config).flatMap(([key, value]) => {
    if (value === null) return [key]
    return typeof value === 'object' && !Array.isArray(value) ? emptyKeys(value).map((inner) => `${key}.${inner}`) : []
  })

/** Where a dotted key stands in the file: as it is, nested, or mixed. */
function place(path: Path, { config, key }: { config: object; key: string }): Path {
  const [own, value] = Object.entries(config).find(([word]) => key === word || key.startsWith(`${word}.`)) ?? []
  if (own === undefined) return path
  const rest = key.slice(own.length + 1)
  const below = typeof value === 'object' && value !== null ? value : {}
  return rest === '' ? [...path, own] : place([...path, own], { config: below, key: rest })
}

function keyTrouble(key: string): string | null {
  const steps = key.split('.')
  if (steps.includes('__proto__')) return 'is not a key of a configuration'
  return steps.every((step) => /^[A-Za-z0-9_-]+$/.test(step)) ? null : 'is not a key of a configuration'
}

/** What servers of DM and Grafana read is words, numbers, addresses and paths; a shell's expansions are a mistake. */
function valueTrouble(value: Json): string | null {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if ([...text].some((character) => character < ' ' || character === '\x7f')) return 'must stand on one line'
  return /\$\(|`/.test(text) ? `holds shell text, which nothing would expand: ${JSON.stringify(text)}` : null
}

function prometheus(path: Path, spec: PrometheusSpec): Finding[] {
  return [
    ...retention(path, spec),
    ...useless(path, spec, ['ng_port', 'ng_monitoring_config', 'prom_remote_write_to_vm']),
  ]
}

function retention(path: Path, spec: PrometheusSpec): Finding[] {
  const times = (['storage_retention_time', 'storage_retention'] as const).filter(
    (key) => spec[key] !== undefined && !validRetentionTime(spec[key]),
  )
  const { storage_retention_size: size } = spec
  const wrong = times.map((key) => ({ key: key as string, must: 'a number of days, such as 30d', text: spec[key] }))
  if (size !== undefined && !validRetentionSize(size)) {
    wrong.push({ key: 'storage_retention_size', must: 'a whole number and its unit, such as 50GB', text: size })
  }
  return wrong.map(({ key, must, text }) => ({
    severity: 'error',
    path: [...path, key],
    message: `${key} must be ${must}: "${text}"`,
  }))
}

/** ng-monitoring watches TiDB; a DM cluster gives it nothing to watch. */
function useless(path: Path, spec: object, words: readonly string[]): Finding[] {
  return words
    .filter((key) => Object.entries(spec).some(([own, value]) => own === key && value !== 0 && value !== false))
    .map((key) => ({ severity: 'warning', path: [...path, key], message: `${key} has no effect in a DM cluster` }))
}

function grafana(instance: AnyInstance): Finding[] {
  if (instance.role !== 'grafana') return []
  const { path, spec } = instance
  const broken = (['password', 'username', 'org_name', 'root_url', 'domain'] as const).filter((key) =>
    spec[key]?.includes('`'),
  )
  return [
    ...broken.map((key) => ({
      severity: 'error' as const,
      path: [...path, key],
      message: `${key} must not hold a backquote, as grafana.ini quotes with it`,
    })),
    ...useless(path, spec, ['use_vm_as_datasource']),
  ]
}
