// What whoever imports a cluster wants it to become.

import type { Secret } from '../../core/secret.js'

export interface TakeoverWishes {
  /** of DM, as `v8.1.0` */
  readonly version: string
  readonly name: string
  readonly relay: 'off' | 'keep'
  /** tasks that are not to be taken over */
  readonly leave: readonly string[]
  /** 64 hexadecimal digits with which DM from v8.0.0 on reads the encrypted passwords of 1.0; null without */
  readonly secretKey: Secret | null
  /** whether units are looked at */
  readonly units: boolean
}
