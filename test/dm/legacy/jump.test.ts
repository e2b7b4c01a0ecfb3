import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noAnsibleCfg } from '../../../src/dm/legacy/ansible_cfg.js'
import { type Jump, jumpBefore, jumpIn } from '../../../src/dm/legacy/jump.js'
import { changed, legacyOf, stock } from './reading.js'

const jump = (host: string, more: Partial<Jump> = {}) => ({
  kind: 'jump',
  jump: { host, port: null, user: null, key: null, ...more },
})

for (const [args, expected] of [
  ['', { kind: 'none' }],
  ['-C -o ControlMaster=auto -o ControlPersist=1d', { kind: 'none' }],
  ['-o ProxyCommand=none', { kind: 'none' }],
  ['-J gate', jump('gate')],
  ['-Jops@gate:2222', jump('gate', { user: 'ops', port: '2222' })],
  ['-o ProxyJump=ops@[fd00::1]:22', jump('fd00::1', { user: 'ops', port: '22' })],
  ["-o 'ProxyJump gate'", jump('gate')],
  [`-o ProxyCommand="ssh -W %h:%p -q ops@gate"`, jump('gate', { user: 'ops' })],
  [
    `-oProxyCommand='ssh -i ~/.ssh/gate -p 2200 -l ops -W [%h]:%p gate'`,
    jump('gate', { user: 'ops', port: '2200', key: '~/.ssh/gate' }),
  ],
  ['-J one,two', { kind: 'strange' }],
  [`-o ProxyCommand="ssh gate nc %h %p"`, { kind: 'strange' }],
  [`-o ProxyCommand="nc -X 5 -x proxy:1080 %h %p"`, { kind: 'strange' }],
  [`-o ProxyCommand="ssh -W %h:%p gate; touch /tmp/x"`, { kind: 'strange' }],
  [`-o ProxyCommand="ssh`, { kind: 'strange' }],
] as const)
  test(`jumpIn() reads ${args || 'nothing'}`, () => assert.deepEqual(jumpIn(args), expected))

test('jumpBefore() is one for all hosts, from the inventory or from ansible.cfg', () => {
  const args = `ansible_ssh_common_args = -o ProxyCommand="ssh -W %h:%p -q ops@gate"`
  const { processes } = legacyOf(changed(['[all:vars]', `[all:vars]\n${args}`]))
  assert.deepEqual(jumpBefore(processes, noAnsibleCfg), jump('gate', { user: 'ops' }))
  const plain = legacyOf(stock).processes
  assert.deepEqual(jumpBefore(plain, { sshArgs: '-C -J gate' }), jump('gate'))
  assert.deepEqual(jumpBefore(plain, noAnsibleCfg), { kind: 'none' })
  const one = legacyOf(changed(['dm_worker1 ', `dm_worker1 ansible_ssh_common_args='-J gate' `])).processes
  assert.deepEqual(jumpBefore(one, noAnsibleCfg), { kind: 'strange' })
})
