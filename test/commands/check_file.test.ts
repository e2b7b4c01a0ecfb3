import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Invocation } from '../../src/cli/io.js'
import { checkedFile, draftOfFile, nameOfFile } from '../../src/commands/check_file.js'
import { stateFolder } from '../../src/state/folder.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { recordedIo } from '../fakes/typed.js'

test('checkedFile() takes a file that is there, of check alone', (t) => {
  const cwd = temporaryFolder(t)
  for (const file of ['topology.yaml', 'prod']) writeFileSync(join(cwd, file), '')
  const named = (verb: string, word: string) =>
    checkedFile({ args: [word], options: { verb }, settings: { cwd } } as unknown as Invocation)
  assert.equal(named('check', 'topology.yaml'), join(cwd, 'topology.yaml'))
  assert.equal(named('check', './prod'), join(cwd, 'prod'))
  assert.equal(named('check', 'prod'), null, 'a word without a dot or a slash is a cluster')
  assert.equal(named('check', 'gone.yaml'), null)
  assert.equal(named('deploy', 'topology.yaml'), null)
})

test('draftOfFile() is a cluster that no other can be, of the version that is given', async (t) => {
  const folder = temporaryFolder(t)
  const state = await stateFolder(join(folder, 'home'))
  const file = join(folder, 'topology.yaml')
  writeFileSync(file, 'master_servers: [{ host: 10.0.0.1 }]\n')
  const { io } = recordedIo()
  const settings = { cwd: folder, home: join(folder, 'home'), user: 'me', mirror: null, ssh: null }
  const invocation = { io, args: ['topology.yaml'], options: {}, settings } as unknown as Invocation
  const draft = await draftOfFile(invocation, { file, state, newId: 'abc123', version: null })
  assert.deepEqual([draft.name, draft.version, draft.id], [nameOfFile, 'v8.1.0', 'abc123'])
  const wanted = await draftOfFile(invocation, { file, state, newId: 'abc123', version: 'v7.5.0' })
  assert.equal(wanted.version, 'v7.5.0')
  await assert.rejects(draftOfFile(invocation, { file, state, newId: 'abc123', version: 'v0' }), /v0/)
})
