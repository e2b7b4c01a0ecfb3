// Looks at the hosts of a DM 1.0 cluster, as the playbook import.yaml says: changes nothing, keeps nothing but host keys.

import { join } from 'node:path'
import type { Invocation } from '../cli/io.js'
import { DmbookError, exitCodes } from '../core/error.js'
import type { LegacyLook } from '../dm/legacy/look.js'
import type { Legacy } from '../dm/legacy/process.js'
import type { Playbook, Scope } from '../language/playbook.js'
import type { World } from '../run/world.js'
import { shortId } from '../state/audit.js'
import type { ClusterStore } from '../state/cluster_store.js'
import type { StateFolder } from '../state/folder.js'
import { clusterPins } from '../state/host_keys.js'
import { groupsScope, runScope } from './cluster.js'
import { legacyInventory } from './import_inventory.js'
import { launch } from './launch.js'
import { sshLogin } from './login.js'

export interface Looking {
  readonly playbook: Playbook
  readonly inputs: Scope
  readonly legacy: Legacy
  readonly state: StateFolder
  /** of the cluster that is to be */
  readonly store: ClusterStore
  readonly world: World
}

/** By the id of the process. Throws E-IMPORT where not every host could be looked at; the report has said why. */
export async function looksAt(invocation: Invocation, looking: Looking): Promise<ReadonlyMap<string, LegacyLook>> {
  const { playbook, inputs, legacy, state, store, world } = looking
  const { settings, options } = invocation
  const local = settings.ssh === 'none'
  const inventory = legacyInventory(legacy, { local, user: typeof options.user === 'string' ? options.user : null })
  const found = new Map<string, LegacyLook>()
  const started = world.clock.now()
  const runId = shortId(started)
  const run = runScope({ id: runId, mode: 'plan', started, meta: null, settings })
  const kind = settings.ssh === 'system' ? 'system' : 'builtin'
  const needs = { kind, clusterKey: null, newKey: false, usesConfig: true, ownKnownHosts: true, mode: 'run' } as const
  const ssh = local ? null : await sshLogin(invocation, { ...needs, pins: clusterPins(store.folder) })
  const services = world.services(options.services === 'supervised' ? 'supervised' : 'systemd', {
    folder: join(state.run, '.services'),
  })
  const operation = {
    runId,
    title: 'import (looking only)',
    cluster: null,
    playbook,
    inventory,
    inputs,
    base: { run, ...groupsScope(inventory, { options, selects: false }) },
    mode: 'plan',
    packages: (onTrust: (text: string) => void) => world.packages(null, { cache: state.packages, onTrust }),
    tools: {
      services,
      cluster: null,
      draft: null,
      dm: null,
      dmctl: null,
      waitTimeoutMs: settings.waitTimeoutMs,
      gather: (host: string, look: object) => void found.set(host, look as LegacyLook),
    },
    lock: join(state.locks, 'import.lock'),
    sshTimeoutMs: settings.sshTimeoutMs,
    commandLine: invocation.commandLine,
    user: settings.user,
  } as const
  const exit = await launch(operation, invocation, { world, state, ssh })
  if (exit === exitCodes.ok) return found
  throw new DmbookError('cannot import the cluster as not every host could be looked at', {
    code: 'E-IMPORT',
    exit: exit === exitCodes.unreachable ? 'unreachable' : 'failed',
  })
}
