// The lab's hosts for scenarios: scripts/lab.sh as functions. A host is asked past SSH, by entering its namespaces,
// so that what a scenario finds out costs the scenario no connection.

import { execFile, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { quote } from '../../src/core/sh.js'
import { realClock } from '../../src/hosts/clock.js'
import type { Connection } from '../../src/hosts/host.js'
import { openLocal } from '../../src/hosts/local.js'
import { connectOver } from '../../src/hosts/shell_connection.js'
import { root } from '../shape/imports.js'

const script = join(root, 'scripts', 'lab.sh')

export const labFolder = process.env.DMBOOK_LAB_DIR ?? '/var/tmp/dmbook-lab'
export const address = (host: string): string => `172.19.0.${100 + Number(host.slice(1))}`
export const address6 = (host: string): string => `fd00:19::${100 + Number(host.slice(1))}`

export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs `lab.sh WORDS`; throws with what it said where it fails. */
export const lab = (...words: readonly string[]): string =>
  execFileSync('bash', [script, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** Runs a shell script on a host as root; gives what it printed. */
export const on = (host: string, text: string): string => lab('in', host, 'sh', '-c', text).trim()

/** Runs a program of this machine inside the network of the lab. */
export function inNetwork(words: readonly string[], env: NodeJS.ProcessEnv, input = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: root, env, maxBuffer: 1 << 26 }
    const child = execFile('bash', [script, 'exec', ...words], options, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err })
    })
    child.stdin?.end(input)
  })
}

/** Question after question, each with its answer. */
export type Talk = readonly (readonly [RegExp, string])[]

/** Runs a program inside the network of the lab on a terminal of its own. What it prints comes as one text. */
export function inTerminal(words: readonly string[], env: NodeJS.ProcessEnv, talk: Talk): Promise<Ended> {
  const command = ['bash', script, 'exec', ...words].map(quote).join(' ')
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: root, env: { ...env, SHELL: '/bin/sh' } })
  const left = [...talk]
  let out = ''
  let from = 0
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
    const found = left[0]?.[0].exec(out.slice(from))
    if (!found) return
    from = out.length
    child.stdin.write(`${left.shift()?.[1]}\n`)
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? 1, out, err: '' })))
}

/** The same without waiting; the program leads its own process group. */
export const startedInNetwork = (words: readonly string[], env: NodeJS.ProcessEnv) =>
  spawn('bash', [script, 'exec', ...words], { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })

/** A connection to a host as root, past SSH. */
export const rootAt = (host: string): Promise<Connection> => enteredBy(host, [])

/** The same with everything below / mounted read-only, for this connection alone. */
export const readOnlyAt = (host: string): Promise<Connection> =>
  enteredBy(host, ['unshare', '--mount', 'sh', '-c', 'mount -o remount,bind,ro / && exec "$0" "$@"'])

function enteredBy(host: string, before: readonly string[]): Promise<Connection> {
  const random = (bytes: number): string => randomBytes(bytes).toString('hex')
  const open = (words: readonly string[]) => openLocal(['bash', script, 'in', host, ...before, ...words])
  return connectOver({ machine: host, open, sharesFiles: false, clock: realClock, random })
}
