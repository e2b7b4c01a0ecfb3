import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { noSshd, type Sshd, startSshd } from '../fakes/sshd.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { typed } from '../fakes/typed.js'

const playbook = `description: Look
plays:
  - name: Look
    hosts: all
    tasks:
      - name: See who it is
        command: { argv: [id, -un], read_only: true }
`

describe('a plain inventory over ssh', { skip: noSshd }, () => {
  let sshd: Sshd
  before(async () => {
    sshd = await startSshd()
  })
  after(() => sshd.close())

  function files(context: TestContext, hosts: Readonly<Record<string, string>> = { h1: '127.0.0.1' }) {
    const folder = temporaryFolder(context)
    const login = `ansible_port: ${sshd.port}, ansible_user: root, ansible_ssh_private_key_file: ${sshd.keyFile}`
    const lines = Object.entries(hosts).map(([name, at]) => `    ${name}: { ansible_host: "${at}", ${login} }`)
    writeFileSync(join(folder, 'hosts.yaml'), ['all:', '  hosts:', ...lines, ''].join('\n'))
    writeFileSync(join(folder, 'look.yaml'), playbook)
    const home = join(folder, 'home')
    const run = (...words: string[]) =>
      typed(['run', join(folder, 'look.yaml'), '-i', join(folder, 'hosts.yaml'), '-y', ...words], { home })
    return { run, home }
  }

  for (const ssh of ['builtin', 'system']) {
    test(`${ssh}: refuses new host keys, then knows what was accepted, then refuses a changed one`, async (context) => {
      const { run, home } = files(context)
      const first = await run('--ssh', ssh)
      assert.equal(first.code, 8, first.err)
      assert.match(first.err, /its host key is not known: ssh-ed25519 SHA256:.*\n.*--accept-new-host-keys/)
      const planned = await run('--ssh', ssh, '--plan', '--accept-new-host-keys')
      assert.equal(planned.code, 0, planned.err)
      assert.ok(!existsSync(join(home, 'known_hosts')))
      assert.equal((await run('--ssh', ssh, '--accept-new-host-keys')).code, 0)
      assert.equal((await run('--ssh', ssh)).code, 0)
      await sshd.stop()
      sshd.renewHostKey()
      await sshd.start()
      const changed = await run('--ssh', ssh, '--accept-new-host-keys')
      assert.equal(changed.code, 8, changed.err)
      assert.match(changed.err, /has changed: known is ssh-ed25519 SHA256:.*, shown is ssh-ed25519 SHA256:/)
    })
  }

  test('one machine under two names is refused', async (context) => {
    const { run } = files(context, { a: '127.0.0.1', b: '::1' })
    const { code, err } = await run('--accept-new-host-keys')
    assert.equal(code, 8, err)
    assert.match(err, /cannot use both [ab] and [ab] as they are one machine/)
  })

  test('all that cannot be reached is said at once', async (context) => {
    const { run } = files(context, { a: 'no.such.invalid', b: 'nor.this.invalid' })
    const { code, err } = await run()
    assert.equal(code, 4, err)
    assert.match(err, /cannot reach a as the name no\.such\.invalid/)
    assert.match(err, /cannot reach b as the name nor\.this\.invalid/)
  })
})

test('no sshpass for a password or a locked key: said before anything is contacted', async (context) => {
  const folder = temporaryFolder(context)
  const [secret, key] = [join(folder, 'secret'), join(folder, 'key')]
  writeFileSync(secret, 'x\n', { mode: 0o600 })
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'open sesame', '-f', key])
  writeFileSync(join(folder, 'hosts.yaml'), 'all: { hosts: { h1: { ansible_host: 127.0.0.1 } } }\n')
  writeFileSync(join(folder, 'look.yaml'), playbook)
  const words = ['run', join(folder, 'look.yaml'), '-i', join(folder, 'hosts.yaml'), '--ssh', 'system']
  const { PATH } = process.env
  process.env.PATH = ''
  try {
    for (const [flags, what] of [
      [['--password-file', secret], 'a password'],
      [['--identity_file', key], 'a key that has a passphrase'],
    ] as const) {
      const { code, err } = await typed([...words, ...flags], { home: join(folder, 'home') })
      assert.equal(code, 2, err)
      assert.match(err, new RegExp(`cannot log in with ${what} over the system's ssh as sshpass is not installed`))
    }
  } finally {
    process.env.PATH = PATH
  }
})
