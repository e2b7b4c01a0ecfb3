import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Secret } from '../../src/core/secret.js'
import type { Variable, VarValue } from '../../src/language/ansible/variable.js'
import { hostReach } from '../../src/language/host_reach.js'

const place = (line: number) => ({ source: { file: 'h', text: '' }, line, column: 1, length: 1 })

function reach(values: Readonly<Record<string, VarValue>>, name = 'h1') {
  const vars = Object.entries(values).map(([key, value], index): [string, Variable] => {
    const text = typeof value === 'object' ? '' : String(value)
    return [
      key,
      { name: key, value, text, rendered: text, at: place(index + 2), layer: 'host', cut: false, shadows: [] },
    ]
  })
  return hostReach(name, new Map(vars), place(1))
}

const said = (values: Readonly<Record<string, VarValue>>, name?: string) =>
  reach(values, name).problems.map(({ message }) => message.replace('cannot read the inventory as ', ''))

describe('hostReach()', () => {
  test('takes a local connection', () => {
    const found = reach({ ansible_connection: 'local', ansible_host: '10.0.0.1', ansible_become: true, mine: 1 })
    assert.deepEqual(found, { address: '10.0.0.1', reach: { kind: 'local' }, become: true, problems: [] })
  })

  test('reads ssh, which is the usual connection, by both names of each setting', () => {
    const right = { kind: 'ssh', login: 'given', address: '10.0.0.1', port: 2222, user: 'tidb', key: '~/.ssh/id' }
    const key = { ansible_ssh_private_key_file: '~/.ssh/id' }
    const new_ = { ansible_host: '10.0.0.1', ansible_port: 2222, ansible_user: 'tidb', ...key }
    const old = { ansible_ssh_host: '10.0.0.1', ansible_ssh_port: '2222', ansible_ssh_user: 'tidb', ...key }
    for (const given of [new_, old, { ...new_, ...old }])
      assert.deepEqual(reach(given), { address: '10.0.0.1', reach: right, become: false, problems: [] })
    const bare = { kind: 'ssh', login: 'given', address: 'h1', port: null, user: null, key: null }
    assert.deepEqual(reach({ ansible_connection: 'smart' }).reach, bare)
  })

  test('keeps a password a secret', () => {
    const { reach: found } = reach({ ansible_ssh_pass: new Secret('hunter2') })
    assert.ok(found.kind === 'ssh')
    assert.equal(found.password?.reveal(), 'hunter2')
    assert.equal(JSON.stringify(found).includes('hunter2'), false)
  })

  test('reads a truth as Ansible does', () => {
    const seen = ['yes', 'True', 1, true, 'no', false, ''].map((value) => reach({ ansible_become: value }).become)
    assert.deepEqual(seen, [true, true, true, true, false, false, false])
  })

  test('says what fits no variable, and names the nearest', () => {
    const { problems } = reach({
      ansible_connection: 'docker',
      ansible_port: 'x',
      ansible_host: [5],
      ansible_become: 'oui',
      ansible_usr: 'x',
    })
    assert.equal(problems.length, 5)
    assert.ok(problems.some(({ hint }) => hint === 'did you mean ansible_user?'))
  })

  test('says what would be lost silently', () => {
    assert.match(said({ ansible_become_pass: 'x' })[0] ?? '', /sudo is asked without a password/)
    assert.match(said({ ansible_ssh_common_args: '-o ProxyCommand=x' })[0] ?? '', /is not handed to ssh/)
    assert.match(said({ ansible_become_method: 'su' })[0] ?? '', /must be sudo, and root/)
    assert.deepEqual(
      said({ ansible_ssh_common_args: '', ansible_become_user: 'root', ansible_python_interpreter: '/p' }),
      [],
    )
  })

  test('what is said twice must agree', () => {
    assert.match(said({ ansible_port: 22, ansible_ssh_port: 23 })[0] ?? '', /ansible_port and ansible_ssh_port differ/)
  })

  test('refuses what is no address', () => {
    for (const text of ['10.0.0.1,', '10.0.0.[1:3]', 'a b', '“x”', '-oProxyCommand=x;id', '{{ x }}'])
      assert.equal(said({ ansible_host: text }).length, 1, text)
    assert.equal(said({}, 'h with space').length, 1)
    assert.deepEqual(said({ ansible_host: 'fe80::1%eth0' }), [])
  })
})
