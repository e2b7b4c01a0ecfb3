import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { modules } from '../../src/modules/index.js'
import { typed } from '../fakes/typed.js'

describe('module', () => {
  test('lists every module with one line', async () => {
    const { code, out } = await typed(['module', 'list'])
    assert.equal(code, 0)
    for (const name of modules.keys()) assert.match(out, new RegExp(`^${name} `, 'm'))
    assert.equal(JSON.parse((await typed(['module', 'list', '--json'])).out).length, modules.size)
  })

  test('shows one, as text and as JSON', async () => {
    assert.match((await typed(['module', 'show', 'service'])).out, /^service .*\n\nKeep a service running/)
    assert.equal(JSON.parse((await typed(['module', 'show', 'service', '--json'])).out).name, 'service')
  })

  const wrong: [string[], RegExp][] = [
    [['show', 'servce'], /there is no module "servce"\nhint: did you mean service\?/],
    [['show'], /cannot show a module as its name is missing/],
    [['shwo', 'service'], /cannot shwo a module as they can be listed or shown only\nhint: dmbook module list/],
  ]
  for (const [words, said] of wrong)
    test(`refuses module ${words.join(' ')}`, async () => {
      const { code, err } = await typed(['module', ...words])
      assert.equal(code, 2)
      assert.match(err, said)
    })
})
