import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { loadHeader } from '../../src/language/header.js'
import { rejected } from './fixture.js'

const head = (text: string) => loadHeader('main.yaml', { read: async () => text })

describe('loadHeader()', () => {
  test('reads the head and leaves the plays alone', async () => {
    const header = await head(
      'description: Do it\narguments: [a]\nselect: true\ninputs: { a: { type: int, default: 3 } }\nplays: [{ nonsense: 1 }]\n',
    )
    assert.deepEqual(
      [header.file, header.description, header.arguments, header.select],
      ['main.yaml', 'Do it', ['a'], true],
    )
    assert.deepEqual(
      [...header.inputs.values()].map(({ name, type, required }) => [name, type, required]),
      [['a', 'int', false]],
    )
  })

  test('tells what is wrong with it', async () => {
    assert.deepEqual(
      await rejected(head('descripton: x\narguments: [b]\ninputs: { bb: { type: int } }\nplays: []\n')),
      [
        'main.yaml:1 cannot read the playbook as "descripton" is not a word here',
        'main.yaml:2 cannot read the playbook as the argument "b" is not among its inputs',
      ],
    )
  })
})
