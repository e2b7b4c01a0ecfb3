// Takes a process that somebody else started for one of the files on the disk, so that the first reload of an adopted
// cluster restarts nothing. Where its files were changed after it was started nobody knows what it has read: then the
// record says so, and the next reload restarts it.

import { defineModule, differs, same } from './module.js'
import { object, optional, unitName } from './params.js'
import { newestChange, ticksNow } from './process_age.js'
import { currency } from './service_current.js'

export const processRecord = defineModule({
  kind: 'state',
  summary: 'Note which files a process that runs already was started with.',
  description:
    'For processes that dmbook did not start: without a record, service takes them for old. A record that is there stays. ' +
    'A process whose files changed after it was started counts as old. Keeps the record beside the unit, and touches ' +
    'neither the unit nor the process.',
  params: object({ unit: optional(unitName('Its unit, without .service; the unit of the host when absent.')) }),
  examples: [{ unit: 'dm-worker-8262' }],

  async check(host, want, tools) {
    const unit = want.unit ?? tools.host.unit
    if (unit === null) return same()
    const admin = host.as(tools.services.become)
    const { status, record } = await currency(admin, tools, { unit })
    if (status.kind !== 'running' || record !== null) return same()
    const newest = await newestChange(admin, filesOf(unit, tools))
    const old = status.startedTicks < newest
    return differs(
      old
        ? `note that ${unit} is older than its files: the next reload restarts it`
        : `note that ${unit} runs the files that are there`,
    )
  },

  async apply(host, want, tools) {
    const unit = want.unit ?? tools.host.unit
    if (unit === null) return
    const admin = host.as(tools.services.become)
    const [{ status, now }, newest, ticks] = await Promise.all([
      currency(admin, tools, { unit }),
      newestChange(admin, filesOf(unit, tools)),
      ticksNow(admin),
    ])
    if (status.kind !== 'running') return
    const seenTicks = status.startedTicks < newest ? ticks : status.startedTicks - 1
    await tools.services.remember(admin, unit, { digest: now.digest, bootId: host.facts.boot_id, seenTicks })
  },
})

const filesOf = (unit: string, { host, services }: Parameters<typeof currency>[1]): string[] => [
  ...host.files,
  services.path(unit),
]
