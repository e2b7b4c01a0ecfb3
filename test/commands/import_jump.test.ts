import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Invocation } from '../../src/cli/io.js'
import { throughJump } from '../../src/commands/import_jump.js'
import { givenProxy } from '../../src/commands/login_settings.js'
import { recordedIo } from '../fakes/typed.js'

function invocation(options: Invocation['options'], answers: readonly string[] = []) {
  const { io, said } = recordedIo(answers)
  const settings = { cwd: '/', userHome: '/home/me', user: 'me', ssh: null }
  return { it: { io, options, settings } as unknown as Invocation, said }
}

const gate = { kind: 'jump', jump: { host: 'gate', port: '2222', user: 'ops', key: '~/.ssh/gate' } } as const

describe('throughJump()', () => {
  test('goes through the jump host that Ansible was told, unless a flag names one', async () => {
    const { it, said } = invocation({})
    const proxy = await givenProxy(throughJump(it, gate))
    assert.deepEqual(
      [proxy?.host, proxy?.port, proxy?.user, proxy?.keyFile],
      ['gate', 2222, 'ops', '/home/me/.ssh/gate'],
    )
    assert.match(said().err, /reached through gate, as Ansible reached them/)
    const own = invocation({ ssh_proxy_host: 'mine' })
    assert.equal((await givenProxy(throughJump(own.it, gate)))?.host, 'mine')
    assert.equal(own.said().err, '')
  })

  test('says that it follows no other way', async () => {
    const { it, said } = invocation({})
    assert.equal(await givenProxy(throughJump(it, { kind: 'strange' })), null)
    assert.match(said().err, /is not followed: .* --ssh-proxy-host/)
  })
})
