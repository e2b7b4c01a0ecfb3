// Every way to log in that a deploy takes. Small clusters on h2 and h3; h1 is the jump host. What a login makes is the
// same each time, and goes again.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { byKey, type LabCluster, labCluster } from './cluster.js'
import { connections, disk } from './host_state.js'
import { address, lab, labFolder, on, type Talk } from './lab.js'
import { scene } from './scene.js'

const pair = `master_servers: [{ host: ${address('h2')} }]
worker_servers: [{ host: ${address('h3')} }]
`
const accepting = '--accept-new-host-keys'
const ops = ['--user', 'ops', accepting]
const password = 'ops-of-the-lab'

describe('logins on real hosts', () => {
  let it: LabCluster
  let pristine: readonly string[]
  before(async () => {
    ;({ it, pristine } = await scene('logins', pair, ['h2', 'h3']))
    mkdirSync(join(it.home, '.ssh'), { mode: 0o700 })
  })
  beforeEach(() => {
    it.env.TIUP_NATIVE_SSH = ''
    it.env.SSH_AUTH_SOCK = ''
    writeFileSync(join(it.home, '.ssh', 'config'), '')
  })
  after(() => it.end())

  const file = (name: string, text: string): string => {
    writeFileSync(join(it.home, name), text, { mode: 0o600 })
    return join(it.home, name)
  }

  /** Deploys by this login, then is destroyed by the cluster's own; `start` where the way matters later on too. */
  async function lives(login: readonly string[], later: readonly string[] = [], verbs = ['destroy -y']): Promise<void> {
    await it.done(it.deploy(login))
    for (const verb of verbs) {
      const [name = '', ...flags] = verb.split(' ')
      await it.done([name, 'logins', ...flags, ...later])
    }
    assert.deepEqual(['h2', 'h3'].map(disk), pristine)
  }

  /** The same where the deploy is typed on a terminal. */
  async function asked(login: readonly string[], talk: Talk): Promise<string> {
    const { code, out } = await it.talk(it.deploy(login), talk)
    assert.equal(code, 0, out)
    await it.done(['destroy', 'logins', '-y'])
    assert.deepEqual(['h2', 'h3'].map(disk), pristine)
    return out
  }

  test('a password that is asked for, and host keys too: shown, then trusted', async () => {
    const out = await asked(
      ['--user', 'ops', '--password'],
      [
        [/Password of ops on the machines:/, password],
        [/Trust all of them\? \[y\/N\]/, 'yes'],
      ],
    )
    assert.ok(!out.includes(password))
    assert.equal(out.match(/172\.19\.0\.10[23] {2}ssh-ed25519 SHA256:/g)?.length, 2, out)
  })

  test('host keys that a person does not trust end it before any credential goes out', async () => {
    const counted = ['h2', 'h3'].map(connections)
    const fresh = await labCluster('fresh', pair)
    const { code, out } = await fresh.talk(fresh.deploy(['--user', 'ops', '-i', join(labFolder, 'key')]), [
      [/Trust all of them\? \[y\/N\]/, 'no'],
    ])
    await fresh.end()
    assert.equal(code, 6, out)
    assert.deepEqual(['h2', 'h3'].map(connections), counted)
  })

  test('a password from a file', () => lives([...ops, '--password-file', file('password', `${password}\n`)]))

  test('a password from a descriptor', async () => {
    const secret = file('secret', `${password}\n`)
    const { code, out, err } = await it.type([...it.deploy([...ops, '--password-fd', '0']), '--plan'], `${password}\n`)
    assert.equal(code, 0, out + err)
    assert.ok(!(out + err).includes(password), secret)
  })

  test('a key with a passphrase', async () => {
    const key = join(it.home, 'locked')
    copyFileSync(join(labFolder, 'key'), key)
    chmodSync(key, 0o600)
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'open sesame', '-f', key])
    const out = await asked([...ops, '-i', key], [[/Passphrase of .*locked:/, 'open sesame']])
    assert.equal(out.match(/Passphrase/g)?.length, 1)
    assert.ok(!out.includes('open sesame'))
  })

  test('an agent', async () => {
    const socket = join(it.home, 'agent')
    const said = execFileSync('ssh-agent', ['-a', socket, '-s'], { encoding: 'utf8' })
    const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(said)?.[1])
    try {
      it.env.SSH_AUTH_SOCK = socket
      execFileSync('ssh-add', ['-q', join(labFolder, 'key')], { env: { ...process.env, SSH_AUTH_SOCK: socket } })
      await lives(ops)
    } finally {
      process.kill(pid)
    }
  })

  test("a jump host of TiUP's flags, DM's API through it too", async () => {
    const seen = jumped()
    on('h1', 'sysctl -q net.ipv4.ip_forward=0')
    const jump = ['--ssh-proxy-host', address('h1'), '--ssh-proxy-user', 'ops']
    const through = [...jump, '--ssh-proxy-identity-file', join(labFolder, 'key')]
    await lives([...byKey, ...through], through, ['start', 'display --exit-code', 'destroy -y'])
    assert.ok(jumped() > seen)
  })

  test('behind a jump host too, display tells a machine that is off from a process that is', async () => {
    const through = ['--ssh-proxy-host', address('h1'), '--ssh-proxy-user', 'ops']
    through.push('--ssh-proxy-identity-file', join(labFolder, 'key'))
    await it.done(it.deploy([...byKey, ...through]))
    const display = (): Promise<string> => it.done(['display', 'logins', '--status-timeout', '4s', ...through])
    assert.doesNotMatch(await display(), /Out of reach/)
    lab('off', 'h2')
    const shown = await display()
    lab('on', 'h2')
    assert.match(shown, /^Out of reach, so that nothing is known of them: 172\.19\.0\.102$/m)
    await it.done(['destroy', 'logins', '-y', ...through])
    assert.deepEqual(['h2', 'h3'].map(disk), pristine)
  })

  test('ProxyJump of ssh_config', async () => {
    const seen = jumped()
    const key = join(labFolder, 'key')
    const gate = `Host gate\n HostName ${address('h1')}\n User ops\n IdentityFile ${key}\n`
    file('.ssh/config', `Host 172.19.0.102 172.19.0.103\n ProxyJump gate\n${gate}`)
    await lives(byKey, [], ['start', 'display --exit-code', 'destroy -y'])
    assert.ok(jumped() > seen)
  })

  test("the system's ssh by --native-ssh, with a key", () =>
    lives([...byKey, '--native-ssh'], [], ['start', 'destroy -y']))

  test("the system's ssh with a password, by sshpass", () =>
    lives([...ops, '--ssh', 'system', '--password-file', file('password', `${password}\n`)]))

  test("TIUP_NATIVE_SSH chooses the system's ssh, and the flag wins", async () => {
    const broken = join(it.home, 'bin')
    mkdirSync(broken, { recursive: true })
    writeFileSync(join(broken, 'ssh'), '#!/bin/sh\necho no ssh today >&2\nexit 255\n', { mode: 0o755 })
    const { PATH } = it.env
    it.env.PATH = `${broken}:${PATH}`
    try {
      for (const word of ['true', '1', 'enable']) {
        it.env.TIUP_NATIVE_SSH = word
        const { code, out, err } = await it.type([...it.deploy(byKey), '--plan'])
        assert.equal(code, 4, word)
        assert.match(out + err, /no ssh today/)
        await it.done([...it.deploy(byKey), '--plan', '--native-ssh=false'])
      }
    } finally {
      it.env.PATH = PATH
    }
  })

  test('a wrong password is said of every machine, and changes nothing', async () => {
    const { code, out, err } = await it.type(it.deploy([...ops, '--password-file', file('wrong', 'wrong\n')]))
    assert.equal(code, 4, out + err)
    for (const host of ['h2', 'h3'])
      assert.match(out + err, new RegExp(`${address(host).replaceAll('.', '\\.')}.*ops is not let in`))
    assert.deepEqual(['h2', 'h3'].map(disk), pristine)
  })
})

/** How often h2 let somebody in that came from h1. */
const jumped = (): number =>
  Number(on('h2', `journalctl -u ssh -o cat | grep -c 'Accepted.*from ${address('h1')}' || true`))
