import assert from 'node:assert/strict'
import { test } from 'node:test'
import { list } from 'tar'
import { tarOf } from '../../src/playground/tarball.js'

test('tarOf() is a tar that others read, the same each time', async () => {
  const files = [
    { path: 'a/b', text: 'x'.repeat(600), executable: true },
    { path: 'c', text: '', executable: false },
  ]
  const archive = tarOf(files)
  assert.ok(archive.equals(tarOf(files)))
  const seen: unknown[] = []
  const parser = list({ onReadEntry: (entry) => void seen.push([entry.path, entry.size, entry.mode]) })
  await new Promise<void>((resolve) => {
    parser.on('end', resolve)
    parser.end(archive)
  })
  assert.deepEqual(seen, [
    ['a/b', 600, 0o755],
    ['c', 0, 0o644],
  ])
})
