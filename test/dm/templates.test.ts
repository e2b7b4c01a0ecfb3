// Every shipped template, rendered for shipped inventories: what lands on machines, to be read in test/golden/dm.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse as parseToml } from 'smol-toml'
import { parse as parseYaml } from 'yaml'
import type { Host, Inventory, Json } from '../../src/language/inventory.js'
import { compileTemplate } from '../../src/language/template.js'
import { hostOf, inventoryOf, root, shipped, supervised } from './clusters.js'
import { assertGolden } from './golden.js'

const templates: Readonly<Record<string, readonly string[]>> = {
  'dm-master': ['run_dm-master.sh', 'dm-master.toml'],
  'dm-worker': ['run_dm-worker.sh', 'dm-worker.toml'],
  prometheus: ['run_prometheus.sh', 'prometheus.yml'],
  grafana: ['run_grafana.sh', 'grafana.ini', 'dashboard.yml', 'datasource.yml'],
  alertmanager: ['run_alertmanager.sh', 'alertmanager.yml'],
  node_exporter: ['run_node_exporter.sh'],
  blackbox_exporter: ['run_blackbox_exporter.sh', 'blackbox.yml'],
}

const asJson = (value: unknown): { readonly [key: string]: Json } => JSON.parse(JSON.stringify(value))

function render(file: string, host: Host, { groups, hosts }: Inventory): string {
  const path = join(root, 'playbooks', 'templates', `${file}.hbs`)
  const template = compileTemplate({ file: path, text: readFileSync(path, 'utf8') })
  const members = Object.entries(groups).map(([name, ids]) => [name, ids.map((id) => hosts.get(id))])
  const data = { host, groups: Object.fromEntries(members), facts: {}, inputs: {}, vars: {}, run: {} }
  return template.render(asJson(data))
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
        const text = render(file, hostOf(inventory, role, id), inventory)
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
