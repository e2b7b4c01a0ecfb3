import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Invocation } from '../../src/cli/io.js'
import { groupsScope, noCluster, openCluster, runScope, selectedHosts } from '../../src/commands/cluster.js'
import { stateFolder } from '../../src/state/folder.js'
import { withHome } from '../fakes/typed.js'
import { twoMachines } from './two_machines.js'

const opened = (name = 'prod') =>
  withHome(async (home) => {
    await twoMachines(home)
    return openCluster({ args: [name], settings: { home, user: 'me' } } as unknown as Invocation)
  })

describe('openCluster()', () => {
  test('reads the record into hosts and machines, and contacts nothing', async () => {
    const { inventory, meta, dm } = await opened()
    assert.equal(meta.name, 'prod')
    assert.deepEqual(inventory.groups.all, ['10.0.0.1:21001', '10.0.0.2:21001', '10.0.0.2:21003'])
    assert.deepEqual(inventory.groups.machines, ['10.0.0.1', '10.0.0.2'])
    assert.deepEqual(dm?.masters, ['10.0.0.1:21001', '10.0.0.2:21001'])
  })

  test('throws for an unknown name, and for one that is a path', async () => {
    await assert.rejects(opened('prdo'), { code: 'E-NO-CLUSTER', hint: 'did you mean prod?' })
    await assert.rejects(opened('../prod'), { code: 'E-NAME' })
  })
})

test('groupsScope() has selected only where the verb selects', async () => {
  const { inventory } = await opened()
  const options = { role: ['dm-worker'] }
  assert.deepEqual(Object.keys(groupsScope(inventory, { options, selects: false })), ['groups'])
  const { selected } = groupsScope(inventory, { options, selects: true })
  assert.deepEqual(selected, selectedHosts(inventory, options))
  assert.equal(selectedHosts(inventory, {}).length, 3)
})

test('runScope() has every key, null where there is no cluster', () => {
  const settings = { user: 'me', waitTimeoutMs: 5000 } as Invocation['settings']
  const scope = runScope({ id: 'r1', mode: 'plan', started: 0, meta: null, settings })
  const { wait_timeout: patience, ...rest } = scope
  assert.equal(String(patience), '5s')
  assert.deepEqual(rest, {
    id: 'r1',
    mode: 'plan',
    started: '1970-01-01T00:00:00.000Z',
    cluster: null,
    version: null,
    user: 'me',
    cluster_id: null,
    services: null,
    state: null,
  })
})

test('noCluster() says how to begin where no name is near', async () => {
  await withHome(async (home) => {
    const { hint, exit } = await noCluster('prod', await stateFolder(home))
    assert.deepEqual([exit, hint], ['input', 'dmbook list shows the clusters, dmbook deploy makes one'])
  })
})
