// The edge cases of spec/dm-ansible-import.md §6.2 that a directory decides, each by its number; and the directories of
// test/fixtures/legacy as they are.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import type { Invocation } from '../../src/cli/io.js'
import { legacyDirectory } from '../../src/commands/import_directory.js'
import { errorText } from '../../src/core/error.js'
import type { Scope } from '../../src/language/playbook.js'
import { shapeFolder, shapes } from '../dm/legacy/shapes.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { recordedIo } from '../fakes/typed.js'
import { closed } from '../language/ansible/vaults.js'
import { root } from '../shape/imports.js'

interface Given {
  readonly inputs?: Scope
  readonly options?: Invocation['options']
}

async function read(path: string, { inputs = {}, options = {} }: Given = {}) {
  const { io, said } = recordedIo()
  const settings = { cwd: path, userHome: join(path, 'nobody') }
  const invocation = { io, options, settings } as unknown as Invocation
  const words = { dir: '.', inventory: 'inventory.ini', ...inputs }
  const legacy = await legacyDirectory(invocation, words).then(
    (found) => found.legacy,
    (thrown: unknown) => errorText(thrown),
  )
  const warnings = said().err
  if (typeof legacy === 'string') return { legacy: null, error: legacy, warnings }
  return { legacy, error: '', warnings }
}

/** A copy of the plain directory, to be changed. */
function copied(t: TestContext) {
  const folder = temporaryFolder(t)
  cpSync(join(root, shapeFolder('plain')), folder, { recursive: true })
  const file = join(folder, 'inventory.ini')
  const change = (was: string | RegExp, is: string, name = 'inventory.ini'): void => {
    const text = readFileSync(join(folder, name), 'utf8')
    assert.notEqual(text.replace(was, is), text)
    writeFileSync(join(folder, name), text.replace(was, is))
  }
  return { folder, file, change, read: (given: Given = {}) => read(folder, given) }
}

