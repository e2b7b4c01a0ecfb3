// `run FILE -i INVENTORY`: a playbook of the user's own, against hosts of the user's own.

import { createHash } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { Command, Invocation } from '../cli/io.js'
import { DmbookError, inputError } from '../core/error.js'
import { Secret } from '../core/secret.js'
import { valuesWithin } from '../language/ansible/variable.js'
import { hostInventory } from '../language/host_inventory.js'
import { parseInputs } from '../language/inputs.js'
import type { Inventory } from '../language/inventory.js'
import { loadPlaybook } from '../language/load.js'
import type { Playbook } from '../language/playbook.js'
import { selectTags } from '../language/tag_selection.js'
import { catalog } from '../modules/index.js'
import type { World } from '../run/world.js'
import { shortId } from '../state/audit.js'
import { type StateFolder, stateFolder } from '../state/folder.js'
import { inventoryPins } from '../state/host_keys.js'
import { groupsScope, runScope } from './cluster.js'
import { inventoryAt } from './inventory_at.js'
import { launch, modeOf } from './launch.js'
import { type SshLogin, sshLogin } from './login.js'
import { chosenMirror } from './mirror_choice.js'
import { realWorld } from './real_world.js'
import { clusterTarget, type Prepared } from './target.js'
import { givenList } from './words.js'

export const run: Command = {
  async run(invocation) {
    const { settings, options, commandLine } = invocation
    const file = resolve(settings.cwd, invocation.args[0] ?? '')
    const whole = await loadPlaybook(file, { read: readInput, catalog: catalog() })
    const playbook = selectTags(whole, { tags: givenList(options.tags), skip: givenList(options.skip_tags) })
    const inputs = parseInputs(playbook, givenInputs(options.input), {
      cwd: settings.cwd,
      home: settings.userHome,
      flag: (name) => `-e ${name}`,
    })
    const { operation, state, ssh, secrets, world } = await targetOf(invocation, { playbook, world: realWorld() })
    const words = {
      title: basename(file),
      playbook,
      inputs,
      mode: modeOf(invocation),
      commandLine,
      user: settings.user,
      sshTimeoutMs: settings.sshTimeoutMs,
    }
    return launch({ ...operation, ...words }, invocation, { world, state, ssh, secrets })
  },
}

interface Wanted {
  readonly playbook: Playbook
  readonly world: World
}

/** A deployed cluster for `cluster:NAME`, else the hosts of a file. */
async function targetOf(invocation: Invocation, wanted: Wanted) {
  const [, name] = /^cluster:(.+)$/.exec(String(invocation.options.inventory ?? '')) ?? []
  if (name === undefined) return fileTarget(invocation, wanted)
  return { ...(await clusterTarget(invocation, { ...wanted, name })), secrets: [] }
}

async function fileTarget(invocation: Invocation, { playbook, world }: Wanted) {
  const { settings, options } = invocation
  const { inventory, path, secrets } = await givenInventory(invocation)
  const state = await stateFolder(settings.home)
  const started = world.clock.now()
  const runId = shortId(started)
  const key = `inventory-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`
  const scope = runScope({ id: runId, mode: modeOf(invocation), started, meta: null, settings })
  const mirror = await chosenMirror(invocation, { state })
  const operation: Prepared = {
    runId,
    cluster: null,
    inventory,
    base: { run: scope, ...groupsScope(inventory, { options, selects: playbook.select }) },
    lock: join(state.locks, `${key}.lock`),
    packages: (onTrust) => world.packages(mirror, { cache: state.packages, onTrust }),
    tools: {
      services: world.services('systemd', { folder: join(state.run, '.services') }),
      cluster: null,
      draft: null,
      dm: null,
      dmctl: null,
      waitTimeoutMs: settings.waitTimeoutMs,
    },
  }
  return { operation, state, world, ssh: await inventoryLogin(invocation, { inventory, state, key }), secrets }
}

/** Null where all is on this machine. The user's own ssh_config and known hosts count. */
async function inventoryLogin(
  invocation: Invocation,
  { inventory, state, key }: { inventory: Inventory; state: StateFolder; key: string },
): Promise<SshLogin | null> {
  if (![...inventory.machines.values()].some(({ reach }) => reach.kind === 'ssh')) return null
  const kind = invocation.settings.ssh === 'system' ? 'system' : 'builtin'
  const needs = { kind, clusterKey: null, newKey: false, ownKnownHosts: true } as const
  return sshLogin(invocation, { ...needs, mode: modeOf(invocation), pins: inventoryPins(state, key) })
}

async function givenInventory(
  invocation: Invocation,
): Promise<{ inventory: Inventory; path: string; secrets: Secret[] }> {
  const { options, settings, args } = invocation
  if (typeof options.inventory !== 'string') {
    throw new DmbookError('cannot run a playbook without an inventory', {
      code: 'E-USAGE',
      exit: 'input',
      hint: 'give -i FILE; inventories/hosts.yaml is one to start from',
    })
  }
  const found = await inventoryAt(options.inventory, invocation, { playbook: args[0] ?? '' })
  const values = [...found.hosts.values()].flatMap(({ vars }) =>
    [...vars.values()].flatMap(({ value }) => valuesWithin(value)),
  )
  const secrets = [...new Set(values.flatMap((value) => (value instanceof Secret ? [value] : [])))]
  return { inventory: hostInventory(found), path: await realpath(resolve(settings.cwd, options.inventory)), secrets }
}

async function readInput(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new DmbookError(`cannot read ${file}`, { code: 'E-FILE', exit: 'input', cause })
  }
}

/** `-e name=value`, as often as wanted. */
function givenInputs(words: unknown): ReadonlyMap<string, string> {
  const list = givenList(words)
  const wrong = list.filter((word) => !word.includes('='))
  if (wrong.length > 0)
    throw inputError(
      'E-USAGE',
      wrong.map((word) => ({ message: `cannot read -e ${word} as it is not NAME=VALUE` })),
    )
  return new Map(list.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]))
}
