// The world of a recorded cluster for verbs without a playbook: its machines can be connected as its records say.

import type { Invocation } from '../cli/io.js'
import { Redactor } from '../core/secret.js'
import type { World } from '../run/world.js'
import { askingAmid } from './asking.js'
import type { OpenCluster } from './cluster.js'
import { clusterKeyOf, clusterLogin } from './cluster_login.js'

/** Contacts nothing. Nobody is asked where output is for programs. */
export async function clusterWorld(
  invocation: Invocation,
  { meta, store, world }: Pick<OpenCluster, 'meta' | 'store' | 'world'>,
): Promise<World> {
  const key = await clusterKeyOf(meta, { store, draft: null })
  const login = await clusterLogin(invocation, { meta, store, key })
  if (!login) return world
  const { io, settings } = invocation
  const redactor = new Redactor()
  for (const secret of login.secrets) redactor.add(secret)
  const reporter = { pause: async () => () => {} }
  return login.reaching(world, askingAmid({ io, reporter, redactor, silent: settings.json }))
}
