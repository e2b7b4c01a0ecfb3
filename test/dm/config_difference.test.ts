import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { configDifferences } from '../../src/dm/config_difference.js'

describe('configDifferences()', () => {
  const source = 'source-id: s1\nfrom:\n  host: a\n  port: 3306\n  password: sesame\n'

  for (const [what, other] of [
    ['order and style', 'from: { port: 3306, host: a, password: sesame }\nsource-id: "s1"\n'],
    ['a password, encrypted anew', source.replace('sesame', 'gxP7==')],
    ['a default that only one release writes down', `${source}purge: { interval: 0, expires: 0 }\nrelay-dir: ""\n`],
  ] as const) {
    test(`sees none in ${what}`, () => assert.deepEqual(configDifferences(source, other), []))
  }

  test('names each key with both values', () => {
    assert.deepEqual(configDifferences(source, source.replace('3306', '3307').replace('host: a', 'user: root')), [
      'from.host: "a", wanted absent',
      'from.port: 3306, wanted 3307',
      'from.user: absent, wanted "root"',
    ])
  })

  test('goes into lists', () => {
    assert.deepEqual(configDifferences('a: [{ b: 1 }]', 'a: [{ b: 1 }, { b: 2 }]'), ['a[1].b: absent, wanted 2'])
  })
})
