// A value for eyes: what is secret by its kind or by its name is masked, also within lists and maps.

import { isSecretName } from './secret_name.js'
import { isList, isMap, type VarValue } from './variable.js'

/** The same value, plain data; a mask in the place of secrets. An empty password shows as what it is. */
export function shownValue(name: string, value: VarValue): VarValue {
  if (isList(value)) return value.map((item) => shownValue(name, item))
  if (isMap(value))
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, shownValue(key, entry)]))
  if (typeof value === 'object' && value !== null) return String(value)
  return isSecretName(name) && value !== null && value !== '' ? '******' : value
}
