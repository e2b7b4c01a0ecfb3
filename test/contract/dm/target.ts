// Which DM the contract suite runs against: the simulator from packages packed for this run, or with
// DMBOOK_CONTRACT_DM=FOLDER the real one from the tarballs of dm-master, dm-worker and dmctl in that folder.

import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { extract } from 'tar'
import { bundleOptions } from '../../../src/playground/bundle.js'
import { type ComponentName, componentNames } from '../../../src/playground/layout.js'
import { type PackOptions, packPlayground } from '../../../src/playground/pack.js'

export interface Target {
  readonly real: boolean
  /** DM's leases and timeouts are multiplied by it */
  readonly timeScale: number
  /** own folder of this test file, removed at the end */
  readonly dir: string
  /** where packages lie unpacked, as in `<deploy_dir>/bin` */
  readonly bin: string
  remove(): Promise<void>
}

/** 60 s of DM are 3 s here: long enough to tell a lapsed lease from everything that is quick. */
export const simulatedScale = 0.05

export async function openTarget(packing: Partial<PackOptions> = {}): Promise<Target> {
  const dir = await mkdtemp(join(tmpdir(), 'dmbook-dm-'))
  const given = process.env.DMBOOK_CONTRACT_DM
  const real = given !== undefined && given !== ''
  const bin = join(dir, 'bin')
  const packages = real ? await tarballsIn(given) : await packed(dir, packing)
  await mkdir(bin)
  for (const file of packages) await extract({ file, cwd: bin })
  const remove = () => rm(dir, { recursive: true, force: true, maxRetries: 3 })
  return { real, timeScale: real ? 1 : (packing.timeScale ?? simulatedScale), dir, bin, remove }
}

/** The bundled simulator, made anew: it takes a tenth of a second. */
export async function bundleInto(dir: string): Promise<string> {
  const outfile = join(dir, 'playground.cjs')
  await build({ ...bundleOptions, outfile })
  return outfile
}

async function packed(dir: string, packing: Partial<PackOptions>): Promise<string[]> {
  const program = await bundleInto(dir)
  const files = await packPlayground({
    dir: join(dir, 'packages'),
    version: 'v8.1.0',
    program,
    timeScale: simulatedScale,
    ...packing,
  })
  return files.map((file) => file.path)
}

async function tarballsIn(folder: string): Promise<string[]> {
  const wanted: readonly ComponentName[] = componentNames.filter((name) => name.startsWith('dm'))
  const names = await readdir(folder)
  return wanted.map((component) => {
    const name = names.find((file) => file.startsWith(`${component}-v`) && file.endsWith('.tar.gz'))
    if (name === undefined) throw new Error(`cannot find a package of ${component} in ${folder}`)
    return join(folder, name)
  })
}
