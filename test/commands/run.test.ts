import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { stateFolder } from '../../src/state/folder.js'
import { acquireLock, lockStatus } from '../../src/state/lock.js'
import { typed, withHome } from '../fakes/typed.js'
import { fileServer, serveMap } from '../packages/file_server.js'
import { madeMirror } from '../packages/made_mirror.js'
import { twoMachines } from './two_machines.js'

const playbook = (folder: string): string => `description: x
inputs:
  pin: { type: secret, description: "A secret" }
  folder: { type: path, default: ${folder}, description: "Where" }
plays:
  - name: Write
    hosts: all
    tasks:
      - name: Write it
        file: { path: "\${{ inputs.folder }}/out", content: "it is \${{ inputs.pin }}\\n", mode: "0600" }
`

async function ran(words: readonly string[]) {
  return withHome(async (home) => {
    writeFileSync(join(home, 'p.yaml'), playbook(home))
    writeFileSync(join(home, 'hosts.yaml'), 'all: { vars: { ansible_connection: local }, hosts: { here: } }\n')
    await twoMachines(home)
    const said = await typed(['run', 'p.yaml', ...words], { home, cwd: home })
    const kept = ['audit', 'runs'].flatMap((folder) =>
      readdirSync(join(home, folder)).map((file) => readFileSync(join(home, folder, file), 'utf8')),
    )
    return { ...said, kept: kept.join('\n') }
  })
}

