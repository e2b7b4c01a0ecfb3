// Keeps the programs of an instance so that a new package can be tried beside the running one, taken into use by
// renames, and put back: bin, .bin.next and .bin.prev, each with a file .release. See the chapter "release" of the
// architecture. Starts and stops nothing; refuses to swap under a process.

import type { Static } from 'typebox'
import type { LocalFile, Reader } from '../hosts/host.js'
import { blocked, type Check, defineModule, ModuleError } from './module.js'
import { packageFile, packageParam, releaseDigest } from './package_param.js'
import { absolutePath, choice, either, list, object, optional, string, unitName } from './params.js'
import { checkRelease } from './release_check.js'
import { findRelease, placeOf } from './release_place.js'
import { stageRelease } from './release_stage.js'
import { activate, confirm, undo } from './release_swap.js'
import type { Tools } from './tools.js'

const params = object({
  dest: absolutePath('The bin directory in use.'),
  state: choice(['staged', 'active', 'confirmed', 'undone'], 'How far the package has come.'),
  package: optional(packageParam('A .tar.gz of the control machine, or what the module package gives.')),
  packages: optional(list(packageParam('One of them.'), 'Packages that share the directory.')),
  component: optional(string('Its program must be in the package.')),
  unit: optional(
    either(
      [unitName('A unit.'), list(unitName('A unit.'), 'Several.')],
      'Whose process uses it; the unit of the host when absent.',
    ),
  ),
})
type Params = Static<typeof params>

export const release = defineModule({
  kind: 'state',
  summary: 'Keep a package in a bin directory: staged beside it, active, confirmed or undone.',
  description:
    'staged: unpacked over a copy of bin, and tried with -V. active: in use by two renames, the last confirmed release ' +
    'kept; refused while the unit has a process. confirmed: it served. undone: a release that was not confirmed gives ' +
    'way to the last one that was. A bin that was adopted counts as confirmed. Killed between any two steps it goes on.',
  params,
  results: {
    digest: 'Of the package in bin, of staged the wanted one.',
    version: 'What the program in bin says of itself, null where it does not tell.',
    confirmed: 'Whether the release in bin served once.',
  },
  examples: [
    {
      package: '/packages/dm-worker-v8.1.0-linux-amd64.tar.gz',
      dest: '/dm-deploy/dm-worker-8262/bin',
      state: 'staged',
    },
    {
      package: '/packages/dm-worker-v8.1.0-linux-amd64.tar.gz',
      dest: '/dm-deploy/dm-worker-8262/bin',
      state: 'active',
    },
    { dest: '/dm-deploy/dm-worker-8262/bin', state: 'confirmed' },
    { dest: '/dm-deploy/dm-worker-8262/bin', state: 'undone' },
  ],

  async check(host, want, tools) {
    const [found, digest] = await Promise.all([findRelease(host, placeOf(want.dest)), wantedDigest(want, tools)])
    const check = checkRelease(found, { dest: want.dest, state: want.state, digest })
    const swaps = want.state === 'active' || want.state === 'undone'
    return swaps && check.kind === 'differs' ? unlessInUse(host, tools, { want, check }) : check
  },

  async apply(host, want, tools) {
    const place = placeOf(want.dest)
    const { component, state } = want
    if (state === 'staged') {
      const files = await packageFiles(want, tools)
      return stageRelease(host, { place, files, digest: releaseDigest(files), component, tools })
    }
    const swap = { place, found: await findRelease(host, place), units: unitsOf(want, tools), services: tools.services }
    if (state === 'confirmed') return confirm(host, swap)
    return state === 'active' ? activate(host, swap) : undo(host, swap)
  },
})

/** Empty where the state names no package. */
async function wantedDigest(want: Params, tools: Tools): Promise<string> {
  if (want.state === 'confirmed' || want.state === 'undone') return ''
  return releaseDigest(await packageFiles(want, tools))
}

async function packageFiles({ package: one, packages = [], dest, state }: Params, tools: Tools): Promise<LocalFile[]> {
  const all = one === undefined ? packages : [one, ...packages]
  if (all.length > 0) return Promise.all(all.map((given) => packageFile(given, tools)))
  throw new ModuleError(`cannot keep ${dest} ${state} as no package is named`)
}

const unitsOf = ({ unit }: Params, { host }: Tools): readonly string[] =>
  unit === undefined ? [host.unit ?? []].flat() : [unit].flat()

async function unlessInUse(
  host: Reader,
  tools: Tools,
  { want, check }: { want: Params; check: Check },
): Promise<Check> {
  const { services } = tools
  const units = unitsOf(want, tools)
  const found = await Promise.all(units.map((unit) => services.status(host.as(services.become), unit)))
  const used = units.filter((_, index) => found[index]?.kind === 'running' || found[index]?.kind === 'starting')
  return used.length === 0
    ? check
    : blocked(`cannot swap ${want.dest} as ${used.join(', ')} has a process`, 'stop it first')
}
