import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asker, printed } from '../../../src/playground/dmctl/command.js'
import { HttpClient } from '../../../src/playground/http/client.js'
import { fakeProgram } from '../fake_program.js'

test('printed.reply() indents by four', () => {
  const program = fakeProgram()
  printed.reply(program, { result: true })
  assert.equal(program.written.out, '{\n    "result": true\n}\n')
})

test('asker() fails as gRPC fails', async (t) => {
  const client = new HttpClient()
  t.after(() => client.close())
  await assert.rejects(asker(client, { address: '127.0.0.1:1', timeoutMs: 1000 })('ListMember', {}), { code: 14 })
})
