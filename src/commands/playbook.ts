// Every verb that is a shipped playbook: finds the cluster, types the inputs, and launches it.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command, Invocation } from '../cli/io.js'
import type { Listener } from '../core/event.js'
import { parseInputs } from '../language/inputs.js'
import { loadPlaybook } from '../language/load.js'
import type { Playbook, Scope } from '../language/playbook.js'
import { catalog } from '../modules/index.js'
import type { World } from '../run/world.js'
import { launch, modeOf } from './launch.js'
import { withPackages } from './package_inputs.js'
import { realWorld } from './real_world.js'
import { targetOf } from './target.js'

export const playbook: Command = { run: (invocation) => runPlaybook(invocation, realWorld()) }

/** Runs the playbook that the verb names. Gives the exit code. */
export async function runPlaybook(invocation: Invocation, world: World, watch?: Listener): Promise<number> {
  const { settings, options, commandLine } = invocation
  const { playbook: loaded, inputs: typed } = await shippedInputs(invocation)
  const inputs = await withPackages(loaded, typed)
  const target = await targetOf(invocation, { playbook: loaded, inputs, world })
  if (target.kind === 'nothing') {
    const { text } = target
    invocation.io.say(settings.json ? JSON.stringify({ schema: 'dmbook/nothing/v1', text }) : text)
    return 0
  }
  const operation = {
    ...target.operation,
    title: String(options.verb).replace('/', ' '),
    playbook: loaded,
    inputs,
    mode: modeOf(invocation),
    commandLine,
    user: settings.user,
    sshTimeoutMs: settings.sshTimeoutMs,
  }
  const { state, ssh } = target
  return launch(operation, invocation, { world: target.world, state, ssh, ...(watch ? { watch } : {}) })
}

/** The playbook that the verb names, and its inputs as they were given. */
export async function shippedInputs(invocation: Invocation): Promise<{ playbook: Playbook; inputs: Scope }> {
  const { cwd, userHome: home } = invocation.settings
  const loaded = await shipped(invocation)
  return { playbook: loaded, inputs: parseInputs(loaded, givenTo(loaded, invocation), { cwd, home }) }
}

const shipped = ({ settings, options }: Invocation): Promise<Playbook> =>
  shippedPlaybook(settings, String(options.verb))

export function shippedPlaybook(
  { packageRoot }: Pick<Invocation['settings'], 'packageRoot'>,
  verb: string,
): Promise<Playbook> {
  const file = join(packageRoot, 'playbooks', `${verb}.yaml`)
  return loadPlaybook(file, { read: (path) => readFile(path, 'utf8'), catalog: catalog(), shipped: true })
}

/** Words after the cluster's name by the header's arguments, flags by their own names. */
function givenTo(
  header: Playbook,
  { args, options }: Invocation,
): ReadonlyMap<string, string | boolean | readonly string[]> {
  const given = new Map<string, string | boolean | readonly string[]>()
  header.arguments.forEach((name, index) => {
    const word = args[index + 1]
    if (word !== undefined) given.set(name, word)
  })
  for (const name of header.inputs.keys()) {
    const value = options[name]
    if (typeof value === 'string' || typeof value === 'boolean') given.set(name, value)
    if (Array.isArray(value)) given.set(name, value.map(String))
  }
  return given
}
