import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { importFolder, keepImport, keptTopology, preparedImport } from '../../src/commands/import_kept.js'
import { Secret } from '../../src/core/secret.js'
import type { ImportRecord } from '../../src/state/cluster_store.js'
import { stateFolder } from '../../src/state/folder.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

const record: ImportRecord = { from: '/x', state: 'taking', places: {}, sources: [], tasks: [] }
const kept = {
  topology: 'master_servers: []\n',
  record,
  sources: [{ id: 's1', name: 'a.yaml', text: 'password: x\n', shown: '' }],
  alertmanager: 'route: {}\n',
  secretKey: new Secret('ab'.repeat(32)),
}

test('keepImport() keeps all that a deploy needs, readable by the owner alone', async (t) => {
  const state = await stateFolder(join(temporaryFolder(t), 'home'))
  const directory = join(temporaryFolder(t), 'dm-ansible')
  for (const folder of ['group_vars', 'downloads', 'dmctl']) mkdirSync(join(directory, folder), { recursive: true })
  for (const file of ['inventory.ini', 'downloads/dm.tar.gz', 'dmctl/dmctl', 'dmctl/dmctl.toml'])
    writeFileSync(join(directory, file), '')
  truncateSync(join(directory, 'dmctl/dmctl'), 40_000_000)
  execFileSync('mkfifo', [join(directory, 'conf.fifo')])
  symlinkSync('/etc/shadow', join(directory, 'group_vars', 'all'))
  await keepImport(state, 'prod', { ...kept, directory })
  const folder = importFolder(state, 'prod')
  assert.equal(readFileSync(join(folder, 'sources/a.yaml'), 'utf8'), 'password: x\n')
  for (const file of ['sources/a.yaml', 'record.json', 'topology.yaml', 'alertmanager.yml', 'secret.key'])
    assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600, file)
  assert.ok(
    existsSync(join(folder, 'dm-ansible/inventory.ini')) && existsSync(join(folder, 'dm-ansible/dmctl/dmctl.toml')),
  )
  assert.ok(!existsSync(join(folder, 'dm-ansible/downloads')) && !existsSync(join(folder, 'dm-ansible/dmctl/dmctl')))
  assert.ok(!existsSync(join(folder, 'dm-ansible/conf.fifo')))
  assert.equal(readlinkSync(join(folder, 'dm-ansible/group_vars/all')), '/etc/shadow')
  await keepImport(state, 'prod', { ...kept, alertmanager: null, directory: null })
  assert.ok(!existsSync(join(folder, 'dm-ansible')) && !existsSync(join(folder, 'alertmanager.yml')))
})

test('preparedImport() belongs to the topology that was kept, and to no other', async (t) => {
  const state = await stateFolder(join(temporaryFolder(t), 'home'))
  await keepImport(state, 'prod', { ...kept, directory: null })
  const file = keptTopology(state, 'prod')
  assert.deepEqual(await preparedImport(state, { name: 'prod', file }), record)
  assert.equal(await preparedImport(state, { name: 'other', file }), null)
  assert.equal(await preparedImport(state, { name: 'prod', file: '/tmp/topology.yaml' }), null)
})
