import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { closed } from '../language/ansible/vaults.js'

const withFiles = (files: Readonly<Record<string, string>>, words: readonly string[]) =>
  withHome(async (home) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(home, path)), { recursive: true })
      writeFileSync(join(home, path), text, { mode: 0o600 })
    }
    return typed(words, { home: join(home, 'state'), cwd: home })
  })

describe('inventoryAt()', () => {
  const playbook =
    'plays:\n  - name: P\n    hosts: g\n    tasks:\n      - name: Say\n        debug: { message: "${{ host.vars.a }} ${{ host.vars.b }} ${{ host.vars.c }}" }\n'

  test('an INI inventory runs, with the variables beside it and beside the playbook', async () => {
    const files = {
      'inv/hosts.ini': '[g]\nh ansible_connection=local a=inline\n',
      'inv/group_vars/all.yml': 'b: beside\nc: weak\n',
      'p/group_vars/g.yml': 'c: playbook\n',
      'p/play.yaml': playbook,
    }
    const { code, out } = await withFiles(files, ['run', 'p/play.yaml', '-i', 'inv/hosts.ini', '--verbose'])
    assert.equal(code, 0, out)
    assert.match(out, /inline beside playbook/)
  })

  test('validate takes INI files and folders, and says warnings', async () => {
    const files = { 'inv/hosts.ini': '[g]\nh ansible_host=10.0.0.1# x\n', 'inv/group_vars/none.yml': 'a: 1\n' }
    for (const path of ['inv/hosts.ini', 'inv']) {
      const { code, out, err } = await withFiles(files, ['validate', path])
      assert.deepEqual([code, out], [0, `${path}: a host inventory, 1 host; all is well\n`])
      assert.match(err, /warning: inv\/hosts\.ini:2:16 ansible_host ends here, as an unquoted #/)
      assert.match(err, /warning: inv\/group_vars\/none\.yml is not used as there is no group none/)
    }
  })

  test('what a Vault kept is a secret of the whole run', async () => {
    const files = {
      'hosts.ini': '[g]\nh ansible_connection=local a=1 c=2\n',
      'group_vars/g.yml': closed('b: hunter2 and more\n', 'p'),
      pass: 'p\n',
      'play.yaml': playbook,
    }
    const words = ['run', 'play.yaml', '-i', 'hosts.ini', '--verbose']
    const shut = await withFiles(files, words)
    assert.equal(shut.code, 2)
    assert.match(shut.err, /group_vars\/g\.yml:1:1 cannot open what Vault encrypted as its password was not given/)
    const { code, out, err } = await withFiles(files, [...words, '--vault-password-file', 'pass'])
    assert.equal(code, 0, out + err)
    assert.match(out, /1 \*{6} 2/)
    assert.ok(!(out + err).includes('hunter2'))
    assert.equal((await withFiles(files, ['validate', 'hosts.ini', '--vault-id', 'x@pass'])).code, 0)
  })

  test('refuses scripts', async () => {
    const { code, err } = await withFiles({ 'inv.py': '#!/usr/bin/env python\n' }, ['validate', 'inv.py'])
    assert.equal(code, 2)
    assert.match(err, /inventory scripts are not run/)
  })
})
