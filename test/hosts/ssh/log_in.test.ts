import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { describe, test } from 'node:test'
import { UnreachableError } from '../../../src/hosts/errors.js'
import { logIn } from '../../../src/hosts/ssh/log_in.js'
import { noSshd, startSshd } from '../../fakes/sshd.js'
import { loginAt } from './logins.js'

describe('logIn()', { skip: noSshd }, () => {
  test('waits for its turn at an sshd that takes one connection at a time', async (context) => {
    const sshd = await startSshd(['MaxStartups 1'])
    context.after(() => sshd.close())
    // patient: what is judged here is the order, not the speed of this machine
    const login = loginAt(sshd, { timeoutMs: 30_000 })
    const ended = await Promise.allSettled(Array.from({ length: 8 }, () => logIn(login)))
    await Promise.all(ended.map((one) => (one.status === 'fulfilled' ? one.value.close() : null)))
    assert.deepEqual(
      ended.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : [])),
      [],
    )
  })

  test('gives up what is always broken off, and says what that may be', async (context) => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const sshd = await startSshd()
    context.after(() => Promise.all([server.close(), sshd.close()]))
    const login = loginAt(sshd, { where: { address: '127.0.0.1', port }, timeoutMs: 100 })
    await assert.rejects(logIn(login), (error: Error) => {
      assert.ok(error instanceof UnreachableError)
      assert.match(error.message, /^cannot reach target as 127.0.0.1:\d+ breaks the connection off: /)
      assert.match(error.hint ?? '', /MaxStartups/)
      return true
    })
  })
})
