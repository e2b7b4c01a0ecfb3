// `exec NAME --command 'ls /tmp'`: a text for sh on each machine of a cluster, all at once, output as it comes.
// The command is the user's own and is handed over as one word: nothing of it is read on the way (TiUP renders it as a
// template first, and skips the hosts where that fails). One machine out of reach does not keep the others waiting.

import type { Command, Invocation } from '../cli/io.js'
import { DmbookError, exitCodes, reason } from '../core/error.js'
import { sh } from '../core/sh.js'
import { count } from '../core/text.js'
import type { Machine } from '../language/inventory.js'
import { anyExit } from '../modules/module.js'
import type { World } from '../run/world.js'
import { openCluster } from './cluster.js'
import { clusterWorld } from './cluster_world.js'
import { type ExecJournal, execJournal } from './exec_journal.js'
import { type LineOutput, lineOutput } from './line_output.js'
import { chosenMachines } from './machine_choice.js'
import { sayInterrupted } from './resumption.js'
import { givenList } from './words.js'

/** `rc` null: it did not end by itself, and `error` says why. */
export interface ExecResult {
  readonly machine: string
  readonly rc: number | null
  readonly stdout: string
  readonly stderr: string
  readonly error: string | null
  readonly exit: number
}

interface Job {
  readonly world: World
  readonly command: string
  readonly journal: ExecJournal
  output(machine: string): LineOutput
}

/** A command of one's own may take long; --wait-timeout bounds it where that is given. */
const longestMs = 24 * 3_600_000

export const exec: Command = {
  async run(invocation) {
    const { options, io, settings } = invocation
    const cluster = await openCluster(invocation)
    const selected = chosenMachines(cluster.inventory, {
      nodes: givenList(options.node),
      roles: givenList(options.role),
    })
    const done = new Set(invocation.origin?.resumed?.done ?? [])
    const machines = selected.filter(({ id }) => !done.has(id))
    for (const id of done) io.warn(`${id}: it ended well before; left out`)
    const command = typeof options.command === 'string' ? options.command : 'ls'
    await sayInterrupted(invocation, { state: cluster.state, cluster: cluster.meta.name, verb: 'exec' })
    const world = await clusterWorld(invocation, cluster)
    const journal = await execJournal(invocation, {
      state: cluster.state,
      cluster: cluster.meta.name,
      machines,
      command,
    })
    const width = Math.max(0, ...machines.map(({ id }) => id.length))
    const output = (machine: string): LineOutput =>
      settings.json
        ? { add: () => {}, end: () => {} }
        : lineOutput((text) => void io.out.write(text), { name: machines.length > 1 ? machine : null, width })
    const job = { world, command, journal, output }
    const results = await Promise.all(machines.map((machine) => onMachine(machine, job, invocation)))
    const exit = exitOf(results)
    await journal.end(exit)
    if (settings.json) io.say(JSON.stringify(jsonOf(command, results), null, 2))
    else for (const line of verdict(results)) io.warn(line)
    return exit
  },
}

async function onMachine(machine: Machine, job: Job, invocation: Invocation): Promise<ExecResult> {
  const result = await ran(machine, job, invocation).catch((thrown: unknown): ExecResult => {
    const exit = thrown instanceof DmbookError ? exitCodes[thrown.exit] : exitCodes.failed
    return { machine: machine.id, rc: null, stdout: '', stderr: '', error: reason(thrown), exit }
  })
  await job.journal.ended(result)
  return result
}

async function ran(machine: Machine, job: Job, { settings, options, abort }: Invocation): Promise<ExecResult> {
  const { world, command, journal } = job
  const connection = await world.connect(machine, { timeoutMs: settings.sshTimeoutMs })
  const output = job.output(machine.id)
  try {
    const host = world
      .host(connection, { machine: machine.id, signal: abort })
      .as(options.sudo === true ? 'root' : null)
    await journal.applying(machine.id)
    const { rc, stdout, stderr } = await host.run(sh`cd && sh -c ${command}`, {
      accept: anyExit,
      timeoutMs: options.wait_timeout === undefined ? longestMs : settings.waitTimeoutMs,
      doing: 'run the command',
      onOutput: (text) => output.add(text),
    })
    const exit = rc === 0 ? exitCodes.ok : exitCodes.failed
    return { machine: machine.id, rc, stdout, stderr, error: null, exit }
  } finally {
    output.end()
    await connection.close()
  }
}

/** A host that is not who it was weighs most, then a command that failed, then one out of reach. */
function exitOf(results: readonly ExecResult[]): number {
  const exits = results.map(({ exit }) => exit).filter((exit) => exit !== exitCodes.ok)
  if (exits.length === 0) return exitCodes.ok
  if (exits.includes(exitCodes.identity)) return exitCodes.identity
  return exits.every((exit) => exit === exitCodes.unreachable) ? exitCodes.unreachable : exitCodes.failed
}

function verdict(results: readonly ExecResult[]): string[] {
  const wrong = results.filter(({ exit }) => exit !== exitCodes.ok)
  const said = wrong.map(({ machine, rc, error }) => `${machine}: ${error ?? `ended with ${rc}`}`)
  if (results.length < 2) return said
  const well = results.length - wrong.length
  return [...said, `${well} of ${count(results.length, 'machine')} ended with 0`]
}

const jsonOf = (command: string, results: readonly ExecResult[]): object => ({
  schema: 'dmbook/exec/v1',
  command,
  machines: results.map(({ exit: _, ...result }) => result),
})
