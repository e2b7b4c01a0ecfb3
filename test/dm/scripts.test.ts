// The run scripts, run: bash starts a stand-in that notes its arguments, word for word.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { Host, Inventory } from '../../src/language/inventory.js'
import { hostOf, inventoryOf, shipped } from './clusters.js'
import { rendered } from './rendered.js'

const folder = mkdtempSync(join(tmpdir(), 'dmbook-scripts-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** What the program of a host is started with. */
function started(host: Host, inventory: Inventory): string[] {
  const program = String(host.vars.binary)
  const noted = join(folder, 'noted')
  for (const directory of [dirname(program), host.log_dir ?? folder, host.deploy_dir ?? folder]) {
    mkdirSync(directory, { recursive: true })
  }
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" >${noted}\n`, { mode: 0o755 })
  const script = rendered(`run_${host.role}.sh`, host, inventory)
  const bash = spawnSync('bash', { input: script, encoding: 'utf8' })
  assert.equal(bash.stderr, '')
  return readFileSync(noted, 'utf8').trimEnd().split('\n')
}

function argumentsOf(role: string, { text = shipped('quickstart'), joined = [] as string[] } = {}): string[] {
  const base = { kind: 'supervised', directory: folder, caller: 'me' } as const
  const inventory = inventoryOf(text, { base, joined })
  return started(hostOf(inventory, role), inventory).map((word) => word.replaceAll(folder, '~'))
}

describe('the run scripts', () => {
  test('start a dm-master that bootstraps', () => {
    assert.deepEqual(argumentsOf('dm-master'), [
      '--name=master-1',
      '--master-addr=127.0.0.1:18261',
      '--advertise-addr=127.0.0.1:18261',
      '--peer-urls=http://127.0.0.1:18291',
      '--advertise-peer-urls=http://127.0.0.1:18291',
      '--log-file=~/deploy/dm-master-18261/log/dm-master.log',
      '--data-dir=~/deploy/dm-master-18261/data',
      '--initial-cluster=master-1=http://127.0.0.1:18291,master-2=http://127.0.0.1:18391,master-3=http://127.0.0.1:18491',
      '--config=conf/dm-master.toml',
    ])
  })

  test('start a dm-master that joins, without the sources of DM 1.0', () => {
    const text = shipped('quickstart').replace('name: master-1', 'name: master-1, v1_source_path: v1')
    assert.equal(argumentsOf('dm-master', { text })[0], '--v1-sources-path=v1')
    const words = argumentsOf('dm-master', { text, joined: ['127.0.0.1:18261'] })
    assert.equal(words[0], '--name=master-1')
    assert.equal(words.at(-2), '--join=127.0.0.1:18361,127.0.0.1:18461')
  })

  test('start a dm-worker', () => {
    assert.deepEqual(argumentsOf('dm-worker'), [
      '--name=worker-1',
      '--worker-addr=127.0.0.1:18262',
      '--advertise-addr=127.0.0.1:18262',
      '--log-file=~/deploy/dm-worker-18262/log/dm-worker.log',
      '--join=127.0.0.1:18261,127.0.0.1:18361,127.0.0.1:18461',
      '--config=conf/dm-worker.toml',
    ])
  })

  test('start a Prometheus with both limits and every added argument as one word', () => {
    const more = '    storage_retention_size: 5GB\n    additional_args: [\'--web.page-title=a $b `c` "d"\']\n'
    const text = shipped('quickstart').replace('    port: 19090\n', `    port: 19090\n${more}`)
    assert.deepEqual(argumentsOf('prometheus', { text }), [
      '--config.file=~/deploy/prometheus-19090/conf/prometheus.yml',
      '--web.listen-address=127.0.0.1:19090',
      '--web.external-url=http://127.0.0.1:19090/',
      '--web.enable-admin-api',
      '--log.level=info',
      '--storage.tsdb.path=~/deploy/prometheus-19090/data',
      '--web.page-title=a $b `c` "d"',
      '--storage.tsdb.retention.size=5GB',
      '--storage.tsdb.retention.time=30d',
    ])
  })

  test('start a Prometheus that only sends', () => {
    const text = shipped('quickstart').replace(
      '    port: 19090\n',
      '    port: 19090\n    enable_prom_agent_mode: true\n',
    )
    const words = argumentsOf('prometheus', { text })
    assert.ok(words.includes('--enable-feature=agent'))
    assert.deepEqual(
      words.filter((word) => word.includes('storage')),
      [],
    )
  })

  test('start an Alertmanager among its peers', () => {
    const text = `${shipped('quickstart')}  - { host: 127.0.0.1, web_port: 19193, cluster_port: 19194 }\n`
    assert.deepEqual(argumentsOf('alertmanager', { text }).slice(4), [
      '--web.listen-address=127.0.0.1:19093',
      '--web.external-url=http://127.0.0.1:19093',
      '--cluster.peer=127.0.0.1:19094',
      '--cluster.peer=127.0.0.1:19194',
      '--cluster.listen-address=127.0.0.1:19094',
    ])
  })

  test('start Grafana and the exporters', () => {
    assert.deepEqual(argumentsOf('grafana'), [
      '--homepath=~/deploy/grafana-13000/bin',
      '--config=~/deploy/grafana-13000/conf/grafana.ini',
    ])
    assert.ok(argumentsOf('node_exporter').includes('--collector.vmstat.fields=^.*'))
    assert.equal(argumentsOf('blackbox_exporter').at(-1), '--config.file=conf/blackbox.yml')
  })
})
