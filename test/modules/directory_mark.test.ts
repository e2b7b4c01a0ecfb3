import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { directoryMark } from '../../src/modules/directory_mark.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools, summary } from './fake_tools.js'

const want = { path: '/dm', mark: 'c0ffee' }
const tools = fakeTools()

describe('directory_mark', () => {
  test('check() marks a directory whatever it holds', async () => {
    const host = fakeHost({ '/dm': { kind: 'directory' }, '/dm/bin/x': { text: 'x' } })
    assert.deepEqual(summary(await directoryMark.check(host, want, tools)), ['mark /dm'])
  })

  test('apply() writes one file', async () => {
    const host = fakeHost({ '/dm': { kind: 'directory' } }).allowWrites()
    await directoryMark.apply(host, want, tools)
    assert.deepEqual(
      host.writes.map(({ path, content }) => [path, content]),
      [['/dm/.dmbook', 'c0ffee\n']],
    )
    assert.equal(summary(await directoryMark.check(host, want, tools)), 'same')
  })

  test('check() refuses what is somebody else’s, a link, and nothing', async () => {
    const refused = async (files: Parameters<typeof fakeHost>[0]) =>
      String(summary(await directoryMark.check(fakeHost(files), want, tools)))
    assert.match(
      await refused({ '/dm': { kind: 'directory' }, '/dm/.dmbook': { text: 'other\n' } }),
      /another cluster: other/,
    )
    assert.match(await refused({ '/dm': { kind: 'link', target: '/etc' } }), /it is a link/)
    assert.match(await refused({}), /not there/)
  })
})
