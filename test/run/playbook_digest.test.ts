import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { loadPlaybook } from '../../src/language/load.js'
import { catalog } from '../../src/modules/index.js'
import { playbookDigest } from '../../src/run/playbook_digest.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

const playbook = `description: x
plays:
  - name: One
    hosts: all
    tasks:
      - include: part.yaml
`
const part = (message: string): string => `description: y
inputs: {}
tasks:
  - name: Say
    debug: { message: ${message} }
`

async function digestOf(t: TestContext, text: string, included: string): Promise<string> {
  const folder = join(temporaryFolder(t), 'deep')
  mkdirSync(folder)
  writeFileSync(join(folder, 'p.yaml'), text)
  writeFileSync(join(folder, 'part.yaml'), included)
  return playbookDigest(
    await loadPlaybook(join(folder, 'p.yaml'), { read: (path) => readFile(path, 'utf8'), catalog: catalog() }),
  )
}

test('playbookDigest() is of what a playbook means, wherever it lies', async (t) => {
  const plain = await digestOf(t, playbook, part('hi'))
  assert.equal(await digestOf(t, `# a comment\n${playbook}`, part('hi')), plain)
  assert.notEqual(await digestOf(t, playbook.replace('One', 'Two'), part('hi')), plain)
  assert.notEqual(await digestOf(t, playbook, part('ho')), plain)
})
