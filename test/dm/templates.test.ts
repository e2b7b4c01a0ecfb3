// Every shipped template, rendered for shipped inventories: what lands on machines, to be read in test/golden/dm.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { parse as parseToml } from 'smol-toml'
import { parse as parseYaml } from 'yaml'
import type { Inventory } from '../../src/language/inventory.js'
import { hostOf, inventoryOf, shipped, supervised } from './clusters.js'
import { assertGolden } from './golden.js'
import { rendered } from './rendered.js'

const templates: Readonly<Record<string, readonly string[]>> = {
  'dm-master': ['run_dm-master.sh', 'dm-master.toml'],
  'dm-worker': ['run_dm-worker.sh', 'dm-worker.toml'],
  prometheus: ['run_prometheus.sh', 'prometheus.yml'],
  grafana: ['run_grafana.sh', 'grafana.ini', 'dashboard.yml', 'datasource.yml'],
  alertmanager: ['run_alertmanager.sh', 'alertmanager.yml'],
  node_exporter: ['run_node_exporter.sh'],
  blackbox_exporter: ['run_blackbox_exporter.sh', 'blackbox.yml'],
}

const inventories: Readonly<Record<string, Inventory>> = {
  minimal: inventoryOf(shipped('minimal')),
  full: inventoryOf(shipped('full')),
  quickstart: inventoryOf(shipped('quickstart'), { base: supervised, services: 'supervised', ssh: 'none' }),
}

for (const [name, inventory] of Object.entries(inventories)) {
  for (const [role, files] of Object.entries(templates)) {
    const [id] = inventory.groups[role] ?? []
    if (id === undefined) continue
    for (const file of files) {
      test(`${file} of ${name} is as recorded, and is what it claims to be`, () => {
        const text = rendered(file, hostOf(inventory, role, id), inventory)
        assertGolden(`${name}/${file}`, text)
        assertParses(file, text)
      })
    }
  }
}

function assertParses(file: string, text: string): void {
  if (file.endsWith('.yml')) assert.ok(parseYaml(text))
  if (file.endsWith('.toml')) assert.ok(parseToml(text))
  if (!file.endsWith('.sh')) return
  const bash = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' })
  assert.equal(bash.stderr, '')
}
