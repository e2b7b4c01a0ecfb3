// The promise of adopt: what `tiup dm` has written, in the exact form of each of its releases, is no drift. Every shape of
// spec/tiup-dm.md §3: system and user mode, limits, TLS, NUMA, IPv6, monitoring with all its keys, agent mode.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { difference } from '../../../src/dm/forms/difference.js'
import { type Form, meaningOf, meaningText } from '../../../src/dm/forms/meaning.js'
import { acceptedForms } from '../../../src/dm/forms/tiup_forms.js'
import type { Host, Inventory } from '../../../src/language/inventory.js'
import { unitText } from '../../../src/services/systemd_unit.js'
import { inventoryOf, root, shipped } from '../clusters.js'
import { rendered } from '../rendered.js'
import { type Release, releases, type TiupFile, tiupFiles } from './tiup_files.js'

type Services = 'systemd' | 'systemd-user'

const shapes: Readonly<Record<string, { text: string; services: Services; from: Release }>> = {
  minimal: { text: shipped('minimal'), services: 'systemd', from: '1.9' },
  'every key': {
    text: shipped('full').replace('    password: "correct horse # battery; staple"', '    password: "correct horse"'),
    services: 'systemd',
    from: '1.16',
  },
  'a password with signs of comments': {
    text: monitoring('grafana_servers: [{ host: 10.0.0.1, password: "a#b;c" }]'),
    services: 'systemd',
    from: '1.16',
  },
  'DM alone': { text: servers(''), services: 'systemd', from: '1.1' },
  'monitoring without exporters': { text: monitoring(''), services: 'systemd', from: '1.1' },
  'exporters, no monitoring': { text: servers('monitored: {}'), services: 'systemd', from: '1.4' },
  'exporters and monitoring': { text: monitoring('monitored: {}'), services: 'systemd', from: '1.4' },
  'ng-monitoring': { text: monitoring('', 'ng_port: 12020'), services: 'systemd', from: '1.9' },
  TLS: { text: monitoring('monitored: {}\nglobal: { enable_tls: true }'), services: 'systemd', from: '1.9' },
  'user mode': {
    text: monitoring('monitored: {}\nglobal: { systemd_mode: user }'),
    services: 'systemd-user',
    from: '1.16',
  },
  'an address to listen on': { text: servers('global: { listen_host: 10.0.0.9 }'), services: 'systemd', from: '1.16' },
  IPv6: { text: servers('').replaceAll('10.0.0.', 'fd00::'), services: 'systemd', from: '1.12' },
  'limits of instances': {
    text: servers('global: { resource_control: { memory_limit: 2G, cpu_quota: 200%, limit_core: infinity } }'),
    services: 'systemd',
    from: '1.3',
  },
  'agent mode': { text: monitoring('', 'enable_prom_agent_mode: true'), services: 'systemd', from: '1.16' },
  'a size of samples': { text: monitoring('', 'storage_retention_size: 50GB'), services: 'systemd', from: '1.16' },
  'a time of samples': { text: monitoring('', 'storage_retention_time: 7d'), services: 'systemd', from: '1.1' },
}

function servers(more: string): string {
  const listed = [1, 2, 3].map((n) => `  - { host: "10.0.0.${n}", name: m${n} }`).join('\n')
  const workers = [1, 2]
    .map((n) => `  - { host: "10.0.0.${n}", numa_node: "0", config: { keepalive-ttl: 10 } }`)
    .join('\n')
  return `${more}\nmaster_servers:\n${listed}\nworker_servers:\n${workers}\nserver_configs: { master: { rpc-rate-limit: 10.0, openapi.x: true } }\n`
}

function monitoring(more: string, key = 'port: 9090'): string {
  const grafana = more.includes('grafana_servers') ? '' : 'grafana_servers: [{ host: 10.0.0.1 }]\n'
  return `${servers(more)}monitoring_servers: [{ host: 10.0.0.1, ${key} }]\n${grafana}alertmanager_servers: [{ host: 10.0.0.1 }, { host: 10.0.0.2 }]\n`
}

const formOf = (path: string): Form => {
  if (path.endsWith('.sh')) return 'script'
  if (path.endsWith('.service')) return 'unit'
  if (path.endsWith('.toml')) return 'toml'
  return path.endsWith('.ini') ? 'ini' : 'yaml'
}

function wanted(
  host: Host,
  { path }: TiupFile,
  { inventory, services }: { inventory: Inventory; services: Services },
): string {
  if (!path.endsWith('.service')) return rendered(path.split('/').at(-1) ?? '', host, inventory)
  const settings = Array.isArray(host.vars.unit_settings) ? host.vars.unit_settings.map(String) : []
  return unitText(
    {
      unit: String(host.unit),
      description: `${host.role} service`,
      script: String(host.vars.script),
      directory: String(host.deploy_dir),
      user: String(host.vars.user),
      settings,
    },
    services === 'systemd' ? 'system' : 'user',
  )
}

