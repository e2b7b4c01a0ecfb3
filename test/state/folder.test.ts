import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { stateFolder } from '../../src/state/folder.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

describe('stateFolder()', () => {
  test('makes its folders for the owner only, and says its format', async (t) => {
    const root = join(temporaryFolder(t), 'home')
    const state = await stateFolder(root)
    for (const path of [root, state.clusters, state.audit, state.runs, state.locks])
      assert.equal(statSync(path).mode & 0o777, 0o700, path)
    assert.equal(readFileSync(join(root, 'format'), 'utf8'), '1\n')
    assert.equal(statSync(join(root, 'format')).mode & 0o777, 0o600)
  })

  test('opens again what it made', async (t) => {
    const root = temporaryFolder(t)
    assert.deepEqual(await stateFolder(root), await stateFolder(root))
  })

  test('follows a link to a folder elsewhere', async (t) => {
    const folder = temporaryFolder(t)
    mkdirSync(join(folder, 'real'), { mode: 0o700 })
    symlinkSync(join(folder, 'real'), join(folder, 'home'))
    assert.equal((await stateFolder(join(folder, 'home'))).root, join(folder, 'home'))
  })

  test('refuses one to which others may write', async (t) => {
    const root = temporaryFolder(t)
    chmodSync(root, 0o770)
    await assert.rejects(stateFolder(root), {
      code: 'E-STATE',
      exit: 'refused',
      message: /as others may write to it$/,
      hint: `chmod 700 ${root}`,
    })
  })

  test('refuses one of a newer dmbook', async (t) => {
    const root = temporaryFolder(t)
    writeFileSync(join(root, 'format'), '2\n')
    await assert.rejects(stateFolder(root), { code: 'E-STATE', message: /as a newer dmbook made it: format 2, this/ })
  })
})
