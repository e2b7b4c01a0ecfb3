import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { placeText } from '../../src/core/place.js'
import { placeOf } from '../../src/dm/path.js'
import { settledChanges } from '../../src/dm/settled.js'
import { parseTopology } from '../../src/dm/topology.js'
import { readYaml } from '../../src/language/yaml_source.js'

const text = `global:
  user: tidb
  deploy_dir: /d
master_servers:
  - host: 10.0.0.1
    name: m1
  - host: 10.0.0.2
worker_servers:
  - host: 10.0.0.1
  - host: 10.0.0.2
    config: { log-level: info }
`

const base = { kind: 'tiup' } as const
const read = (source: string) => parseTopology({ file: 't', text: source }, { mode: 'stored', base }).topology

function said(after: string, before = text): string[] {
  const { root } = readYaml({ file: 't', text: after })
  assert.ok(root)
  const problems = settledChanges({
    before: read(before),
    after: read(after),
    base,
    placeOf: (path) => placeOf(root, path),
  })
  return problems.map(({ message, at, hint }) => `${at ? placeText(at) : '-'} ${message} (${hint})`)
}

const changed = (from: string, to: string): string[] => said(text.replace(from, to))

describe('settledChanges()', () => {
  for (const [what, from, to] of [
    ['configuration', 'log-level: info', 'log-level: warn'],
    [
      'a section of configuration',
      'worker_servers',
      'server_configs: { worker: { keepalive-ttl: 30 } }\nworker_servers',
    ],
    ['the way to a machine', '  - host: 10.0.0.2\nworker', '  - host: 10.0.0.2\n    manage_host: 10.1.0.2\nworker'],
    ['limits', 'user: tidb', 'user: tidb\n  resource_control: { memory_limit: 2G }'],
    [
      'a default that is written down',
      '    name: m1',
      '    name: m1\n    port: 8261\n    deploy_dir: /d/dm-master-8261',
    ],
  ] as const) {
    test(`leaves ${what} alone`, () => assert.deepEqual(changed(from, to), []))
  }

  test('leaves the order of instances alone', () => {
    const turned = text.replace(/( {2}- host: 10\.0\.0\.1\n {4}name: m1\n)( {2}- host: 10\.0\.0\.2\n)/, '$2$1')
    assert.notEqual(turned, text)
    assert.deepEqual(said(turned), [])
  })

  test('says a change of the whole cluster once, at its place', () => {
    assert.deepEqual(changed('deploy_dir: /d', 'deploy_dir: /e'), [
      't:3:15 cannot change global.deploy_dir as it was settled at deploy: /d → /e (it was /d)',
    ])
    assert.deepEqual(changed('  user: tidb\n', ''), [
      't:2:3 cannot change global.user as it was settled at deploy: tidb → absent (write user: tidb)',
    ])
  })

  for (const [from, to, wanted] of [
    ['name: m1', 'name: m9', /cannot change master_servers\[0\]\.name .*: m1 → m9/],
    ['name: m1', 'peer_port: 9', /name .* m1 → dm-10\.0\.0\.1-8261/],
    [
      '    name: m1',
      '    name: m1\n    port: 9261',
      /^t:7:11 cannot change master_servers\[0\]\.port [^\n]*: 8261 → 9261[^\n]*$/,
    ],
    ['    name: m1', '    name: m1\n    arch: arm64', /\.arch .*: absent → arm64/],
    ['    name: m1', '    name: m1\n    patched: true', /\.patched .*: false → true/],
    ['    name: m1', '    name: m1\n    ignore_exporter: true', /\.ignore_exporter .*: false → true/],
    [
      'worker_servers:',
      'component_sources: { worker: x }\nworker_servers:',
      /component_sources\.worker .*: absent → x/,
    ],
    ['worker_servers:', 'monitored: {}\nworker_servers:', /cannot add monitored/],
  ] as const) {
    test(`refuses ${JSON.stringify(to)}`, () => assert.match(changed(from, to).join('\n'), wanted))
  }

  test('names the verb for instances that come and go, all of them at once', () => {
    const other = text.replace('  - host: 10.0.0.2\n    config: { log-level: info }\n', '  - host: 10.0.0.3\n')
    assert.deepEqual(said(other), [
      't:9:3 cannot remove dm-worker 10.0.0.2:8262 by editing (dmbook scale-in NAME -N 10.0.0.2:8262)',
      't:10:5 cannot add dm-worker 10.0.0.3:8262 by editing (write it into a file of its own: dmbook scale-out NAME FILE)',
    ])
  })

  test('compares ports of exporters, and nothing where there are none', () => {
    const monitored = `${text}monitored: { node_exporter_port: 9100, numa_node: '0' }\n`
    assert.deepEqual(said(monitored.replace("'0'", "'1'"), monitored), [])
    assert.match(said(monitored.replace('9100', '9200'), monitored).join(), /monitored\.node_exporter_port/)
    assert.match(said(text, monitored).join(), /cannot remove monitored/)
  })
})
