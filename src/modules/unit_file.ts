// Keeps the unit that starts one process: the text comes from the machine's services, so that the same task serves
// systemd, a user's systemd and supervised. Becomes root by itself where the services want it.

import type { Static } from 'typebox'
import { type Script, sh } from '../core/sh.js'
import type { Reader, Writer } from '../hosts/host.js'
import type { UnitSpec, UnitStatus } from '../services/services.js'
import { compareText, together } from './file_look.js'
import { blocked, type Check, defineModule, differs, ModuleError, same } from './module.js'
import { absolutePath, boolean, choice, list, object, optional, string, unitName } from './params.js'
import type { Tools } from './tools.js'
import { checkEnabled, keepEnabled } from './unit_enabled.js'

const params = object({
  unit: unitName('Name of the unit, without .service.'),
  state: choice(['present', 'absent'], 'Whether the unit is there.', { default: 'present' }),
  description: optional(string('What it is, for the reader of a status; the name of the unit when absent.')),
  script: optional(absolutePath('The program that becomes the process.')),
  directory: optional(absolutePath('Where it runs; the deploy directory when absent.')),
  user: optional(string('As whom it runs; the user of the connection when absent. Needs the system manager.')),
  settings: optional(list(string('As LimitNOFILE=1000000.'), 'Lines of the [Service] section of systemd.')),
  enabled: optional(boolean('Whether it starts at boot; ignored where nothing starts at boot.')),
})
type Params = Static<typeof params>

export const unitFile = defineModule({
  kind: 'state',
  summary: 'Keep the unit file of a service.',
  description:
    'Writes the unit and makes it known; starts and stops nothing. A unit whose settings are the same, as tiup dm writes ' +
    'them, stays as it is. absent removes it, and refuses while it has a process.',
  params,
  examples: [
    {
      unit: 'dm-master-8261',
      description: 'dm-master service',
      script: '/dm-deploy/dm-master-8261/scripts/run_dm-master.sh',
      directory: '/dm-deploy/dm-master-8261',
      user: 'tidb',
      settings: ['LimitNOFILE=1000000'],
    },
    { unit: 'dm-master-8261', state: 'absent' },
  ],

  async check(host, want, tools) {
    const admin = host.as(tools.services.become)
    return want.state === 'absent' ? checkAbsent(admin, want, tools) : checkPresent(admin, want, tools)
  },

  async apply(host, want, tools) {
    const admin = host.as(tools.services.become)
    return want.state === 'absent' ? remove(admin, want, tools) : keep(admin, want, tools)
  },
})

async function checkPresent(host: Reader, want: Params, tools: Tools): Promise<Check> {
  const wanted = tools.services.render(specOf(host, want, tools))
  const [text, status] = await Promise.all([
    compareText(host, { ...wanted, mode: unitMode, form: 'unit' }),
    want.enabled === undefined ? null : tools.services.status(host, want.unit),
  ])
  return together([text, checkEnabled(tools.services, want, status)])
}

async function keep(host: Writer, want: Params, tools: Tools): Promise<void> {
  const { path, text } = tools.services.render(specOf(host, want, tools))
  const { folder } = tools.services
  if (folder !== undefined) await host.run(sh`umask 022; mkdir -p ${folder}`)
  await host.write(path, text, { mode: unitMode })
  await keepEnabled(host, tools.services, want)
  await tools.services.reload(host)
}

const unitMode = '0644'

/** Under the system manager a unit without a user would run as root. */
function specOf(host: Reader, want: Params, tools: Tools): UnitSpec {
  const { unit, description = unit, script, directory = tools.host.deploy_dir, settings = [] } = want
  if (script === undefined || directory === null) {
    const lacking = script === undefined ? 'script' : 'directory'
    throw new ModuleError(`cannot keep the unit ${unit} as no ${lacking} is given`)
  }
  const user = want.user ?? (tools.services.become === null ? null : host.facts.user)
  return { unit, description, script, directory, user, settings }
}

async function checkAbsent(host: Reader, { unit }: Params, { services }: Tools): Promise<Check> {
  const [{ kind }, status, record] = await Promise.all([
    host.stat(services.path(unit)),
    services.status(host, unit),
    services.current(host, unit),
  ])
  if (hasProcess(status)) return blocked(`cannot remove the unit ${unit} as it has a process`, 'stop it first')
  return kind === 'missing' && record === null ? same() : differs(`remove the unit ${unit}`)
}

const hasProcess = ({ kind }: UnitStatus): boolean => kind === 'running' || kind === 'starting'

/** The file goes last but for making that known: a killed removal is seen and finished by the next run. */
async function remove(host: Writer, { unit }: Params, { services }: Tools): Promise<void> {
  const { kind } = await host.stat(services.path(unit))
  if (kind !== 'missing' && services.boots) await services.disable(host, unit)
  await services.forget(host, unit)
  await host.run(sh`rm -f ${services.path(unit)}`)
  await services.reload(host)
  if (services.folder !== undefined) await host.run(emptied(services.folder))
}

/** ~/.config/systemd/user and what is above it, where nothing is left there. */
const emptied = (folder: string): Script => sh`d=${folder}
for _ in user systemd config; do rmdir "$d" 2>/dev/null || break; d=\${d%/*}; done`
