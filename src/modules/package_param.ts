// A package as a playbook names it: a path of the control machine, or what the package module and inputs of that type
// give, whose digest need not be computed again.

import { createHash } from 'node:crypto'
import { type Static, Type } from 'typebox'
import type { LocalFile } from '../hosts/host.js'
import { localFile } from './local_file.js'
import { either } from './params.js'
import type { Tools } from './tools.js'

const known = Type.Object(
  { path: Type.String(), sha256: Type.Optional(Type.String()), size: Type.Optional(Type.Number()) },
  { additionalProperties: true },
)

export const packageParam = (description: string) => either([Type.String(), known], description)
export type PackageParam = Static<typeof known> | string

export async function packageFile(given: PackageParam, tools: Tools): Promise<LocalFile> {
  if (typeof given === 'string') return localFile(given, tools)
  const { path, sha256, size } = given
  return sha256 !== undefined && size !== undefined ? { path, sha256, size } : localFile(path, tools)
}

/** What tells a release from another: the package's own digest, of several the digest over theirs. */
export function releaseDigest(files: readonly LocalFile[]): string {
  const [first, ...others] = files
  if (first && others.length === 0) return first.sha256
  return createHash('sha256')
    .update(files.map((file) => `${file.sha256}\n`).join(''))
    .digest('hex')
}
