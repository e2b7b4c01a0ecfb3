import assert from 'node:assert/strict'
import { test } from 'node:test'
import { iniMeaning } from '../../../src/dm/forms/ini_meaning.js'

test('iniMeaning() takes the quotes of the format away, and no others', () =>
  assert.deepEqual(
    [...(iniMeaning('[security]\na = `p#;w`\nb = "x"\nc = say "x"\n[empty]\n') ?? [])],
    [
      ['security.a', 'p#;w'],
      ['security.b', 'x'],
      ['security.c', 'say "x"'],
    ],
  ))
