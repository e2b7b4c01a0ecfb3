import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hostileEntries, isFile, octal } from '../../src/packages/hostile_entries.js'
import type { TarEntry } from '../../src/packages/tar_reading.js'

const file = (path: string, other: Partial<TarEntry> = {}): TarEntry => ({
  path,
  type: 'File',
  mode: 0o755,
  size: 1,
  target: '',
  ...other,
})
const link = (path: string, target: string): TarEntry => file(path, { type: 'SymbolicLink', target })
const directory = (path: string): TarEntry => file(path, { type: 'Directory' })

describe('hostileEntries()', () => {
  const fine: [string, TarEntry[]][] = [
    ["TiUP's layout", [directory('./'), directory('./dm-worker/'), file('./dm-worker/dm-worker')]],
    ['a bare program', [file('dm-worker')]],
    ['dots that are no step', [file('..a/b..'), file('a...b')]],
    ['a link to its neighbour', [file('d/a'), link('d/b', 'a')]],
    ['a link up to the package itself', [link('d/e/b', '../../a')]],
    ['a link to a link', [link('b', 'c'), link('c', 'd/e')]],
    ['a directory twice', [directory('d/'), file('d/a'), directory('./d')]],
    ['a directory with the group bit', [directory('d'), { ...directory('e'), mode: 0o2755 }]],
    ['a sticky file', [file('a', { mode: 0o1755 })]],
  ]
  for (const [name, entries] of fine) test(`accepts ${name}`, () => assert.deepEqual(hostileEntries(entries), []))

  const hostile: [TarEntry[], string[]][] = [
    [[file('../a')], ['a name that leaves it: ../a']],
    [[file('a/../b')], ['a name that leaves it: a/../b']],
    [[file('/etc/passwd')], ['an absolute name: /etc/passwd']],
    [[file('a\nb')], ['a name with control characters: "a\\nb"']],
    [[file('a\u001b[2J')], ['a name with control characters: "a\\u001b[2J"']],
    [[file('a\ufffd')], ['a name with control characters: "a\ufffd"']],
    [[link('a', '/etc')], ['a link that may lead out of it: a → /etc']],
    [[link('a', '../b')], ['a link that may lead out of it: a → ../b']],
    [[link('d/a', './../../b')], ['a link that may lead out of it: d/a → ./../../b']],
    [[link('a', 'd/../b')], ['a link that may lead out of it: a → d/../b']],
    [[link('a', 'b\u0007')], ['a link with control characters: "b\\u0007"']],
    [[file('a', { type: 'Link', target: 'b' })], ['a hard link: a → b']],
    [[file('a', { type: 'CharacterDevice' })], ['a device: a']],
    [[file('a', { type: 'BlockDevice' })], ['a device: a']],
    [[file('a', { type: 'FIFO' })], ['something that is no file, directory or link (FIFO): a']],
    [[file('a', { type: 'SparseFile' })], ['something that is no file, directory or link (SparseFile): a']],
    [[file('a', { mode: 0o4755 })], ["a program that takes another user's rights (mode 4755): a"]],
    [[file('a', { mode: 0o2755 })], ["a program that takes another user's rights (mode 2755): a"]],
    [[file('a'), file('A')], ['names that differ in case only: a and A']],
    [[file('d/a'), file('D/b')], ['names that differ in case only: d and D']],
    [[file('\u00e9'), file('e\u0301')], ['names that differ in case only: \u00e9 and e\u0301']],
    [[file('a'), file('./a')], ['a name twice: a']],
    [[directory('a'), link('a', 'b')], ['a name twice: a']],
    [[link('l', 'd'), file('l/a')], ['a name below a link: l/a']],
    [[file('l/a/b'), link('l', 'd')], ['a name below a link: l/a/b']],
    [[file('a'), file('a/b')], ['a name below a file: a/b']],
  ]
  for (const [entries, problems] of hostile)
    test(`names ${problems.join()}`, () => assert.deepEqual(hostileEntries(entries), problems))

  test('names every problem', () => {
    const entries = [file('../a'), link('b', '/'), file('c', { mode: 0o4755 }), file('d'), file('D')]
    assert.equal(hostileEntries(entries).length, 4)
  })
})

test('isFile() holds for the three ways a tar says it', () => {
  const types: TarEntry['type'][] = ['File', 'OldFile', 'ContiguousFile', 'Directory', 'Link', 'SparseFile']
  assert.deepEqual(
    types.filter((type) => isFile({ type })),
    ['File', 'OldFile', 'ContiguousFile'],
  )
})

test('octal() has four digits', () => {
  assert.deepEqual([0o644, 0o4755, 0].map(octal), ['0644', '4755', '0000'])
})
