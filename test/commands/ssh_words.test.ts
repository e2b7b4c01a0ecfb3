import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type SshSession, sshWords } from '../../src/commands/ssh_words.js'

const session: SshSession = {
  reach: { kind: 'ssh', address: '10.0.0.1', port: 22, user: null } as SshSession['reach'],
  user: 'tidb',
  keyPath: '/state/ssh/id_ed25519',
  pinsPath: '/state/known_hosts',
  folder: "/deploy/it's",
  timeoutMs: 5000,
  jump: null,
  terminal: true,
}

describe('sshWords()', () => {
  test("log in with the cluster's key and pins, and begin in the folder", () => {
    assert.deepEqual(sshWords(session), [
      '-t',
      ...[
        '-o',
        'IdentitiesOnly=yes',
        '-o',
        'UserKnownHostsFile=/state/known_hosts',
        '-o',
        'GlobalKnownHostsFile=/dev/null',
      ],
      ...[
        '-o',
        'StrictHostKeyChecking=yes',
        '-o',
        'ConnectTimeout=5',
        '-i',
        '/state/ssh/id_ed25519',
        '-p',
        '22',
        '-l',
        'tidb',
      ],
      ...['--', '10.0.0.1', String.raw`cd '/deploy/it'\''s' 2>/dev/null; exec "${'$'}{SHELL:-/bin/sh}" -l`],
    ])
  })

  test('go through a jump host, and ask for no terminal where there is none', () => {
    const jump = { user: 'me', host: 'fe80::1', port: 2222, keyFile: "/it's/key" }
    const words = sshWords({ ...session, terminal: false, pinsPath: '/state/100%', jump })
    assert.ok(!words.includes('-t'))
    assert.ok(
      words.includes(
        'ProxyCommand=ssh -o UserKnownHostsFile=/state/100%%%% -o GlobalKnownHostsFile=/dev/null ' +
          String.raw`-o StrictHostKeyChecking=yes -o ConnectTimeout=5 -o IdentitiesOnly=yes -i '/it'\''s/key' ` +
          "-p 2222 -l me -W '[%h]:%p' -- fe80::1",
      ),
      words.join('\n'),
    )
  })

  test('quote a path of pins as ssh reads it', () => {
    const words = sshWords({ ...session, pinsPath: '/my state/100%' })
    assert.ok(words.includes('UserKnownHostsFile="/my state/100%%"'))
  })
})
