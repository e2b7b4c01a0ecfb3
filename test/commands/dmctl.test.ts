import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { packTiny } from '../fakes/tiny_packages.js'
import { typed, withHome } from '../fakes/typed.js'
import { root } from '../shape/imports.js'

/** In a process of its own: dmctl has its streams. */
const dmctl = (home: string, words: readonly string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', join(root, 'src', 'main.ts'), ...words], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, DMBOOK_HOME: home, DMBOOK_MIRROR: join(home, 'packages') },
  })

test('dmctl runs the package of the mirror, in the version that is wanted, with the words as they are', async () => {
  await withHome(async (home) => {
    packTiny(join(home, 'packages'), 'v8.1.0')
    const { status, stdout, stderr } = dmctl(home, ['dmctl:v8.1.0', '--version', '--json'])
    assert.deepEqual([status, stdout], [0, 'Release Version: v8.1.0\n'], stderr)
  })
})

test('dmctl says which versions there are', async () => {
  await withHome(async (home) => {
    packTiny(join(home, 'packages'), 'v8.1.0')
    const { code, err } = await typed(['dmctl:v9.0.0', 'x'], { home, env: { DMBOOK_MIRROR: join(home, 'packages') } })
    assert.equal(code, 2)
    assert.match(err, /cannot find dmctl v9\.0\.0 .* the nearest are v8\.1\.0/)
  })
})
