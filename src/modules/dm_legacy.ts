// Looks at one process of DM 1.0 as dm-ansible laid it down: its script, unit, configuration and version, what it keeps,
// whether it still runs, and whether TCP gets from there to the upstreams. Changes nothing, and judges nothing: what is missing is told as missing.

import { posix } from 'node:path'
import type { Static } from 'typebox'
import { sh } from '../core/sh.js'
import type { LegacyLook } from '../dm/legacy/look.js'
import { type RunScript, readRunScript } from '../dm/legacy/run_script.js'
import { workerMetaDir } from '../dm/legacy/worker_toml.js'
import type { Reader } from '../hosts/host.js'
import { listenersOn } from './listeners.js'
import { anyExit, defineModule } from './module.js'
import { absolutePath, choice, list, object, optional, port, string, unitName } from './params.js'
import { answers } from './reaches.js'
import type { Tools } from './tools.js'

const params = object({
  role: choice(['dm-master', 'dm-worker', 'prometheus', 'grafana', 'alertmanager'], 'What it is.'),
  port: port('The port that it listened on.'),
  deploy_dir: absolutePath('Where dm-ansible laid it down.'),
  unit: unitName('Name of its unit.'),
  upstreams: optional(list(string('As 172.19.0.81:3306.'), 'Databases that it is to reach from there.')),
})
type Params = Static<typeof params>

export const dmLegacy = defineModule({
  kind: 'read',
  summary: 'Look at a process of DM 1.0 that dm-ansible deployed.',
  description:
    'Reads the run script, the unit, the configuration that the script names, the version of the program, the task ' +
    'store of a worker, whether the process still runs, and whether TCP gets to the upstreams. What is missing is told as missing.',
  params,
  results: { script: 'Text of the run script.', running: 'What still runs, as sentences.' },
  examples: [{ role: 'dm-worker', port: 8262, deploy_dir: '/home/tidb/deploy', unit: 'dm-worker-8262' }],

  async read(host, want, tools) {
    const script = await host.text(`${want.deploy_dir}/scripts/run_${want.role}.sh`)
    const parsed = script === null ? null : readRunScript(script)
    const config = parsed === null ? null : await configOf(host, want, parsed)
    const [unit, version, running, meta, directories, upstreams] = await Promise.all([
      host.text(`/etc/systemd/system/${want.unit}.service`),
      parsed === null ? null : versionOf(host, parsed),
      runningOf(host, want, tools),
      want.role === 'dm-worker' && parsed !== null ? metaOf(host, parsed, config?.text ?? null) : null,
      parsed === null ? [] : directoriesOf(host, parsed),
      answers(host, { addresses: want.upstreams ?? [], listening: true, timeout: '3s' }),
    ])
    const look: LegacyLook = { script, unit, config, version, running, meta, directories, upstreams }
    tools.gather?.(tools.host.id, look)
    return { script, running }
  },
})

async function configOf(
  host: Reader,
  { role }: Params,
  { flags, deployDir }: RunScript,
): Promise<LegacyLook['config']> {
  const named = flags.get('config') ?? flags.get('config.file')
  const path = named === undefined ? null : posix.resolve(deployDir, named)
  return path === null ? null : { path, text: role === 'prometheus' ? null : await host.text(path) }
}

async function versionOf(host: Reader, { program, deployDir }: RunScript): Promise<string | null> {
  const { stdout } = await host.read(sh`${posix.resolve(deployDir, program)} -V`, { accept: anyExit })
  return /^Release Version:\s*(\S+)/m.exec(stdout)?.[1] ?? null
}

/** Its port, and the unit: one that waits for its next start holds no port. */
async function runningOf(host: Reader, { port, unit }: Params, { services }: Tools): Promise<string[]> {
  const [listeners, status] = await Promise.all([
    listenersOn(host, [port]),
    services.kind === 'systemd' ? services.status(host, unit) : null,
  ])
  const open = listeners.slice(0, 1).map(({ process }) => {
    const by = process === null ? '' : `: ${process.command.split(' ')[0]}, process ${process.pid}`
    return `its port ${port} is open${by}`
  })
  const active = status?.kind === 'running' || status?.kind === 'starting'
  return [...open, ...(active ? [`its unit ${unit} is active`] : [])]
}

async function metaOf(host: Reader, { deployDir }: RunScript, toml: string | null): Promise<LegacyLook['meta']> {
  const path = posix.resolve(deployDir, workerMetaDir(toml))
  const names = await host.list(`${path}/kv`)
  if (names === null) return { path, files: null }
  const read = await Promise.all(
    names.map(async (name) => {
      const { stdout } = await host.read(sh`base64 ${`${path}/kv/${name}`}`, { doing: `read ${path}/kv/${name}` })
      return [name, stdout.replaceAll(/\s/g, '')] as const
    }),
  )
  return { path, files: Object.fromEntries(read) }
}

async function directoriesOf(host: Reader, { flags, deployDir }: RunScript): Promise<string[]> {
  const named = ['relay-dir', 'storage.tsdb.path', 'storage.path'].flatMap((flag) => flags.get(flag) ?? [])
  const paths = named.map((path) => posix.resolve(deployDir, path))
  const found = await Promise.all(paths.map((path) => host.stat(path)))
  return paths.filter((_, index) => found[index]?.kind === 'directory')
}
