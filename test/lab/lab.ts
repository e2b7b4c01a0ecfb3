// The lab's hosts for scenarios: scripts/lab.sh as functions. A host is asked past SSH, by entering its namespaces,
// so that what a scenario finds out costs the scenario no connection.

import { execFile, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { realClock } from '../../src/hosts/clock.js'
import type { Connection } from '../../src/hosts/host.js'
import { openLocal } from '../../src/hosts/local.js'
import { connectOver } from '../../src/hosts/shell_connection.js'
import { root } from '../shape/imports.js'

const script = join(root, 'scripts', 'lab.sh')

export const labFolder = process.env.DMBOOK_LAB_DIR ?? '/var/tmp/dmbook-lab'
export const address = (host: string): string => `172.19.0.${100 + Number(host.slice(1))}`

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

/** The same without waiting; the program leads its own process group. */
export const startedInNetwork = (words: readonly string[], env: NodeJS.ProcessEnv) =>
  spawn('bash', [script, 'exec', ...words], { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })

/** A connection to a host as root, past SSH. */
export function rootAt(host: string): Promise<Connection> {
  const random = (bytes: number): string => randomBytes(bytes).toString('hex')
  const open = (words: readonly string[]) => openLocal(['bash', script, 'in', host, ...words])
  return connectOver({ machine: host, open, sharesFiles: false, clock: realClock, random })
}
