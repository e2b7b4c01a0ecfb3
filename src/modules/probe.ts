// Looks at one instance: its process, and the release in its bin. What a rolling playbook decides from.

import type { Static } from 'typebox'
import type { Reader } from '../hosts/host.js'
import type { UnitStatus } from '../services/services.js'
import { withdrawalOf } from '../state/withdrawn.js'
import { defineModule } from './module.js'
import { packageFile, packageParam, releaseDigest } from './package_param.js'
import { absolutePath, boolean, list, object, optional, unitName } from './params.js'
import { type FoundRelease, findRelease, isConfirmed, placeOf } from './release_place.js'
import { currency } from './service_current.js'
import type { Tools } from './tools.js'

const params = object({
  unit: optional(unitName('Its unit, without .service; the unit of the host when absent.')),
  release: optional(absolutePath('Its bin directory.')),
  wants: optional(packageParam('The package that should be in bin.')),
  files: optional(
    list(absolutePath('A file or directory.'), 'What service compares for current; those of the host when absent.'),
  ),
  offline: boolean('A stopped process is as it should be.', { default: false }),
})
type Params = Static<typeof params>

export const probe = defineModule({
  kind: 'read',
  summary: 'Look at the process and the release of an instance.',
  description: 'Only looks. same is what a rolling playbook asks: is there nothing to do here?',
  params,
  results: {
    exists: 'Whether there is such a unit.',
    running: 'Whether it has a process.',
    starting: 'Whether it waits to be started again, its process having ended.',
    pid: 'The process, null where there is none.',
    enabled: 'Whether it starts at boot, null where that is not known.',
    failure: 'How the last process ended, null where it runs or ended well.',
    current: 'Whether its process runs the newest files.',
    runs: 'Whether its process runs the wanted package, be that confirmed or not.',
    same: 'Whether bin holds the wanted package, confirmed, and its process is current (offline: or stopped).',
    unconfirmed: 'Whether bin holds a release that never served, or none while an older one could be put back.',
    staged: 'Whether the wanted package lies ready beside bin.',
    digest: 'Of the package in bin, null where that is not known.',
    version: 'What the program in bin said of itself, null where that is not known.',
    out: 'Whether a run that was interrupted took it out of service.',
  },
  examples: [{ unit: 'dm-worker-8262', release: '/dm-deploy/dm-worker-8262/bin', wants: '/packages/hotfix.tar.gz' }],

  async read(host, want, tools) {
    const [found, files, wanted, meta] = await Promise.all([
      process(host, want, tools),
      releaseOf(host, want),
      digestOf(want, tools),
      tools.cluster?.load() ?? null,
    ])
    const current = found.why === null
    const settled = current || (want.offline && !isAlive(found.status))
    return {
      ...processResult(found.status),
      current,
      ...releaseResult(files, wanted),
      out: withdrawalOf(meta, tools.host.id).out === true,
      runs: current && isAlive(found.status) && files.bin.record?.digest === wanted,
      same: settled && isWanted(files, wanted),
    }
  },
})

interface Process {
  readonly status: UnitStatus
  readonly why: string | null
}

async function process(host: Reader, want: Params, tools: Tools): Promise<Process> {
  const unit = want.unit ?? tools.host.unit
  if (unit === null) return { status: { kind: 'missing' }, why: 'it has no unit' }
  return currency(host.as(tools.services.become), tools, { ...want, unit })
}

const isAlive = ({ kind }: UnitStatus): boolean => kind === 'running' || kind === 'starting'

const nowhere = { exists: false, record: null }
const nothing: FoundRelease = { bin: nowhere, next: nowhere, prev: nowhere }

const releaseOf = (host: Reader, { release }: Params): Promise<FoundRelease> =>
  release === undefined ? Promise.resolve(nothing) : findRelease(host, placeOf(release))

async function digestOf({ wants }: Params, tools: Tools): Promise<string | null> {
  return wants === undefined ? null : releaseDigest([await packageFile(wants, tools)])
}

const processResult = (status: UnitStatus): object => ({
  exists: status.kind !== 'missing',
  running: status.kind === 'running',
  starting: status.kind === 'starting',
  pid: 'pid' in status ? status.pid : null,
  enabled: 'enabled' in status ? status.enabled : null,
  failure: 'failure' in status ? status.failure : null,
})

const releaseResult = ({ bin, next, prev }: FoundRelease, wanted: string | null): object => ({
  unconfirmed: bin.exists ? !isConfirmed(bin) : prev.exists,
  staged: wanted !== null && next.record?.digest === wanted,
  digest: bin.record?.digest ?? null,
  version: bin.record?.version ?? null,
})

/** Without a wanted package only the process counts. */
const isWanted = ({ bin }: FoundRelease, wanted: string | null): boolean =>
  wanted === null || (isConfirmed(bin) && bin.record?.digest === wanted)
