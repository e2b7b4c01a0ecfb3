// Bundles the program and the simulator. The program is split, so that a verb loads only what it needs.

import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')
rmSync(dist, { recursive: true, force: true })
mkdirSync(dist, { recursive: true })

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  keepNames: true,
  legalComments: 'none',
  logLevel: 'warning',
}

await build({
  ...common,
  entryPoints: { dmbook: 'src/main.ts', pack: 'src/playground/pack.ts', legacy: 'src/playground/v1/legacy_cluster.ts' },
  outdir: dist,
  format: 'esm',
  splitting: true,
  external: ['cpu-features', '*.node'],
  // packages that are CommonJS inside ask for require and __dirname
  banner: {
    js: "import { createRequire as dmbookRequire } from 'node:module'; const require = dmbookRequire(import.meta.url); const __dirname = import.meta.dirname;",
  },
})
await build({
  ...common,
  entryPoints: { simulator: 'src/playground/main.ts' },
  outdir: dist,
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
})

chmodSync(join(dist, 'dmbook.js'), 0o755)
writeFileSync(join(dist, '.built'), '')
