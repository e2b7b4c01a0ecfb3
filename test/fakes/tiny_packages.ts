// Packages in the layout of the real ones, a few hundred bytes each: their programs are small scripts that tell their
// version and nothing else. For tests that lay whole clusters down, often.

import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { checksumFile } from '../../src/packages/checksums.js'
import { type ComponentName, componentNames, componentVersion, layoutOf } from '../../src/playground/layout.js'
import { hostArch } from '../../src/playground/pack.js'
import { tarOf } from '../../src/playground/tarball.js'

/** Writes a package of every component into the folder, and adds their checksums. `version` is the cluster's. */
export function packTiny(folder: string, version: string): void {
  mkdirSync(folder, { recursive: true })
  const sums = componentNames.map((component) => {
    const name = `${component}-${componentVersion(component, version)}-linux-${hostArch()}.tar.gz`
    const archive = gzipSync(tarOf(filesOf(component, version)), { level: 1 })
    writeFileSync(join(folder, name), archive)
    return `${createHash('sha256').update(archive).digest('hex')}  ${name}\n`
  })
  writeFileSync(join(folder, checksumFile), sums.join(''), { flag: 'a' })
}

/** A hotfix of both of DM's components. */
export function packTinyHotfix(path: string, version: string): void {
  const files = (['dm-master', 'dm-worker'] as const).flatMap((component) => filesOf(component, version))
  writeFileSync(path, gzipSync(tarOf(files), { level: 1 }))
}

const filesOf = (component: ComponentName, version: string) =>
  Object.entries(layoutOf(component)).map(([path, entry]) =>
    entry.kind === 'program'
      ? { path, text: `#!/bin/sh\necho 'Release Version: ${version}'\n`, executable: true }
      : { path, text: entry.text, executable: false },
  )
