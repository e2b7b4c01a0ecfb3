// A program's root object in memory: what it wrote, and how it ended.

import type { Program } from '../../src/playground/program.js'
import { type Faults, readSettings } from '../../src/playground/settings.js'
import type { Stamp } from '../../src/playground/stamp.js'

export interface FakeProgram extends Program {
  readonly written: { out: string; err: string; exits: number[] }
}

export const stamp: Stamp = { program: 'dm-master', version: 'v8.1.0', gitHash: 'abc', os: 'linux', arch: 'amd64' }

export function fakeProgram(
  args: readonly string[] = [],
  part: Partial<Stamp> = {},
  faults: Partial<Faults> = {},
): FakeProgram {
  const written = { out: '', err: '', exits: [] as number[] }
  const settings = readSettings('/nowhere', { DM_PLAYGROUND_FAULTS: JSON.stringify(faults) })
  return {
    written,
    stamp: { ...stamp, ...part },
    settings,
    args,
    env: {},
    startedAtMs: Date.now(),
    out: (text) => {
      written.out += text
    },
    err: (text) => {
      written.err += text
    },
    exit: (number) => void written.exits.push(number),
    onStop: () => {},
    scaled: (ms) => ms,
  }
}
