// Component packages: where they come from, and that they are what they say.
// Types only. A folder of tarballs, a mirror and the cache live beside this file.

import type { LocalFile } from '../hosts/host.js'

/** `version` is exact (`v8.1.0`), or null for the newest stable one. */
export interface PackageWish {
  readonly component: string
  readonly version: string | null
  readonly os: string
  readonly arch: string
}

/** A verified package that lies on the control machine. */
export interface PackageFile extends LocalFile {
  readonly component: string
  readonly version: string
}

/** Hears of a package that has to be fetched: how many bytes have come, and of how many. */
export type Fetching = (bytes: number, size: number) => void

export interface Packages {
  /** Finds, fetches and verifies; throws DmbookError `E-PACKAGE` naming what was looked for and where. */
  get(wish: PackageWish, fetching?: Fetching): Promise<PackageFile>
  /** Whether a version exists, without fetching; the exact version it means. */
  resolve(wish: PackageWish): Promise<string>
}
