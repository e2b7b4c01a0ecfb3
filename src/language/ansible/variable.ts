// A variable of an inventory: its value, how it is written, where it stands and what it beats.
// Values are data. Nothing in them is evaluated; what a Vault holds is a Secret, or Sealed while no password opens it.

import type { Place } from '../../core/place.js'
import { Secret } from '../../core/secret.js'

/** A value that Vault encrypted and no given password opens. Shows as ****** like a Secret. */
export class Sealed {
  readonly label: string | null
  constructor(label: string | null) {
    this.label = label
  }
  toString(): string {
    return '******'
  }
  toJSON(): string {
    return '******'
  }
}

export type VarValue =
  | string
  | number
  | boolean
  | null
  | Secret
  | Sealed
  | readonly VarValue[]
  | { readonly [key: string]: VarValue }

/** From the weakest to the strongest. */
export type Layer = 'defaults' | 'inventory' | 'group_vars' | 'host' | 'host_vars'

export interface Variable {
  readonly name: string
  readonly value: VarValue
  /** as it stands, where references in it were resolved */
  readonly unresolved?: VarValue
  /** as it is written, without its quotes: what neither Python nor YAML made a number of; '' of lists and maps */
  readonly text: string
  /** what Ansible writes where it renders the value: True, 1.1, None */
  readonly rendered: string
  /** passwords are masked in its source: safe for code frames */
  readonly at: Place
  readonly layer: Layer
  /** of the layers that belong to groups */
  readonly group?: string
  /** an unquoted # ended the value in the middle of a word */
  readonly cut: boolean
  /** what it beats on this host, the strongest first */
  readonly shadows: readonly Variable[]
}

export type Variables = ReadonlyMap<string, Variable>

export const isList = (value: VarValue): value is readonly VarValue[] => Array.isArray(value)

export const isMap = (value: VarValue): value is { readonly [key: string]: VarValue } =>
  typeof value === 'object' &&
  value !== null &&
  !isList(value) &&
  !(value instanceof Secret) &&
  !(value instanceof Sealed)

/** The text of a text or of a Secret; null of everything else. */
export function bareText(value: VarValue): string | null {
  if (typeof value === 'string') return value
  return value instanceof Secret ? value.reveal() : null
}

/** What lay in a Vault: texts and numbers are secrets; true, false and nothing tell nothing. */
export function secretValue(value: VarValue): VarValue {
  if (typeof value === 'string' || typeof value === 'number') return new Secret(String(value))
  if (isList(value)) return value.map(secretValue)
  if (!isMap(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, secretValue(entry)]))
}

/** Every value within a value, itself too. */
export function valuesWithin(value: VarValue): VarValue[] {
  if (isList(value)) return [value, ...value.flatMap(valuesWithin)]
  return isMap(value) ? [value, ...Object.values(value).flatMap(valuesWithin)] : [value]
}
