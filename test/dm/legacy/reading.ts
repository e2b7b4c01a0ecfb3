// The plain cluster of test/fixtures/legacy for tests that change one thing of it: a line of its inventory, or what one
// of its hosts shows.

import { noAnsibleCfg } from '../../../src/dm/legacy/ansible_cfg.js'
import type { LegacyLook } from '../../../src/dm/legacy/look.js'
import { type Legacy, legacyId } from '../../../src/dm/legacy/process.js'
import type { ReadLegacy } from '../../../src/dm/legacy/read_legacy.js'
import { reconciled } from '../../../src/dm/legacy/takeover.js'
import type { TakeoverWishes } from '../../../src/dm/legacy/wishes.js'
import { shape } from './shapes.js'

const plain = await shape('plain')
export const stock = plain.text

/** The inventory with each first text in place of the second, which must be there. */
export function changed(...changes: readonly (readonly [was: string, is: string])[]): string {
  return changes.reduce((text, [was, is]) => {
    if (!text.includes(was)) throw new Error(`the inventory has no ${was}`)
    return text.replace(was, is)
  }, stock)
}

/** With the group_vars and roles that dm-ansible ships. */
export const readText = (text: string, { cfg = noAnsibleCfg } = {}): ReadLegacy => plain.read(text, cfg)

export function legacyOf(text: string): Legacy {
  const { legacy, errors } = readText(text)
  if (legacy) return legacy
  throw new Error(errors.map(({ message }) => message).join('\n'))
}

export const wishes: TakeoverWishes = {
  version: 'v7.5.0',
  name: 'test-cluster',
  relay: 'off',
  leave: [],
  secretKey: null,
  units: true,
}

/** The plain cluster, one look at one process changed. */
export function takenOver(
  change: Partial<Record<string, Partial<LegacyLook>>> = {},
  wanted: Partial<TakeoverWishes> = {},
) {
  const legacy = legacyOf(stock)
  const all = plain.looks(legacy)
  for (const process of legacy.processes) {
    const id = legacyId(process)
    const found = all.get(id)
    if (found) all.set(id, { ...found, ...change[process.alias] })
  }
  return reconciled(legacy, all, { ...wishes, ...wanted })
}

export const messages = (problems: readonly { readonly message: string }[]): string =>
  problems.map(({ message }) => message).join('\n')
