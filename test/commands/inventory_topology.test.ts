import assert from 'node:assert/strict'
import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { type ShapeName, shapeFolder, shapes } from '../dm/legacy/shapes.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { typed } from '../fakes/typed.js'
import { root } from '../shape/imports.js'
import { assertGolden } from './golden.js'

function scene(t: TestContext, name: ShapeName) {
  const cwd = temporaryFolder(t)
  cpSync(join(root, shapeFolder(name)), join(cwd, 'dm-ansible'), { recursive: true })
  const type = (words: readonly string[]) =>
    typed(['inventory', ...words], { home: join(cwd, 'home'), cwd, answers: ['n'] })
  const file = join(cwd, 'new.yaml')
  return { cwd, file, type, convert: () => type(['convert', 'dm-ansible/inventory.ini', 'new.yaml', '--topology']) }
}

describe('convertToTopology()', () => {
  for (const name of shapes)
    test(`makes a topology of ${name} that validate takes`, async (t) => {
      const { cwd, file, type, convert } = scene(t, name)
      const { code, out, err } = await convert()
      assert.equal(code, 0, err)
      assert.match(out, /^new\.yaml: the topology of .*, from the inventory alone\./)
      assert.equal(statSync(file).mode & 0o777, 0o600)
      assertGolden(`inventory_topology_${name}.yaml`, readFileSync(file, 'utf8').replaceAll(cwd, '/ops'))
      const valid = await typed(['validate', 'new.yaml'], { home: join(cwd, 'home'), cwd })
      assert.equal(valid.code, 0, valid.err)
      assert.equal((await type(['graph', 'new.yaml', '--topology'])).code, 2)
    })

  test('replaces nothing without a yes, and writes nothing where the inventory is wrong', async (t) => {
    const { cwd, file, convert } = scene(t, 'plain')
    writeFileSync(file, 'mine')
    assert.equal((await convert()).code, 6)
    assert.equal(readFileSync(file, 'utf8'), 'mine')
    const inventory = join(cwd, 'dm-ansible', 'inventory.ini')
    writeFileSync(inventory, readFileSync(inventory, 'utf8').replace('deploy_dir = /home', 'deploy_dir = home'))
    const { code, err } = await convert()
    assert.equal(code, 2)
    assert.match(err, /inventory\.ini:26:14 .*it is not absolute/)
  })

  test('needs a name that ends with .yaml', async (t) => {
    const { type } = scene(t, 'plain')
    const { code, err } = await type(['convert', 'dm-ansible/inventory.ini', 'new.ini', '--topology'])
    assert.equal(code, 2)
    assert.match(err, /its name does not end with \.yaml/)
  })
})
