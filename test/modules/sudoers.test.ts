import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sudoers } from '../../src/modules/sudoers.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools, summary } from './fake_tools.js'

const want = completed(sudoers, { name: 'dm-1', lines: ['tidb ALL=(ALL) NOPASSWD:ALL'] })
const path = '/etc/sudoers.d/dm-1'
const tools = fakeTools()

describe('sudoers', () => {
  test('check() wants the text, root and 0440', async () => {
    const text = 'tidb ALL=(ALL) NOPASSWD:ALL\n'
    assert.equal(summary(await sudoers.check(fakeHost({ [path]: { text, mode: '0440' } }), want, tools)), 'same')
    assert.deepEqual(summary(await sudoers.check(fakeHost({ [path]: { text, mode: '0644' } }), want, tools)), [
      'mode 0644 → 0440',
    ])
    assert.deepEqual(summary(await sudoers.check(fakeHost(), want, tools)), [`create ${path}`])
  })

  test('apply() has visudo judge a file that sudo does not read, then renames it', async () => {
    const host = fakeHost().allowWrites()
    await sudoers.apply(host, want, tools)
    assert.deepEqual(
      host.writes.map((written) => [written.path, written.attributes]),
      [[`${path}.dmbook`, { mode: '0440', owner: 'root', group: 'root' }]],
    )
    const [script = ''] = host.scripts
    assert.match(
      script,
      /visudo -c -q -f [\s\S]*rm -f [\s\S]*mv -f \/etc\/sudoers.d\/dm-1.dmbook \/etc\/sudoers.d\/dm-1$/,
    )
  })

  test('apply() fails with what visudo says', async () => {
    const host = fakeHost()
      .allowWrites()
      .expect(/visudo/, { rc: 1, stdout: 'parse error near line 1\n' })
    await assert.rejects(async () => sudoers.apply(host, want, tools), { detail: 'parse error near line 1' })
  })

  test('absent removes that file only', async () => {
    const absent = completed(sudoers, { name: 'dm-1', state: 'absent' })
    const host = fakeHost({ [path]: {} }).allowWrites()
    assert.deepEqual(summary(await sudoers.check(host, absent, tools)), [`remove ${path}`])
    await sudoers.apply(host, absent, tools)
    assert.deepEqual(host.scripts, [`rm -f ${path}`])
    assert.equal(summary(await sudoers.check(fakeHost(), absent, tools)), 'same')
  })

  test('refuses a name that sudo would skip, and lines that are none', async () => {
    for (const bad of [{ name: 'a.b' }, { name: '../x' }, { lines: [] }, { lines: ['a\nb'] }]) {
      await assert.rejects(async () => sudoers.check(fakeHost(), { ...want, ...bad }, tools))
    }
  })
})
