// A cluster that is not recorded yet as the target of a shipped playbook: by the key that came with it, on the inventory
// of its draft. What target.ts is for clusters that are recorded or deployed.

import { join } from 'node:path'
import type { Invocation } from '../cli/io.js'
import type { Operation } from '../run/operation.js'
import type { World } from '../run/world.js'
import { shortId } from '../state/audit.js'
import type { ClusterKey } from '../state/cluster_key.js'
import type { ClusterStore } from '../state/cluster_store.js'
import type { StateFolder } from '../state/folder.js'
import { dmOf, groupsScope, inventoryOf, runScope, supervisedFolder } from './cluster.js'
import { clusterKeyOf, clusterLogin } from './cluster_login.js'
import type { SshLogin } from './login.js'
import { chosenMirror } from './mirror_choice.js'
import type { Draft } from './new_cluster.js'
import { shippedPlaybook } from './playbook.js'

interface Taken {
  readonly state: StateFolder
  readonly store: ClusterStore
  readonly world: World
  readonly draft: Draft
  readonly key: Omit<ClusterKey, 'path'>
}

/** The operation of `playbooks/VERB.yaml`, and the logins for it. Contacts nothing. */
export async function takeover(
  invocation: Invocation,
  verb: string,
  { state, store, world, draft, key }: Taken,
): Promise<{ readonly operation: Operation; readonly ssh: SshLogin | null }> {
  const { settings, options, commandLine } = invocation
  const { name, settings: chosen } = draft
  const playbook = await shippedPlaybook(settings, verb)
  const mirror = await chosenMirror(invocation, { own: chosen.mirror, state })
  const inventory = inventoryOf(draft, { state, settings, publicKey: key.publicKey })
  const started = world.clock.now()
  const runId = shortId(started)
  const run = runScope({ id: runId, mode: 'run', started, meta: draft, settings })
  const operation: Operation = {
    runId,
    cluster: name,
    title: verb,
    playbook,
    inputs: {},
    inventory,
    base: { run, ...groupsScope(inventory, { options, selects: playbook.select }) },
    mode: 'run',
    commandLine,
    user: settings.user,
    sshTimeoutMs: settings.sshTimeoutMs,
    lock: join(state.locks, `${name}.lock`),
    packages: (onTrust) => world.packages(mirror, { cache: state.packages, onTrust }),
    tools: {
      services: world.services(chosen.services, {
        folder: join(supervisedFolder(state, name), '.services'),
        home: `/home/${draft.user}`,
      }),
      cluster: store,
      draft,
      dm: dmOf(inventory, world),
      dmctl: null,
      waitTimeoutMs: settings.waitTimeoutMs,
    },
  }
  const opened = await clusterKeyOf(draft, { store, draft, given: key })
  return { operation, ssh: await clusterLogin(invocation, { meta: draft, store, key: opened }) }
}
