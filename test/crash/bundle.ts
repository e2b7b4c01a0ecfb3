// Bundles attempt_process.ts: a process that starts for each kill has to start fast.

import { join } from 'node:path'
import { build } from 'esbuild'

export async function bundleAttempts(outfile: string): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, 'attempt_process.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['cpu-features', '*.node'],
    logLevel: 'warning',
    // packages that are CommonJS inside ask for require
    banner: {
      js: "import { createRequire as dmRequire } from 'node:module'; const require = dmRequire(import.meta.url);",
    },
  })
}
