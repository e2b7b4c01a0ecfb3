import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noAnsibleCfg, readAnsibleCfg } from '../../../src/dm/legacy/ansible_cfg.js'

test('readAnsibleCfg() reads what is about connections, each in its own section', () => {
  const text = `[defaults]
# remote_port = 1
remote_port = 2222
remote_user: dm
private_key_file = ~/.ssh/dm ; the old one
[ssh_connection]
remote_port = 3
ssh_args = -o ProxyCommand="ssh -W %h:%p jump"
`
  assert.deepEqual(readAnsibleCfg(text), {
    remotePort: 2222,
    remoteUser: 'dm',
    privateKeyFile: '~/.ssh/dm',
    sshArgs: '-o ProxyCommand="ssh -W %h:%p jump"',
    vaultPasswordFile: null,
  })
})

test('readAnsibleCfg() finds nothing in a file that says nothing, or nonsense', () => {
  assert.deepEqual(readAnsibleCfg(''), noAnsibleCfg)
  assert.deepEqual(readAnsibleCfg('[defaults]\nremote_port = many\n<<<<<<<\n'), noAnsibleCfg)
})