const samples = Object.entries(shapes).flatMap(([shape, { text, services, from }]) => {
  const inventory = inventoryOf(text, { services })
  const processes = [...inventory.hosts.values()].filter(({ unit }) => unit !== null)
  return releases.slice(releases.indexOf(from)).map((release) => ({
    name: `${shape}, by TiUP ${release}`,
    inventory,
    services,
    files: processes.flatMap((host) =>
      tiupFiles(host, { inventory, release, services }).map((file) => ({ host, file })),
    ),
  }))
})

describe('what tiup dm has written is no drift', () => {
  for (const { name, inventory, services, files } of samples) {
    test(name, () => {
      assert.ok(files.length >= 9)
      for (const { host, file } of files) {
        const ours = wanted(host, file, { inventory, services })
        const found = difference(formOf(file.path), { found: file.text, wanted: ours })
        const told = found.kind === 'differs' ? `${meaningText(found.found)}---\n${meaningText(found.wanted)}` : ''
        assert.equal(found.kind, 'same', `${file.path}\n${told}`)
      }
    })
  }
})

describe('what an operator changes is drift, also where TiUP has written the file', () => {
  const before = inventoryOf(monitoring('monitored: {}'))
  const changes: readonly (readonly [string, string, string])[] = [
    ['prometheus', 'prometheus.yml', monitoring('monitored: {}', 'scrape_interval: 30s')],
    ['prometheus', 'prometheus.yml', monitoring('monitored: {}', 'pushgateway_addrs: [10.0.0.7:9091]')],
    ['prometheus', 'prometheus.yml', monitoring('')],
    ['prometheus', 'run_prometheus.sh', monitoring('monitored: {}', 'storage_retention_time: 7d')],
    ['prometheus', 'run_prometheus.sh', monitoring('monitored: {}\nglobal: { listen_host: 10.0.0.1 }')],
    ['dm-worker', 'dm-worker.toml', monitoring('monitored: {}').replace('keepalive-ttl: 10', 'keepalive-ttl: 20')],
    ['dm-worker', 'run_dm-worker.sh', monitoring('monitored: {}').replaceAll('numa_node: "0"', 'numa_node: "1"')],
    ['dm-master', 'run_dm-master.sh', monitoring('monitored: {}\nglobal: { listen_host: 10.0.0.1 }')],
    [
      'grafana',
      'grafana.ini',
      monitoring('monitored: {}\ngrafana_servers: [{ host: 10.0.0.1, root_url: "http://x/" }]'),
    ],
    [
      'grafana',
      'grafana.ini',
      monitoring('monitored: {}\nserver_configs: { grafana: { log.file.level: debug } }').replace(
        '\nserver_configs: { master: { rpc-rate-limit: 10.0, openapi.x: true } }',
        '',
      ),
    ],
    ['alertmanager', 'run_alertmanager.sh', monitoring('monitored: {}\nglobal: { listen_host: 10.0.0.1 }')],
  ]
  for (const [role, file, text] of changes) {
    test(`${file}: ${text.split('\n').slice(0, 2).join(' ')}`, () => {
      const after = inventoryOf(text)
      const [host, later] = [before, after].map(({ groups, hosts }) => hosts.get(groups[role]?.[0] ?? ''))
      assert.ok(host && later)
      const theirs = tiupFiles(host, { inventory: before, release: '1.16', services: 'systemd' })
      const found = theirs.find(({ path }) => path.endsWith(file))
      assert.ok(found)
      const { kind } = difference(formOf(file), { found: found.text, wanted: rendered(file, later, after) })
      assert.equal(kind, 'differs')
    })
  }
})

interface Setting {
  readonly form: Form
  readonly name: string
  readonly values: readonly [string | undefined, string | undefined]
}

/** Every setting that is not the same in the two forms of a file. */
function settingsThatDiffer(form: Form, texts: readonly [string, string]): Setting[] {
  const [theirs, ours] = texts.map((text) => meaningOf(form, text) ?? new Map<string, string>())
  const names = [...new Set([...(theirs?.keys() ?? []), ...(ours?.keys() ?? [])])]
  return names
    .map((name): Setting => ({ form, name, values: [theirs?.get(name), ours?.get(name)] }))
    .filter(({ values: [a, b] }) => a !== b)
}

test('every accepted form is one that some release writes', () => {
  const all = samples.flatMap(({ files, inventory, services }) =>
    files.flatMap(({ host, file }) =>
      settingsThatDiffer(formOf(file.path), [file.text, wanted(host, file, { inventory, services })]),
    ),
  )
  const unused = acceptedForms.filter(
    (row) => !all.some(({ form, name, values }) => row.form === form && row.name.test(name) && row.accepts(...values)),
  )
  assert.deepEqual(
    unused.map(({ why }) => why),
    [],
  )
})

test('docs/adopt.md tells every accepted form', () => {
  const told = readFileSync(join(root, 'docs', 'adopt.md'), 'utf8').replaceAll(/\s+/g, ' ')
  for (const { why } of acceptedForms) assert.ok(told.includes(why), why)
})
