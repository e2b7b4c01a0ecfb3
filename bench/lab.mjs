// Hosts of the lab for benchmarks, and the tools that dmbook is compared with, in a virtual environment from PyPI.
// Kept apart from the hosts of the tests: their tree has python3 too, which the peers need on every host.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')
export const program = join(root, 'dist', 'dmbook.js')
export const folder = process.env.DMBOOK_BENCH_DIR ?? '/var/tmp/dmbook-bench'
export const key = join(folder, 'key')
export const address = (number) => `172.19.0.${100 + number}`

const script = join(root, 'scripts', 'lab.sh')
const env = {
  ...process.env,
  DMBOOK_LAB_DIR: folder,
  DMBOOK_LAB_NS: 'dmbook-bench',
  DMBOOK_LAB_PACKAGES: 'python3',
  SSH_AUTH_SOCK: '',
}

/** Runs `lab.sh WORDS`; throws with what it said where it fails. */
export function lab(...words) {
  const { status, stdout, stderr } = spawnSync('bash', [script, ...words], { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`lab.sh ${words.join(' ')}: ${stderr}`)
  return stdout
}

/** Why there can be no hosts here, or nothing. */
export const whyNot = () => lab('why').trim()

/** Runs a program inside the network of the lab, in milliseconds of wall time; throws with its words where it fails. */
export function timed(words, { cwd = root, more = {} } = {}) {
  const began = performance.now()
  const options = { env: { ...env, ...more }, cwd, encoding: 'utf8', maxBuffer: 1 << 28 }
  const { status, stdout, stderr } = spawnSync('bash', [script, 'exec', ...words], options)
  if (status !== 0) throw new Error(`${words.join(' ')}: exit ${status}\n${stdout}\n${stderr}`)
  return { ms: performance.now() - began, stdout }
}

/** TCP connections that each host has accepted since it came up. */
export const accepted = (hosts) =>
  hosts.map((host) =>
    Number(
      /PassiveOpens\s.*\n\S+ \d+ \d+ \d+ -?\d+ \d+ (\d+)/.exec(lab('in', host, 'cat', '/proc/net/snmp'))?.[1] ??
        Number.NaN,
    ),
  )

/** Where Ansible and pyinfra lie; null where they cannot be had. */
export function peers() {
  const place = join(folder, 'peers')
  const bin = join(place, 'bin')
  if (existsSync(join(bin, 'ansible-playbook')) && existsSync(join(bin, 'pyinfra'))) return bin
  mkdirSync(folder, { recursive: true })
  const made =
    spawnSync('python3', ['-m', 'venv', place]).status === 0 &&
    spawnSync(join(bin, 'pip'), ['-q', 'install', 'ansible-core', 'pyinfra'], { stdio: 'inherit' }).status === 0
  return made ? bin : null
}

export const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

/** Runs each competitor in turns; gives name → median of wall milliseconds. `prepare` runs untimed before each. */
export function inTurns(competitors, { rounds, prepare = () => {} }) {
  const times = new Map(Object.keys(competitors).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(competitors)) {
      prepare(name, round)
      times.get(name).push(run())
    }
  }
  return new Map([...times].map(([name, list]) => [name, median(list)]))
}

/** One line a competitor: its time, and ours as a part of it. */
export function report(title, medians) {
  console.log(`\n${title}`)
  const ours = medians.get('dmbook')
  for (const [name, ms] of medians) {
    const ratio = name === 'dmbook' ? '' : `dmbook takes ${(ours / ms).toFixed(3)} of it (1/${(ms / ours).toFixed(1)})`
    console.log(`  ${name.padEnd(24)} ${(ms / 1000).toFixed(2).padStart(7)} s  ${ratio}`)
  }
}
