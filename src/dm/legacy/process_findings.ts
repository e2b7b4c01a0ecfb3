// Whether one process can be taken over as its host shows it: everything that speaks against it, and what is noteworthy.

import { posix } from 'node:path'
import type { Problem } from '../../core/error.js'
import type { Role } from '../role.js'
import type { Findings } from './findings.js'
import type { LegacyLook } from './look.js'
import { type LegacyProcess, legacyScript, legacyUnit } from './process.js'
import { type RunScript, readRunScript } from './run_script.js'
import { portShown } from './seen.js'
import { readWorkerToml, type V1Source } from './worker_toml.js'

interface Expected {
  readonly user: string
  readonly units: boolean
}

export function processFindings(process: LegacyProcess, look: LegacyLook, { user, units }: Expected): Findings {
  const where = `${process.role} ${process.alias} (${process.address})`
  const error = (why: string, hint?: string): Problem => ({
    message: `cannot import ${where} as ${why}`,
    at: process.at,
    hint,
  })
  const warning = (text: string): Problem => ({ message: `${where}: ${text}`, at: process.at })
  const script = look.script === null ? null : readRunScript(look.script)
  const about = { process, look, error, warning }
  const running = look.running.map((why) =>
    error(`it still runs: ${why}`, 'stop DM 1.0 first: ansible-playbook stop.yml'),
  )
  if (script === null) return { errors: [...running, noScript(about)], warnings: [] }
  const worker = process.role === 'dm-worker' ? workerFindings(about) : { errors: [], warnings: [] }
  const unit = units ? unitFindings(about, user) : { errors: [], warnings: [] }
  return {
    errors: [...running, ...scriptErrors(about, script), ...unit.errors, ...worker.errors],
    warnings: [...scriptWarnings(about, script), ...unit.warnings, ...worker.warnings],
  }
}

interface About {
  readonly process: LegacyProcess
  readonly look: LegacyLook
  error(why: string, hint?: string): Problem
  warning(text: string): Problem
}

function noScript({ process, look, error }: About): Problem {
  const path = legacyScript(process)
  if (look.script !== null) return error(`${path} starts nothing that could be read`)
  const hint = `was it ever deployed, or is it already gone? --leave-host ${process.alias} does without it`
  return error(`its run script is missing: ${path}`, hint)
}

function scriptErrors({ process, look, error }: About, script: RunScript): Problem[] {
  const errors: Problem[] = []
  if (script.flags.has('join') || script.flags.has('initial-cluster'))
    errors.push(error('its run script starts DM 2.0', 'there is nothing to convert'))
  if (posix.normalize(`${script.deployDir}/`) !== posix.normalize(`${process.deployDir.value}/`))
    errors.push(
      error(`its run script lives in ${script.deployDir}, the inventory says ${process.deployDir.value}`, drift),
    )
  const shown = portShown(process, { look, script })
  if (process.role !== 'grafana' && shown !== null && shown.value !== process.port.value)
    errors.push(error(`its run script has port ${shown.value}, the inventory ${process.port.value}`, drift))
  return errors
}

const drift = 'the inventory was changed and never deployed: put it back as it was'

const knownFlags: Readonly<Record<Role, readonly string[]>> = {
  'dm-master': ['master-addr', 'L', 'config', 'log-file', 'log-rotate', 'status-addr'],
  'dm-worker': ['worker-addr', 'L', 'relay-dir', 'config', 'log-file', 'log-rotate', 'status-addr'],
  prometheus: [
    ...['config.file', 'web.listen-address', 'web.external-url', 'web.enable-admin-api', 'log.level'],
    ...['storage.tsdb.path', 'storage.tsdb.retention'],
  ],
  grafana: ['homepath', 'config'],
  alertmanager: ['config.file', 'storage.path', 'data.retention', 'log.level', 'web.listen-address'],
}

function scriptWarnings({ process, look, warning }: About, script: RunScript): Problem[] {
  const unknown = [...script.flags.keys()].filter((flag) => !knownFlags[process.role].includes(flag))
  const shown = portShown(process, { look, script })
  const moved = process.role === 'grafana' && shown !== null && shown.value !== process.port.value
  return [
    ...unknown.map((flag) => warning(`its run script has --${flag}, which is left out`)),
    ...script.words.map((word) => warning(`its run script has the word "${word}", which is left out`)),
    ...(moved
      ? [warning(`grafana.ini says port ${shown.value}, the inventory ${process.port.value}: the file is right`)]
      : []),
  ]
}

function unitFindings({ process, look, error, warning }: About, user: string): Findings {
  if (look.unit === null)
    return { errors: [], warnings: [warning(`it has no unit ${legacyUnit(process)}: an undo cannot put one back`)] }
  const runsAs = /^User=(\S+)/m.exec(look.unit)?.[1]
  if (runsAs === undefined || runsAs === user) return { errors: [], warnings: [] }
  return { errors: [error(`its unit runs as ${runsAs}, the inventory says ${user}`, drift)], warnings: [] }
}

function workerFindings(about: About): Findings {
  const { process, look, error } = about
  const path = look.config?.path ?? 'conf/dm-worker.toml'
  if (!look.config?.text) return { errors: [error(`its file is missing: ${path}`)], warnings: [] }
  const read = readWorkerToml(look.config.text)
  if ('why' in read) return { errors: [error(`${path} cannot be read: ${read.why}`)], warnings: [] }
  const said = process.vars.get('source_id')?.value
  const errors: Problem[] = []
  if (read.id === '') errors.push(error(`${path} has no source-id`))
  else if (said !== undefined && said !== read.id)
    errors.push(error(`${path} has the source-id ${read.id}, the inventory ${said}`, drift))
  return { errors, warnings: workerWarnings(about, read) }
}

function workerWarnings({ process, look, warning }: About, { config, dropped }: V1Source): Problem[] {
  const from = config.from as Readonly<Record<string, unknown>> | undefined
  const differing = (['host', 'port', 'user', 'password'] as const).filter((key) => {
    const said = process.vars.get(`mysql_${key}`)?.value
    return said !== undefined && String(from?.[key] ?? '') !== said
  })
  return [
    ...differing.map((key) =>
      warning(`its file has another ${key} of the upstream than the inventory: the file is right`),
    ),
    ...dropped.map((text) => warning(`left out: ${text}`)),
    ...(look.meta?.files ? [] : [warning(`it keeps no tasks: ${look.meta?.path ?? 'dm_worker_meta'}/kv is missing`)]),
  ]
}
