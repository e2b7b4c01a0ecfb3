import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { plainPath, readTar, type TarEntry, type TarLimits, tarLimits } from '../../src/packages/tar_reading.js'
import { fileOf, paxLine, tarFile, tarOf } from './tar_of.js'

async function entriesOf(path: string, limits: TarLimits = tarLimits): Promise<TarEntry[]> {
  const found: TarEntry[] = []
  await readTar(path, { limits, entry: (entry) => void found.push(entry) })
  return found
}

describe('readTar()', () => {
  test('shows each entry as it is written', async (t) => {
    const path = tarFile(t, [
      { path: './a/', type: '5', mode: 0o755 },
      { path: './a/b', mode: 0o755, content: 'text' },
      { path: 'l', type: '2', target: 'a/b' },
    ])
    assert.deepEqual(await entriesOf(path), [
      { path: './a/', type: 'Directory', mode: 0o755, size: 0, target: '' },
      { path: './a/b', type: 'File', mode: 0o755, size: 4, target: '' },
      { path: 'l', type: 'SymbolicLink', mode: 0o644, size: 0, target: 'a/b' },
    ])
  })

  test('shows what readers of tars pass over', async (t) => {
    const path = tarFile(t, [
      { path: 'sparse', type: 'S', content: 'x' },
      { path: 'unknown', type: 'Z' },
      { path: 'a', content: 'x' },
    ])
    const types = (await entriesOf(path)).map(({ type }) => type)
    assert.deepEqual(types, ['SparseFile', 'Unsupported', 'File'])
  })

  test('shows the name of an extended header', async (t) => {
    const path = tarFile(t, [{ path: 'x', type: 'x', content: paxLine('path', '../out') }, { path: 'in' }])
    assert.deepEqual(
      (await entriesOf(path)).map((entry) => entry.path),
      ['../out'],
    )
  })

  test('gives the content of each entry', async (t) => {
    const path = tarFile(t, [
      { path: 'a', content: 'one' },
      { path: 'b', content: 'two' },
    ])
    const said: string[] = []
    await readTar(path, { entry: () => {}, content: (entry, piece) => void said.push(`${entry.path} ${piece}`) })
    assert.deepEqual(said, ['a one', 'b two'])
  })
})

describe('readTar() stops', () => {
  const cut = (bytes: number) => gzipSync(tarOf([{ path: 'a', content: 'x'.repeat(2000) }]).subarray(0, bytes))
  const gzip = gzipSync(tarOf([{ path: 'a', content: Buffer.from(Array.from({ length: 4000 }, (_, at) => at % 251)) }]))
  const sparse = [{ path: 'x', type: 'x', content: paxLine('GNU.sparse.name', '../out') }, { path: 'a' }]
  const broken: [string, (t: TestContext) => string, RegExp][] = [
    ['at a file that is no gzip', (t) => fileOf(t, Buffer.from('no gzip')), /^it is no \.tar\.gz, or a damaged one$/],
    ['at an empty file', (t) => fileOf(t, Buffer.alloc(0)), /Unrecognized archive format|no \.tar\.gz/],
    ['at a gzip cut short', (t) => fileOf(t, gzip.subarray(0, -20)), /^it is no \.tar\.gz, or a damaged one$/],
    ['at a tar cut short', (t) => fileOf(t, cut(1024)), /Truncated input/],
    ['at a gzip of something else', (t) => fileOf(t, gzipSync('x'.repeat(1024))), /checksum failure/],
    ['at a sparse file of an extended header', (t) => tarFile(t, sparse), /^it holds a sparse file$/],
  ]
  for (const [name, path, message] of broken)
    test(name, async (t) => {
      await assert.rejects(entriesOf(path(t)), { message })
    })

  test('at a damaged header amid good ones', async (t) => {
    const tar = tarOf([{ path: 'a' }, { path: 'b' }])
    tar.write('c', 512)
    await assert.rejects(entriesOf(fileOf(t, gzipSync(tar))), { message: /checksum failure/ })
  })

  test('beyond its limit of entries', async (t) => {
    const path = tarFile(t, [{ path: 'a' }, { path: 'b' }, { path: 'c' }])
    const limits = { ...tarLimits, entries: 2 }
    await assert.rejects(entriesOf(path, limits), { message: 'it holds more than 2 entries' })
  })

  test('beyond its limit of bytes', async (t) => {
    const path = tarFile(t, [{ path: 'a', content: 'x'.repeat(3000) }])
    const limits = { ...tarLimits, bytes: 2048 }
    await assert.rejects(entriesOf(path, limits), { message: 'it is larger than 2.0 KiB when unpacked' })
  })

  test('at a bomb', async (t) => {
    const path = tarFile(t, [{ path: 'a', content: Buffer.alloc(80 * 1024 ** 2) }])
    await assert.rejects(entriesOf(path), { message: 'it grows to more than 200 times its size when unpacked' })
  })
})

test('plainPath() is the name without what does not tell it apart', () => {
  const cases = ['./a', 'a/', 'a//b', './', 'a/./b/']
  assert.deepEqual(cases.map(plainPath), ['a', 'a', 'a/b', '.', 'a/b'])
})
