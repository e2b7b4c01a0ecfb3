import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { askingAmid } from '../../src/commands/asking.js'
import { Redactor } from '../../src/core/secret.js'
import { recordedIo } from '../fakes/typed.js'

function asking(answers: readonly string[], { interactive = true, silent = false } = {}) {
  const { io, said } = recordedIo(answers)
  const redactor = new Redactor()
  const held: string[] = []
  const reporter = {
    pause: async () => {
      held.push('pause')
      return () => void held.push('go on')
    },
  }
  return { ...askingAmid({ io: { ...io, interactive }, reporter, redactor, silent }), said, held, redactor }
}

describe('askingAmid()', () => {
  test('holds the report back while it asks, one question after the other', async () => {
    const { yes, held, said } = asking(['yes', 'no'])
    const answers = await Promise.all([yes(['a key'], 'Trust it?'), yes([], 'And this?')])
    assert.deepEqual(answers, [true, false])
    assert.deepEqual(held, ['pause', 'go on', 'pause', 'go on'])
    assert.equal(said().out, 'a key\nTrust it? [y/N] And this? [y/N] ')
  })

  test('hides what was typed from then on', async () => {
    const { hidden, redactor } = asking(['open sesame'])
    assert.equal((await hidden('Passphrase:'))?.reveal(), 'open sesame')
    assert.equal(redactor.clean('say open sesame'), 'say ******')
  })

  test('the end of input is no answer', async () => {
    const { hidden, yes } = asking([])
    assert.equal(await hidden('Passphrase:'), null)
    assert.equal(await yes([], 'Trust it?'), false)
  })

  test('nobody is there without a terminal, or where programs read', () => {
    assert.equal(asking([], { interactive: false }).interactive, false)
    assert.equal(asking([], { silent: true }).interactive, false)
  })
})
