import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { withPackages } from '../../src/commands/package_inputs.js'
import type { InputSpec } from '../../src/language/playbook.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { writeTarball } from '../modules/tarball.js'

const spec = (name: string, type: InputSpec['type']) => [name, { name, type } as InputSpec] as const
const header = { inputs: new Map([spec('package', 'package'), spec('offline', 'bool')]) }

describe('withPackages()', () => {
  test('completes the path of a package, and leaves other inputs', async (t) => {
    const path = await writeTarball(join(temporaryFolder(t), 'p.tar.gz'), [{ path: 'dm-worker/dm-worker', text: '#!' }])
    const given = await withPackages(header, { package: { path }, offline: true })
    const { sha256, size, ...rest } = Object(given.package)
    assert.deepEqual([given.offline, rest], [true, { path, components: ['dm-worker'], archs: [] }])
    assert.match(sha256, /^[0-9a-f]{64}$/)
    assert.ok(size > 0)
  })

  test('leaves out what was not given', async () => {
    assert.deepEqual(await withPackages(header, { package: null, offline: false }), { package: null, offline: false })
  })

  test('refuses what holds no program, or is no package', async (t) => {
    const folder = temporaryFolder(t)
    const path = await writeTarball(join(folder, 'p.tar.gz'), [{ path: 'readme.md', text: 'x' }])
    await assert.rejects(withPackages(header, { package: { path } }), {
      code: 'E-PACKAGE',
      message: `cannot use the package ${path} as it holds no program of a component`,
    })
    await assert.rejects(withPackages(header, { package: { path: join(folder, 'none') } }), { code: 'E-PACKAGE' })
  })
})
