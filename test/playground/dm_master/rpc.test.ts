import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rpc } from '../../../src/playground/dm_master/rpc.js'

test('rpc() ties fields and answer together', async () => {
  const made = rpc({ name: 'text' }, (_master, { name }) => ({ name }))
  assert.deepEqual(made.fields, { name: 'text' })
  assert.deepEqual(await made.answer({} as never, { name: 'x' } as never), { name: 'x' })
})
