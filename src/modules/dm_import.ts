// Brings sources and tasks of an export into DM: what is there already, the same, is left alone; what is there and is
// another is refused. Order: sources that pull relay logs first, each moved to its worker while workers are free; then the
// other sources; tasks; relay logs last, so that none is pulled before its task has said from where.

import type { Static } from 'typebox'
import { Redactor } from '../core/secret.js'
import { configDifferences } from '../dm/config_difference.js'
import { secretsIn } from '../dm/masked.js'
import { can } from '../dm/versions.js'
import { DmctlError } from '../hosts/dmctl.js'
import { type ConfigExport, readExport } from '../state/config_export.js'
import { clientOf, heldConfig } from './dm_config.js'
import { importing } from './dm_importing.js'
import { blocked, type Check, defineModule, differs, ModuleError, same } from './module.js'
import { absolutePath, object } from './params.js'

const params = object({ src: absolutePath('The folder of an export, by dmbook or dmctl.') })

export const dmImport = defineModule({
  kind: 'state',
  control: true,
  summary: 'Bring the sources and tasks of an export into DM.',
  description:
    'Tasks start at once, with the checkpoints that lie downstream. Workers that pulled relay logs do so again. Passwords ' +
    'are not compared: DM encrypts them anew each time.',
  params,
  examples: [{ src: '/backup/prod' }],

  async check(_host, { src }: Static<typeof params>, tools): Promise<Check> {
    const wanted = await readExport(src)
    const held = await heldConfig(await clientOf(tools), tools)
    const others = [
      ...conflicts('source', held.sources, wanted.sources),
      ...conflicts('task', held.tasks, wanted.tasks),
    ]
    if (others.length > 0)
      return blocked(
        `cannot import ${src} as DM has others of the same name: ${others.join('; ')}`,
        'make them alike, or stop and remove those in DM; nothing was imported',
      )
    const changes = missing(held, wanted)
    return changes.length === 0 ? same() : differs(...changes)
  },

  async apply(_host, { src }, tools) {
    const dmctl = await clientOf(tools)
    const [wanted, held] = [await readExport(src), await heldConfig(dmctl, tools)]
    const steps = { src, wanted, held, hasRelay: can(dmctl.version, 'transferSource') }
    await importing(dmctl, steps).catch((thrown: unknown) => {
      throw withoutSecrets(thrown, wanted)
    })
  },
})

/** DM repeats what it cannot read. */
function withoutSecrets(thrown: unknown, { sources, tasks }: ConfigExport): unknown {
  if (!(thrown instanceof DmctlError)) return thrown
  const redactor = new Redactor()
  for (const text of [...sources.values(), ...tasks.values()])
    for (const secret of secretsIn(text)) redactor.add(secret)
  return new ModuleError(redactor.clean(thrown.message), { hint: 'the same command goes on where this ended' })
}

type Texts = ReadonlyMap<string, string>

function conflicts(kind: string, held: Texts, wanted: Texts): string[] {
  return [...wanted].flatMap(([name, text]) => {
    const found = held.get(name)
    const differences = found === undefined ? [] : configDifferences(found, text)
    return differences.length > 0 ? `${kind} ${name} (${differences.join(', ')})` : []
  })
}

function missing(held: ConfigExport, wanted: ConfigExport): string[] {
  const without = (has: Texts, wants: Texts): string[] => [...wants.keys()].filter((name) => !has.has(name))
  const relays = [...wanted.relay].flatMap(([source, workers]) =>
    workers.filter((worker) => !held.relay.get(source)?.includes(worker)).map((worker) => ({ source, worker })),
  )
  return [
    ...without(held.sources, wanted.sources).map((name) => `create source ${name}`),
    ...without(held.tasks, wanted.tasks).map((name) => `start task ${name}`),
    ...relays.map(({ source, worker }) => `pull the relay log of ${source} on ${worker}`),
  ]
}