describe('legacyDirectory()', () => {
  for (const name of shapes)
    test(`reads ${name} as it is`, async () => {
      const { legacy, error } = await read(join(root, shapeFolder(name)))
      assert.equal(error, '')
      assert.ok((legacy?.processes.length ?? 0) >= 5)
    })

  test('reads ports, users and keys where the operator wrote them', async () => {
    const { legacy } = await read(join(root, shapeFolder('monitoring_apart')))
    const worker = legacy?.processes.find(({ alias }) => alias === 'dm_worker3')
    assert.deepEqual(
      [legacy?.login, legacy?.user.value, worker?.sshPort, worker?.key, worker?.vars.get('dm_worker_relay_dir')?.value],
      ['ops', 'dm', 2022, '~/.ssh/dc2_rsa', '/relay/pay-03'],
    )
    assert.equal(worker?.vars.get('dm_worker_log_level')?.from, 'dm-worker/defaults/main.yml:3')
  })

  test('2 a folder of inventories is one inventory', async (t) => {
    const { folder, file, read } = copied(t)
    mkdirSync(join(folder, 'inv'))
    renameSync(file, join(folder, 'inv', 'hosts'))
    writeFileSync(join(folder, 'inv', 'notes.md'), 'not [this')
    assert.equal((await read({ inputs: { inventory: 'inv' } })).legacy?.processes.length, 6)
  })

  test('3 no ansible.cfg', async (t) => {
    const { folder, read } = copied(t)
    rmSync(join(folder, 'ansible.cfg'))
    assert.equal((await read()).legacy?.processes[0]?.sshPort, null)
  })

  test('13 one alias with two addresses is an error, other text twice a warning', async (t) => {
    const { change, read } = copied(t)
    change('dm_worker2 ansible_host', 'dm_worker1 ansible_host')
    const { error } = await read()
    assert.match(error, /inventory\.ini:7:25 cannot use dm_worker1 as it stands for two addresses, 172\.16\.10\.72/)
    change('ansible_host=172.16.10.73', 'ansible_host=172.16.10.72')
    const { legacy, warnings } = await read()
    assert.equal(legacy?.processes.length, 5)
    assert.match(warnings, /dm_worker1 stands on two lines, .*: source_id of the last line counts/)
    assert.match(warnings, /mysql_password of the last line counts for all: \*{6}/)
    assert.doesNotMatch(warnings, /secret-[12]/)
  })

  test('28 a value that Vault closed is named, and opened by its password', async (t) => {
    const { folder, change, read } = copied(t)
    change(" mysql_password='secret-1'", '')
    const lines = closed('from-the-vault', 'open').trim().split('\n')
    mkdirSync(join(folder, 'host_vars'))
    writeFileSync(
      join(folder, 'host_vars', 'dm_worker1.yml'),
      `mysql_password: !vault |\n${lines.map((line) => `  ${line}\n`).join('')}`,
    )
    const { error } = await read()
    assert.match(error, /host_vars\/dm_worker1\.yml:1:24 .*\n {2}1 \| mysql_password:/)
    assert.match(error, /--vault-password-file FILE/)
    writeFileSync(join(folder, 'key'), 'open\n', { mode: 0o600 })
    const { legacy } = await read({ options: { vault_password_file: ['key'] } })
    assert.ok(legacy)
    change('[defaults]', '[defaults]\nvault_password_file = key', 'ansible.cfg')
    assert.ok((await read()).legacy)
  })

  test('64 a BOM, CRLF, a comment of another encoding; a wide blank is an error at its column', async (t) => {
    const { file, read } = copied(t)
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, `\ufeff${text.replaceAll('\n', '\r\n')}`)
    assert.match((await read()).warnings, /byte order mark/)
    writeFileSync(file, Buffer.concat([Buffer.from('# '), Buffer.from([0xb2, 0xe2]), Buffer.from(`\n${text}`)]))
    assert.equal((await read()).legacy?.processes.length, 6)
    writeFileSync(file, text.replace('dm_master ansible', 'dm_master\u3000ansible'))
    assert.match((await read()).error, /inventory\.ini:3:1 .*a blank that is none/)
  })

  test('65 a merge conflict, and YAML in an .ini file', async (t) => {
    const { file, read } = copied(t)
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace('[all:vars]', '<<<<<<< HEAD\n[all:vars]'))
    assert.match((await read()).error, /inventory\.ini:22:1 .*merge conflict/)
    writeFileSync(file, '---\nall:\n  hosts: {}\n')
    assert.match((await read()).error, /inventory\.ini:1:1 .*YAML/)
  })

  test('66 an inventory in YAML', async (t) => {
    const { folder, read } = copied(t)
    const host = (address: string) => `{ ansible_host: ${address} }`
    const worker = '{ ansible_host: 10.0.0.2, source_id: s1, mysql_host: 10.0.1.1 }'
    writeFileSync(
      join(folder, 'hosts.yml'),
      `all:
  vars: { ansible_user: tidb, deploy_dir: /d, cluster_name: c }
  children:
    dm_master_servers: { hosts: { m: ${host('10.0.0.1')} } }
    dm_worker_servers: { hosts: { w: ${worker} } }
`,
    )
    const { legacy } = await read({ inputs: { inventory: 'hosts.yml' } })
    assert.deepEqual(
      legacy?.processes.map(({ alias }) => alias),
      ['m', 'w'],
    )
  })

  test('67 a script is not run: what it would print is taken instead', async (t) => {
    const { folder, read } = copied(t)
    const script = join(folder, 'hosts.py')
    writeFileSync(script, `#!/bin/sh\ntouch ${folder}/was_run\n`)
    chmodSync(script, 0o755)
    const { error } = await read({ inputs: { inventory: 'hosts.py' } })
    assert.match(error, /it is a script: inventory scripts are not run/)
    assert.match(error, /ansible-inventory .*--list/)
    assert.throws(() => readFileSync(join(folder, 'was_run')))
  })

  test('68 group_vars may be folders; no link leads out of them', async (t) => {
    const { folder, read } = copied(t)
    const vars = join(folder, 'group_vars')
    renameSync(join(vars, 'all.yml'), join(vars, 'kept'))
    mkdirSync(join(vars, 'all'))
    renameSync(join(vars, 'kept'), join(vars, 'all', 'main.yml'))
    symlinkSync('/etc/passwd', join(vars, 'all', 'more.yml'))
    const { legacy, warnings } = await read()
    assert.equal(legacy?.user.value, 'tidb')
    assert.match(warnings, /more\.yml is not read as it is a link that leads out of its folder/)
  })

  test('69 a huge range is refused', async (t) => {
    const { change, read } = copied(t)
    change('dm_worker2 ansible_host', 'dm_worker[1:100000] ansible_host')
    assert.match((await read()).error, /inventory\.ini:7:\d+ .*10.?000/)
  })

  test('70 variables that refer to each other in a circle', async (t) => {
    const { change, read } = copied(t)
    change('deploy_dir = /home/tidb/deploy', 'deploy_dir = {{ base }}\nbase = {{ deploy_dir }}')
    assert.match((await read()).error, /refers to itself through/)
  })

  test('72 a line that was never deployed is left out where that is asked for', async (t) => {
    const { read } = copied(t)
    const { legacy } = await read({ inputs: { leave_host: ['dm_worker2'] } })
    assert.equal(legacy?.processes.length, 5)
    assert.deepEqual(legacy?.dropped, ['dm-worker dm_worker2 on 172.16.10.73: left out by --leave-host'])
    const { error } = await read({ inputs: { leave_host: ['dm_worker3'] } })
    assert.match(error, /no such process: dm_worker3 \(did you mean dm_worker[12]\?\)/)
  })

  test('F7 pipes, and links that lead out, are not read', async (t) => {
    const { folder, file, read } = copied(t)
    const cfg = join(folder, 'ansible.cfg')
    const defaults = join(folder, 'roles', 'grafana', 'defaults', 'main.yml')
    for (const path of [cfg, defaults]) rmSync(path)
    execFileSync('mkfifo', [cfg])
    symlinkSync('/etc/passwd', defaults)
    const { legacy, warnings } = await read()
    assert.ok(legacy)
    assert.match(warnings, /ansible\.cfg is not read as it is no regular file/)
    assert.match(warnings, /grafana\/defaults\/main\.yml is not read as it is no regular file/)
    rmSync(file)
    execFileSync('mkfifo', [file])
    assert.match((await read()).error, /inventory\.ini is no file and no folder/)
  })

  test('F7 Jinja that would run something is data', async (t) => {
    const { folder, change, read } = copied(t)
    change('dm_version = v1.0.6', `dm_version = {{ lookup('pipe', 'touch ${folder}/was_run') }}`)
    const { legacy, warnings } = await read()
    assert.ok(legacy)
    assert.match(warnings, /dm_version holds Jinja that is not evaluated here/)
    assert.throws(() => readFileSync(join(folder, 'was_run')))
  })
})
