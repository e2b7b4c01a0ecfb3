import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { directory } from '../../src/modules/directory.js'
import { completed } from '../contract/modules.js'
import { type FakeFile, fakeHost } from '../fakes/fake_host.js'
import { fakeTools, summary } from './fake_tools.js'

type Files = Readonly<Record<string, FakeFile>>
const tools = fakeTools()

const check = async (files: Files, want: object) =>
  summary(await directory.check(fakeHost(files), completed(directory, { path: '/dm', ...want }), tools))

describe('directory', () => {
  const dir = (mode = '0755', owner = 'root'): FakeFile => ({ kind: 'directory', mode, owner })
  const table: readonly [string, Files, object, string | string[]][] = [
    ['same', { '/dm': dir() }, {}, 'same'],
    ['the same mode with three digits', { '/dm': dir() }, { mode: '755' }, 'same'],
    ['missing', {}, {}, ['create /dm']],
    ['another owner', { '/dm': dir() }, { owner: 'tidb' }, ['owner root → tidb']],
    ['another mode and group', { '/dm': dir('0777') }, { group: 'dm' }, ['mode 0777 → 0755', 'group root → dm']],
    [
      'a link',
      { '/dm': { kind: 'link', target: '/x' } },
      {},
      'blocked: cannot keep /dm as a directory as it is a link',
    ],
    ['ours', { '/dm': dir(), '/dm/.dmbook': { text: 'm1\n' }, '/dm/x': {} }, { mark: 'm1' }, 'same'],
    ['empty', { '/dm': dir() }, { mark: 'm1' }, ['take the empty directory /dm']],
    [
      'empty but for a mark that was being written',
      { '/dm/..dmbook.dmbook-ab12': {} },
      { mark: 'm1' },
      ['take the empty directory /dm'],
    ],
    [
      'somebody else’s',
      { '/dm/.dmbook': { text: 'm2\n' } },
      { mark: 'm1' },
      'blocked: cannot use /dm as it belongs to another cluster: m2',
    ],
    ['strange', { '/dm/x': {} }, { mark: 'm1' }, 'blocked: cannot use /dm as it is not empty and not ours: x'],
  ]
  for (const [name, files, want, expected] of table) {
    test(`check() of what is ${name}`, async () => assert.deepEqual(await check(files, want), expected))
  }

  test('apply() makes each missing parent, quoted, and marks last', async () => {
    const host = fakeHost({ '/dm data/': { kind: 'directory' } }).allowWrites()
    const want = completed(directory, { path: "/dm data/it's/here", mode: '0750', owner: 'tidb', mark: 'm1' })
    await directory.apply(host, want, tools)
    const install = 'group=$(id -gn tidb) && install -d -m 0750 -o tidb -g "$group"'
    assert.equal(host.scripts[0]?.split('\n')[0], "p='/dm data'; t=$p.dmbook-$$")
    assert.ok(host.scripts[1]?.includes(`${install} "$t" && : >"$t/.dmbook-parent"`))
    assert.equal(host.scripts[2], `${install} '/dm data/it'\\''s/here'`)
    const attributes = { mode: '0644', owner: 'tidb' }
    assert.deepEqual(host.writes, [{ user: null, path: "/dm data/it's/here/.dmbook", content: 'm1\n', attributes }])
  })

  test('apply() without a mark leaves no note in parents', async () => {
    const host = fakeHost().allowWrites()
    await directory.apply(host, completed(directory, { path: '/a/b', group: 'dm' }), tools)
    assert.deepEqual(host.scripts, ['install -d -m 0755 -g dm /a', 'install -d -m 0755 -g dm /a/b'])
  })
})

describe('directory, absent', () => {
  const absent = (files: Files, want: object = {}) => check(files, { state: 'absent', mark: 'm1', ...want })
  const ours: Files = { '/dm/.dmbook': { text: 'm1\n' } }

  test('is same where nothing is', async () => assert.equal(await absent({}), 'same'))

  test('is refused without a mark, and with another one', async () => {
    const want = completed(directory, { path: '/dm', state: 'absent' })
    const unmarked = await directory.check(fakeHost(ours), want, tools)
    assert.equal(summary(unmarked), 'blocked: cannot delete /dm as no mark says whose it is')
    assert.equal(await absent(ours, { mark: 'm2' }), 'blocked: cannot delete /dm as it belongs to another cluster: m1')
    assert.equal(await absent({ '/dm/x': {} }), 'blocked: cannot delete /dm as it carries no mark of ours')
    assert.equal(
      await absent({ '/dm': { kind: 'link', target: '/x' } }),
      'blocked: cannot delete /dm as it is a link, no directory',
    )
  })

  test('is same where only what is kept is left', async () => {
    const files = { ...ours, '/dm/data/x': {} }
    assert.equal(await absent(files, { keep: ['data'] }), 'same')
  })

  test('deletes what is ours', async () => {
    const host = fakeHost(ours).expect(/pwd -P/, { stdout: '/dm\n' })
    const want = completed(directory, { path: '/dm', state: 'absent', mark: 'm1' })
    assert.deepEqual(summary(await directory.check(host, want, tools)), ['delete /dm'])
  })
})
