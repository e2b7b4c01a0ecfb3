import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playDmctl } from '../../../src/playground/dmctl/dmctl.js'
import { closeServer, jsonReply, listen, textReply } from '../../../src/playground/http/server.js'
import { fakeProgram } from '../fake_program.js'

test('playDmctl() asks the first master that answers', async (t) => {
  const server = await listen({ host: '127.0.0.1', port: 0 }, ({ path }) =>
    path === '/status'
      ? textReply('')
      : path.endsWith('QueryStatus')
        ? jsonReply({ code: 2, message: 'no leader' }, 500)
        : jsonReply({ result: true }),
  )
  t.after(() => closeServer(server))
  const masters = `127.0.0.1:1,http://127.0.0.1:${(server.address() as { port: number }).port}`
  const program = fakeProgram(['--master-addr', masters, 'list-member'])
  await playDmctl(program)
  assert.equal(program.written.out, '{\n    "result": true\n}\n')
  await assert.rejects(playDmctl(fakeProgram(['--master-addr', masters, 'query-status'])), {
    code: 1,
    message: /rpc error.*no leader/,
  })
  const fromEnvironment = { ...fakeProgram(['list-member']), env: { DM_MASTER_ADDR: masters } }
  await playDmctl(fromEnvironment)
})

for (const args of [
  ['nothing'],
  ['list-member'],
  ['--master-addr=127.0.0.1:1', 'list-member'],
  ['--unknown', 'list-member'],
  ['--master-addr=a:1', '--rpc-timeout=x', 'list-member'],
]) {
  test(`playDmctl() ends with 1 for ${args.join(' ')}`, async () => {
    await assert.rejects(playDmctl(fakeProgram(args)), { code: 1 })
  })
}

test('playDmctl() says its version and its usage', async () => {
  const version = fakeProgram(['-V'], { program: 'dmctl' })
  await playDmctl(version)
  assert.match(version.written.out, /^Release Version/)
  const usage = fakeProgram([])
  await playDmctl(usage)
  assert.match(usage.written.out, /Available Commands/)
})
