// Manifests end: an old one that somebody kept back is not taken for the newest.

import type { Manifest, ManifestKind } from './manifest.js'
import { mirrorError } from './mirror_error.js'

/** `now` is milliseconds since 1970. Throws E-MIRROR where the manifest has ended or does not say when it does. */
export function checkExpiry({ name, signed }: Manifest<ManifestKind>, now: number): void {
  if (Date.parse(signed.expires) >= now) return
  throw mirrorError(`cannot trust ${name} as it has expired: ${signed.expires}`, {
    hint: "is this machine's clock right? Else the mirror is no longer kept up to date",
  })
}
