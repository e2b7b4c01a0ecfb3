import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isProgramName, stampLine, stampOf } from '../../src/playground/stamp.js'
import { stamp } from './fake_program.js'

test('stampOf(): what was baked in, else the first argument', () => {
  assert.deepEqual(stampOf(stamp, ['-V']), { stamp, args: ['-V'] })
  assert.equal(stampOf(undefined, ['dm-worker', '-V'])?.stamp.program, 'dm-worker')
  assert.equal(stampOf(undefined, ['what']), null)
  assert.equal(stampOf(undefined, []), null)
})

test('stampLine() is JavaScript that sets the stamp', () => {
  assert.match(stampLine(stamp), /^globalThis\.dmPlaygroundStamp = \{"program":"dm-master",.*\};$/)
  assert.equal(isProgramName('promtool'), true)
})
