import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { openEditor } from '../../src/commands/editor.js'
import { withHome } from '../fakes/typed.js'

describe('openEditor()', () => {
  test('gives the file to EDITOR behind its arguments', async () => {
    await withHome(async (home) => {
      const file = join(home, 'a file')
      writeFileSync(file, 'one\n')
      await openEditor(file, "sed -i 's/one/two/'")
      assert.equal(readFileSync(file, 'utf8'), 'two\n')
    })
  })

  test('opens vi where EDITOR names nothing', async () => {
    await withHome(async (home) => {
      const file = join(home, 'file')
      writeFileSync(join(home, 'vi'), '#!/bin/sh\necho vi >"$1"\n', { mode: 0o755 })
      const { PATH } = process.env
      process.env.PATH = `${home}:${PATH}`
      try {
        await openEditor(file, null)
      } finally {
        process.env.PATH = PATH
      }
      assert.equal(readFileSync(file, 'utf8'), 'vi\n')
    })
  })

  test('says that an editor is not there, or that it failed', async () => {
    await assert.rejects(openEditor('/nowhere', 'no-such-editor'), /as no-such-editor is not there/)
    await assert.rejects(openEditor('/nowhere', 'false'), /as false ended with 1/)
  })
})
