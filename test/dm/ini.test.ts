import assert from 'node:assert/strict'
import { test } from 'node:test'
import { iniSections, iniValue } from '../../src/dm/ini.js'

test('iniSections() takes what stands before the last dot for the section', () => {
  const found = iniSections({
    'log.file.level': 'debug',
    'smtp.enabled': true,
    'log.file.format': 'text',
    bare: 'x',
    '.x': 'y',
  })
  assert.deepEqual(found, [
    {
      name: 'log.file',
      entries: [
        { key: 'level', value: 'debug' },
        { key: 'format', value: 'text' },
      ],
    },
    { name: 'smtp', entries: [{ key: 'enabled', value: 'true' }] },
  ])
})

test('iniValue() quotes what the format would cut', () => {
  assert.deepEqual(['plain', 'a#b', 'a;b', ' a', 'a"b'].map(iniValue), ['plain', '`a#b`', '`a;b`', '` a`', '`a"b`'])
})
