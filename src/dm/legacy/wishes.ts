// What whoever imports a cluster wants it to become.

export interface TakeoverWishes {
  /** of DM, as `v8.1.0` */
  readonly version: string
  readonly name: string
  readonly relay: 'off' | 'keep'
  /** tasks that are not to be taken over */
  readonly leave: readonly string[]
  /** whether units are looked at */
  readonly units: boolean
}
