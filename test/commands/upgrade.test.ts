import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { upgradeOf } from '../../src/commands/upgrade.js'

const at = (version: string, upgrading?: string, config: Record<string, string> = {}) => ({
  name: 'prod',
  version,
  topology: { master_servers: [{ host: 'a', config }, { host: 'b' }] },
  ...(upgrading ? { upgrading } : {}),
})

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

  const notes = (meta: ReturnType<typeof at>, wanted: string): string => {
    const found = upgradeOf(meta, wanted)
    return found.kind === 'upgrade' ? found.notes.join('\n') : ''
  }

  test('says what crossing v8.0 without a secret key means, and nothing within a line', () => {
    assert.match(notes(at('v7.5.0'), 'v8.1.0'), /secret-key-path on every dm-master/)
    assert.equal(notes(at('v8.1.0'), 'v8.5.0'), '')
    assert.equal(notes(at('v6.1.0'), 'v7.5.0'), '')
  })

  test('warns of v5.3.0', () => assert.match(notes(at('v5.3.0'), 'v5.4.0'), /GTID/))

  test('refuses a key that only some masters have, or that the version does not know', () => {
    const some = at('v7.5.0', undefined, { 'secret-key-path': '/k' })
    assert.throws(() => upgradeOf(some, 'v8.1.0'), { code: 'E-SECRET-KEY', message: /1 of 2 dm-masters have a/ })
    assert.throws(() => upgradeOf(some, 'v7.5.1'), { code: 'E-SECRET-KEY', message: /is a word of v8\.0/ })
  })
})
