import assert from 'node:assert/strict'
import { test } from 'node:test'
import { includedFiles } from '../../src/language/included_files.js'

test('includedFiles() reads each file once, cycles and missing ones too', async () => {
  const texts = new Map([
    ['a/b.yaml', 'tasks: [{ include: c.yaml }, { include: c.yaml }]\n'],
    ['a/c.yaml', 'tasks: [{ include: b.yaml }, { block: [{ include: none.yaml }] }]\n'],
  ])
  const read: string[] = []
  const files = await includedFiles(
    { file: 'main.yaml', text: 'plays: [{ tasks: [{ include: a/b.yaml }] }]\n' },
    async (file) => {
      read.push(file)
      return texts.get(file) ?? Promise.reject(new Error('ENOENT'))
    },
  )
  assert.deepEqual(read, ['a/b.yaml', 'a/c.yaml', 'a/none.yaml'])
  assert.deepEqual(
    [...files].map(([file, source]) => [file, source !== null]),
    [
      ['a/b.yaml', true],
      ['a/c.yaml', true],
      ['a/none.yaml', false],
    ],
  )
})
