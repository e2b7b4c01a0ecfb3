import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { dmctlProgram } from '../../src/packages/dmctl_program.js'
import { packagesFrom } from '../../src/packages/index.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { packTiny } from '../fakes/tiny_packages.js'

test('dmctlProgram() unpacks the wanted version once', async (t) => {
  const folder = temporaryFolder(t)
  packTiny(join(folder, 'packages'), 'v8.1.0')
  const cache = join(folder, 'cache')
  const packages = packagesFrom(join(folder, 'packages'), { cache })
  const one = await dmctlProgram(packages, { version: null, cache })
  const other = await dmctlProgram(packages, { version: 'v8.1.0', cache })
  assert.deepEqual([one, one.version], [other, 'v8.1.0'])
  assert.match(execFileSync(one.path, ['-V'], { encoding: 'utf8' }), /Release Version: v8\.1\.0/)
  assert.equal(readdirSync(cache).filter((name) => name.startsWith('dmctl-')).length, 1)
  await assert.rejects(dmctlProgram(packages, { version: 'v9.0.0', cache }), { code: 'E-PACKAGE' })
})
