import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { file } from '../../src/modules/file.js'
import { completed } from '../contract/modules.js'
import { type FakeFile, fakeHost } from '../fakes/fake_host.js'
import { fakeTools, summary } from './fake_tools.js'

type Files = Readonly<Record<string, FakeFile>>
const tools = fakeTools()
const wanted = (want: object) => completed(file, { path: '/a', ...want })
const check = async (files: Files, want: object) => summary(await file.check(fakeHost(files), wanted(want), tools))

describe('file', () => {
  const table: readonly [string, Files, object, string | string[]][] = [
    ['content, same', { '/a': { text: 'x\n' } }, { content: 'x\n' }, 'same'],
    ['content, other', { '/a': { text: 'y\n' } }, { content: 'x\n' }, ['change /a']],
    [
      'content and mode',
      { '/a': { text: 'y\n', mode: '0600' } },
      { content: 'x\n' },
      ['change /a', 'mode 0600 → 0644'],
    ],
    ['content, missing', {}, { content: 'x\n' }, ['create /a']],
    ['content, a directory', { '/a/b': {} }, { content: '' }, 'blocked: cannot keep /a as a file as it is a directory'],
    ['no content, missing', {}, {}, ['create /a, empty']],
    ['no content, there', { '/a': { text: 'z', mode: '0600' } }, {}, ['mode 0600 → 0644']],
    ['link, same', { '/a': { kind: 'link', target: '/b' } }, { state: 'link', target: '/b' }, 'same'],
    ['link, other', { '/a': { kind: 'link', target: '/c' } }, { state: 'link', target: '/b' }, ['target /c → /b']],
    [
      'link, a file',
      { '/a': {} },
      { state: 'link', target: '/b' },
      'blocked: cannot make the link /a as a file is there',
    ],
    ['link to nowhere', {}, { state: 'link' }, 'blocked: cannot make the link /a as no target is given'],
    ['absent, missing', {}, { state: 'absent' }, 'same'],
    ['absent, a link', { '/a': { kind: 'link', target: '/b' } }, { state: 'absent' }, ['remove /a']],
    ['absent, a directory', { '/a/b': {} }, { state: 'absent' }, 'blocked: cannot remove /a as it is a directory'],
  ]
  for (const [name, files, want, expected] of table) {
    test(`check() of ${name}`, async () => assert.deepEqual(await check(files, want), expected))
  }

  test('check() shows the text as a diff', async () => {
    const found = await file.check(fakeHost({ '/a': { text: 'y\n' } }), wanted({ content: 'x\n' }), tools)
    assert.deepEqual(found.kind === 'differs' && found.changes[0]?.diff, { path: '/a', before: 'y\n', after: 'x\n' })
  })

  test('apply() writes, links and removes in one effect each', async () => {
    const host = fakeHost({ '/kept': { text: 'kept' } }).allowWrites()
    await file.apply(host, wanted({ content: 'x', owner: 'tidb' }), tools)
    await file.apply(host, wanted({ path: '/kept', mode: '0600' }), tools)
    await file.apply(host, wanted({ path: '/l', state: 'link', target: '-T b' }), tools)
    await file.apply(host, wanted({ state: 'absent' }), tools)
    assert.deepEqual(
      host.writes.map(({ path, content, attributes }) => ({ path, content, attributes })),
      [
        { path: '/a', content: 'x', attributes: { mode: '0644', owner: 'tidb' } },
        { path: '/kept', content: 'kept', attributes: { mode: '0600' } },
      ],
    )
    assert.deepEqual(host.scripts, [
      "rm -f /l.dmbook-new && ln -s -- '-T b' /l.dmbook-new && mv -fT /l.dmbook-new /l",
      'rm -f /a',
    ])
  })
})

describe('file, src', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dmbook-file-'))
    await writeFile(join(folder, 'src'), 'x\n')
  })
  after(() => rm(folder, { recursive: true }))

  test('is compared by digest, and sent', async () => {
    const given = fakeTools({ resolve: (path) => join(folder, path) })
    const want = wanted({ src: 'src' })
    assert.equal(summary(await file.check(fakeHost({ '/a': { text: 'x\n' } }), want, given)), 'same')
    const host = fakeHost({ '/a': { text: 'y\n' } }).allowWrites()
    assert.deepEqual(summary(await file.check(host, want, given)), ['replace /a'])
    await file.apply(host, want, given)
    assert.deepEqual(host.sent[0]?.content, join(folder, 'src'))
  })

  test('excludes content', async () => {
    const given = fakeTools({ resolve: (path) => join(folder, path) })
    await assert.rejects(
      async () => file.check(fakeHost(), wanted({ src: 'src', content: '' }), given),
      /both content and src/,
    )
  })
})
