import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { checksumFile, hostArch, packPlayground, programText } from '../../src/playground/pack.js'
import { stamp } from './fake_program.js'

function folder(t: TestContext) {
  const dir = mkdtempSync(join(tmpdir(), 'dmbook-pack-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const program = join(dir, 'program.cjs')
  writeFileSync(program, 'code()')
  return { dir: join(dir, 'packages'), program }
}

test('packPlayground() packs every component, and nothing twice', async (t) => {
  const options = { ...folder(t), version: 'v8.1.0', os: 'linux', arch: 'arm64' } as const
  const packed = await packPlayground(options)
  assert.deepEqual(
    packed.map((file) => file.name),
    [
      'dm-master-v8.1.0-linux-arm64.tar.gz',
      'dm-worker-v8.1.0-linux-arm64.tar.gz',
      'dmctl-v8.1.0-linux-arm64.tar.gz',
      'prometheus-v8.1.0-linux-arm64.tar.gz',
      'grafana-v8.1.0-linux-arm64.tar.gz',
      'alertmanager-v0.17.0-linux-arm64.tar.gz',
      'node_exporter-v1.3.1-linux-arm64.tar.gz',
      'blackbox_exporter-v0.21.1-linux-arm64.tar.gz',
    ],
  )
  const stats = () => readdirSync(options.dir).map((name) => statSync(join(options.dir, name), { bigint: true }).ino)
  const before = stats()
  assert.deepEqual(await packPlayground(options), packed)
  assert.deepEqual(stats(), before)
  for (const file of packed) {
    assert.equal(createHash('sha256').update(readFileSync(file.path)).digest('hex'), file.sha256)
    assert.ok(readFileSync(join(options.dir, checksumFile), 'utf8').includes(`${file.sha256}  ${file.name}\n`))
  }
})

test('packPlayground() mends a broken package, and keeps the lines of other versions', async (t) => {
  const options = { ...folder(t), version: 'v8.1.0', components: ['dmctl'] } as const
  const [first] = await packPlayground(options)
  assert.ok(first)
  writeFileSync(first.path, 'broken')
  const [mended] = await packPlayground(options)
  assert.deepEqual(mended, first)
  assert.notEqual(readFileSync(first.path, 'utf8'), 'broken')
  const [hotfix] = await packPlayground({ ...options, version: 'v8.1.0-hotfix', gitHash: 'f'.repeat(40) })
  assert.equal(hotfix?.name, `dmctl-v8.1.0-hotfix-linux-${hostArch()}.tar.gz`)
  assert.deepEqual(
    readFileSync(join(options.dir, checksumFile), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(66)),
    [hotfix?.name, first.name].toSorted(),
  )
})

test('programText() hands itself to the node that packs, whatever its path', () => {
  const text = programText('code()', { node: "/o'd path/node", stamp })
  assert.match(text, /^#!\/bin\/sh\n':' \/\/; exec '\/o'\\''d path\/node' "\$0" "\$@"\n/)
  assert.match(text, /\ncode\(\)$/)
})
