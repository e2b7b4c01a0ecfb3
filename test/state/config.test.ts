import assert from 'node:assert/strict'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readConfig, writeConfig } from '../../src/state/config.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

describe('readConfig()', () => {
  test('chooses nothing where there is no file', async (t) => {
    assert.deepEqual(await readConfig({ root: temporaryFolder(t) }), { mirror: null })
  })

  test('gives what was written, for the owner only', async (t) => {
    const root = temporaryFolder(t)
    await writeConfig({ root }, { mirror: '/m' })
    assert.deepEqual(await readConfig({ root }), { mirror: '/m' })
    assert.equal(statSync(join(root, 'config.json')).mode & 0o777, 0o600)
  })

  for (const text of ['', '7', '{"mirror":1}'])
    test(`refuses ${JSON.stringify(text)}`, async (t) => {
      const root = temporaryFolder(t)
      writeFileSync(join(root, 'config.json'), text)
      await assert.rejects(readConfig({ root }), { code: 'E-STATE' })
    })
})
