// `server_configs` and `config`: keys may be dotted, nested or mixed; an instance's own win key by key.

import { stringify } from 'smol-toml'
import type { Json } from '../language/inventory.js'

type Settings = Readonly<Record<string, unknown>>
export type NestedSettings = { readonly [key: string]: Json }

/** `{ a: { 'b.c': 1 } }` → `a.b.c: 1`, in the order of the text. Absent values are left out. */
export function flattened(settings: Settings, prefix = ''): Map<string, Json> {
  const flat = new Map<string, Json>()
  for (const [key, value] of Object.entries(settings)) {
    const path = `${prefix}${key}`
    if (isMap(value)) for (const [inner, leaf] of flattened(value, `${path}.`)) flat.set(inner, leaf)
    else if (isLeaf(value)) flat.set(path, value)
  }
  return flat
}

/** Merges settings, the later ones winning key by key, and nests them as TOML does. */
export function merged(...layers: readonly (Settings | undefined)[]): NestedSettings {
  const flat = new Map(layers.flatMap((layer) => [...flattened(layer ?? {})]))
  const root: Record<string, Json> = {}
  for (const [path, value] of flat) plant(root, path.split('.'), value)
  return root
}

/** TOML for a server of DM. Its only key with a fraction must show one: older releases take `10` for a mistake. */
export function tomlText(settings: NestedSettings): string {
  if (Object.keys(settings).length === 0) return ''
  return stringify(settings)
    .replace(/^(rpc-rate-limit = -?\d+)$/m, '$1.0')
    .trimEnd()
}

function plant(branch: Record<string, Json>, [step, ...rest]: readonly string[], value: Json): void {
  if (step === undefined) return
  if (rest.length === 0) {
    branch[step] = value
    return
  }
  const next = { ...asMap(branch[step]) }
  plant(next, rest, value)
  branch[step] = next
}

const asMap = (value: Json | undefined): { readonly [key: string]: Json } => (isMap(value) ? value : {})

const isMap = (value: unknown): value is NestedSettings =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isLeaf = (value: unknown): value is Json =>
  Array.isArray(value) || ['string', 'number', 'boolean'].includes(typeof value)
