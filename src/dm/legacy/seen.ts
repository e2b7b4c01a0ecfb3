// A process of DM 1.0 as its host shows it: what its script and its files say, parsed.

import { posix } from 'node:path'
import { parse } from 'smol-toml'
import type { LegacyLook } from './look.js'
import type { Known, LegacyProcess } from './process.js'
import { type RunScript, readRunScript } from './run_script.js'
import { readWorkerToml, type V1Source } from './worker_toml.js'

export interface Seen {
  readonly process: LegacyProcess
  readonly look: LegacyLook
  readonly script: RunScript
  /** by the host, where it says another one than the inventory */
  readonly port: Known<number>
  readonly logLevel: Known<string> | null
  /** of a worker */
  readonly source: V1Source | null
  /** of the master: source → address */
  readonly workers: ReadonlyMap<string, string> | null
  /** of the master: keys of its file that DM 2.0 has too */
  readonly masterConfig: Readonly<Record<string, number>>
}

/** Null where there is no script that could be read. */
export function seenOf(process: LegacyProcess, look: LegacyLook): Seen | null {
  const script = look.script === null ? null : readRunScript(look.script)
  if (script === null) return null
  const toml = process.role === 'dm-worker' && look.config?.text ? readWorkerToml(look.config.text) : null
  const source = toml === null || 'why' in toml ? null : toml
  const master = process.role === 'dm-master' ? masterFile(look.config?.text ?? '') : null
  return {
    process,
    look,
    script,
    port: portShown(process, { look, script }) ?? process.port,
    logLevel: logLevelOf(script, source),
    source,
    workers: master?.workers ?? null,
    masterConfig: master?.config ?? {},
  }
}

/** As the inventory alone describes it, where nobody looked at the host. */
export function described(process: LegacyProcess): Seen {
  const { vars, deployDir, port, role } = process
  return {
    process,
    look: unlooked,
    script: { deployDir: deployDir.value, program: '', flags: new Map(), words: [] },
    port,
    logLevel: vars.get(`${role.replace('-', '_')}_log_level`) ?? null,
    source: null,
    workers: null,
    masterConfig: {},
  }
}

const unlooked: LegacyLook = {
  script: null,
  unit: null,
  config: null,
  version: null,
  running: [],
  meta: null,
  upstreams: { silent: [], refused: [] },
  directories: [],
}

function logLevelOf({ flags }: RunScript, source: V1Source | null): Seen['logLevel'] {
  const flag = flags.get('L')
  if (flag !== undefined) return { value: flag, from: 'its run script' }
  return source?.logLevel ? { value: source.logLevel, from: 'dm-worker.toml' } : null
}

const portFlags = {
  'dm-master': 'master-addr',
  'dm-worker': 'worker-addr',
  prometheus: 'web.listen-address',
  alertmanager: 'web.listen-address',
} as const

/** The port that the host's own files name; null where they name none. */
export function portShown(
  { role }: Pick<LegacyProcess, 'role'>,
  { look, script }: { readonly look: LegacyLook; readonly script: RunScript },
): Known<number> | null {
  const text =
    role === 'grafana'
      ? /^\s*http_port\s*=\s*(\d+)/m.exec(look.config?.text ?? '')?.[1]
      : /:(\d+)$/.exec(script.flags.get(portFlags[role]) ?? '')?.[1]
  if (text === undefined) return null
  const file =
    role === 'grafana' ? (look.config?.path ?? '') : posix.join(script.deployDir, 'scripts', `run_${role}.sh`)
  return { value: Number(text), from: posix.basename(file) }
}

const carried = ['rpc-timeout', 'rpc-rate-limit', 'rpc-rate-burst']

function masterFile(text: string): { workers: ReadonlyMap<string, string> | null; config: Record<string, number> } {
  try {
    const table = parse(text)
    const deploy = Array.isArray(table.deploy) ? table.deploy : []
    const rows = deploy.flatMap((row) => {
      if (typeof row !== 'object' || row === null || Array.isArray(row) || !('source-id' in row)) return []
      return [[String(row['source-id']), String(row['dm-worker'])] as const]
    })
    const config = carried.flatMap((key) => (typeof table[key] === 'number' ? [[key, table[key]] as const] : []))
    return { workers: rows.length === 0 ? null : new Map(rows), config: Object.fromEntries(config) }
  } catch {
    return { workers: null, config: {} }
  }
}
