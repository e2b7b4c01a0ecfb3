import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadPlaybook } from '../../src/language/load.js'
import { catalog } from '../../src/modules/index.js'
import { outline } from '../../src/run/outline.js'
import { settlingPlays } from '../../src/run/settle.js'
import type { OwedWish } from '../../src/state/cluster_store.js'
import { inventoryOf } from './playground.js'

const wish = (wants: OwedWish['wants']): OwedWish => ({ wants, since: 1, run: 'r0' })

async function plays(owed: Readonly<Record<string, OwedWish>>, { hosts, task }: { hosts: string; task: string }) {
  const text = `description: t\nplays:\n  - name: p\n    hosts: ${hosts}\n    tasks:\n      - { name: t, ${task} }`
  const playbook = await loadPlaybook('p.yaml', { read: async () => text, catalog: catalog() })
  const inventory = inventoryOf(['a', 'b', 'c'])
  const groups = { all: ['a', 'b', 'c'].flatMap((id) => inventory.hosts.get(id) ?? []) }
  const base = { groups, run: {} }
  const parts = { inventory, base, inputs: {}, catalog: catalog() }
  const found = await settlingPlays(owed, { ...parts, outline: outline({ ...parts, playbook }) })
  return found.map(({ name, hosts: of }) => `${name}: ${of.map(({ id }) => id).join(' ')}`)
}

const debug = 'debug: { message: hello }'
const stop = 'service: { unit: "${{ host.unit }}", state: stopped }'
const onA = '"${{ groups.all.filter(h, h.id == \'a\') }}"'

test('settlingPlays() is one play for each state, the stops first', async () => {
  const owed = { a: wish('running'), b: wish('stopped'), c: wish('stopped') }
  assert.deepEqual(await plays(owed, { hosts: 'all', task: debug }), [
    'Bring to stopped what an earlier run could not reach: b c',
    'Bring to running what an earlier run could not reach: a',
  ])
})

test('settlingPlays() leaves out what the run wants itself, machines that it does not reach, and hosts that are gone', async () => {
  const owed = { a: wish('running'), gone: wish('stopped'), b: wish('stopped') }
  assert.deepEqual(await plays(owed, { hosts: 'all', task: stop }), [])
  assert.deepEqual(await plays(owed, { hosts: onA, task: debug }), [
    'Bring to running what an earlier run could not reach: a',
  ])
  assert.deepEqual(await plays({}, { hosts: 'all', task: debug }), [])
})
