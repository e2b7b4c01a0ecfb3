// What the flags and the environment say of logins: the user's own, and the one at a jump host. A password is asked for,
// or read from a file or a descriptor, before anything is contacted; it never stands in an argument or in the environment.

import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Invocation } from '../cli/io.js'
import { time } from '../cli/settings.js'
import { DmbookError, inputError, type Problem } from '../core/error.js'
import { Secret } from '../core/secret.js'

/** A login as it was asked for; null where nothing was said. */
export interface GivenLogin {
  readonly user: string | null
  /** absolute */
  readonly keyFile: string | null
  readonly password: Secret | null
}

export interface ProxyHost extends GivenLogin {
  readonly host: string
  readonly port: number
  readonly timeoutMs: number
}

type Options = Pick<Invocation, 'options' | 'settings' | 'io'>

/** Throws E-USAGE where flags exclude each other or a file cannot be read. */
export async function givenLogin(from: Options): Promise<GivenLogin> {
  const { options, settings } = from
  const user = wordOf(options.user)
  const keyFile = keyPath(options.identity_file, settings)
  const ways = ['password', 'password_file', 'password_fd'].filter(
    (name) => options[name] !== undefined && options[name] !== false,
  )
  if (ways.length + (keyFile ? 1 : 0) > 1)
    throw usage(
      `cannot log in with all of ${[...(keyFile ? ['identity_file'] : []), ...ways].map(flagOf).join(', ')}`,
      'give one of them',
    )
  return { user, keyFile, password: await givenPassword(from, user ?? settings.user) }
}

/** For a verb that logs in more than once: passwords that were asked for or read stand in the place of their flags. */
export async function withPasswords(invocation: Invocation): Promise<Invocation> {
  const { password } = await givenLogin(invocation)
  const proxy = await givenProxy(invocation)
  const options = {
    ...invocation.options,
    ...(password ? { password, password_file: undefined, password_fd: undefined } : {}),
    ...(proxy?.password ? { ssh_proxy_use_password: proxy.password } : {}),
  }
  return { ...invocation, options }
}

async function givenPassword({ options, settings, io }: Options, user: string): Promise<Secret | null> {
  if (options.password instanceof Secret) return options.password
  if (options.password === true) return asked(io, `Password of ${user} on the machines:`)
  const file = wordOf(options.password_file)
  if (file !== null) return passwordIn(resolve(settings.cwd, file), `--password-file ${file}`)
  const descriptor = wordOf(options.password_fd)
  if (descriptor === null) return null
  if (!/^\d+$/.test(descriptor)) throw usage(`cannot read --password-fd as it is no number: "${descriptor}"`)
  return firstLine(() => readFileSync(Number(descriptor), 'utf8'), `--password-fd ${descriptor}`)
}

/** The jump host of --ssh-proxy-host, as TiUP has it; null without that flag. */
export async function givenProxy({ options, settings, io }: Options): Promise<ProxyHost | null> {
  const host = wordOf(options.ssh_proxy_host)
  if (host === null) return null
  const problems: Problem[] = []
  const port = Number(wordOf(options.ssh_proxy_port) ?? 22)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    problems.push({ message: `cannot read --ssh-proxy-port as it is no port: "${String(options.ssh_proxy_port)}"` })
  const timeoutMs = time(options, { name: 'ssh_proxy_timeout', fallbackMs: 5_000, problems })
  if (problems.length > 0) throw inputError('E-USAGE', problems)
  const user = wordOf(options.ssh_proxy_user)
  const keyFile = keyPath(options.ssh_proxy_identity_file, settings)
  const { ssh_proxy_use_password: wanted } = options
  if (wanted instanceof Secret) return { host, port, timeoutMs, user, keyFile, password: wanted }
  const password =
    wanted === true ? await asked(io, `Password of ${user ?? settings.user} on the jump host ${host}:`) : null
  return { host, port, timeoutMs, user, keyFile, password }
}

async function asked(io: Invocation['io'], question: string): Promise<Secret> {
  const answer = await io.askHidden(question)
  if (answer === null) throw usage('cannot log in as no password was given')
  return new Secret(answer)
}

/** The first line of a file that nobody else may read. Throws E-USAGE. */
export function passwordIn(path: string, what: string): Secret {
  return firstLine(() => {
    const found = statSync(path)
    if (found.isFile() && (found.mode & 0o077) !== 0)
      throw usage(`cannot use ${what} as others may read it`, `chmod 600 ${path}`)
    return readFileSync(path, 'utf8')
  }, what)
}

function firstLine(read: () => string, what: string): Secret {
  try {
    return new Secret(read().split('\n')[0]?.replace(/\r$/, '') ?? '')
  } catch (cause) {
    if (cause instanceof DmbookError) throw cause
    throw new DmbookError(`cannot read ${what}`, { code: 'E-USAGE', exit: 'input', cause })
  }
}

const wordOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function keyPath(value: unknown, { cwd, userHome }: Invocation['settings']): string | null {
  const word = wordOf(value)
  if (word === null) return null
  return word.startsWith('~/') ? join(userHome, word.slice(2)) : resolve(cwd, word)
}

const flagOf = (name: string): string => `--${name === 'identity_file' ? name : name.replaceAll('_', '-')}`

const usage = (message: string, hint?: string): DmbookError =>
  new DmbookError(message, { code: 'E-USAGE', exit: 'input', hint })
