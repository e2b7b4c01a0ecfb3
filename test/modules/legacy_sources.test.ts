import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { legacySources } from '../../src/modules/legacy_sources.js'
import { fakeHost } from '../fakes/fake_host.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { fakeTools, summary } from './fake_tools.js'

test('legacy_sources writes what is missing, and lets nothing else lie there', async (t) => {
  const src = join(temporaryFolder(t), 'a.yaml')
  writeFileSync(src, 'source-id: a\n')
  const want = { path: '/v1', files: [{ id: 'a', file: 'a.yaml', src }] }
  const check = async (files: Parameters<typeof fakeHost>[0]) =>
    summary(await legacySources.check(fakeHost(files), want, fakeTools()))
  const directory = { kind: 'directory', mode: '0700' } as const
  assert.deepEqual(await check({}), ['create /v1 with 1 source'])
  assert.equal(await check({ '/v1': directory, '/v1/a.yaml': { text: 'source-id: a\n', mode: '0600' } }), 'same')
  assert.deepEqual(await check({ '/v1': directory, '/v1/a.yaml': { text: 'old\n', mode: '0600' } }), [
    'write /v1/a.yaml',
  ])
  assert.deepEqual(await check({ '/v1': directory, '/v1/a.yaml': { text: 'source-id: a\n', mode: '0644' } }), [
    'mode 0644 → 0600',
  ])
  assert.match(
    String(await check({ '/v1': directory, '/v1/b.yaml': {} })),
    /blocked: .*dm-master would read b\.yaml too/,
  )
})
