import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { secretKey } from '../../src/modules/secret_key.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { fakeTools } from './fake_tools.js'
import { localMachine } from './local_machine.js'

const key = 'a1'.repeat(32)

async function looked(t: TestContext, content: string | null, same_as?: string): Promise<object> {
  const { host, close } = await localMachine()
  t.after(close)
  const path = join(temporaryFolder(t), "it's a key")
  if (content === '/') mkdirSync(path)
  else if (content !== null) writeFileSync(path, content)
  return secretKey.read(host, { path, ...(same_as === undefined ? {} : { same_as }) }, fakeTools())
}

describe('secret_key', () => {
  const digest = createHash('sha256').update(key).digest('hex')

  test('gives the digest of a key, with or without an end of line, and nothing of the key', async (t) => {
    assert.deepEqual(await looked(t, key), { digest })
    assert.deepEqual(await looked(t, `${key}\n`, digest), { digest })
  })

  for (const [what, content, why] of [
    ['none', null, /as it cannot be read/],
    ['a folder', '/', /as it cannot be read/],
    ['a short one', key.slice(2), /64 hexadecimal digits/],
    ['other letters', `${key.slice(2)}zz`, /64 hexadecimal digits/],
  ] as const) {
    test(`refuses ${what}`, (t) => assert.rejects(looked(t, content), why))
  }

  test('refuses another key than that of another master', (t) =>
    assert.rejects(looked(t, key, 'other'), /another dm-master has another key/))
})
