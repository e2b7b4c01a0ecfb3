import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hostKeyOf } from '../../../src/hosts/ssh/host_key.js'
import { hostKeyBook } from '../../../src/hosts/ssh/host_key_book.js'
import { newKeyPair } from '../../../src/hosts/ssh/key_pair.js'

const where = { address: '10.0.0.1', port: 22 }
const keyText = (): string => newKeyPair('').publicKey.trim()
const keyOf = (text: string) => hostKeyOf(Buffer.from(text.split(' ')[1] ?? '', 'base64'))

function pins(...lines: string[]) {
  return {
    path: '/pins',
    lines: async () => lines,
    add: async (more: readonly string[]) => void lines.push(...more),
    all: lines,
  }
}

describe('hostKeyBook()', () => {
  test('our pins go before the files of the user', async () => {
    const [ours, theirs] = [keyText(), keyText()]
    const options = { others: [`10.0.0.* ${theirs}`], keeps: true }
    assert.deepEqual((await hostKeyBook(pins(`10.0.0.1 ${ours}`), options).known(where)).trusted, [keyOf(ours)])
    assert.deepEqual((await hostKeyBook(pins(), options).known(where)).trusted, [keyOf(theirs)])
  })

  test('a plan writes nothing, and remembers for as long as it lasts', async () => {
    const file = pins()
    const book = hostKeyBook(file, { others: [], keeps: false })
    const key = keyOf(keyText())
    await book.add([{ where, key }])
    assert.deepEqual((await book.known(where)).trusted, [key])
    assert.deepEqual(file.all, [])
  })

  test('a run writes', async () => {
    const file = pins()
    const text = keyText()
    await hostKeyBook(file, { others: [], keeps: true }).add([{ where, key: keyOf(text) }])
    assert.deepEqual(file.all, [`10.0.0.1 ${text.split(' ').slice(0, 2).join(' ')}`])
  })
})
