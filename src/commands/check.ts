// `check NAME|FILE`: what a deploy looks at before it changes anything, of a cluster or of a topology. It is the plan of
// a playbook that only looks: no lock, nothing kept, not even the host keys that were accepted. Of a cluster that speaks
// TLS it says too when the first certificate ends.

import type { Command, Invocation } from '../cli/io.js'
import { certificateEnd, certificateText } from './certificate_end.js'
import { checkedFile } from './check_file.js'
import { openCluster } from './cluster.js'
import { runPlaybook } from './playbook.js'
import { realWorld } from './real_world.js'

export const check: Command = {
  async run(invocation) {
    const { options } = invocation
    const looks = options.list_hosts !== true && options.list_tasks !== true
    const code = await runPlaybook({ ...invocation, options: { ...options, plan: true } }, realWorld())
    if (looks && checkedFile(invocation) === null) await sayCertificate(invocation)
    return code
  },
}

async function sayCertificate(invocation: Invocation): Promise<void> {
  const { io, settings } = invocation
  const { inventory, store, world } = await openCluster(invocation)
  const end = await certificateEnd([...inventory.hosts.values()], { folder: store.folder, timeoutMs: 2_000 })
  if (!end) return
  const told = { schema: 'dmbook/certificate/v1', certificate_end: new Date(end.at).toISOString(), of: end.of }
  io.say(settings.json ? JSON.stringify(told) : certificateText(end, { now: world.clock.now(), cluster: store.name }))
}
