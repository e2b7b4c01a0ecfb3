// A real sshd on loopback with keys and a configuration of its own, ended by its process id. Needs root and openssh-server.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newKeyPair } from '../../src/hosts/ssh/key_pair.js'
import { freePort } from './free_ports.js'

const program = '/usr/sbin/sshd'

/** Why there can be no sshd here; false where there can. */
export const noSshd: string | false =
  process.getuid?.() !== 0 ? 'needs root' : existsSync(program) ? false : 'needs openssh-server (apt-get install)'

export interface Sshd {
  readonly port: number
  readonly folder: string
  /** a private key that opens root's account */
  readonly keyFile: string
  readonly publicKeyFile: string
  /** the host's ed25519 key: a line of a .pub file */
  hostKey(): string
  /** everything it has logged */
  log(): string
  /** TCP connections that it has accepted */
  connections(): number
  readonly pid: number
  /** ends it; those that serve connections live on */
  stop(): Promise<void>
  start(): Promise<void>
  /** new host keys, for the next start */
  renewHostKey(): void
  close(): Promise<void>
}

/** `lines` stand first in its configuration, so that they win. */
export async function startSshd(lines: readonly string[] = []): Promise<Sshd> {
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  const folder = mkdtempSync(join(tmpdir(), 'dmbook-sshd-'))
  const at = (name: string): string => join(folder, name)
  const port = await freePort()
  const key = newKeyPair('test')
  writeFileSync(at('id'), key.privateKey, { mode: 0o600 })
  writeFileSync(at('id.pub'), `${key.publicKey}\n`)
  const renewHostKey = (): void => {
    const host = newKeyPair('host')
    writeFileSync(at('host'), host.privateKey, { mode: 0o600 })
    writeFileSync(at('host.pub'), `${host.publicKey}\n`)
  }
  renewHostKey()
  writeFileSync(at('config'), [...lines, ...configuration(folder, port), ''].join('\n'))
  let child: ChildProcess | null = null
  const start = async (): Promise<void> => {
    child = spawn(program, ['-D', '-f', at('config'), '-E', at('log')], { stdio: 'ignore' })
    await listening(port, () => log(at('log')))
  }
  const stop = (): Promise<void> => ended(child)
  await start()
  return {
    port,
    folder,
    keyFile: at('id'),
    publicKeyFile: at('id.pub'),
    hostKey: () => readFileSync(at('host.pub'), 'utf8').trim(),
    log: () => log(at('log')),
    connections: () => log(at('log')).match(/Connection from .* port/g)?.length ?? 0,
    get pid() {
      return child?.pid ?? 0
    },
    stop,
    start,
    renewHostKey,
    async close() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const configuration = (folder: string, port: number): string[] => [
  `Port ${port}`,
  'ListenAddress 127.0.0.1',
  'ListenAddress ::1',
  `HostKey ${folder}/host`,
  `PidFile ${folder}/pid`,
  `AuthorizedKeysFile ${folder}/id.pub`,
  'PermitRootLogin yes',
  'StrictModes no',
  'UsePAM no',
  'UseDNS no',
  'PasswordAuthentication yes',
  'LogLevel VERBOSE',
]

const log = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '')

/** Each probe is a connection; the log is cleared of none, so count differences. */
async function listening(port: number, said: () => string): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    if (await answers(port)) return
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  throw new Error(`sshd does not come up: ${said()}`)
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('data', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
  })
}

function ended(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

/** An account with a password and a home, removed by `close`. */
export function testUser(password: string): { readonly name: string; close(): void } {
  const name = `dmbook-t${randomBytes(4).toString('hex')}`
  execFileSync('useradd', ['-m', '-s', '/bin/sh', name])
  execFileSync('chpasswd', [], { input: `${name}:${password}\n` })
  return { name, close: () => void execFileSync('userdel', ['-rf', name], { stdio: 'ignore' }) }
}

/** An agent that holds one key. */
export function startAgent(keyFile: string): { readonly socket: string; close(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'dmbook-agent-'))
  const socket = join(folder, 'socket')
  const said = execFileSync('ssh-agent', ['-s', '-a', socket], { encoding: 'utf8' })
  const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(said)?.[1])
  execFileSync('ssh-add', [keyFile], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'ignore' })
  return {
    socket,
    close() {
      process.kill(pid)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
