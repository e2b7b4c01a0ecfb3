// How the simulator is bundled: options for esbuild, used by the build script and by tests.

import { fileURLToPath } from 'node:url'

/** esbuild's options without `outfile`; the entry is main.ts beside this file. */
export const bundleOptions = {
  entryPoints: [fileURLToPath(new URL('./main.ts', import.meta.url))],
  bundle: true,
  platform: 'node' as const,
  target: 'node20',
  format: 'cjs' as const,
  minify: true,
  legalComments: 'none' as const,
  charset: 'ascii' as const,
}
