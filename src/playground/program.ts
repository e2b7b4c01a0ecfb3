// The root object of a simulated process: everything a role needs from outside, and the only place that ends it.
// Roles get it as an argument, so nothing below reads the environment or keeps module state.

import type { Settings } from './settings.js'
import type { Stamp } from './stamp.js'

export interface Program {
  readonly stamp: Stamp
  readonly settings: Settings
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly startedAtMs: number
  out(text: string): void
  err(text: string): void
  exit(code: number): void
  /** Called once, with the first of SIGHUP, SIGINT, SIGTERM, SIGQUIT: all of them mean "exit" to DM. */
  onStop(stop: (signal: string) => void): void
  /** Milliseconds of DM's time in milliseconds of this process. */
  scaled(ms: number): number
}

export type Role = (program: Program) => Promise<void>

/** Thrown by a role that cannot go on: the text goes to standard error, the code ends the process. */
export class Quit extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message)
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** The stamp as -V and /status show it: the fault switch may lie about the version. */
export function shownStamp(program: Program): Stamp {
  const { shown_version } = program.settings.faults
  return shown_version === '' ? program.stamp : { ...program.stamp, version: shown_version }
}
