// `import`: takes over a cluster of DM 1.0 that dm-ansible deployed. Reads its directory, looks at its hosts, refuses what
// cannot work, shows what would be; then the ordinary deploy lays it down, and the ordinary start lets dm-master upgrade
// the data. Killed anywhere, the same command goes on: what was confirmed lies in the cluster's folder.

import type { Command, Invocation } from '../cli/io.js'
import { DmbookError, exitCodes } from '../core/error.js'
import { shortPlace } from '../dm/legacy/process.js'
import { type Reconciled, reconciled, type Takeover } from '../dm/legacy/takeover.js'
import type { TakeoverWishes } from '../dm/legacy/wishes.js'
import type { Scope } from '../language/playbook.js'
import type { World } from '../run/world.js'
import { clusterStore } from '../state/cluster_file_store.js'
import type { ClusterMeta } from '../state/cluster_store.js'
import { type StateFolder, stateFolder } from '../state/folder.js'
import { noCluster } from './cluster.js'
import { legacyDirectory } from './import_directory.js'
import { throughJump } from './import_jump.js'
import { keepImport, keptTopology } from './import_kept.js'
import { importKey } from './import_key.js'
import { openKeys } from './import_keys.js'
import { looksAt } from './import_look.js'
import { alertmanagerText, importRecord, importSources } from './import_record.js'
import { agreedTopology } from './import_topology.js'
import { modeOf } from './launch.js'
import { withPasswords } from './login_settings.js'
import { runPlaybook, shippedInputs } from './playbook.js'
import { realWorld } from './real_world.js'
import { givenList } from './words.js'

export const importLegacy: Command = { run: (invocation) => runImport(invocation, realWorld()) }

export async function runImport(invocation: Invocation, world: World): Promise<number> {
  const { settings } = invocation
  const state = await stateFolder(settings.home)
  const { playbook, inputs } = await shippedInputs(invocation)
  const typed = { ...invocation, options: withoutInputs(invocation.options, inputs) }
  const [named] = typed.args
  if (inputs.undo === true || named !== undefined) return ofCluster(typed, { state, inputs, world, name: named })
  const version = String(inputs.cluster_version ?? '')
  if (version === '')
    throw usage('cannot import as no version is named', 'give the one to come to: --cluster-version v8.1.0')
  const secretKey = importKey(inputs.secret_key, settings.cwd)
  const { legacy, path, jump } = await legacyDirectory(typed, inputs)
  const name = String(inputs.rename ?? '') || legacy.name.value
  const store = clusterStore(state, name)
  const recorded = await store.load()
  const reached = throughJump(typed, jump)
  if (recorded) return goOn(reached, { recorded, state, world })
  for (const open of await openKeys(legacy.processes, settings)) typed.io.warn(`warning: ${open}`)
  const asked = await withPasswords({ ...reached, options: { user: legacy.login, ...given(reached.options) } })
  const look = await looksAt(asked, { playbook, inputs, legacy, state, store, world })
  const wishes = { ...wishesOf(asked, { inputs, version, name }), secretKey }
  const takeover = accepted(asked, reconciled(legacy, look, wishes))
  const topology = await agreedTopology(asked, { takeover, inputs, state })
  if (topology === null || modeOf(asked) === 'plan') return exitCodes.ok
  await keepImport(state, name, {
    topology,
    record: importRecord(takeover, path),
    sources: importSources(takeover),
    alertmanager: alertmanagerText(takeover),
    secretKey,
    directory: inputs.backup === false ? null : path,
  })
  return deployAndStart(asked, { name, version, state, world, login: legacy.login })
}

/** What the verb itself was told is not for the deploy, which has words of the same names. */
const withoutInputs = (options: Invocation['options'], inputs: Scope): Invocation['options'] =>
  Object.fromEntries(Object.entries(options).filter(([name]) => !(name in inputs)))

function wishesOf(
  { options }: Invocation,
  { inputs, version, name }: { readonly inputs: Scope; readonly version: string; readonly name: string },
): Omit<TakeoverWishes, 'secretKey'> {
  const leave = givenList(inputs.leave_task)
  const relay = inputs.relay === 'keep' ? 'keep' : 'off'
  return { version, name, relay, leave, units: options.services !== 'supervised' }
}

