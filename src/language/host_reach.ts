// How a host of a plain inventory is reached, from Ansible's connection variables.
// Over ssh the login is the one that is given on the command line, as far as the inventory says nothing else.

import type { Problem } from '../core/error.js'
import type { Place } from '../core/place.js'
import { Secret } from '../core/secret.js'
import { listed, nearest } from '../core/text.js'
import { bareText, type Variable, type Variables } from './ansible/variable.js'
import type { Reach } from './inventory.js'

export interface Reached {
  readonly address: string
  readonly reach: Reach
  readonly become: boolean
  readonly problems: readonly Problem[]
}

/** `at` is where the host is named. */
export function hostReach(name: string, vars: Variables, at: Place): Reached {
  const settings = new Settings(vars, at)
  const address = settings.text('address') ?? name
  settings.address(address)
  const port = settings.port()
  const password = settings.text('password')
  const ssh = { address, port, user: settings.text('user'), key: settings.text('key') }
  const local = settings.local()
  settings.rest()
  return {
    address,
    reach: local
      ? { kind: 'local' }
      : { kind: 'ssh', login: 'given', ...ssh, ...(password ? { password: new Secret(password) } : {}) },
    become: settings.become(),
    problems: settings.problems,
  }
}

/** The newer name first; what is said twice must agree, as Ansible's versions differ in which one wins. */
const names = {
  address: ['ansible_host', 'ansible_ssh_host'],
  port: ['ansible_port', 'ansible_ssh_port'],
  user: ['ansible_user', 'ansible_ssh_user'],
  key: ['ansible_ssh_private_key_file', 'ansible_private_key_file'],
  password: ['ansible_password', 'ansible_ssh_pass', 'ansible_ssh_password'],
  connection: ['ansible_connection'],
  become: ['ansible_become'],
} as const

const used: readonly string[] = Object.values(names).flat()

type Setting = keyof typeof names

/** They say nothing about how dmbook reaches a host. */
const idle =
  /^ansible_(python_interpreter|group_priority|shell_(type|executable)|scp_if_ssh|ssh_transfer_method|(ssh_)?pipelining|(ssh_)?timeout|connect_timeout|ssh_retries|(ssh_)?host_key_checking|ssh_use_tty|module_compression|remote_tmp)$/

class Settings {
  readonly problems: Problem[] = []
  readonly #vars: Variables
  readonly #at: Place

  constructor(vars: Variables, at: Place) {
    this.#vars = vars
    this.#at = at
  }

  text(setting: Setting): string | null {
    const found = this.#find(setting)
    if (!found) return null
    const text = typeof found.value === 'number' ? found.text : bareText(found.value)
    if (text === null) this.#must(found, 'a text')
    return text === '' ? null : text
  }

  address(address: string): void {
    if (/^[\p{L}\p{N}._:%-]+$/u.test(address)) return
    const found = this.#find('address')
    const shown = found && bareText(found.value) !== found.value ? '' : `: ${JSON.stringify(address)}`
    const why = /\{\{/.test(address) ? 'an expression is not evaluated in an address' : 'this is no address'
    this.#say(found?.at ?? this.#at, `${why}${shown}`)
  }

  port(): number | null {
    const found = this.#find('port')
    if (!found) return null
    const text = typeof found.value === 'number' ? String(found.value) : bareText(found.value)
    const port = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0
    if (port < 1 || port > 65_535) this.#must(found, 'a whole number from 1 to 65535')
    return port
  }

  /** As Ansible reads a truth: yes, on, 1. */
  become(): boolean {
    const found = this.#find('become')
    if (!found) return false
    const word = String(found.value).toLowerCase()
    if (!['true', 'yes', 'on', '1', 'false', 'no', 'off', '0', ''].includes(word)) this.#must(found, 'true or false')
    return ['true', 'yes', 'on', '1'].includes(word)
  }

  local(): boolean {
    const connection = this.#find('connection')
    if (!connection) return false
    if (!['ssh', 'local', 'smart', 'paramiko', 'paramiko_ssh'].includes(String(connection.value)))
      this.#must(connection, 'ssh or local')
    return connection.value === 'local'
  }

  /** What would be lost silently. */
  rest(): void {
    for (const { name, value, at } of this.#vars.values()) {
      if (!name.startsWith('ansible_') || used.includes(name) || idle.test(name) || value === '') continue
      const [why, hint] = unused(name, String(value)) ?? []
      if (why !== undefined) this.#say(at, why, hint)
    }
  }

  #find(setting: Setting): Variable | undefined {
    const [first, ...others] = names[setting].flatMap((name) => this.#vars.get(name) ?? [])
    const other = others.find((each) => first && written(each) !== written(first))
    if (first && other) {
      const why = `${first.name} and ${other.name} differ, and Ansible's versions disagree on which one counts`
      this.#say(other.at, why, 'keep one of them')
    }
    return first
  }

  #must({ name, value, at }: Variable, what: string): void {
    const found =
      value instanceof Secret || names.password.some((known) => known === name) ? '' : `: ${JSON.stringify(value)}`
    this.#say(at, `${name} must be ${what}${found}`)
  }

  #say(at: Place, why: string, hint?: string): void {
    if (!this.problems.some((known) => known.at === at))
      this.problems.push({ message: `cannot read the inventory as ${why}`, at, hint })
  }
}

/** For comparing two that should agree: 22 and "22" do. */
const written = ({ value }: Variable): string => (value instanceof Secret ? value.reveal() : String(value))

function unused(name: string, value: string): readonly [string, string] | null {
  if (/^ansible_(become|sudo|su)_pass(word)?$/.test(name))
    return [`${name} cannot be used: sudo is asked without a password`, 'allow the login sudo without a password']
  if (/^ansible_(ssh|sftp|scp)_(common|extra)_args$|^ansible_ssh_args$/.test(name))
    return [`${name} is not handed to ssh`, 'write it into ~/.ssh/config, or give --ssh-proxy-host for a jump host']
  if (/^ansible_become_(method|user)$/.test(name))
    return ['sudo', 'root'].includes(value)
      ? null
      : [`${name} must be sudo, and root`, 'say become_user in the playbook']
  const near = nearest(name, used)
  return [`${name} has no meaning here`, near ? `did you mean ${near}?` : `there are ${listed(used)}`]
}
