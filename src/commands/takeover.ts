// A cluster that is not recorded yet as the target of a shipped playbook: by the key that came with it, on the inventory
// of its draft. What target.ts is for clusters that are recorded or deployed.

import type { Invocation } from '../cli/io.js'
import type { Operation } from '../run/operation.js'
import type { World } from '../run/world.js'
import type { ClusterKey } from '../state/cluster_key.js'
import type { ClusterStore } from '../state/cluster_store.js'
import type { StateFolder } from '../state/folder.js'
import { clusterKeyOf, clusterLogin } from './cluster_login.js'
import type { SshLogin } from './login.js'
import { chosenMirror } from './mirror_choice.js'
import type { Draft } from './new_cluster.js'
import { shippedPlaybook } from './playbook.js'
import { prepare } from './target.js'

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
  { key, ...taken }: Taken,
): Promise<{ readonly operation: Operation; readonly ssh: SshLogin | null }> {
  const { settings, commandLine } = invocation
  const { draft, state, store } = taken
  const playbook = await shippedPlaybook(settings, verb)
  const mirror = await chosenMirror(invocation, { own: draft.settings.mirror, state })
  const { publicKey } = key
  const inputs = {}
  const prepared = prepare(invocation, { ...taken, playbook, inputs, meta: draft, recorded: null, mirror, publicKey })
  const { user, sshTimeoutMs } = settings
  const operation: Operation = {
    ...prepared,
    title: verb,
    playbook,
    inputs,
    mode: 'run',
    commandLine,
    user,
    sshTimeoutMs,
  }
  const opened = await clusterKeyOf(draft, { store, draft, given: key })
  return { operation, ssh: await clusterLogin(invocation, { meta: draft, store, key: opened }) }
}