/** Says warnings, each in a line: what a host shows is not seen in the inventory. Throws all that speaks against it. */
function accepted({ io }: Invocation, { takeover, errors, warnings }: Reconciled): Takeover {
  for (const { message, at, hint } of warnings)
    io.warn(`warning: ${at ? `${shortPlace(at)} ` : ''}${message}${hint ? ` (${hint})` : ''}`)
  if (takeover) return takeover
  const message = errors.length === 1 ? (errors[0]?.message ?? '') : `${errors.length} problems`
  throw new DmbookError(message, { code: 'E-IMPORT', exit: 'refused', problems: errors })
}

interface Going {
  readonly state: StateFolder
  readonly world: World
}

interface Deploying extends Going {
  readonly name: string
  readonly version: string
  /** Ansible's login */
  readonly login: string
}

/** The ordinary verbs; they have asked already. */
async function deployAndStart(
  invocation: Invocation,
  { name, version, state, world, login }: Deploying,
): Promise<number> {
  const options = { user: login, ...given(invocation.options), verb: 'deploy' }
  const settings = { ...invocation.settings, yes: true }
  const args = [name, version, keptTopology(state, name)]
  const exit = await runPlaybook({ ...invocation, args, options, settings }, world)
  return exit === exitCodes.ok ? start(invocation, { name, world }) : exit
}

const given = (options: Invocation['options']): Invocation['options'] =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))

/** By the cluster's own login, on the same way. */
async function start(
  invocation: Invocation,
  { name, world }: { readonly name: string; readonly world: World },
): Promise<number> {
  const way = Object.fromEntries(Object.entries(invocation.options).filter(([name]) => name.startsWith('ssh_proxy_')))
  const settings = { ...invocation.settings, yes: true }
  const exit = await runPlaybook({ ...invocation, args: [name], options: { ...way, verb: 'start' }, settings }, world)
  if (exit === exitCodes.ok && !settings.json)
    invocation.io.say(
      `${name} is taken over. The files of DM 1.0 are where they were; never run its unsafe_cleanup.yml, which deletes the directories around the new ones.`,
    )
  return exit
}

/** A cluster of this name is recorded: one that an import has begun goes on, one that is through is left alone. */
async function goOn(
  invocation: Invocation,
  { recorded, state, world }: Going & { readonly recorded: ClusterMeta },
): Promise<number> {
  const { name, version, import: found, user } = recorded
  if (!found) throw exists(name)
  if (found.state === 'taken') {
    invocation.io.say(`${name} is already taken over from ${found.from}. dmbook display ${name} shows it.`)
    return exitCodes.ok
  }
  if (recorded.state === 'deployed') return start(invocation, { name, world })
  return deployAndStart(invocation, { name, version, state, world, login: user })
}

const exists = (name: string): DmbookError =>
  new DmbookError(`cannot import ${name} as there is a cluster of this name that was not imported`, {
    code: 'E-EXISTS',
    exit: 'refused',
    hint: 'give the new one another name: --rename NAME',
  })

/** `import NAME` goes on with it, `import NAME --undo` takes it back: what a destroy does, which restores the old units. */
async function ofCluster(
  invocation: Invocation,
  { state, inputs, world, name = '' }: Going & { readonly inputs: Scope; readonly name: string | undefined },
): Promise<number> {
  if (name === '') throw usage('cannot undo an import as no cluster is named', 'dmbook import NAME --undo')
  const recorded = await clusterStore(state, name).load()
  if (inputs.undo !== true) {
    if (!recorded) throw await noCluster(name, state)
    return goOn(invocation, { recorded, state, world })
  }
  // one that is not recorded any more destroy knows as destroyed
  if (recorded) announceUndo(invocation, recorded)
  return runPlaybook({ ...invocation, args: [name], options: { ...invocation.options, verb: 'destroy' } }, world)
}

function announceUndo({ settings, io }: Invocation, { name, version, import: found }: ClusterMeta): void {
  if (!found)
    throw new DmbookError(`cannot undo the import of ${name} as it was not imported`, {
      code: 'E-IMPORT',
      exit: 'refused',
    })
  if (!settings.json)
    io.say(
      `DM ${version} goes, the units of DM 1.0 come back, stopped; its directories were never changed. Where DM has already started, the checkpoint tables downstream have new columns: DM 1.0 cannot write there before table_info is dropped.`,
    )
}

const usage = (message: string, hint: string): DmbookError =>
  new DmbookError(message, { code: 'E-USAGE', exit: 'input', hint })
