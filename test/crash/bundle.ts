// Bundles killed_process.ts, as a process that starts for each kill has to start fast; the playbooks lie beside it, so
// that all attempts see the same ones.

import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../shape/imports.js'

const imported = "import { createRequire as made } from 'node:module'"

/** Gives the program. The folder is its package root. */
export async function bundleAttempts(folder: string): Promise<string> {
  const outfile = join(folder, 'attempts.mjs')
  cpSync(join(root, 'playbooks'), join(folder, 'playbooks'), { recursive: true })
  await build({
    entryPoints: [join(import.meta.dirname, 'killed_process.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['cpu-features', '*.node'],
    logLevel: 'warning',
    // packages that are CommonJS inside ask for these
    banner: {
      js: [imported, 'const require = made(import.meta.url)', 'const __dirname = import.meta.dirname'].join('\n'),
    },
  })
  return outfile
}
