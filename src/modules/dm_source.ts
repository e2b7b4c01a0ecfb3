// Waits until a source has a worker: what a removal or a restart of its old one must end with.

import { dmOf } from './dm_leader.js'
import { knownMembers } from './dm_member.js'
import { defineModule } from './module.js'
import { duration, durationMs, object, optional, string } from './params.js'
import { done, notYet, poll } from './poll.js'

export const dmSource = defineModule({
  kind: 'read',
  summary: 'Wait until a source is bound to a worker.',
  description: 'DM moves a source by itself as soon as its worker is offline and another one is free.',
  params: object({
    name: string('The id of the source.'),
    except: optional(string('A worker that does not count: the one that leaves.')),
    timeout: optional(duration('Longest wait; --wait-timeout when absent.')),
  }),
  results: { worker: 'The worker that has it.' },
  examples: [{ name: 'mysql-01' }, { name: 'mysql-01', except: 'worker-1', timeout: '30s' }],

  async read(_host, { name, except, timeout }, tools) {
    const dm = dmOf(tools)
    const timeoutMs = durationMs(timeout, tools.waitTimeoutMs)
    const worker = await poll(tools, { what: `wait for a worker of ${name}`, timeoutMs, intervalMs: 200 }, async () => {
      const members = await knownMembers(dm)
      if (typeof members === 'string') return notYet(members)
      const found = members.workers.find(({ source, stage }) => source === name && stage === 'bound')
      if (!found) return notYet(`no worker has ${name}`)
      return found.name === except ? notYet(`${name} is still bound to ${except}`) : done(found.name)
    })
    return { worker }
  },
})
