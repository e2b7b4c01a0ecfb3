import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { upgradeOf } from '../../src/commands/upgrade.js'

const at = (version: string, upgrading?: string) => ({ name: 'prod', version, ...(upgrading ? { upgrading } : {}) })

describe('upgradeOf()', () => {
  test('goes to what is newer', () => {
    for (const wanted of ['v8.1.1', 'v8.5.0', 'v8.1.0-20260101', 'nightly'])
      assert.equal(upgradeOf(at('v8.1.0'), wanted).kind, 'upgrade')
  })

  test('has nothing to do where it is, unless that was left half way', () => {
    assert.deepEqual(upgradeOf(at('v8.1.0'), 'v8.1.0'), {
      kind: 'nothing',
      text: 'prod is at v8.1.0 already: nothing to do.',
    })
    assert.equal(upgradeOf(at('v8.1.0', 'v8.5.0'), 'v8.5.0').kind, 'upgrade')
  })

  const refused: readonly (readonly [ReturnType<typeof at>, string, RegExp])[] = [
    [at('v8.1.0'), 'v8.0.0', /cannot bring prod to v8\.0\.0 as DM does not go back: it is at v8\.1\.0/],
    [at('nightly'), 'v8.5.0', /it is at nightly/],
    [at('v8.1.0', 'v8.5.0'), 'v8.3.0', /it is half way to v8\.5\.0/],
    [at('v8.1.0', 'v8.5.0'), 'v8.1.0', /it is half way to v8\.5\.0/],
    [at('v8.1.0'), 'latest', /cannot upgrade to latest as it is no version of DM/],
  ]
  for (const [meta, wanted, message] of refused) {
    test(`refuses ${wanted} for ${meta.version}${meta.upgrading ? ` on its way to ${meta.upgrading}` : ''}`, () =>
      void assert.throws(() => upgradeOf(meta, wanted), { code: 'E-VERSION', message }))
  }
})
