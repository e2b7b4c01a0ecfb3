import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { DmbookError } from '../../../src/core/error.js'
import { Secret } from '../../../src/core/secret.js'
import { UnreachableError } from '../../../src/hosts/errors.js'
import { handshake, type Login } from '../../../src/hosts/ssh/handshake.js'
import { newKeyPair } from '../../../src/hosts/ssh/key_pair.js'
import { heldKey } from '../../../src/hosts/ssh/private_key.js'
import { freePort } from '../../fakes/free_ports.js'
import { noSshd, type Sshd, startAgent, startSshd, testUser } from '../../fakes/sshd.js'
import { credentialsOf, deskWith, lineOf, loginAt } from './logins.js'

async function fails(login: Login, message: RegExp): Promise<DmbookError> {
  let seen: unknown
  await assert.rejects(handshake(login), (error: Error) => {
    seen = error
    assert.match(error.message, message)
    return true
  })
  return seen as DmbookError
}

describe('handshake()', { skip: noSshd }, () => {
  let sshd: Sshd
  before(async () => {
    sshd = await startSshd()
  })
  after(() => sshd.close())
  const stranger = { ...heldKey('/k/other', newKeyPair('').privateKey) }

  test('logs in with a key', async () => {
    const session = await handshake(loginAt(sshd))
    await session.close()
  })

  test('logs in over IPv6', async () => {
    const session = await handshake(loginAt(sshd, { where: { address: '::1', port: sshd.port } }))
    await session.close()
  })

  test('logs in with an agent, and goes on to keys where the agent is of no use', async () => {
    const agent = startAgent(sshd.keyFile)
    const by = (more: object) => loginAt(sshd, { credentials: { ...credentialsOf(sshd), ...more } })
    await (await handshake(by({ agent: agent.socket, keys: [] }))).close()
    agent.close()
    await (await handshake(by({ agent: agent.socket }))).close()
  })

  test('logs in with a password', async () => {
    const user = testUser('open sesame')
    const by = (password: string) => {
      const credentials = { user: user.name, agent: null, keys: [], password: new Secret(password), chosen: null }
      return loginAt(sshd, { credentials })
    }
    try {
      await (await handshake(by('open sesame'))).close()
      const error = await fails(
        by('wrong'),
        new RegExp(`^cannot reach target as ${user.name} is not let in at 127.0.0.1`),
      )
      assert.ok(!error.message.includes('wrong'))
    } finally {
      user.close()
    }
  })

  test('says what was tried and what would be taken', async () => {
    const credentials = { ...credentialsOf(sshd), keys: [stranger] }
    await fails(loginAt(sshd, { credentials }), /tried the key \/k\/other; it takes publickey,? ?password/)
    await fails(loginAt(sshd, { credentials: { ...credentials, keys: [] } }), /there is nothing to log in with/)
  })

  test('shows no credential to a host key that has changed', async () => {
    const other = newKeyPair('').publicKey.trim()
    const [, where = ''] = /^(\S+)/.exec(lineOf(sshd)[0] ?? '') ?? []
    let asked = 0
    const credentials = {
      ...credentialsOf(sshd),
      keys: [{ path: 'k', load: async () => assert.fail(`loaded ${++asked}`), passphrase: async () => null }],
    }
    const before = sshd.log().length
    const desk = deskWith({ kind: 'refuse' }, [`${where} ${other}`])
    const error = await fails(loginAt(sshd, { credentials, desk }), /its host key has changed: known is .* shown is/)
    assert.equal(error.exit, 'identity')
    assert.equal(asked, 0)
    assert.doesNotMatch(sshd.log().slice(before), /Failed|Accepted|userauth/)
  })

  test('refuses an sshd that has no key of a known type any more', async () => {
    const [, where = ''] = /^(\S+)/.exec(lineOf(sshd)[0] ?? '') ?? []
    const ecdsa = 'AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBA=='
    const desk = deskWith({ kind: 'refuse' }, [`${where} ecdsa-sha2-nistp256 ${ecdsa}`])
    const error = await fails(loginAt(sshd, { desk }), /shows no host key of a type that is known of it/)
    assert.equal(error.exit, 'identity')
  })

  test('the limit stands still while a person thinks', async () => {
    const desk = deskWith({
      kind: 'ask',
      ask: async () => {
        await new Promise((resolve) => setTimeout(resolve, 2_300))
        return true
      },
    })
    await (await handshake(loginAt(sshd, { desk, timeoutMs: 2_000 }))).close()
  })

  test('says that nothing listens', async () => {
    const port = await freePort()
    const error = await fails(
      loginAt(sshd, { where: { address: '127.0.0.1', port } }),
      /as nothing listens at 127.0.0.1/,
    )
    assert.ok(error instanceof UnreachableError)
  })

  test('says that a name is not known', async () => {
    await fails(
      loginAt(sshd, { where: { address: 'no.such.invalid', port: 22 } }),
      /the name no.such.invalid (is not known|cannot)/,
    )
  })

  test('says that a port is silent, in time', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const began = performance.now()
    await fails(
      loginAt(sshd, { where: { address: '127.0.0.1', port }, timeoutMs: 300 }),
      /does not greet as SSH within 300ms/,
    )
    assert.ok(performance.now() - began < 5_000)
    server.close()
  })
})
