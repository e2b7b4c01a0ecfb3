import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { closed } from '../language/ansible/vaults.js'

const ini =
  '[dm_master_servers]\nm ansible_host=10.0.0.1\n[dm_worker_servers]\nw1:2222 ansible_host=10.0.0.2 mysql_password=hunter2\n' +
  '[monitored:children]\ndm_master_servers\n[all:vars]\nansible_user=tidb\ndeploy_dir=/home/tidb/deploy\n[dm_worker_servers:vars]\ndm_worker_port=9999\n'
const files = {
  'i/inventory.ini': ini,
  'i/group_vars/dm_worker_servers.yml': 'dm_worker_port: "8262"\nlog_dir: "{{ deploy_dir }}/log"\n',
}

const inventory = (words: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  withHome(async (home) => {
    for (const [path, text] of Object.entries({ ...files, ...more })) {
      mkdirSync(dirname(join(home, path)), { recursive: true })
      writeFileSync(join(home, path), text, { mode: 0o600 })
    }
    const said = await typed(['inventory', ...words], { home: join(home, 'state'), cwd: home })
    const read = (path: string) => readFileSync(join(home, path), 'utf8')
    return {
      ...said,
      made: words.includes('new.yaml') && said.code === 0 ? read('new.yaml') : '',
      mode: modeAt(join(home, 'new.yaml')),
    }
  })

const modeAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mode ?? 0

describe('inventory', () => {
  test('show lists hosts with address, port, user and groups', async () => {
    const { code, out } = await inventory(['show', 'i/inventory.ini'])
    assert.equal(code, 0)
    assert.equal(
      out,
      [
        'i/inventory.ini: 2 hosts, 3 groups',
        'Host  Address   Port  User  Groups',
        'w1    10.0.0.2  2222  tidb  dm_worker_servers',
        'm     10.0.0.1  -     tidb  monitored, dm_master_servers',
        '',
      ].join('\n'),
    )
  })

  test('show --json has the shape of ansible-inventory --list, passwords masked', async () => {
    const { out } = await inventory(['show', 'i/inventory.ini', '--json'])
    const { _meta, all, dm_worker_servers, monitored } = JSON.parse(out)
    assert.deepEqual(all.children, ['ungrouped', 'dm_worker_servers', 'monitored'])
    assert.deepEqual([dm_worker_servers, monitored], [{ hosts: ['w1'] }, { children: ['dm_master_servers'] }])
    assert.deepEqual(_meta.hostvars.w1, {
      ansible_user: 'tidb',
      deploy_dir: '/home/tidb/deploy',
      dm_worker_port: '8262',
      log_dir: '/home/tidb/deploy/log',
      ansible_port: 2222,
      ansible_host: '10.0.0.2',
      mysql_password: '******',
    })
  })

  test('graph draws what lies in what, with variables where asked', async () => {
    const { out } = await inventory(['graph', 'i/inventory.ini'])
    assert.equal(
      out,
      '@all:\n  |--@ungrouped:\n  |--@dm_worker_servers:\n  |  |--w1\n  |--@monitored:\n  |  |--@dm_master_servers:\n  |  |  |--m\n',
    )
    const part = await inventory(['graph', 'i/inventory.ini', 'dm_worker_servers', '--vars'])
    assert.match(part.out, /^@dm_worker_servers:\n {2}\|--w1\n {2}\| {2}\|--\{ansible_user = tidb\}\n/)
    assert.match(part.out, /\{mysql_password = \*{6}\}/)
    const { schema, children } = JSON.parse((await inventory(['graph', 'i/inventory.ini', '--json'])).out)
    assert.deepEqual([schema, children.length], ['dmbook/inventory-graph/v1', 3])
  })

  test('host says where each value comes from, and what never takes effect', async () => {
    const { out } = await inventory(['host', 'i/inventory.ini', 'w1'])
    assert.match(out, /^w1 \(i\/inventory\.ini:4:1\)\ngroups: all, dm_worker_servers\n/)
    assert.match(
      out,
      /\ndm_worker_port +8262 +group_vars of dm_worker_servers +i\/group_vars\/dm_worker_servers\.yml:1:17\n/,
    )
    assert.match(out, /\n {2}beats dm_worker_port +9999 +\[dm_worker_servers:vars\] +i\/inventory\.ini:11:16\n/)
    assert.match(out, /\nlog_dir +\/home\/tidb\/deploy\/log \(from \{\{ deploy_dir \}\}\/log\)/)
    assert.ok(!out.includes('hunter2'))
    assert.equal(JSON.parse((await inventory(['host', 'i/inventory.ini', 'w1', '--json'])).out).dm_worker_port, '8262')
  })

  test('convert writes the same inventory in YAML, for its owner only', async () => {
    const { code, out, err, made, mode } = await inventory(['convert', 'i/inventory.ini', 'new.yaml'])
    assert.deepEqual([code, out], [0, 'new.yaml: the same inventory; read again and compared\n'])
    assert.match(err, /group_vars\/ and host_vars\/ count only beside new\.yaml: copy them there/)
    assert.match(made, /mysql_password: hunter2/)
    assert.equal(mode & 0o777, 0o600)
  })

  test('convert replaces nothing without a yes, and leaves Vaults closed', async () => {
    const there = await inventory(['convert', 'i/inventory.ini', 'new.yaml'], { 'new.yaml': 'mine' })
    assert.equal(there.code, 6)
    const block = closed('x', 'p').replaceAll(/^/gm, '        ')
    const vault = { 'v.yaml': `all:\n  hosts:\n    h:\n      a: !vault |\n${block}\n` }
    const { code, err } = await inventory(['convert', 'v.yaml', 'new.yaml'], vault)
    assert.equal(code, 2)
    assert.match(err, /cannot convert v\.yaml as it holds what Vault closed: h\.a/)
  })

  test('shows a closed Vault as what it is, and opens it with its password', async () => {
    const vault = { 'i/group_vars/all.yml': closed('ansible_user: hidden_one\n', 'p'), pass: 'p\n' }
    const shut = await inventory(['show', 'i/inventory.ini'], vault)
    assert.equal(shut.code, 0)
    assert.match(shut.out, /1 value of a Vault closed: --vault-password-file FILE/)
    const open = await inventory(['host', 'i/inventory.ini', 'w1', '--vault-password-file', 'pass'], vault)
    assert.match(open.out, /ansible_user +\*{6} +group_vars of all/)
    assert.ok(!open.out.includes('hidden_one'))
  })

  test('says what it does not know', async () => {
    const seen = await Promise.all(
      [
        ['shw', 'i/inventory.ini'],
        ['host', 'i/inventory.ini'],
        ['host', 'i/inventory.ini', 'w2'],
        ['graph', 'i/inventory.ini', 'x'],
        ['convert', 'i/inventory.ini'],
        ['convert', 'i/inventory.ini', 'new.ini'],
        ['show', 'gone'],
      ].map((words) => inventory(words)),
    )
    assert.deepEqual(
      seen.map(({ code }) => code),
      [2, 2, 2, 2, 2, 2, 2],
    )
    assert.match(seen[2]?.err ?? '', /has no such host\nhint: did you mean w1\?/)
  })
})
