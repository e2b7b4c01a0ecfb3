import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { LegacyLook } from '../../src/dm/legacy/look.js'
import { dmLegacy } from '../../src/modules/dm_legacy.js'
import { layLegacyCluster } from '../../src/playground/v1/legacy_cluster.js'
import { fakeHost } from '../fakes/fake_host.js'
import { legacy } from '../playground/v1/legacy.js'
import { fakeInstance, fakeServices, fakeTools, running, stopped } from './fake_tools.js'
import { localMachine } from './local_machine.js'

test('dm_legacy reads what dm-ansible laid down', async (t) => {
  const { host, folder, close } = await localMachine()
  t.after(close)
  const nodes = legacy.nodes.map((node) => ({ ...node, deployDir: join(folder, node.role) }))
  layLegacyCluster({ ...legacy, nodes }, { dmAnsible: null, rootOf: () => '/', program: null, units: false })
  const looks: LegacyLook[] = []
  const tools = fakeTools({
    host: fakeInstance(),
    services: fakeServices({ kind: 'supervised' }),
    gather: (_, found) => void looks.push(found as LegacyLook),
  })
  const want = { role: 'dm-worker', port: 1, deploy_dir: join(folder, 'dm-worker'), unit: 'dm-worker-1' } as const
  await dmLegacy.read(host, want, tools)
  const [look] = looks
  assert.match(look?.script ?? '', /exec bin\/dm-worker/)
  assert.match(look?.config?.text ?? '', /source-id = "mysql-replica-01"/)
  assert.equal(look?.meta?.path, join(folder, 'dm-worker/dm_worker_meta'))
  assert.match(Buffer.from(look?.meta?.files?.['000001.log'] ?? '', 'base64').toString('latin1'), /TaskMetashop/)
  assert.deepEqual([look?.unit, look?.version, look?.running], [null, null, []])
})

test('dm_legacy tells what is missing as missing, and a unit that is active', async () => {
  const looks: LegacyLook[] = []
  const gather = (_: string, found: object) => void looks.push(found as LegacyLook)
  const want = { role: 'grafana', port: 3000, deploy_dir: '/x', unit: 'grafana-3000' } as const
  for (const status of [stopped, running()]) {
    const host = fakeHost().expect(/proc\/net\/tcp/, { stdout: '' })
    await dmLegacy.read(host, want, fakeTools({ gather, services: fakeServices().see(status) }))
  }
  const nothing = {
    script: null,
    unit: null,
    config: null,
    version: null,
    meta: null,
    directories: [],
    upstreams: { open: [], refused: [], silent: [] },
  }
  assert.deepEqual(looks, [
    { ...nothing, running: [] },
    { ...nothing, running: ['its unit grafana-3000 is active'] },
  ])
})
