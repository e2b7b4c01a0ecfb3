// What starts, watches and stops processes on a machine. Three back ends behind one contract suite:
// systemd, the user's systemd, and supervised (a small detached loop, for places with neither root nor systemd).

import type { Reader, Writer } from '../hosts/host.js'

/** `user` null: the user of the connection. `environment` values are plain text, never secrets. */
export interface UnitSpec {
  readonly unit: string
  readonly description: string
  readonly script: string
  readonly directory: string
  readonly user: string | null
  /** lines of systemd's [Service] section in TiUP's order, as `LimitNOFILE=1000000`; a back end without them ignores them */
  readonly settings: readonly string[]
}

/**
 * `stopped`: no process and no restart to come. `running`: the process is there. `starting`: waiting for a restart.
 * `startedTicks` are clock ticks since boot (/proc/PID/stat field 22); `failure` is how the last process ended.
 */
export type UnitStatus =
  | { readonly kind: 'missing' }
  | { readonly kind: 'stopped'; readonly enabled: boolean | null; readonly failure: string | null }
  | { readonly kind: 'starting'; readonly enabled: boolean | null; readonly failure: string | null }
  | {
      readonly kind: 'running'
      readonly enabled: boolean | null
      readonly pid: number
      readonly startedTicks: number
      /** where /proc/PID/exe points; empty where that may not be read */
      readonly executable: string
      /** what restarts it is gone: a start puts it under watch again, without a stop */
      readonly unwatched?: true
    }

/** Where `current` keeps the digest of the files that the process was started with. */
export interface CurrentRecord {
  readonly digest: string
  readonly bootId: string
  readonly seenTicks: number
}

export interface Services {
  readonly kind: 'systemd' | 'systemd-user' | 'supervised'
  /** The user that writes units and asks for starts and stops; null is the connecting user. */
  readonly become: 'root' | null
  /** Whether a unit can be started at boot. */
  readonly boots: boolean
  /** Where unit files lie, if that folder has to be made before one is written; mode 0755. */
  readonly folder?: string
  /** The unit file's path and whole text. Throws where the spec cannot be said in a unit file. */
  render(spec: UnitSpec): { readonly path: string; readonly text: string }
  path(unit: string): string
  status(host: Reader, unit: string): Promise<UnitStatus>
  /** Makes a written, changed or removed unit file known. */
  reload(host: Writer): Promise<void>
  /** By the unit's newest file: a run may have been killed between writing it and making it known. */
  start(host: Writer, unit: string): Promise<void>
  /** Waits until the process is gone, as long as the unit's own limit; `killAfterMs` may be sooner, where it is heeded. */
  stop(host: Writer, unit: string, options?: { readonly killAfterMs: number | null }): Promise<void>
  enable(host: Writer, unit: string): Promise<void>
  disable(host: Writer, unit: string): Promise<void>
  /** The last lines that the unit said, for error messages. */
  tail(host: Reader, unit: string): Promise<string>
  current(host: Reader, unit: string): Promise<CurrentRecord | null>
  remember(host: Writer, unit: string, record: CurrentRecord): Promise<void>
  forget(host: Writer, unit: string): Promise<void>
}
