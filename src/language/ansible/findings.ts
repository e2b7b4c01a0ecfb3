// What reading an inventory finds besides its hosts: what is wrong, what is odd, what stays closed; and the passwords
// that open what can be opened.

import type { Problem } from '../../core/error.js'
import type { Place } from '../../core/place.js'
import type { Secret } from '../../core/secret.js'
import { Problems } from '../problems.js'
import { Sealed } from './variable.js'
import { openVault, type VaultKey } from './vault.js'

export class Findings {
  readonly problems = new Problems()
  readonly warnings: Problem[] = []
  /** values that no given password opens */
  readonly sealed: Problem[] = []
  readonly #keys: readonly VaultKey[]

  constructor(keys: readonly VaultKey[]) {
    this.#keys = keys
  }

  /** New lists, the same passwords. */
  within(): Findings {
    return new Findings(this.#keys)
  }

  wrong(at: Place, why: string, hint?: string): void {
    this.problems.add({ message: `cannot read the inventory as ${why}`, at, hint })
  }

  odd(at: Place, message: string, hint?: string): void {
    this.warnings.push({ message, at, hint })
  }

  /** What a Vault text holds. */
  opened(text: string, at: Place): Secret | Sealed {
    const found = openVault(text, this.#keys)
    if (found.kind === 'open') return found.secret
    if (found.kind === 'broken') this.wrong(at, `this Vault cannot be opened: ${found.why}`)
    else this.sealed.push(this.#closed(found.label, at))
    return new Sealed(found.kind === 'sealed' ? found.label : null)
  }

  #closed(label: string | null, at: Place): Problem {
    const named = label === null ? '' : ` (${label})`
    const why = this.#keys.length === 0 ? 'its password was not given' : 'no given password opens it'
    const hint = label === null ? '--vault-password-file FILE' : `--vault-id ${label}@FILE`
    return { message: `cannot open what Vault encrypted${named} as ${why}`, at, hint }
  }
}