describe('run', () => {
  test('runs a playbook of ones own on hosts of ones own', async () => {
    const { code, out } = await ran(['-i', 'hosts.yaml', '-e', 'pin=hunter2'])
    assert.equal(code, 0, out)
    assert.match(out, /done, 1 host/)
  })

  test('keeps no secret: not on the screen, not in the audit, not in the journal', async () => {
    const { code, out, err, kept } = await ran([
      '-i',
      'hosts.yaml',
      '-e',
      'pin=hunter2',
      '-e',
      'folder=/nowhere/at/all',
    ])
    assert.equal(code, 1)
    assert.match(kept, /"kind":"head"/)
    for (const text of [out, err, kept]) assert.doesNotMatch(text, /hunter2/)
    assert.match(out, /Continue: dmbook run p\.yaml -i hosts\.yaml -e/)
  })

  test('asks what confirm says, and nothing where that is empty', async () => {
    await withHome(async (home) => {
      const confirm = `"\${{ inputs.sure ? '' : 'Really?' }}"`
      const sure = '{ sure: { type: bool, default: false, description: "No question" } }'
      const plays = '[{ name: p, hosts: control, tasks: [{ name: Say it, debug: { message: done } }] }]'
      writeFileSync(join(home, 'p.yaml'), `description: x\nconfirm: ${confirm}\ninputs: ${sure}\nplays: ${plays}\n`)
      writeFileSync(join(home, 'hosts.yaml'), 'all: { vars: { ansible_connection: local }, hosts: { here: } }\n')
      const run = (...more: string[]) => typed(['run', 'p.yaml', '-i', 'hosts.yaml', ...more], { home, cwd: home })
      const asked = await run()
      assert.deepEqual([asked.code, asked.out], [6, 'Really? [y/N] '])
      assert.equal((await run('-e', 'sure=true')).code, 0)
    })
  })

  test('runs on a deployed cluster with -i cluster:NAME', async () => {
    const { code, out } = await ran(['-i', 'cluster:prod', '-e', 'pin=hunter2', '--list-hosts'])
    assert.deepEqual([code, out], [0, 'Write\n  10.0.0.1:21001, 10.0.0.2:21001, 10.0.0.2:21003\n'])
    assert.match((await ran(['-i', 'cluster:prd', '-e', 'pin=hunter2'])).err, /did you mean prod\?/)
  })

  test('shows the fingerprints of a mirror that it trusts from now on, once', async (t) => {
    const mirror = await fileServer(t, serveMap(madeMirror({ releases: [{ component: 'dmctl', version: 'v8.1.0' }] })))
    await withHome(async (home) => {
      const task = '{ name: Find it, package: { component: dmctl, version: "v8.1.0" } }'
      writeFileSync(join(home, 'p.yaml'), `description: x\nplays:\n  - { name: p, hosts: control, tasks: [${task}] }\n`)
      writeFileSync(join(home, 'hosts.yaml'), 'all: { vars: { ansible_connection: local }, hosts: { here: } }\n')
      const run = () =>
        typed(['run', 'p.yaml', '-i', 'hosts.yaml'], { home, cwd: home, env: { DMBOOK_MIRROR: mirror } })
      const { code, out } = await run()
      assert.equal(code, 0, out)
      assert.match(out, /^00:0\d warning: Trusting the mirror http.* from now on by 3 of its root keys: SHA256:/m)
      assert.doesNotMatch((await run()).out, /Trusting/)
    })
  })

  test('says whose lock it took over', async () => {
    await withHome(async (home) => {
      writeFileSync(join(home, 'p.yaml'), playbook(home))
      writeFileSync(join(home, 'hosts.yaml'), 'all: { vars: { ansible_connection: local }, hosts: { here: } }\n')
      const { locks } = await stateFolder(home)
      const key = createHash('sha256')
        .update(realpathSync(join(home, 'hosts.yaml')))
        .digest('hex')
        .slice(0, 16)
      const path = join(locks, `inventory-${key}.lock`)
      await acquireLock(path, { command: 'dmbook run old.yaml', user: 'ann', now: 0 })
      writeFileSync(path, JSON.stringify({ ...(await lockStatus(path)), started: 'long ago' }))
      const { code, out } = await typed(['run', 'p.yaml', '-i', 'hosts.yaml', '-e', 'pin=1'], { home, cwd: home })
      assert.equal(code, 0, out)
      assert.match(out, /^00:00 warning: took the lock over from dmbook run old\.yaml by ann \(PID \d+\), begun 1970-/m)
    })
  })

  const wrong: [string[], RegExp][] = [
    [['-e', 'pin=1'], /cannot run a playbook without an inventory\nhint: give -i FILE/],
    [['-i', 'hosts.yaml'], /cannot use -e pin as it is missing/],
    [['-i', 'hosts.yaml', '-e', 'pin=1', '-e', 'other=2'], /cannot use -e other as the playbook has no such input/],
    [['-i', 'hosts.yaml', '-e', 'pin', '-e', 'x'], /cannot read -e pin as it is not NAME=VALUE[\s\S]*-e x as/],
    [['-i', 'nowhere.yaml', '-e', 'pin=1'], /cannot read .*nowhere\.yaml/],
  ]
  for (const [words, said] of wrong)
    test(`refuses ${words.join(' ')} before anything is contacted`, async () => {
      const { code, err, kept } = await ran(words)
      assert.deepEqual([code, kept], [2, ''])
      assert.match(err, said)
    })

  test('a killed run leaves no change without its handler', async () => {
    await withHome(async (home) => {
      const file = (name: string) => join(home, name)
      writeFileSync(file('hosts.yaml'), 'all: { vars: { ansible_connection: local }, hosts: { here: } }\n')
      const tasks = (last: string) =>
        `plays:\n  - name: P\n    hosts: all\n    tasks:\n      - { name: W, notify: H, file: { path: "${file('out')}", content: x } }\n      - { name: L, ${last} }\n    handlers:\n      - { name: H, command: { argv: [sh, -c, "echo ran >>${file('log')}"] } }\n`
      writeFileSync(
        file('p.yaml'),
        tasks(`stat: { path: "${file('key')}" }, register: key, failed_when: "!key.exists"`),
      )
      const run = () => typed(['run', 'p.yaml', '-i', 'hosts.yaml'], { home, cwd: home })
      const failed = await run()
      assert.deepEqual([failed.code, existsSync(file('log'))], [1, false])
      assert.match(failed.err + failed.out, /the handler "H" has still to run on here: dmbook resume/)
      writeFileSync(file('key'), '')
      const plain = await run()
      assert.deepEqual([plain.code, existsSync(file('log'))], [0, false])
      const [, id = ''] = /note: run (\S+) left handlers that did not run: H on here/.exec(plain.err) ?? []
      const resumed = await typed(['resume', id], { home, cwd: home })
      assert.deepEqual([resumed.code, readFileSync(file('log'), 'utf8')], [0, 'ran\n'], resumed.err)
      assert.doesNotMatch((await run()).err, /left handlers/)
    })
  })

  test('with --tags only those tasks are run', async () => {
    const { code, err } = await ran(['-i', 'hosts.yaml', '-e', 'pin=x', '--tags', 'none'])
    assert.equal(code, 2)
    assert.match(err, /the playbook has no tag "none"\nhint: it has none/)
  })
})
