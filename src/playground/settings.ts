// How a simulated program may differ from DM: the scale of time and the fault switches (dm-runtime §9).
// Read from `playground.json` beside the binary, because a service's run script passes no environment;
// the environment wins (DM_PLAYGROUND_TIME_SCALE, DM_PLAYGROUND_FAULTS as JSON).

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Faults {
  /** exit 1 right after the flags were read */
  readonly fail_start: boolean
  /** accept connections, never answer */
  readonly hang: boolean
  /** real milliseconds until HTTP is served */
  readonly slow_ready_ms: number
  /** real milliseconds that SIGTERM is ignored */
  readonly ignore_sigterm_ms: number
  /** what -V and /status say instead of the packed version */
  readonly shown_version: string
  /** dm-worker only: a source that cannot be restored, the process exits 1 */
  readonly upstream_down: boolean
}

export interface Settings {
  /** multiplies DM's leases and timeouts; 1 is DM's own pace */
  readonly timeScale: number
  readonly faults: Faults
}

const noFaults: Faults = {
  fail_start: false,
  hang: false,
  slow_ready_ms: 0,
  ignore_sigterm_ms: 0,
  shown_version: '',
  upstream_down: false,
}

/** `folder` holds the binary. Throws Error naming the file or variable when its content is not understood. */
export function readSettings(folder: string, env: Readonly<Record<string, string | undefined>>): Settings {
  const file = join(folder, 'playground.json')
  const written = parsed(file, textOf(file))
  const faults = parsed('DM_PLAYGROUND_FAULTS', env.DM_PLAYGROUND_FAULTS ?? '{}')
  const scale = env.DM_PLAYGROUND_TIME_SCALE ?? written.timeScale ?? 1
  return { timeScale: scaleOf(scale), faults: faultsOf({ ...objectOf(written.faults), ...faults }) }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '{}'
  }
}

function parsed(where: string, text: string): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(text))
  } catch (cause) {
    throw new Error(`cannot read ${where} as it is no JSON object`, { cause })
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function scaleOf(value: unknown): number {
  const scale = Number(value)
  if (!Number.isFinite(scale) || scale <= 0) throw new Error(`cannot scale time by ${String(value)}`)
  return scale
}

function faultsOf(given: Readonly<Record<string, unknown>>): Faults {
  for (const [key, value] of Object.entries(given)) {
    const model = (noFaults as unknown as Record<string, unknown>)[key]
    if (model === undefined) throw new Error(`cannot imitate the fault ${key} as there is none of this name`)
    if (typeof model !== typeof value) throw new Error(`cannot imitate the fault ${key} as it wants a ${typeof model}`)
  }
  return { ...noFaults, ...(given as Partial<Faults>) }
}
