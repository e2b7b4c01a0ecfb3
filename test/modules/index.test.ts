import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { catalog, modules } from '../../src/modules/index.js'

const folder = join(import.meta.dirname, '../../src/modules')

describe('modules', () => {
  const names = [...modules.keys()]

  test('are sorted', () => assert.deepEqual(names, [...names].sort()))

  test('are all the files that define one, under their names', () => {
    const files = readdirSync(folder).filter((file) =>
      readFileSync(join(folder, file), 'utf8').includes(' = defineModule({'),
    )
    assert.deepEqual(
      names,
      files.map((file) => file.replace(/\.ts$/, '')),
    )
  })

  test('say what they do in a sentence, and show it', () => {
    for (const [name, { summary, examples }] of modules) {
      assert.match(summary, /^[A-Z].*\.$/, name)
      assert.ok(examples.length > 0, name)
    }
  })
})

describe('catalog()', () => {
  test('has what the loader must know of each', () => {
    const entry = catalog().get('dm_leader')
    assert.deepEqual([entry?.name, entry?.control, entry?.results], ['dm_leader', false, ['leader']])
    assert.equal(catalog().get('cluster_record')?.control, true)
    assert.equal(catalog().size, modules.size)
  })
})
