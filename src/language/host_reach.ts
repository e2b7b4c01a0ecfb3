// How a host of a plain inventory is reached, from Ansible's connection variables.
// Over ssh the login is the one that is given on the command line, as far as the inventory says nothing else.

import type { Problem } from '../core/error.js'
import type { Place } from '../core/place.js'
import { listed, nearest } from '../core/text.js'
import type { Json, Reach } from './inventory.js'

type Vars = Readonly<Record<string, Json>>

const known = [
  'ansible_connection',
  'ansible_host',
  'ansible_port',
  'ansible_user',
  'ansible_become',
  'ansible_ssh_private_key_file',
]

export interface Reached {
  readonly address: string
  readonly reach: Reach
  readonly become: boolean
  readonly problems: readonly Problem[]
}

/** `at` gives the place of a variable, or of the host where it has none. */
export function hostReach(name: string, vars: Vars, at: (key: string) => Place): Reached {
  const { ansible_host: address = name, ansible_port: port = null } = vars
  const { ansible_user: user = null, ansible_ssh_private_key_file: key = null } = vars
  const ssh = {
    address: String(address),
    port: port === null ? null : Number(port),
    user: user === null ? null : String(user),
    key: key === null ? null : String(key),
  }
  const problems = [...unknownProblems(vars), ...typeProblems(vars), ...connectionProblems(vars)].map(
    ({ key, why, hint }) => ({
      message: `cannot read the inventory as ${why}`,
      at: at(key),
      hint,
    }),
  )
  return {
    address: ssh.address,
    reach: vars.ansible_connection === 'local' ? { kind: 'local' } : { kind: 'ssh', login: 'given', ...ssh },
    become: vars.ansible_become === true,
    problems,
  }
}

interface Wrong {
  readonly key: string
  readonly why: string
  readonly hint?: string | undefined
}

function unknownProblems(vars: Vars): Wrong[] {
  const unknown = Object.keys(vars).filter((key) => key.startsWith('ansible_') && !known.includes(key))
  return unknown.map((key) => {
    const near = nearest(key, known)
    return {
      key,
      why: `${key} has no meaning here`,
      hint: near ? `did you mean ${near}?` : `there are ${listed(known)}`,
    }
  })
}

const types: Readonly<Record<string, { fits(value: Json): boolean; what: string }>> = {
  ansible_host: { fits: (value) => typeof value === 'string', what: 'a text' },
  ansible_user: { fits: (value) => typeof value === 'string', what: 'a text' },
  ansible_ssh_private_key_file: { fits: (value) => typeof value === 'string', what: 'a path' },
  ansible_become: { fits: (value) => typeof value === 'boolean', what: 'true or false' },
  ansible_port: { fits: isPort, what: 'a whole number from 1 to 65535' },
}

function typeProblems(vars: Vars): Wrong[] {
  return Object.entries(types).flatMap(([key, { fits, what }]) => {
    const value = vars[key]
    return value === undefined || fits(value) ? [] : [{ key, why: `${key} must be ${what}: ${JSON.stringify(value)}` }]
  })
}

function connectionProblems({ ansible_connection: connection = 'ssh' }: Vars): Wrong[] {
  if (connection === 'local' || connection === 'ssh') return []
  return [{ key: 'ansible_connection', why: `ansible_connection must be ssh or local: ${JSON.stringify(connection)}` }]
}

function isPort(port: Json): boolean {
  return typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= 65535
}
