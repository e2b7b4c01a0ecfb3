import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { root } from '../shape/imports.js'

const shipped = (name: string): string => readFileSync(join(root, 'inventories', name), 'utf8')

describe('template', () => {
  test('prints the shipped files as they are; --full wins over --local', async () => {
    assert.equal((await typed(['template'])).out, shipped('minimal.yaml'))
    assert.equal((await typed(['template', '--full', '--local'])).out, shipped('full.yaml'))
  })

  test('prints one filled from flags, which validates', async () => {
    await withHome(async (home) => {
      const hosts = ['--master-servers', '10.0.0.1,10.0.0.2,10.0.0.3', '--worker-servers', '10.0.0.1,10.0.0.2,10.0.0.3']
      const { code, out } = await typed(['template', '--local', '--user', 'dm', '--ssh-port', '2222', ...hosts])
      assert.equal(code, 0)
      assert.match(out, /user: "?dm"?\n/)
      writeFileSync(join(home, 't.yaml'), out)
      assert.equal((await typed(['validate', join(home, 't.yaml')], { home })).code, 0)
    })
  })

  test('says all that is wrong with the flags at once', async () => {
    const { code, err } = await typed(['template', '--local', '--master-servers', 'a', '--worker-servers', 'b'])
    assert.equal(code, 2)
    assert.match(err, /^2 problems\.|\n2 problems\./m)
  })
})
