// The program inside a package of dmctl, unpacked beside the cache under the package's digest.

import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { extract } from 'tar'
import type { PackageFile, Packages } from './packages.js'

interface Wish {
  readonly version: string | null
  /** folder of verified packages */
  readonly cache: string
}

const archs: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }

/** For this machine; its path, and its exact version. Throws E-PACKAGE where there is none. */
export async function dmctlProgram(
  packages: Packages,
  { version, cache }: Wish,
): Promise<{ readonly path: string; readonly version: string }> {
  const arch = archs[process.arch] ?? process.arch
  const found = await packages.get({ component: 'dmctl', version, os: process.platform, arch })
  return { path: await unpacked(found, cache), version: found.version }
}

async function unpacked({ path, sha256 }: PackageFile, cache: string): Promise<string> {
  const folder = join(cache, `dmctl-${sha256.slice(0, 16)}`)
  if (!(await stat(folder).catch(() => null))) {
    const draft = `${folder}.${process.pid}`
    await mkdir(draft, { recursive: true, mode: 0o700 })
    await extract({ file: path, cwd: draft, strict: true })
    await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }))
  }
  return join(folder, 'dmctl', 'dmctl')
}
